// Kernel: Leiden on memberships (the implicit form)
//
// Computes  clusters as explicit/leiden.hpp does [1], without the projection: in an additive
//           weighting node i has Σ_a w_a (n_aC − [i ∈ C]) with cluster C, over its arrangements a,
//           with n_aC the members of a in C.
// How       small arrangements and stars become rows (build.cpp), large ones keep n_aC up to date
//           (choice.hpp) and are looked into only where a bound leaves the choice open. Twins start
//           together (twins.hpp), chunks of neighbours settle on their own at first (settle.hpp);
//           then local moves (move.hpp), refinement (refine.hpp) and aggregation (aggregate.hpp).
//           Coarse levels are improved from several seeds, later passes mend what is left; ends
//           when no move and no merge gains and every cluster is connected.
// Needs     quantised weights; the strengths are exact sums of units. Memory O(ties of small
//           arrangements + memberships). Threads work on fixed blocks: labels do not depend on
//           them.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#include "clustering/leiden/implicit/leiden.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clustering/leiden/implicit/aggregate.hpp"
#include "clustering/leiden/implicit/build.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/implicit/move.hpp"
#include "clustering/leiden/implicit/refine.hpp"
#include "clustering/leiden/implicit/twins.hpp"
#include "clustering/leiden/passes.hpp"
#include "core/forest.hpp"
#include "core/streams.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "network/unit_totals.hpp"

namespace munigraph::clustering {
namespace {

class ImplicitLeiden {
 public:
  ImplicitLeiden(const ImplicitLevel& level, const Objective& objective,
                 const ImplicitOptions& options, std::vector<PositiveSums>& sums,
                 const Monitor* monitor)
      : level_(level),
        objective_(objective),
        options_(options),
        sums_(sums),
        monitor_(monitor),
        choosers_(sums.size()),
        mover_(choosers_),
        refiner_(choosers_) {
    for (Chooser& chooser : choosers_) chooser.resize(at(level.size()));
  }

  /// Labels from single nodes, or from twins.
  Passes run(std::optional<int> iterations, std::uint64_t seed, std::vector<std::int32_t>& labels) {
    labels.resize(at(level_.size()));
    std::iota(labels.begin(), labels.end(), 0);
    int made = 0;
    const bool from_twins = start_from_twins(iterations, seed, made, labels);
    bool refine = !from_twins;
    const bool small = mostly_small();
    for (;;) {
      const bool last = iterations && made + 1 >= *iterations;
      const Start start = made > 0 || options_.exhaustive ? Start::labels
                          : !last && small                ? Start::rough
                                                          : Start::single;
      const std::uint64_t pass_seed = stream_seed(seed, static_cast<std::uint64_t>(made));
      const std::int64_t moves =
          refine ? improve(level_, pass_seed, {start, true}, labels) : mend(pass_seed, labels);
      ++made;
      if (!options_.exhaustive &&
          ((small && level_.size() > refined_again) ||
           (start != Start::rough && moves * settled_share <= level_.size())))
        refine = false;
      if ((moves > 0 || start == Start::rough) && !last) continue;
      const std::int32_t parts = split(labels);
      const bool converged = moves == 0 && parts == 0;
      if (converged || last) return {made, converged};
    }
  }

 private:
  /// Times that the next coarser level is improved; the later ones mend what the first leaves.
  static constexpr int cycles = 3;
  /// Levels of at most so many nodes cost next to nothing, and it is here that quality is decided:
  /// they are improved from several seeds.
  static constexpr std::int32_t coarse = 2000;
  static constexpr int coarse_attempts = 4;
  /// A level is settled when fewer than one in so many of its nodes moved.
  static constexpr std::int64_t settled_share = 1000;
  /// Larger networks of mostly small arrangements are refined in the first pass only: the later
  /// ones find little, and cost several times less without. They end by the same test.
  static constexpr std::int32_t refined_again = 16384;

  /// How a level is worked on.
  struct Task {
    Start start = Start::labels;
    bool refine = true;
  };

  /// Where most nodes have no ties but through large arrangements, and many of them are twins:
  /// clusters with every kind of twins as one node, as labels to go on from; else leaves `labels`
  /// as they are. Single nodes would look at each other, in time n².
  bool start_from_twins(std::optional<int> iterations, std::uint64_t seed, int& made,
                        std::vector<std::int32_t>& labels) {
    if (options_.exhaustive || (iterations && *iterations < 2)) return false;
    std::int32_t kinds = 0;
    const std::vector<std::int32_t> kind = twin_kinds(level_, objective_, monitor_, kinds);
    if (kinds == level_.size() || kinds > level_.size() / 2) return false;
    const ImplicitLevel next = aggregate(level_, kind, kinds, options_, sums_, monitor_);
    ImplicitLeiden optimiser(next, objective_, options_, sums_, monitor_);
    const std::optional<int> limit = iterations ? std::optional(*iterations - 1) : std::nullopt;
    std::vector<std::int32_t> found;
    double best = 0;
    for (int attempt = 0; attempt < (kinds <= coarse ? coarse_attempts : 1); ++attempt) {
      std::vector<std::int32_t> tried;
      const Passes passes = optimiser.run(
          limit, stream_seed(seed, detail::streams::twins + static_cast<std::uint64_t>(attempt)),
          tried);
      const double value = level_value(next, tried, objective_);
      if (attempt > 0 && value <= best) continue;
      best = value;
      made = passes.made;
      found = std::move(tried);
    }
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = found[at(kind[i])];
    return true;
  }

