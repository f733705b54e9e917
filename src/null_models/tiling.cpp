#include "munigraph/null_models/tiling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/streams.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/null_models/gravity.hpp"
#include "null_models/tiling_plan.hpp"

namespace munigraph {
namespace {

using detail::Borders;
using detail::Scheme;
using detail::TilingPlan;
using Pair = std::array<std::int32_t, 2>;

[[noreturn]] void refuse(const std::string& what) {
  throw std::invalid_argument("Tiling: " + what);
}

void check_schemes(const TilingPlan& plan, const std::vector<std::vector<std::int32_t>>& schemes) {
  if (schemes.empty()) refuse("no scheme");
  std::vector<std::uint8_t> seen(plan.members.size(), 0);
  for (const auto& regions : schemes) {
    if (regions.empty()) refuse("a scheme without regions");
    for (const std::int32_t a : regions) {
      if (a < 0 || static_cast<std::size_t>(a) >= plan.members.size())
        refuse("no arrangement " + std::to_string(a));
      if (plan.members[static_cast<std::size_t>(a)].empty())
        refuse("arrangement " + std::to_string(a) + " has no members");
      if (std::exchange(seen[static_cast<std::size_t>(a)], 1) != 0)
        refuse("arrangement " + std::to_string(a) + " is in a scheme twice, or in two");
    }
  }
}

Scheme make_scheme(const TilingPlan& plan, std::vector<std::int32_t> regions) {
  Scheme scheme;
  scheme.regions = std::move(regions);
  for (const std::int32_t a : scheme.regions) {
    const auto& members = plan.members[static_cast<std::size_t>(a)];
    scheme.territory.insert(scheme.territory.end(), members.begin(), members.end());
  }
  std::sort(scheme.territory.begin(), scheme.territory.end());
  scheme.territory.erase(std::unique(scheme.territory.begin(), scheme.territory.end()),
                         scheme.territory.end());
  if (scheme.territory.size() < scheme.regions.size())
    refuse(std::to_string(scheme.regions.size()) + " regions of one scheme have " +
           std::to_string(scheme.territory.size()) + " members together: they overlap");
  return scheme;
}

/// What the regions of a scheme can take from schemes drawn before.
void find_twins(TilingPlan& plan) {
  std::map<std::vector<std::int32_t>, std::vector<std::pair<std::size_t, std::int32_t>>> drawn;
  for (const std::size_t s : plan.order) {
    Scheme& scheme = plan.schemes[s];
    std::map<std::size_t, std::vector<detail::Twin>> by_scheme;  // by place in the order
    for (const std::int32_t a : scheme.regions)
      if (const auto found = drawn.find(plan.members[static_cast<std::size_t>(a)]);
          found != drawn.end())
        for (const auto& [earlier, region] : found->second)
          by_scheme[earlier].push_back({a, region});
    std::vector<std::vector<detail::Twin>> lists;
    for (auto& [earlier, list] : by_scheme) lists.push_back(std::move(list));
    std::stable_sort(lists.begin(), lists.end(),
                     [](const auto& x, const auto& y) { return x.size() > y.size(); });
    for (const auto& list : lists)
      scheme.twins.insert(scheme.twins.end(), list.begin(), list.end());
    for (const std::int32_t a : scheme.regions)
      drawn[plan.members[static_cast<std::size_t>(a)]].emplace_back(s, a);
  }
}

std::vector<Pair> checked_borders(std::span<const Pair> borders, std::int32_t nodes) {
  std::vector<Pair> pairs;
  for (const auto& [i, j] : borders) {
    if (std::min(i, j) < 0 || std::max(i, j) >= nodes)
      refuse("a border between nodes " + std::to_string(i) + " and " + std::to_string(j) + " of " +
             std::to_string(nodes));
    if (i != j) pairs.push_back({std::min(i, j), std::max(i, j)});
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

/// Joins connected parts of up to `largest` nodes to what is nearest of the rest, until there are
/// none (or no rest).
void join_parts(std::vector<Pair>& pairs, std::int32_t nodes, std::span<const double> lon,
                std::span<const double> lat, std::int32_t largest) {
  std::vector<std::int32_t> all(static_cast<std::size_t>(nodes));
  std::iota(all.begin(), all.end(), 0);
  for (;;) {
    std::int32_t number = 0;
    const auto part = detail::components_of(Borders(nodes, pairs), all, &number);
    if (number < 2) return;
    std::vector<std::int32_t> size(static_cast<std::size_t>(number), 0);
    for (const std::int32_t p : part) ++size[static_cast<std::size_t>(p)];
    const auto least = std::min_element(size.begin(), size.end());
    if (*least > largest) return;
    if (lon.empty())
      refuse("the borders leave " + std::to_string(number) +
             " parts that do not touch, and there are no coordinates to join them by");
    Pair best{};
    std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
    for (const std::int32_t i : all) {
      if (part[static_cast<std::size_t>(i)] != least - size.begin()) continue;
      for (const std::int32_t j : all) {
        if (part[static_cast<std::size_t>(i)] == part[static_cast<std::size_t>(j)]) continue;
        const auto x = static_cast<std::size_t>(i);
        const auto y = static_cast<std::size_t>(j);
        // Metres: the C library's last digit must not decide.
        const auto metres = std::llround(1000 * great_circle(lon[x], lat[x], lon[y], lat[y]));
        if (metres >= nearest) continue;
        nearest = metres;
        best = {std::min(i, j), std::max(i, j)};
      }
    }
    pairs.push_back(best);
  }
}

void check_population(const TilingPlan& plan, std::span<const double> population) {
  bool stars = false;
  for (std::size_t a = 0; a < plan.members.size() && !plan.kept.host.empty(); ++a)
    stars |= plan.in_scheme[a] != 0 && plan.kept.host[a] >= 0;
  if (population.empty() && !stars) return;
  if (population.size() != static_cast<std::size_t>(plan.kept.node_count))
    refuse(std::to_string(population.size()) + " values of population for " +
           std::to_string(plan.kept.node_count) + " nodes");
  for (std::size_t i = 0; i < population.size(); ++i)
    if (!(population[i] > 0 && std::isfinite(population[i])))
      refuse("population of node " + std::to_string(i) + " is no number above 0");
}

}  // namespace

Tiling::Tiling(const AffiliationNetwork& observed, std::shared_ptr<const NullModel> others,
               std::vector<std::vector<std::int32_t>> schemes, std::span<const Pair> borders,
               std::span<const double> population, std::span<const double> lon,
               std::span<const double> lat, const TilingOptions& options)
    : others_(std::move(others)) {
  const std::int32_t n = observed.node_count();
  if (!(options.tolerance >= 0 && options.tolerance < 1))
    refuse("the tolerance of sizes is a share below 1");
  if (!(options.steps_per_region > 0 && options.steps_per_region <= 1e6))
    refuse("steps_per_region is a number above 0, at most a million");
  if (options.trials < 1) refuse("at least one trial draw");
  if (lon.size() != lat.size() || (!lon.empty() && lon.size() != static_cast<std::size_t>(n)))
    refuse("one lon and lat per node, or none");
  auto plan = std::make_shared<TilingPlan>(observed);
  plan->tolerance = options.tolerance;
  for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
    const auto members = observed.members(a);
    plan->members[static_cast<std::size_t>(a)].assign(members.begin(), members.end());
  }
  check_schemes(*plan, schemes);
  plan->in_scheme.assign(plan->members.size(), 0);
  for (auto& regions : schemes) {
    for (const std::int32_t a : regions) plan->in_scheme[static_cast<std::size_t>(a)] = 1;
    plan->schemes.push_back(make_scheme(*plan, std::move(regions)));
  }
  plan->order.resize(plan->schemes.size());
  std::iota(plan->order.begin(), plan->order.end(), std::size_t{0});
  std::stable_sort(plan->order.begin(), plan->order.end(), [&](std::size_t a, std::size_t b) {
    return plan->schemes[a].regions.size() < plan->schemes[b].regions.size();
  });
  find_twins(*plan);
  check_population(*plan, population);
  plan->population.assign(population.begin(), population.end());
  std::vector<Pair> pairs = checked_borders(borders, n);
  join_parts(pairs, n, lon, lat, 1);
  plan->borders = Borders(n, pairs);
  join_parts(pairs, n, lon, lat, n);
  plan->links = Borders(n, pairs);
  trials_ = std::make_shared<TilingTrials>(detail::try_out(*plan, options));
  plan_ = std::move(plan);
}

AffiliationNetwork Tiling::drawn(std::uint64_t seed, const Monitor* monitor) const {
  detail::Drawn drawn{plan_->members, plan_->kept.host};
  if (others_ != nullptr) {
    const AffiliationNetwork rest =
        others_->draw(stream_seed(seed, detail::streams::tiling_others), monitor);
    for (std::int32_t a = 0; a < rest.arrangement_count(); ++a) {
      if (plan_->in_scheme[static_cast<std::size_t>(a)] != 0) continue;
      const auto members = rest.members(a);
      drawn.members[static_cast<std::size_t>(a)].assign(members.begin(), members.end());
    }
  }
  Random random(stream_seed(seed, detail::streams::tiling_schemes));
  for (const std::size_t scheme : plan_->order) {
    check(monitor);
    detail::draw_scheme(*plan_, scheme, drawn, random);
  }
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  for (std::size_t a = 0; a < drawn.members.size(); ++a) {
    nodes.insert(nodes.end(), drawn.members[a].begin(), drawn.members[a].end());
    arrangements.insert(arrangements.end(), drawn.members[a].size(), static_cast<std::int32_t>(a));
  }
  detail::Kept kept = plan_->kept;
  kept.host = std::move(drawn.host);
  return kept.with_members(nodes, arrangements, monitor);
}

AffiliationNetwork without_members(const AffiliationNetwork& observed,
                                   std::span<const std::int32_t> arrangements) {
  std::vector<std::uint8_t> empty(static_cast<std::size_t>(observed.arrangement_count()), 0);
  for (const std::int32_t a : arrangements) {
    if (a < 0 || a >= observed.arrangement_count())
      throw std::invalid_argument("without_members: no arrangement " + std::to_string(a));
    empty[static_cast<std::size_t>(a)] = 1;
  }
  detail::Kept kept(observed);
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> of;
  for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
    const auto at = static_cast<std::size_t>(a);
    if (empty[at] != 0) {
      if (!kept.host.empty()) kept.host[at] = AffiliationNetwork::clique;
      continue;
    }
    const auto members = observed.members(a);
    nodes.insert(nodes.end(), members.begin(), members.end());
    of.insert(of.end(), members.size(), a);
  }
  return kept.with_members(nodes, of);
}

}  // namespace munigraph
