// A null of your own: here who is in an arrangement is drawn at random, and its size is kept.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <munigraph/core/random.hpp>
#include <munigraph/inference/significance.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/registry/package.hpp>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace mg = munigraph;

class RandomMembers final : public mg::NullModel {
 public:
  explicit RandomMembers(mg::AffiliationNetwork observed) : observed_(std::move(observed)) {}

 private:
  // From several threads at once: what is drawn depends on the seed alone.
  mg::AffiliationNetwork drawn(std::uint64_t seed, const mg::Monitor* monitor) const override {
    mg::Random random(seed);
    std::vector<std::int32_t> order(static_cast<std::size_t>(observed_.node_count()));
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::int32_t> nodes, arrangements;
    for (std::int32_t a = 0; a < observed_.arrangement_count(); ++a) {
      mg::check(monitor);
      random.shuffle(std::span(order));
      for (std::int32_t k = 0; k < observed_.size(a); ++k) {
        nodes.push_back(order[static_cast<std::size_t>(k)]);
        arrangements.push_back(a);
      }
    }
    return {observed_.node_count(), observed_.arrangement_count(), nodes, arrangements};
  }

  mg::AffiliationNetwork observed_;
};

int main(int argc, char** argv) {
  const mg::Register source = mg::read_package(argc > 1 ? argv[1] : "register");
  const mg::Network network =
      mg::construct(source.at(mg::parse_date("2020-07-01").value())).network;
  const RandomMembers null(network.affiliation());
  const auto quality = static_cast<std::size_t>(mg::Figure::quality);
  const double seen = mg::measure(network, 0)[quality];
  std::size_t as_high = 0;
  mg::NullFigureOptions options;
  options.draws = 199;
  const auto draws = mg::null_figures(network, null, options);
  for (const mg::Figures& figures : draws) as_high += figures[quality] >= seen ? 1 : 0;
  std::cout << "p = " << static_cast<double>(as_high + 1) / static_cast<double>(draws.size() + 1)
            << '\n';
}
