#include "munigraph/network/resampling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/streams.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// Exp(1) by comparisons alone (von Neumann 1951): a logarithm may differ between platforms. The
/// run of uniforms that starts at x and descends has odd length with probability exp(−x).
double exponential(Random& random) noexcept {
  for (double whole = 0;; whole += 1) {
    const double first = random.uniform();
    double last = first;
    bool odd = true;
    double next = random.uniform();
    while (next < last) {
      last = next;
      odd = !odd;
      next = random.uniform();
    }
    if (odd) return whole + first;
  }
}

/// 0 for as many of `count` places as `drop` says, drawn at random; else 1.
std::vector<std::uint8_t> kept_places(std::size_t count, double drop, Random& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto left_out = static_cast<std::size_t>(std::llround(drop * static_cast<double>(count)));
  std::vector<std::uint8_t> kept(count, 1);
  for (std::size_t k = 0; k < left_out; ++k) {
    const auto other = k + static_cast<std::size_t>(random.below64(count - k));
    std::swap(order[k], order[other]);
    kept[order[k]] = 0;
  }
  return kept;
}

/// Collects the arrangements of a draw.
class Draw {
 public:
  explicit Draw(const AffiliationNetwork& from) : from_(from) {}

  /// Arrangement `a` again, with those of its members that `kept` (per membership) says, or all.
  void add(std::int32_t a, double factor, std::span<const std::uint8_t> kept = {}) {
    const auto number = static_cast<std::int32_t>(intensity_.size());
    std::int32_t host = from_.host(a);
    const std::size_t first = from_.member_offsets()[static_cast<std::size_t>(a)];
    const auto members = from_.members(a);
    for (std::size_t m = 0; m < members.size(); ++m) {
      if (!kept.empty() && kept[first + m] == 0) {
        if (members[m] == host) host = AffiliationNetwork::absent_host;
        continue;
      }
      nodes_.push_back(members[m]);
      arrangements_.push_back(number);
    }
    intensity_.push_back(from_.intensity(a) * factor);
    host_.push_back(host);
  }

  [[nodiscard]] AffiliationNetwork network() const {
    return {
        from_.node_count(),
        static_cast<std::int32_t>(intensity_.size()),
        nodes_,
        arrangements_,
        intensity_,
        from_.has_stars() ? std::span<const std::int32_t>(host_) : std::span<const std::int32_t>()};
  }

 private:
  const AffiliationNetwork& from_;
  std::vector<std::int32_t> nodes_;
  std::vector<std::int32_t> arrangements_;
  std::vector<double> intensity_;
  std::vector<std::int32_t> host_;
};

void weigh_all(const AffiliationNetwork& network, Random& random, Draw& draw) {
  std::vector<double> factor(static_cast<std::size_t>(network.arrangement_count()));
  for (double& value : factor) value = exponential(random);
  const double sum = std::accumulate(factor.begin(), factor.end(), 0.0);
  const double scale = static_cast<double>(factor.size()) / sum;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
    draw.add(a, factor[static_cast<std::size_t>(a)] * scale);
}

}  // namespace

template <>
std::span<const std::string_view> words<Resample>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"weights", "arrangements", "memberships",
                                                          "with_replacement"};
  return all;
}

std::string_view to_string(Resample scheme) noexcept { return word(scheme); }

Resample parse_resample(std::string_view text) { return parse_word<Resample>("resample", text); }

AffiliationNetwork resampled(const AffiliationNetwork& network, Resample scheme, double drop,
                             std::uint64_t seed) {
  const bool leaves_out = scheme == Resample::arrangements || scheme == Resample::memberships;
  if (leaves_out && !(drop > 0 && drop < 1))
    throw std::invalid_argument("drop is " + std::to_string(drop) +
                                ", expected a share above 0 and below 1");
  Random random(seed);
  Draw draw(network);
  const std::int32_t count = network.arrangement_count();
  if (scheme == Resample::weights) {
    weigh_all(network, random, draw);
  } else if (scheme == Resample::arrangements) {
    const auto kept = kept_places(static_cast<std::size_t>(count), drop, random);
    for (std::int32_t a = 0; a < count; ++a)
      if (kept[static_cast<std::size_t>(a)] != 0) draw.add(a, 1);
  } else if (scheme == Resample::memberships) {
    const auto kept = kept_places(network.membership_count(), drop, random);
    for (std::int32_t a = 0; a < count; ++a) draw.add(a, 1, kept);
  } else {
    std::vector<std::int32_t> times(static_cast<std::size_t>(count), 0);
    for (std::int32_t k = 0; k < count; ++k)
      ++times[random.below(static_cast<std::uint32_t>(count))];
    for (std::int32_t a = 0; a < count; ++a)
      for (std::int32_t k = 0; k < times[static_cast<std::size_t>(a)]; ++k) draw.add(a, 1);
  }
  return draw.network();
}

AffiliationNetwork resampled_draw(const AffiliationNetwork& network, Resample scheme, double drop,
                                  std::uint64_t seed, std::uint64_t draw) {
  return resampled(network, scheme, drop,
                   stream_seed(stream_seed(seed, draw), detail::streams::resampling));
}

}  // namespace munigraph