  /// Whether large arrangements hold at most a quarter of the weight between nodes.
  [[nodiscard]] bool mostly_small() const {
    const HyperEdges& hyper = level_.hyper;
    double large = 0;
    double within = 0;  // a node that stands for twins
    for (std::int32_t e = 0; e < hyper.count(); ++e) {
      double seats = 0;
      double squares = 0;
      for (std::size_t k = hyper.begin(e); k < hyper.end(e); ++k) {
        const auto multiplicity = static_cast<double>(hyper.multiplicity[k]);
        seats += multiplicity;
        squares += multiplicity * multiplicity;
      }
      large += static_cast<double>(hyper.unit[at(e)]) * (seats * seats - squares);
      within += static_cast<double>(hyper.unit[at(e)]) * (squares - seats);
    }
    return 4 * large <= objective_.twice_total - within;
  }

  /// Moves nodes, refines, aggregates, and improves what comes out; returns the number of moves at
  /// all levels. The last level has clusters as its nodes, so where nothing moved no move and no
  /// merge gains. Coarser levels cost a fraction of finer ones, so each is improved until it is
  /// settled before the finer one is looked at again.
  std::int64_t improve(const ImplicitLevel& level, std::uint64_t seed, Task task,
                       std::vector<std::int32_t>& labels) {
    check(monitor_);
    std::int64_t moves =
        mover_.run(level, labels, objective_, options_, stream_seed(seed, detail::streams::moving),
                   task.start, monitor_);
    std::int32_t clusters = 0;
    labels = compact_labels(labels, clusters);
    check(monitor_);
    if (clusters == level.size()) return moves;
    std::int32_t count = level.size();
    std::vector<std::int32_t> groups;
    if (task.refine) {
      refiner_.run(level, labels, clusters, objective_,
                   stream_seed(seed, detail::streams::refining), monitor_, groups);
      groups = compact_labels(groups, count);
      check(monitor_);
    }
    if (count == level.size()) {
      // Nodes as they are: merge by clusters, so that the levels shrink.
      groups = labels;
      count = clusters;
    }
    const ImplicitLevel next = aggregate(level, groups, count, options_, sums_, monitor_);
    std::vector<std::int32_t> next_labels(at(count));
    for (std::size_t i = 0; i < groups.size(); ++i) next_labels[at(groups[i])] = labels[i];
    const bool enters_coarse =
        task.refine && !options_.exhaustive && count <= coarse && level.size() > coarse;
    moves += enters_coarse
                 ? attempt(next, seed, next_labels)
                 : cycle(next, stream_seed(seed, detail::streams::coarser), task, next_labels);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = next_labels[at(groups[i])];
    return moves;
  }

  /// Improves a level until it is settled, or often enough.
  std::int64_t cycle(const ImplicitLevel& level, std::uint64_t seed, Task task,
                     std::vector<std::int32_t>& labels) {
    std::int64_t moves = 0;
    for (int made = 0; made < cycles; ++made) {
      const std::int64_t now = improve(level, stream_seed(seed, static_cast<std::uint64_t>(made)),
                                       {Start::labels, task.refine}, labels);
      moves += now;
      if (!task.refine || now * settled_share <= level.size()) break;
    }
    return moves;
  }

  /// Improves a level from several seeds and keeps the best.
  std::int64_t attempt(const ImplicitLevel& level, std::uint64_t seed,
                       std::vector<std::int32_t>& labels) {
    const std::vector<std::int32_t> start = labels;
    std::vector<std::int32_t> found;
    std::int64_t moves = 0;
    double best = 0;
    for (int made = 0; made < coarse_attempts; ++made) {
      found = start;
      moves += cycle(level,
                     stream_seed(seed, detail::streams::coarser + static_cast<std::uint64_t>(made)),
                     {}, found);
      const double value = level_value(level, found, objective_);
      if (made > 0 && value <= best) continue;
      best = value;
      labels = found;
    }
    return moves;
  }

