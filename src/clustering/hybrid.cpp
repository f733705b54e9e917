// Leiden on memberships: local moves, refinement and aggregation over levels that keep large
// arrangements as counters of their members per cluster.
//
// Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z.

#include "munigraph/clustering/hybrid.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "clustering/hybrid_build.hpp"
#include "clustering/hybrid_move.hpp"
#include "clustering/hybrid_refine.hpp"
#include "clustering/hybrid_twins.hpp"
#include "core/forest.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace clustering {
namespace {

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
        mover_(choosers_),
        refiner_(choosers_, sums_) {
    for (Chooser& chooser : choosers_) chooser.resize(at(level.size()));
  }

  /// Labels from single nodes, or from twins; sets how many passes it took and whether the last
  /// changed nothing.
  std::vector<std::int32_t> run(std::optional<int> iterations, std::uint64_t seed, int& made,
                                bool& converged) {
    std::vector<std::int32_t> labels(at(level_.size()));
    std::iota(labels.begin(), labels.end(), 0);
    made = 0;
    const bool from_twins = start_from_twins(iterations, seed, made, labels);
    bool refine = !from_twins;
    const bool small = mostly_small();
    for (;;) {
      const bool last = iterations && made + 1 >= *iterations;
      const Start start = made > 0 || plan_.exhaustive ? Start::labels
                          : !last && small             ? Start::rough
                                                       : Start::single;
      const std::uint64_t pass_seed = stream_seed(seed, static_cast<std::uint64_t>(made));
      const std::int64_t moves =
          refine ? improve(level_, pass_seed, {start, true}, labels) : mend(pass_seed, labels);
      ++made;
      if (!plan_.exhaustive && ((small && level_.size() > refined_again) ||
                                (start != Start::rough && moves * settled_share <= level_.size())))
        refine = false;
      if ((moves > 0 || start == Start::rough) && !last) continue;
      const std::int32_t parts = split(labels);
      converged = moves == 0 && parts == 0;
      if (converged || last) return labels;
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
  static constexpr std::uint64_t twins_stream = 0x7415;

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
    if (plan_.exhaustive || (iterations && *iterations < 2)) return false;
    std::int32_t kinds = 0;
    const std::vector<std::int32_t> kind = twin_kinds(level_, scale_, monitor_, kinds);
    if (kinds == level_.size() || kinds > level_.size() / 2) return false;
    const HybridLevel next = aggregate(level_, kind, kinds, plan_, sums_, monitor_);
    HybridLeiden optimiser(next, scale_, plan_, sums_, monitor_);
    const std::optional<int> limit = iterations ? std::optional(*iterations - 1) : std::nullopt;
    std::vector<std::int32_t> found;
    double best = 0;
    for (int attempt = 0; attempt < (kinds <= coarse ? coarse_attempts : 1); ++attempt) {
      int passes = 0;
      bool converged = false;
      std::vector<std::int32_t> tried = optimiser.run(
          limit, stream_seed(seed, twins_stream + static_cast<std::uint64_t>(attempt)), passes,
          converged);
      const double value = level_value(next, tried, scale_);
      if (attempt > 0 && value <= best) continue;
      best = value;
      made = passes;
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
    return 4 * large <= scale_.twice_total - within;
  }

  /// Moves nodes, refines, aggregates, and improves what comes out; returns the number of moves at
  /// all levels. The last level has clusters as its nodes, so where nothing moved no move and no
  /// merge gains. Coarser levels cost a fraction of finer ones, so each is improved until it is
  /// settled before the finer one is looked at again.
  std::int64_t improve(const HybridLevel& level, std::uint64_t seed, Task task,
                       std::vector<std::int32_t>& labels) {
    check(monitor_);
    std::int64_t moves =
        mover_.run(level, labels, scale_, plan_, stream_seed(seed, 0), task.start, monitor_);
    std::int32_t clusters = 0;
    labels = compact_labels(labels, clusters);
    check(monitor_);
    if (clusters == level.size()) return moves;
    std::int32_t count = level.size();
    std::vector<std::int32_t> groups;
    if (task.refine) {
      refiner_.run(level, labels, clusters, scale_, plan_, stream_seed(seed, 1), monitor_, groups);
      groups = compact_labels(groups, count);
      check(monitor_);
    }
    if (count == level.size()) {
      // Nodes as they are: merge by clusters, so that the levels shrink.
      groups = labels;
      count = clusters;
    }
    const HybridLevel next = aggregate(level, groups, count, plan_, sums_, monitor_);
    std::vector<std::int32_t> next_labels(at(count));
    for (std::size_t i = 0; i < groups.size(); ++i) next_labels[at(groups[i])] = labels[i];
    const bool enters_coarse =
        task.refine && !plan_.exhaustive && count <= coarse && level.size() > coarse;
    moves += enters_coarse ? attempt(next, seed, next_labels)
                           : cycle(next, stream_seed(seed, 2), task, next_labels);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = next_labels[at(groups[i])];
    return moves;
  }

  /// Improves a level until it is settled, or often enough.
  std::int64_t cycle(const HybridLevel& level, std::uint64_t seed, Task task,
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
  std::int64_t attempt(const HybridLevel& level, std::uint64_t seed,
                       std::vector<std::int32_t>& labels) {
    const std::vector<std::int32_t> start = labels;
    std::vector<std::int32_t> found;
    std::int64_t moves = 0;
    double best = 0;
    for (int made = 0; made < coarse_attempts; ++made) {
      found = start;
      moves += cycle(level, stream_seed(seed, 2 + static_cast<std::uint64_t>(made)), {}, found);
      const double value = level_value(level, found, scale_);
      if (made > 0 && value <= best) continue;
      best = value;
      labels = found;
    }
    return moves;
  }

  /// Moves single nodes until none gains, then merges clusters; returns the number of merges.
  std::int64_t mend(std::uint64_t seed, std::vector<std::int32_t>& labels) {
    for (std::uint64_t round = 0;; ++round)
      if (mover_.run(level_, labels, scale_, plan_, stream_seed(seed, round), Start::labels,
                     monitor_) == 0)
        break;
    std::int32_t clusters = 0;
    labels = compact_labels(labels, clusters);
    check(monitor_);
    const HybridLevel next = aggregate(level_, labels, clusters, plan_, sums_, monitor_);
    std::vector<std::int32_t> merged(at(clusters));
    std::iota(merged.begin(), merged.end(), 0);
    const std::int64_t merges =
        improve(next, stream_seed(seed, ~std::uint64_t{0}), {Start::labels, false}, merged);
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
  const QuantisedWeights weights = quantised_tie_weights(affiliation, weighting, options.monitor);
  const HybridPlan plan{hybrid.explicit_size, hybrid.chunk, resolve_threads(options.threads),
                        hybrid.exhaustive};
  std::vector<std::int32_t> labels(at(affiliation.node_count()));
  int made = 0;
  bool converged = false;
  {
    std::vector<GroupSums> sums(at(plan.threads));
    for (GroupSums& s : sums) s.resize(labels.size());
    check(options.monitor);
    HybridStart start = start_level(affiliation, weights, plan, sums, options.monitor);
    const Scale scale = scale_of(start.level, weights, options.quality, resolution);
    if (options.quality == Quality::cpm)
      std::fill(start.level.mass.begin(), start.level.mass.end(), Units{1});
    HybridLeiden optimiser(start.level, scale, plan, sums, options.monitor);
    const auto found = optimiser.run(options.iterations, options.seed, made, converged);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = found[at(start.place[i])];
  }
  Clustering result = describe_connected(affiliation, weighting, labels, options);
  result.iterations = made;
  result.converged = converged;
  return result;
}

}  // namespace munigraph
