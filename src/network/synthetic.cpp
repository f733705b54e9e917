#include "munigraph/network/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "core/index.hpp"
#include "synthetic_map.hpp"

namespace munigraph {
namespace {

using synthetic::chance;
using synthetic::Map;

using detail::at;

void require(bool holds, const std::string& message) {
  if (!holds) throw std::invalid_argument("synthetic: " + message);
}

void require_share(double value, const char* name) {
  require(value >= 0 && value <= 1,
          std::string(name) + " is " + std::to_string(value) + ", expected 0 to 1");
}

void validate(const SyntheticOptions& o) {
  const auto number = [](auto value) { return std::to_string(value); };
  require(o.municipalities >= 2,
          "municipalities is " + number(o.municipalities) + ", expected at least 2");
  require(o.arrangements >= 1,
          "arrangements is " + number(o.arrangements) + ", expected at least 1");
  require(o.clusters >= 1 && o.clusters <= o.municipalities,
          "clusters is " + number(o.clusters) + ", expected 1 to " + number(o.municipalities));
  require(o.provinces >= 1, "provinces is " + number(o.provinces) + ", expected at least 1");
  require(o.largest >= 2 && o.largest <= o.municipalities,
          "largest is " + number(o.largest) + ", expected 2 to " + number(o.municipalities));
  const std::int64_t others = o.arrangements - 1;
  const std::int64_t least = o.largest + 2 * others;
  const std::int64_t most = o.largest + std::max(2, o.largest - 1) * others;
  require(o.memberships >= least && o.memberships <= most,
          "memberships is " + number(o.memberships) + ", expected " + number(least) + " to " +
              number(most) + " for so many arrangements of 2 to " + number(o.largest) + " members");
  require(o.size_exponent >= 0 && o.size_exponent <= 8 &&
              2 * o.size_exponent == std::floor(2 * o.size_exponent),
          "size_exponent is " + number(o.size_exponent) + ", expected a multiple of 0.5, 0 to 8");
  require_share(o.bridge_share, "bridge_share");
  require_share(o.bridging, "bridging");
  require_share(o.blur, "blur");
  require_share(o.bridging + o.blur, "bridging + blur");
  require_share(o.stars, "stars");
}

/// Draws the members of one arrangement after the other; places are those of the map.
class Seats {
 public:
  Seats(const Map& map, const SyntheticOptions& options, Random& random)
      : map_(map), options_(options), random_(random), seen_(map.population.size(), -1) {
    members_.reserve(at(options.largest));
  }

  std::span<const std::int32_t> draw(std::int32_t size) {
    ++round_;
    members_.clear();
    initiator_ = pick(0, static_cast<std::int32_t>(map_.population.size()));
    home_ = static_cast<std::int32_t>(
        std::upper_bound(map_.first.begin(), map_.first.end(), initiator_) - map_.first.begin() -
        1);
    seat(initiator_);
    if (2 * size > map_.cluster_size(home_)) {
      fill_by_distance(size, true);
    } else {
      map_.grid.ring(home_, 1, ring_);
      for (std::int32_t tries = 8 * size; missing(size) && tries > 0; --tries)
        seat(local_candidate(size));
    }
    fill_by_distance(size, false);  // whoever is left, where draws kept meeting the same ones
    return members_;
  }

  [[nodiscard]] std::int32_t home() const noexcept { return home_; }
  [[nodiscard]] std::int32_t initiator() const noexcept { return initiator_; }

 private:
  [[nodiscard]] bool missing(std::int32_t size) const noexcept {
    return static_cast<std::int32_t>(members_.size()) < size;
  }
  std::int32_t pick(std::int32_t begin, std::int32_t count) {
    return begin + static_cast<std::int32_t>(random_.below(static_cast<std::uint32_t>(count)));
  }
  void seat(std::int32_t i) {
    if (seen_[at(i)] == round_) return;
    seen_[at(i)] = round_;
    members_.push_back(i);
  }

  std::int32_t local_candidate(std::int32_t size) {
    const auto begin = map_.visitor_first[at(home_)];
    const auto tickets = map_.visitor_first[at(home_) + 1] - begin;
    const double u = static_cast<double>(random_() >> 32) * 0x1.0p-32;
    if (u < options_.bridging && tickets > 0)
      return map_.visitors[begin + random_.below(static_cast<std::uint32_t>(tickets))];
    if (u >= options_.bridging && u < options_.bridging + options_.blur && !ring_.empty()) {
      const std::int32_t c = ring_[random_.below(static_cast<std::uint32_t>(ring_.size()))];
      return pick(map_.first[at(c)], map_.cluster_size(c));
    }
    const std::int32_t one = neighbour(size);
    if (random_() >> 63 != 0) return one;
    const std::int32_t other = neighbour(size);
    return map_.population[at(other)] > map_.population[at(one)] ? other : one;
  }

  /// A municipality within a stretch around the initiator, the cluster taken as a ring.
  std::int32_t neighbour(std::int32_t size) {
    const std::int32_t members = map_.cluster_size(home_);
    const std::int32_t stretch = std::min(members, std::max(4 * size, 16));
    const std::int32_t begin = map_.first[at(home_)];
    const std::int32_t offset = initiator_ - begin - stretch / 2 + pick(0, stretch);
    return begin + (offset + 2 * members) % members;
  }

