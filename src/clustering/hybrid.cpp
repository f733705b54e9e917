// Leiden on memberships: local moves, refinement and aggregation over levels that keep large
// arrangements as counters of their members per cluster.
//
// Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z.

#include "munigraph/clustering/hybrid.hpp"

#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "clustering/hybrid_build.hpp"
#include "clustering/hybrid_move.hpp"
#include "clustering/hybrid_refine.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace clustering {
namespace {

std::size_t at(std::int32_t i) noexcept { return static_cast<std::size_t>(i); }

class HybridLeiden {
 public:
  HybridLeiden(const HybridLevel& level, const Scale& scale, const HybridPlan& plan,
               std::vector<GroupSums>& sums, const Monitor* monitor)
      : level_(level),
        scale_(scale),
        plan_(plan),
        sums_(sums),
        monitor_(monitor),
        choosers_(sums.size()),
        mover_(choosers_, sums_),
        refiner_(choosers_, sums_) {
    for (Chooser& chooser : choosers_) chooser.resize(at(level.size()));
  }

  /// Labels from single nodes; sets how many passes it took and whether the last changed nothing.
  std::vector<std::int32_t> run(std::optional<int> iterations, std::uint64_t seed, int& made,
                                bool& converged) {
    std::vector<std::int32_t> labels(at(level_.size()));
    std::iota(labels.begin(), labels.end(), 0);
    made = 0;
    bool refine = true;
    while (true) {
      const std::int64_t moves = improve(
          level_, stream_seed(seed, static_cast<std::uint64_t>(made)), made == 0, refine, labels);
      ++made;
      // Once a whole pass moves next to nothing, the rest is settled without refining: that is
      // several times cheaper, and ends by the same test.
      if (!plan_.exhaustive && moves * settled_share <= level_.size()) refine = false;
      const bool last = iterations && made >= *iterations;
      if (moves > 0 && !last) continue;
      const std::int32_t parts = split(labels);
      converged = moves == 0 && parts == 0;
      if (converged || last) return labels;
    }
  }

 private:
  /// Times that the next coarser level is improved; the later ones mend what the first leaves.
  static constexpr int cycles = 3;
  /// A level is settled when fewer than one in so many of its nodes moved.
  static constexpr std::int64_t settled_share = 1000;

  /// Moves nodes, refines, aggregates, and improves what comes out; returns the number of moves at
  /// all levels. The last level has clusters as its nodes, so where nothing moved no move and no
  /// merge gains. Coarser levels cost a fraction of finer ones, so each is improved until it is
  /// settled before the finer one is looked at again.
  std::int64_t improve(const HybridLevel& level, std::uint64_t seed, bool single, bool refine,
                       std::vector<std::int32_t>& labels) {
    check(monitor_);
    std::int64_t moves =
        mover_.run(level, labels, scale_, plan_, stream_seed(seed, 0), single, monitor_);
    std::int32_t clusters = 0;
    labels = compact_labels(labels, clusters);
    if (clusters == level.size()) return moves;
    std::int32_t count = level.size();
    std::vector<std::int32_t> groups;
    if (refine) {
      refiner_.run(level, labels, clusters, scale_, plan_, stream_seed(seed, 1), monitor_, groups);
      groups = compact_labels(groups, count);
    }
    if (count == level.size()) {
      // Nodes as they are: merge by clusters, so that the levels shrink.
      groups = labels;
      count = clusters;
    }
    const HybridLevel next = aggregate(level, groups, count, plan_, sums_, monitor_);
    std::vector<std::int32_t> next_labels(at(count));
    for (std::size_t i = 0; i < groups.size(); ++i) next_labels[at(groups[i])] = labels[i];
    for (int cycle = 0; cycle < cycles; ++cycle) {
      const std::int64_t below =
          improve(next, stream_seed(seed, 2 + static_cast<std::uint64_t>(cycle)), false, refine,
                  next_labels);
      moves += below;
      if (!refine || below * settled_share <= count) break;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = next_labels[at(groups[i])];
    return moves;
  }

  /// Splits clusters that fell apart; returns the number of parts added.
  std::int32_t split(std::vector<std::int32_t>& labels) const {
    std::int32_t groups = 0;
    labels = compact_labels(labels, groups);
    std::vector<std::int32_t> part(labels.size(), -1);
    // An arrangement joins its members of a cluster: it need be walked once for each.
    std::vector<std::int64_t> walked(level_.hyper.unit.size(), -1);
    std::vector<std::int32_t> queue;
    std::int32_t parts = 0;
    const auto reach = [&](std::int32_t j, std::int32_t label) {
      if (part[at(j)] >= 0 || labels[at(j)] != label) return;
      part[at(j)] = parts;
      queue.push_back(j);
    };
    for (std::int32_t start = 0; start < level_.size(); ++start) {
      if (part[at(start)] >= 0) continue;
      queue.clear();
      reach(start, labels[at(start)]);
      for (std::size_t head = 0; head < queue.size(); ++head) {
        const std::size_t i = at(queue[head]);
        for (std::size_t s = level_.offsets[i]; s < level_.offsets[i + 1]; ++s)
          reach(level_.targets[s], labels[i]);
        const HyperEdges& hyper = level_.hyper;
        for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k) {
          const std::int32_t e = hyper.node_edges[k];
          if (walked[at(e)] == parts) continue;
          walked[at(e)] = parts;
          for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m)
            reach(hyper.members[m], labels[i]);
        }
      }
      ++parts;
    }
    labels = std::move(part);
    return parts - groups;
  }

