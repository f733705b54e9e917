// Labels from elsewhere, of any integers: described, compared and clustered from.
#include <cmath>

#include "fuzz.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/clustering/given.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::fuzz {

std::vector<std::string> seeds() {
  std::string ties;
  for (char i = 0; i < 12; ++i) ties += {i, static_cast<char>((i + 1) % 12), '\x01'};
  std::string labels;
  for (char i = 0; i < 48; ++i) labels += {'\0', '\0', '\0', static_cast<char>(i % 3)};
  return {std::string("\x0c\x0c", 2) + ties + labels,
          std::string("\x05\x03", 2) + ties + std::string(40, '\xff'), "\x01"};
}

void run(std::string_view input) {
  Bytes bytes(input);
  const std::int32_t n = bytes.upto(24);
  const std::int32_t ties = bytes.upto(40);
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  for (std::int32_t t = 0; t < ties && n > 1; ++t) {
    source.push_back(bytes.upto(n - 1));
    target.push_back(bytes.upto(n - 1));
    weight.push_back(std::abs(bytes.real()));
  }
  CooperationNetwork network;
  if (!accepted([&] { network = CooperationNetwork::from_edges(n, source, target, weight); }))
    return;
  std::vector<std::int32_t> labels(static_cast<std::size_t>(n) * 2);
  for (std::int32_t& label : labels) label = bytes.any();
  const std::span<const std::int32_t> all = labels;
  const auto first = all.first(static_cast<std::size_t>(n));
  const auto second = all.last(static_cast<std::size_t>(n));
  const Agreement there = compare(first, second);
  const Agreement back = compare(second, first);
  require(there.ari == back.ari && there.split_join == back.split_join, "comparison is symmetric");
  require(there.ami <= 1 + 1e-9 && there.vi >= 0 && there.rand >= 0 && there.rand <= 1,
          "measures stay in their range");
  accepted([&] {
    const Clustering described = describe_labels(network, first);
    require(compare(described.partition.labels(), first).ari <= 1 + 1e-9, "labels are kept");
    require(std::isnan(described.quality) || described.quality <= 1 + 1e-9,
            "modularity is at most 1");
  });
  accepted([&] {
    const Ensemble given = given_ensemble(Network(network), all, 2);
    require(given.runs() == 2 && given.best_run >= 0 && given.best_run < 2, "every row is a run");
  });
}

}  // namespace munigraph::fuzz
