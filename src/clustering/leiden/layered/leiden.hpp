#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/layered/graph.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// What a start begins with.
enum class LayeredStart : std::uint8_t {
  together,  ///< The best clusters with one label for all copies of a node.
  apart,     ///< Clusters of each layer alone.
  single,    ///< Every copy by itself.
};

/// Leiden over the copies of nodes. Holds the scratch memory, so one object serves many starts.
class LayeredLeiden {
 public:
  /// Labels per copy, in [0, copies); `labels` are those to begin with for `apart`.
  void run(const LayeredGraph& layered, LayeredStart start, std::uint64_t seed,
           const Monitor* monitor, std::vector<std::int32_t>& labels);

 private:
  void improve(const LayeredGraph& layered, Random& random, const Monitor* monitor,
               std::vector<std::int32_t>& labels);
  bool improve_groups(const LayeredGraph& layered, const std::vector<std::int32_t>& groups,
                      std::int32_t count, Random& random, const Monitor* monitor,
                      std::vector<std::int32_t>& labels);

  ExplicitLeiden<double, LayerMass> optimiser_;
  detail::SparseSums<double> weights_;
};

/// Q up to what no label changes: ties and expectations within labels, and couplings.
[[nodiscard]] double layered_value(const LayeredGraph& layered,
                                   std::span<const std::int32_t> labels);

}  // namespace munigraph::clustering
