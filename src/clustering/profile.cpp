#include "munigraph/clustering/profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <stdexcept>

#include "clustering/leiden/objective.hpp"
#include "clustering/monitors.hpp"
#include "core/portable_math.hpp"
#include "munigraph/clustering/quality.hpp"

namespace munigraph {
namespace {

/// Different labellings of a scan, as the lines of their quality over γ.
struct Lines {
  std::vector<std::vector<std::int32_t>> labels;
  std::vector<double> inside;
  std::vector<double> penalty;
  std::vector<std::int32_t> clusters;
  std::vector<std::int32_t> singletons;
};

class LineCollector {
 public:
  LineCollector(const Network& network, const EnsembleOptions& options)
      : network_(network),
        quality_(options.leiden.quality),
        monitor_(clustering::heard(options.leiden, options.monitor)) {}

  void add(const Ensemble& runs) {
    if (unit_ == 0) unit_ = unit_of();  // now: the runs have projected what they needed
    for (std::int32_t r = 0; r < runs.runs(); ++r) {
      const auto row = runs.run_labels(r);
      std::vector<std::int32_t> labels(row.begin(), row.end());
      if (!known_.emplace(labels, lines_.labels.size()).second) continue;
      const double inside = value(labels, 0.0);
      // Two values give the line; at γ = 1 both parts are of the same order.
      lines_.penalty.push_back(inside - value(labels, unit_));
      lines_.inside.push_back(inside);
      lines_.clusters.push_back(runs.counts[static_cast<std::size_t>(r)]);
      lines_.singletons.push_back(runs.singletons[static_cast<std::size_t>(r)]);
      lines_.labels.push_back(std::move(labels));
    }
  }

  [[nodiscard]] Lines lines() && {
    // CPM's γ has the unit of a weight: the second value was taken at a typical one.
    for (double& p : lines_.penalty) p /= unit_;
    return std::move(lines_);
  }

 private:
  /// Needs no projection where the runs needed none.
  [[nodiscard]] double value(std::span<const std::int32_t> labels, double resolution) const {
    return quality_value(network_, labels, {quality_, resolution}, monitor_);
  }
  [[nodiscard]] double unit_of() const {
    if (quality_ == Quality::modularity) return 1.0;
    const double n = network_.node_count();
    const double total = network_.total_weight(monitor_);
    return total > 0 ? total / (n * n) : 1.0;
  }

  const Network& network_;
  Quality quality_;
  const Monitor* monitor_;
  double unit_ = 0;
  std::map<std::vector<std::int32_t>, std::size_t> known_;
  Lines lines_;
};

std::vector<Plateau> plateaus_of(const std::vector<ResolutionDomain>& domains,
                                 const std::vector<ProfilePoint>& points) {
  std::vector<Plateau> plateaus;
  for (const ResolutionDomain& domain : domains) {
    if (plateaus.empty() || plateaus.back().clusters != domain.clusters)
      plateaus.push_back({domain.low, domain.high, domain.clusters, 0, 0});
    plateaus.back().high = domain.high;
  }
  for (Plateau& plateau : plateaus) {
    plateau.length = detail::portable_log(plateau.high / plateau.low) / std::numbers::ln10;
    const double middle = std::sqrt(plateau.low * plateau.high);
    double sum = 0;
    int count = 0;
    double nearest = std::numeric_limits<double>::infinity();
    double near_agreement = 0;
    for (const ProfilePoint& point : points) {
      if (point.resolution >= plateau.low && point.resolution <= plateau.high) {
        sum += point.agreement;
        ++count;
      }
      const double distance = std::max(point.resolution / middle, middle / point.resolution);
      if (distance < nearest) {
        nearest = distance;
        near_agreement = point.agreement;
      }
    }
    plateau.agreement = count > 0 ? sum / count : near_agreement;
  }
  // A single run agrees with itself; without agreement length alone decides.
  const auto worth = [](const Plateau& p) {
    return p.length * (std::isnan(p.agreement) ? 1.0 : p.agreement);
  };
  std::stable_sort(plateaus.begin(), plateaus.end(),
                   [&](const Plateau& a, const Plateau& b) { return worth(a) > worth(b); });
  return plateaus;
}

/// The domains as far as there are any; without ties every partition is as good as another.
std::vector<ResolutionDomain> domains_of(const Lines& lines, double low, double high) {
  std::vector<ResolutionDomain> domains;
  if (!lines.inside.empty() && !std::isnan(lines.inside.front()))
    domains = resolution_domains(lines.inside, lines.penalty, low, high);
  for (ResolutionDomain& domain : domains) {
    const auto p = static_cast<std::size_t>(domain.partition);
    domain.clusters = lines.clusters[p];
    domain.singletons = lines.singletons[p];
  }
  return domains;
}

/// The resolutions ascending, each once.
std::vector<double> checked_scan(std::span<const double> resolutions) {
  std::vector<double> scan(resolutions.begin(), resolutions.end());
  std::sort(scan.begin(), scan.end());
  scan.erase(std::unique(scan.begin(), scan.end()), scan.end());
  if (scan.empty()) throw std::invalid_argument("profile: at least one resolution is needed");
  if (!(scan.front() > 0) || !std::isfinite(scan.back()))
    throw std::invalid_argument("profile: resolutions must be positive and finite");
  return scan;
}

/// Domains, plateaus and partitions from the lines; `result` has its points.
void finish(Profile& result, const Lines& lines, const std::vector<double>& scan) {
  result.domains = domains_of(lines, scan.front(), scan.back());
  result.plateaus = plateaus_of(result.domains, result.points);
  for (std::size_t d = 0; d < result.domains.size(); ++d) {
    const auto& labels = lines.labels[static_cast<std::size_t>(result.domains[d].partition)];
    result.partitions.insert(result.partitions.end(), labels.begin(), labels.end());
    result.domains[d].partition = static_cast<std::int32_t>(d);
  }
  for (ProfilePoint& point : result.points)
    for (std::size_t p = 0; p < result.plateaus.size(); ++p)
      if (point.resolution >= result.plateaus[p].low &&
          point.resolution <= result.plateaus[p].high) {
        point.plateau = static_cast<std::int32_t>(p);
        break;
      }
}

/// The γ at which `flat` becomes better than `steep`, which has the larger penalty.
double overtakes(std::span<const double> inside, std::span<const double> penalty, std::size_t steep,
                 std::size_t flat) {
  return (inside[steep] - inside[flat]) / (penalty[steep] - penalty[flat]);
}

/// The lines of the upper envelope from `low` on, by the γ at which each becomes the best: the
/// flattest of those that are best at `low`, then of the flatter ones (from steep to flat, of equal
/// ones the highest, then the first) those that no other overtakes as early.
std::vector<std::size_t> upper_lines(std::span<const double> inside,
                                     std::span<const double> penalty, double low) {
  const auto value = [&](std::size_t p) { return inside[p] - low * penalty[p]; };
  std::size_t first = 0;
  std::vector<std::size_t> order;
  for (std::size_t p = 1; p < inside.size(); ++p) {
    const double difference = value(p) - value(first);
    if (difference > 0 || (difference == 0 && penalty[p] < penalty[first])) first = p;
  }
  for (std::size_t p = 0; p < inside.size(); ++p)
    if (penalty[p] < penalty[first]) order.push_back(p);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (penalty[a] != penalty[b]) return penalty[a] > penalty[b];
    return inside[a] != inside[b] ? inside[a] > inside[b] : a < b;
  });
  std::vector<std::size_t> upper{first};
  for (const std::size_t p : order) {
    if (penalty[p] == penalty[upper.back()]) continue;
    while (upper.size() > 1) {
      const std::size_t before = upper[upper.size() - 2];
      if (overtakes(inside, penalty, before, p) > overtakes(inside, penalty, before, upper.back()))
        break;
      upper.pop_back();
    }
    upper.push_back(p);
  }
  return upper;
}

}  // namespace

