#include "dynamics/assignment.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

namespace munigraph::dynamics {
namespace {

using Whole = boost::multiprecision::cpp_int;

/// What a matching is worth: the sum of overlaps in units of one over a common multiple of all
/// denominators, then the number of nodes.
struct Worth {
  Whole overlap;
  std::int64_t nodes = 0;

  Worth operator+(const Worth& other) const {
    return {overlap + other.overlap, nodes + other.nodes};
  }
  Worth operator-(const Worth& other) const {
    return {overlap - other.overlap, nodes - other.nodes};
  }
  bool operator<(const Worth& other) const {
    return overlap != other.overlap ? overlap < other.overlap : nodes < other.nodes;
  }
  bool operator==(const Worth&) const = default;
};

struct Pair {
  std::size_t from = 0;  // numbered within the component
  std::size_t to = 0;
  Worth worth;
  bool allowed = true;
};

/// One connected group of candidates.
class Component {
 public:
  explicit Component(const std::vector<Match>& candidates) {
    std::vector<std::int32_t> froms;
    std::vector<std::int32_t> tos;
    Whole unit = 1;
    for (const Match& one : candidates) {
      froms.push_back(one.from);
      tos.push_back(one.to);
      unit = boost::multiprecision::lcm(unit, Whole(one.either));
    }
    const auto numbered = [](std::vector<std::int32_t>& ids) {
      std::sort(ids.begin(), ids.end());
      ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    };
    numbered(froms);
    numbered(tos);
    const auto place = [](const std::vector<std::int32_t>& ids, std::int32_t id) {
      return static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
    };
    froms_ = froms.size();
    tos_ = tos.size();
    for (const Match& one : candidates)
      pairs_.push_back({place(froms, one.from),
                        place(tos, one.to),
                        {Whole(one.nodes) * (unit / one.either), one.nodes}});
  }

  /// Positions of the chosen pairs. They are in the order of the candidates: by from, then to.
  std::vector<std::size_t> choose() {
    std::vector<std::size_t> chosen;
    Worth left = best();
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
      if (!pairs_[k].allowed) continue;
      const std::vector<Pair> before = pairs_;
      for (Pair& other : pairs_)
        if (other.from == pairs_[k].from || other.to == pairs_[k].to) other.allowed = false;
      const Worth rest = best();
      if (rest + before[k].worth == left) {
        chosen.push_back(k);
        left = rest;
      } else {
        pairs_ = before;
        pairs_[k].allowed = false;  // no best matching has it beside what is chosen
      }
    }
    return chosen;
  }

 private:
  /// The worth of the best matching of allowed pairs: paths that gain most are added, one by one,
  /// until none gains (gains never rise from one to the next).
  Worth best() const {
    std::vector<std::optional<std::size_t>> at_from(froms_);
    std::vector<std::optional<std::size_t>> at_to(tos_);
    Worth sum;
    while (const std::optional<Worth> gained = augment(at_from, at_to)) sum = sum + *gained;
    return sum;
  }

  using Matched = std::vector<std::optional<std::size_t>>;

  std::optional<Worth> augment(Matched& at_from, Matched& at_to) const {
    std::vector<std::optional<Worth>> reach_from(froms_);
    std::vector<std::optional<Worth>> reach_to(tos_);
    std::vector<std::size_t> by(tos_);  // the pair that a later cluster is reached by
    for (std::size_t f = 0; f < froms_; ++f)
      if (!at_from[f]) reach_from[f] = Worth{};
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t k = 0; k < pairs_.size(); ++k) {
        const Pair& pair = pairs_[k];
        if (!pair.allowed || !reach_from[pair.from] || at_from[pair.from] == k) continue;
        const Worth value = *reach_from[pair.from] + pair.worth;
        if (reach_to[pair.to] && !(*reach_to[pair.to] < value)) continue;
        reach_to[pair.to] = value;
        by[pair.to] = k;
        if (const auto held = at_to[pair.to])  // on by taking the pair back
          reach_from[pairs_[*held].from] = value - pairs_[*held].worth;
        changed = true;
      }
    }
    std::optional<std::size_t> end;
    for (std::size_t t = 0; t < tos_; ++t)
      if (!at_to[t] && reach_to[t] && (!end || *reach_to[*end] < *reach_to[t])) end = t;
    if (!end || !(Worth{} < *reach_to[*end])) return std::nullopt;
    for (std::optional<std::size_t> to = end; to;) {
      const std::size_t taken = by[*to];
      const std::size_t from = pairs_[taken].from;
      const std::optional<std::size_t> released = at_from[from];
      at_to[*to] = taken;
      at_from[from] = taken;
      to = released ? std::optional(pairs_[*released].to) : std::nullopt;
    }
    return reach_to[*end];
  }

  std::size_t froms_ = 0;
  std::size_t tos_ = 0;
  std::vector<Pair> pairs_;
};

/// The candidates in connected groups, each in its order.
std::vector<std::vector<Match>> components(const std::vector<Match>& candidates) {
  std::int32_t froms = 0;
  std::int32_t tos = 0;
  for (const Match& one : candidates) {
    froms = std::max(froms, one.from + 1);
    tos = std::max(tos, one.to + 1);
  }
  std::vector<std::size_t> parent(static_cast<std::size_t>(froms) + static_cast<std::size_t>(tos));
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t k) {
    while (parent[k] != k) k = parent[k] = parent[parent[k]];
    return k;
  };
  const auto later = [&](const Match& one) {
    return static_cast<std::size_t>(froms) + static_cast<std::size_t>(one.to);
  };
  for (const Match& one : candidates)
    parent[root(later(one))] = root(static_cast<std::size_t>(one.from));
  std::vector<std::vector<Match>> groups(parent.size());
  for (const Match& one : candidates) groups[root(later(one))].push_back(one);
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

}  // namespace

std::vector<Match> best_assignment(const std::vector<Match>& candidates) {
  std::vector<Match> chosen;
  for (const std::vector<Match>& group : components(candidates)) {
    if (group.size() == 1) {
      chosen.push_back(group.front());
      continue;
    }
    for (const std::size_t k : Component(group).choose()) chosen.push_back(group[k]);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const Match& a, const Match& b) { return a.from < b.from; });
  return chosen;
}

}  // namespace munigraph::dynamics
