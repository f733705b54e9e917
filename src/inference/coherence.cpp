#include "munigraph/inference/coherence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "core/growing.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Size of the intersection of two ascending rows.
std::size_t common(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t count = 0;
  while (i < a.size() && j < b.size()) {
    const std::int32_t x = a[i];
    const std::int32_t y = b[j];
    count += x == y;
    i += x <= y;
    j += y <= x;
  }
  return count;
}

/// Row-major (n, pairs).
std::vector<double> overlaps(std::span<const Network> themes, const Monitor* monitor) {
  const std::size_t count = themes.size();
  const std::size_t pairs = count * (count - 1) / 2;
  const auto n = static_cast<std::size_t>(themes[0].node_count());
  std::vector<double> result(n * pairs);
  std::size_t pair = 0;
  for (std::size_t s = 0; s < count; ++s)
    for (std::size_t t = s + 1; t < count; ++t, ++pair) {
      const auto column =
          partner_overlap(themes[s].cooperation(monitor), themes[t].cooperation(monitor));
      for (std::size_t i = 0; i < n; ++i) result[i * pairs + pair] = column[i];
    }
  return result;
}

std::vector<double> column_means(const std::vector<double>& values, std::size_t pairs) {
  std::vector<double> sum(pairs, 0.0);
  std::vector<double> number(pairs, 0.0);
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (std::isnan(values[k])) continue;
    sum[k % pairs] += values[k];
    number[k % pairs] += 1;
  }
  for (std::size_t p = 0; p < pairs; ++p) sum[p] = number[p] > 0 ? sum[p] / number[p] : undefined;
  return sum;
}

/// Per node the mean over pairs that are defined in both.
std::vector<double> row_means(const std::vector<double>& values,
                              const std::vector<double>& observed, std::size_t pairs) {
  std::vector<double> result(values.size() / pairs, undefined);
  for (std::size_t i = 0; i < result.size(); ++i) {
    double sum = 0;
    double number = 0;
    for (std::size_t k = i * pairs; k < (i + 1) * pairs; ++k) {
      if (std::isnan(values[k]) || std::isnan(observed[k])) continue;
      sum += values[k];
      number += 1;
    }
    if (number > 0) result[i] = sum / number;
  }
  return result;
}

/// The network of some arrangements alone.
Network restricted(const Network& network, std::span<const std::int32_t> arrangements) {
  const AffiliationNetwork& all = network.affiliation();
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> rows;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  for (const std::int32_t a : arrangements) {
    if (a < 0 || a >= all.arrangement_count())
      throw std::invalid_argument("themes: no arrangement " + std::to_string(a));
    const auto members = all.members(a);
    nodes.insert(nodes.end(), members.begin(), members.end());
    rows.insert(rows.end(), members.size(), static_cast<std::int32_t>(host.size()));
    intensity.push_back(all.intensity(a));
    host.push_back(all.host(a));
  }
  return Network(AffiliationNetwork(all.node_count(), static_cast<std::int32_t>(host.size()), nodes,
                                    rows, intensity, host),
                 network.weighting(), network.min_shared());
}

void summarise(const std::vector<std::vector<double>>& draws, Coherence& result) {
  const std::size_t cells = result.overlap.size();
  result.expected.assign(cells, undefined);
  result.spread.assign(cells, undefined);
  for (std::size_t c = 0; c < cells; ++c) {
    double sum = 0;
    double squares = 0;
    double number = 0;
    for (const auto& draw : draws) {
      if (std::isnan(draw[c])) continue;
      sum += draw[c];
      squares += draw[c] * draw[c];
      number += 1;
    }
    if (number == 0) continue;
    const double mean = sum / number;
    result.expected[c] = mean;
    if (number > 1)
      result.spread[c] = std::sqrt(std::max(0.0, (squares - number * mean * mean) / (number - 1)));
  }
}

}  // namespace

std::vector<double> partner_overlap(const CooperationNetwork& a, const CooperationNetwork& b) {
  if (a.node_count() != b.node_count())
    throw std::invalid_argument("partner_overlap: networks of different nodes");
  std::vector<double> result(static_cast<std::size_t>(a.node_count()), undefined);
  for (std::int32_t i = 0; i < a.node_count(); ++i) {
    const auto x = a.neighbours(i);
    const auto y = b.neighbours(i);
    if (x.empty() || y.empty()) continue;
    const std::size_t both = common(x, y);
    result[static_cast<std::size_t>(i)] =
        static_cast<double>(both) / static_cast<double>(x.size() + y.size() - both);
  }
  return result;
}

double mean_partner_overlap(const Network& network,
                            std::span<const std::vector<std::int32_t>> themes,
                            const Monitor* monitor) {
  if (themes.size() < 2)
    throw std::invalid_argument("mean_partner_overlap: expected at least two themes");
  std::vector<Network> networks;
  networks.reserve(themes.size());
  for (const auto& arrangements : themes) networks.push_back(restricted(network, arrangements));
  return column_means(overlaps(networks, monitor), 1).front();
}

Coherence coherence(std::span<const Network> themes, std::span<const NullModel* const> models,
                    const CoherenceOptions& options) {
  if (themes.size() < 2) throw std::invalid_argument("coherence: expected at least two themes");
  if (models.size() != themes.size())
    throw std::invalid_argument("coherence: one null model per theme");
  const std::size_t pairs = themes.size() * (themes.size() - 1) / 2;
  Coherence result;
  result.overlap = overlaps(themes, options.monitor);
  result.mean = column_means(result.overlap, pairs);
  if (options.monitor != nullptr) options.monitor->expect(options.draws);
  std::vector<std::vector<double>> draws;
  detail::parallel_growing(
      0, options.draws, options.threads,
      [&](std::size_t d, int) {
        const std::uint64_t seed = stream_seed(options.seed, d);
        std::vector<Network> drawn;
        drawn.reserve(themes.size());
        for (std::size_t t = 0; t < themes.size(); ++t)
          drawn.emplace_back(models[t]->draw(stream_seed(seed, t), options.monitor),
                             themes[t].weighting(), themes[t].min_shared());
        draws[d] = overlaps(drawn, options.monitor);
        advance(options.monitor);
      },
      options.monitor, detail::growing_bytes, detail::Places{draws});
  summarise(draws, result);
  for (const auto& draw : draws) {
    const auto means = column_means(draw, pairs);
    result.null_means.insert(result.null_means.end(), means.begin(), means.end());
    const auto rows = row_means(draw, result.overlap, pairs);
    result.node_means.insert(result.node_means.end(), rows.begin(), rows.end());
  }
  return result;
}

}  // namespace munigraph
