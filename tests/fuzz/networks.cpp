// Memberships and edges by arrays: networks are made or refused, and what is made can be clustered.
#include <cmath>

#include "fuzz.hpp"
#include "munigraph/bridging/betweenness.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/network/projection.hpp"

namespace munigraph::fuzz {
namespace {

void cluster(const Network& network, Bytes& bytes) {
  LeidenOptions options;
  options.seed = bytes.byte();
  options.resolution = std::abs(bytes.real());
  if (bytes.byte() % 4 == 0) options.quality = Quality::cpm;
  options.representation = static_cast<Representation>(bytes.upto(3));
  accepted([&] {
    const Clustering found = leiden(network, options);
    require(found.partition.labels().size() == static_cast<std::size_t>(network.node_count()),
            "one label per node");
    require(found.disconnected == 0, "clusters are connected");
    require(!std::isinf(found.quality), "quality is finite, or not a number without ties");
    const Clustering again = leiden(network, options);
    require(std::ranges::equal(found.partition.labels(), again.partition.labels()),
            "the same seed gives the same labels");
    const Clustering described = describe_labels(network, found.partition.labels(), options);
    require(std::isnan(found.quality) || std::abs(described.quality - found.quality) <=
                                             1e-9 * std::max(1.0, std::abs(found.quality)),
            "the quality that is told is the labels'");
  });
}

}  // namespace

std::vector<std::string> seeds() {
  std::string members("\x00\x09\x05", 3);
  for (char a = 0; a < 5; ++a)
    for (char i = 0; i < 4; ++i) members += {static_cast<char>((a * 2 + i) % 9), a};
  std::string edges("\x01\x0a\x14", 3);
  for (char i = 0; i < 20; ++i)
    edges += {static_cast<char>(i % 10), static_cast<char>((i * 3 + 1) % 10), '\x01'};
  return {members + std::string(20, '\1'), edges + std::string(10, '\1'), std::string(2, '\0')};
}

void run(std::string_view input) {
  Bytes bytes(input);
  const bool ties = bytes.byte() % 2 == 1;
  const std::int32_t n = bytes.upto(30);
  const std::int32_t count = bytes.upto(40);
  // Now and then a number that is out of range.
  const auto node = [&] { return bytes.upto(n + (bytes.empty() ? 0 : 1)) - (n > 28 ? 1 : 0); };
  if (ties) {
    std::vector<std::int32_t> source;
    std::vector<std::int32_t> target;
    std::vector<double> weight;
    for (std::int32_t t = 0; t < count; ++t) {
      source.push_back(node());
      target.push_back(node());
      weight.push_back(bytes.real());
    }
    accepted([&] {
      const Network network(CooperationNetwork::from_edges(n, source, target, weight));
      require(network.total_weight() >= 0, "weights are not negative");
      cluster(network, bytes);
    });
    return;
  }
  const std::int32_t arrangements = bytes.upto(12);
  std::vector<std::int32_t> who;
  std::vector<std::int32_t> what;
  for (std::int32_t m = 0; m < count * 2; ++m) {
    who.push_back(node());
    what.push_back(arrangements > 0 ? bytes.upto(arrangements - 1) : 0);
  }
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  if (bytes.byte() % 2 == 0)
    for (std::int32_t a = 0; a < arrangements; ++a) intensity.push_back(bytes.real());
  if (bytes.byte() % 3 == 0)
    for (std::int32_t a = 0; a < arrangements; ++a) host.push_back(bytes.upto(n + 2) - 2);
  const auto weighting =
      static_cast<Weighting>(bytes.upto(static_cast<std::int32_t>(words<Weighting>().size()) - 1));
  const std::int32_t min_shared = bytes.upto(3);
  accepted([&] {
    const AffiliationNetwork affiliation(n, arrangements, who, what, intensity, host);
    const Network network(affiliation, weighting, min_shared);
    const double from_memberships = network.total_weight();
    const CooperationNetwork projected = project(affiliation, {weighting, min_shared});
    require(std::abs(from_memberships - projected.total_weight()) <=
                1e-9 * std::max(1.0, projected.total_weight()),
            "both forms weigh the same");
    cluster(network, bytes);
  });
}

}  // namespace munigraph::fuzz