  const HybridLevel& level_;
  const Scale& scale_;
  const HybridPlan& plan_;
  std::vector<GroupSums>& sums_;
  const Monitor* monitor_;
  std::vector<Chooser> choosers_;
  HybridMover mover_;
  HybridRefiner refiner_;
};

Scale scale_of(const HybridLevel& level, const QuantisedWeights& weights, Quality quality,
               double resolution) {
  Scale scale;
  scale.twice_total =
      static_cast<double>(std::accumulate(level.mass.begin(), level.mass.end(), Units{0}));
  scale.tolerance = 1e-12 * scale.twice_total / 2;
  if (scale.twice_total > 0)
    scale.penalty = quality == Quality::modularity ? resolution / scale.twice_total
                                                   : resolution / weights.quantum;
  return scale;
}

}  // namespace
}  // namespace clustering

Clustering leiden_implicit(const AffiliationNetwork& affiliation, Weighting weighting,
                           const LeidenOptions& options, const HybridOptions& hybrid) {
  using namespace clustering;
  const double resolution = checked_resolution(options);
  if (hybrid.explicit_size < 2 || hybrid.chunk < 1)
    throw std::invalid_argument("leiden_implicit: explicit_size is " +
                                std::to_string(hybrid.explicit_size) + " and chunk " +
                                std::to_string(hybrid.chunk) + ", expected at least 2 and 1");
  const QuantisedWeights weights = quantised_tie_weights(affiliation, weighting);
  const HybridPlan plan{hybrid.explicit_size, hybrid.chunk, resolve_threads(options.threads),
                        hybrid.exhaustive};
  std::vector<std::int32_t> labels(at(affiliation.node_count()));
  int made = 0;
  bool converged = false;
  {
    std::vector<GroupSums> sums(at(plan.threads));
    for (GroupSums& s : sums) s.resize(labels.size());
    HybridStart start = start_level(affiliation, weights, plan, sums, options.monitor);
    const Scale scale = scale_of(start.level, weights, options.quality, resolution);
    if (options.quality == Quality::cpm)
      std::fill(start.level.mass.begin(), start.level.mass.end(), Units{1});
    HybridLeiden optimiser(start.level, scale, plan, sums, options.monitor);
    const auto found = optimiser.run(options.iterations, options.seed, made, converged);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = found[at(start.place[i])];
  }
  Clustering result = describe_labels(affiliation, weighting, labels, options);
  result.iterations = made;
  result.converged = converged;
  return result;
}

}  // namespace munigraph