  /// Home first, then the clusters around it, ring by ring; a tenth abstains where `regional`.
  void fill_by_distance(std::int32_t size, bool regional) {
    for (std::int32_t distance = 0; missing(size) && distance <= map_.grid.count(); ++distance) {
      map_.grid.ring(home_, distance, cells_);
      random_.shuffle(std::span(cells_));
      for (const std::int32_t c : cells_) {
        const std::int32_t begin = map_.first[at(c)];
        const std::int32_t members = map_.cluster_size(c);
        const std::int32_t start = pick(0, members);
        for (std::int32_t k = 0; k < members && missing(size); ++k) {
          if (regional && random_.below(10) == 0) continue;
          seat(begin + (start + k) % members);
        }
      }
    }
  }

  const Map& map_;
  const SyntheticOptions& options_;
  Random& random_;
  std::vector<std::int32_t> seen_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> ring_;
  std::vector<std::int32_t> cells_;
  std::int32_t round_ = -1;
  std::int32_t home_ = 0;
  std::int32_t initiator_ = 0;
};

/// The frequencies of synthetic_domains, in percent.
std::int32_t draw_domain(Random& random) {
  const std::uint32_t u = random.below(100);
  return u < 32 ? 0 : u < 62 ? 1 : u < 74 ? 2 : u < 86 ? 3 : u < 95 ? 4 : 5;
}

constexpr std::int32_t largest_star = 20;

void draw_memberships(const Map& map, const SyntheticOptions& options,
                      std::span<const std::int32_t> id, Random& random, const Monitor* monitor,
                      SyntheticMemberships& result) {
  const std::vector<std::int32_t> sizes = synthetic::draw_sizes(options, random);
  result.participants.reserve(static_cast<std::size_t>(options.memberships));
  result.arrangements.reserve(static_cast<std::size_t>(options.memberships));
  Seats seats(map, options, random);
  for (std::size_t a = 0; a < sizes.size(); ++a) {
    check(monitor);
    const std::size_t begin = result.participants.size();
    for (const std::int32_t i : seats.draw(sizes[a])) result.participants.push_back(id[at(i)]);
    std::sort(result.participants.begin() + static_cast<std::ptrdiff_t>(begin),
              result.participants.end());
    result.arrangements.resize(result.participants.size(), static_cast<std::int32_t>(a));
    result.home.push_back(seats.home());
    result.domain.push_back(draw_domain(random));
    const bool star = sizes[a] <= largest_star && chance(random, options.stars);
    result.host.push_back(star ? id[at(seats.initiator())] : -1);
  }
}

/// Attributes of the municipalities under their shuffled ids.
void describe(const Map& map, const SyntheticOptions& options, std::span<const std::int32_t> id,
              const Monitor* monitor, SyntheticMemberships& result) {
  const std::size_t n = id.size();
  const synthetic::ClusterGrid provinces(options.provinces);
  result.cluster.resize(n);
  result.bridge_strength.resize(n);
  result.bridge_reach.resize(n);
  result.population.resize(n);
  result.lon.resize(n);
  result.lat.resize(n);
  result.province.resize(n);
  for (std::int32_t c = 0; c < options.clusters; ++c) {
    check(monitor);
    for (std::size_t i = at(map.first[at(c)]); i < at(map.first[at(c) + 1]); ++i) {
      const std::size_t k = at(id[i]);
      result.cluster[k] = c;
      result.bridge_strength[k] = map.bridge_strength[i];
      result.bridge_reach[k] = map.bridge_reach[i];
      result.population[k] = map.population[i];
      result.lon[k] = 3.4 + 3.8 * static_cast<double>(map.x[i]);
      result.lat[k] = 50.8 + 2.7 * static_cast<double>(map.y[i]);
      result.province[k] =
          provinces.at(static_cast<double>(map.x[i]), static_cast<double>(map.y[i]));
    }
  }
}

}  // namespace

SyntheticOptions national_options(std::uint64_t seed) {
  SyntheticOptions options;
  options.seed = seed;
  return options;
}

SyntheticOptions europe_options(std::uint64_t seed) {
  SyntheticOptions options;
  options.municipalities = 100'000;
  options.arrangements = 400'000;
  options.clusters = 1'000;
  options.provinces = 300;
  options.memberships = 1'500'000;
  options.largest = 1'000;
  options.size_exponent = 2.5;
  options.seed = seed;
  return options;
}

SyntheticOptions world_options(std::uint64_t seed) {
  SyntheticOptions options = europe_options(seed);
  options.municipalities = 1'000'000;
  options.arrangements = 4'000'000;
  options.clusters = 10'000;
  options.provinces = 3'000;
  options.memberships = 15'000'000;
  options.largest = 5'000;
  return options;
}

SyntheticMemberships synthetic_memberships(const SyntheticOptions& options,
                                           const Monitor* monitor) {
  validate(options);
  Random random(options.seed);
  const Map map = synthetic::draw_map(options, random, monitor);
  std::vector<std::int32_t> id(map.population.size());
  std::iota(id.begin(), id.end(), 0);
  random.shuffle(std::span(id));
  SyntheticMemberships result;
  describe(map, options, id, monitor, result);
  draw_memberships(map, options, id, random, monitor, result);
  return result;
}

}  // namespace munigraph