  /// Moves single nodes until none gains, then merges clusters; returns the number of merges.
  std::int64_t mend(std::uint64_t seed, std::vector<std::int32_t>& labels) {
    for (std::uint64_t round = 0;; ++round)
      if (mover_.run(level_, labels, objective_, options_, stream_seed(seed, round), Start::labels,
                     monitor_) == 0)
        break;
    std::int32_t clusters = 0;
    labels = compact_labels(labels, clusters);
    check(monitor_);
    const ImplicitLevel next = aggregate(level_, labels, clusters, options_, sums_, monitor_);
    std::vector<std::int32_t> merged(at(clusters));
    std::iota(merged.begin(), merged.end(), 0);
    const std::int64_t merges =
        improve(next, stream_seed(seed, detail::streams::merging), {Start::labels, false}, merged);
    if (merges > 0)
      for (std::int32_t& label : labels) label = merged[at(label)];
    return merges;
  }

  /// Splits clusters that fell apart; returns the number of parts added.
  std::int32_t split(std::vector<std::int32_t>& labels) const {
    std::int32_t groups = 0;
    labels = compact_labels(labels, groups);
    check(monitor_);
    detail::Forest forest(labels.size());
    // A few ties of each node nearly always join all that belongs together.
    constexpr std::size_t few = 6;
    const std::int32_t apart = level_.size() - groups;
    if (join_ties(labels, 0, few, forest) < apart) {
      join_ties(labels, few, ~std::size_t{0}, forest);
      join_arrangements(labels, forest);
    }
    for (std::int32_t i = 0; i < level_.size(); ++i) labels[at(i)] = forest.root(i);
    check(monitor_);
    std::int32_t parts = 0;
    labels = compact_labels(labels, parts);
    return parts - groups;
  }

  /// Joins nodes of one label by the ties [first, last) of their rows; returns the number of joins.
  std::int32_t join_ties(std::span<const std::int32_t> labels, std::size_t first, std::size_t last,
                         detail::Forest& forest) const {
    std::int32_t joins = 0;
    for (std::int32_t i = 0; i < level_.size(); ++i) {
      if (i % 1024 == 0) check(monitor_);
      const std::size_t begin = level_.offsets[at(i)];
      const std::size_t end = level_.offsets[at(i) + 1];
      for (std::size_t s = begin + std::min(first, end - begin);
           s < begin + std::min(last, end - begin); ++s)
        if (labels[at(level_.targets[s])] == labels[at(i)])
          joins += forest.join(i, level_.targets[s]) ? 1 : 0;
    }
    return joins;
  }

  void join_arrangements(std::span<const std::int32_t> labels, detail::Forest& forest) const {
    const HyperEdges& hyper = level_.hyper;
    std::vector<std::int32_t> first(labels.size(), -1);
    for (std::int32_t e = 0; e < hyper.count(); ++e) {
      check(monitor_);
      for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m) {
        const std::int32_t i = hyper.members[m];
        std::int32_t& met = first[at(labels[at(i)])];
        if (met < 0)
          met = i;
        else
          forest.join(i, met);
      }
      for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m)
        first[at(labels[at(hyper.members[m])])] = -1;
    }
  }

  const ImplicitLevel& level_;
  const Objective& objective_;
  const ImplicitOptions& options_;
  std::vector<PositiveSums>& sums_;
  const Monitor* monitor_;
  std::vector<Chooser> choosers_;
  ImplicitMover mover_;
  ImplicitRefiner refiner_;
};

Objective objective_of(const ImplicitLevel& level, const QuantisedWeights& weights,
                       const QualityFunction& function) {
  const auto twice_total =
      static_cast<double>(std::accumulate(level.mass.begin(), level.mass.end(), Units{0}));
  return objective_for(function, twice_total, weights.quantum);
}

}  // namespace

Clustering leiden_implicit(const AffiliationNetwork& affiliation, Weighting weighting,
                           const LeidenOptions& options, const ImplicitOptions& how) {
  const double resolution = checked_resolution(options);
  if (how.explicit_size < 2 || how.chunk < 1)
    throw std::invalid_argument("leiden_implicit: explicit_size is " +
                                std::to_string(how.explicit_size) + " and chunk " +
                                std::to_string(how.chunk) + ", expected at least 2 and 1");
  const QuantisedWeights weights =
      detail::held_tie_weights(affiliation, weighting, options.monitor);
  std::vector<std::int32_t> labels(at(affiliation.node_count()));
  Passes passes;
  {
    std::vector<PositiveSums> sums(at(resolve_threads(options.threads)));  // one per thread
    for (PositiveSums& s : sums) s.resize(labels.size());
    check(options.monitor);
    ImplicitStart start = start_level(affiliation, weights, how, sums, options.monitor);
    const Objective objective = objective_of(start.level, weights, {options.quality, resolution});
    if (options.quality == Quality::cpm)
      std::fill(start.level.mass.begin(), start.level.mass.end(), Units{1});
    ImplicitLeiden optimiser(start.level, objective, how, sums, options.monitor);
    std::vector<std::int32_t> found;
    passes = optimiser.run(options.iterations, options.seed, found);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = found[at(start.place[i])];
  }
  Clustering result = describe_connected(affiliation, weighting, labels, options);
  result.iterations = passes.made;
  result.converged = passes.converged;
  return result;
}

}  // namespace munigraph::clustering
