#include "munigraph/inference/domains.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>

#include "core/growing.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Up to so many nodes the second network is looked up in a matrix.
constexpr std::int32_t largest_matrix = 3000;

void require_same_nodes(const CooperationNetwork& a, const CooperationNetwork& b) {
  if (a.node_count() != b.node_count())
    throw std::invalid_argument("networks of " + std::to_string(a.node_count()) + " and " +
                                std::to_string(b.node_count()) + " nodes cannot be compared");
}

/// Calls action(i, j, slot) for every tie with i < j.
template <class Action>
void for_each_edge(const CooperationNetwork& network, Action action) {
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    for (std::size_t s = network.offsets()[static_cast<std::size_t>(i)];
         s < network.offsets()[static_cast<std::size_t>(i) + 1]; ++s)
      if (network.targets()[s] > i) action(i, network.targets()[s], s);
}

/// Weights of a network over all pairs: their sums, and a quick look-up.
class PairValues {
 public:
  PairValues(const CooperationNetwork& network, bool weighted)
      : network_(network), weighted_(weighted), n_(network.node_count()) {
    const bool tabulate = n_ <= largest_matrix;
    if (tabulate) matrix_.assign(static_cast<std::size_t>(n_) * static_cast<std::size_t>(n_), 0.0);
    for_each_edge(network, [&](std::int32_t i, std::int32_t j, std::size_t slot) {
      const double w = value(slot);
      sum += w;
      squares += w * w;
      if (tabulate) matrix_[index(i, j)] = matrix_[index(j, i)] = w;
    });
  }

  [[nodiscard]] double value(std::size_t slot) const {
    return weighted_ ? network_.weight(slot) : 1.0;
  }
  [[nodiscard]] double operator()(std::int32_t i, std::int32_t j) const {
    if (!matrix_.empty()) return matrix_[index(i, j)];
    const auto slot = network_.find(i, j);
    return slot < 0 ? 0.0 : value(static_cast<std::size_t>(slot));
  }

  double sum = 0;
  double squares = 0;

 private:
  [[nodiscard]] std::size_t index(std::int32_t i, std::int32_t j) const {
    return static_cast<std::size_t>(i) * static_cast<std::size_t>(n_) + static_cast<std::size_t>(j);
  }

  const CooperationNetwork& network_;
  bool weighted_;
  std::int32_t n_;
  std::vector<double> matrix_;
};

}  // namespace

EdgeOverlap edge_overlap(const CooperationNetwork& a, const CooperationNetwork& b) {
  require_same_nodes(a, b);
  const double total_a = a.total_weight();
  const double total_b = b.total_weight();
  double both = 0;
  double common = 0;
  for_each_edge(a, [&](std::int32_t i, std::int32_t j, std::size_t slot) {
    const auto other = b.find(i, j);
    if (other < 0) return;
    both += 1;
    common +=
        std::min(a.weight(slot) / total_a, b.weight(static_cast<std::size_t>(other)) / total_b);
  });
  const auto edges_a = static_cast<double>(a.edge_count());
  const auto edges_b = static_cast<double>(b.edge_count());
  EdgeOverlap result;
  result.jaccard = edges_a + edges_b > 0 ? both / (edges_a + edges_b - both) : undefined;
  result.of_first = edges_a > 0 ? both / edges_a : undefined;
  result.of_second = edges_b > 0 ? both / edges_b : undefined;
  result.weighted = total_a > 0 && total_b > 0 ? common : undefined;
  return result;
}

Qap qap_correlation(const CooperationNetwork& a, const CooperationNetwork& b,
                    const QapOptions& options) {
  require_same_nodes(a, b);
  const PairValues x(a, options.weighted);
  const PairValues y(b, options.weighted);
  const auto n = static_cast<double>(a.node_count());
  const double pairs = n * (n - 1) / 2;
  const double spread = std::sqrt((x.squares - x.sum * x.sum / pairs)) *
                        std::sqrt((y.squares - y.sum * y.sum / pairs));
  const auto correlate = [&](std::span<const std::int32_t> order) {
    double products = 0;
    for_each_edge(a, [&](std::int32_t i, std::int32_t j, std::size_t slot) {
      products +=
          x.value(slot) * y(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
    });
    return spread > 0 ? (products - x.sum * y.sum / pairs) / spread : undefined;
  };
  std::vector<std::int32_t> identity(static_cast<std::size_t>(a.node_count()));
  std::iota(identity.begin(), identity.end(), 0);
  Qap result;
  result.correlation = correlate(identity);
  if (options.monitor != nullptr) options.monitor->expect(options.permutations);
  detail::parallel_growing(
      0, options.permutations, options.threads,
      [&](std::size_t p, int) {
        std::vector<std::int32_t> order = identity;
        Random random(stream_seed(options.seed, p));
        random.shuffle(std::span(order));
        result.permuted[p] = correlate(order);
        advance(options.monitor);
      },
      options.monitor, detail::growing_bytes, detail::Places{result.permuted});
  return result;
}

}  // namespace munigraph