std::vector<double> log_spaced(double low, double high, int count) {
  if (!(low > 0 && low <= high) || !std::isfinite(high / low) || count < 1)
    throw std::invalid_argument(
        "log_spaced: needs 0 < low ≤ high with a finite quotient, and at least one value");
  std::vector<double> values(static_cast<std::size_t>(count), low);
  if (count == 1) return values;
  values.back() = high;
  const detail::Precise factor = detail::portable_root(high / low, count - 1);
  for (int k = 1; k < count - 1; ++k)
    values[static_cast<std::size_t>(k)] =
        detail::product({low, 0}, detail::portable_power(factor, k)).value;
  return values;
}

std::vector<ResolutionDomain> resolution_domains(std::span<const double> inside,
                                                 std::span<const double> penalty, double low,
                                                 double high) {
  if (inside.size() != penalty.size() || inside.empty())
    throw std::invalid_argument("resolution_domains: one penalty per inside share is needed");
  const std::vector<std::size_t> upper = upper_lines(inside, penalty, low);
  std::vector<ResolutionDomain> domains;
  double from = low;
  for (std::size_t k = 0; k < upper.size() && (from < high || domains.empty()); ++k) {
    const std::size_t p = upper[k];
    const double end =
        k + 1 < upper.size() ? std::min(high, overtakes(inside, penalty, p, upper[k + 1])) : high;
    if (end > from || (end == high && domains.empty())) {
      domains.push_back({from, end, static_cast<std::int32_t>(p), 0, 0, inside[p], penalty[p]});
      from = end;
    }
  }
  return domains;
}

Profile profile(const Network& network, std::span<const double> resolutions,
                const EnsembleOptions& options) {
  clustering::require_linear(options.leiden.quality, "a profile of resolutions");
  const std::vector<double> scan = checked_scan(resolutions);
  Profile result;
  result.nodes = network.node_count();
  LineCollector collector(network, options);
  for (const double resolution : scan) {
    EnsembleOptions at = options;
    at.leiden.resolution = resolution;
    const Ensemble runs = ensemble(network, at);
    const auto [low, high] = std::minmax_element(runs.counts.begin(), runs.counts.end());
    result.points.push_back({resolution, runs.best.partition.clusters(),
                             runs.best.partition.singletons(), *low, *high, runs.best.quality,
                             runs.agreement, 0});
    collector.add(runs);
  }
  finish(result, std::move(collector).lines(), scan);
  return result;
}

Profile profile(const Network& network, const Ensemble& partitions,
                std::span<const double> resolutions, const EnsembleOptions& options) {
  if (partitions.runs() == 0) throw std::invalid_argument("profile: no partitions");
  clustering::require_linear(options.leiden.quality, "a profile of resolutions");
  const std::vector<double> scan = checked_scan(resolutions);
  Profile result;
  result.nodes = network.node_count();
  LineCollector collector(network, options);
  collector.add(partitions);
  const Lines lines = std::move(collector).lines();
  const auto [low, high] = std::minmax_element(partitions.counts.begin(), partitions.counts.end());
  for (const double gamma : scan) {
    const auto value = [&](std::size_t p) { return lines.inside[p] - gamma * lines.penalty[p]; };
    std::size_t best = 0;
    for (std::size_t p = 1; p < lines.labels.size(); ++p)
      if (value(p) > value(best)) best = p;
    result.points.push_back({gamma, lines.clusters[best], lines.singletons[best], *low, *high,
                             value(best), partitions.agreement, 0});
  }
  finish(result, lines, scan);
  return result;
}

}  // namespace munigraph
