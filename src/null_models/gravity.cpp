#include "munigraph/null_models/gravity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "munigraph/core/error.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph {
namespace {

constexpr double earth_radius = 6371.0088;  // km, mean

std::array<double, 3> on_sphere(double lon, double lat) {
  const double x = lon * std::numbers::pi / 180;
  const double y = lat * std::numbers::pi / 180;
  return {std::cos(y) * std::cos(x), std::cos(y) * std::sin(x), std::sin(y)};
}

double chord_to_km(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  const double x = a[0] - b[0];
  const double y = a[1] - b[1];
  const double z = a[2] - b[2];
  const double half = std::sqrt(x * x + y * y + z * z) / 2;
  return 2 * earth_radius * std::asin(std::min(1.0, half));
}

template <class Good>
void require(std::span<const double> values, std::int32_t nodes, const char* column,
             const std::string& expected, Good good) {
  if (values.size() != static_cast<std::size_t>(nodes))
    throw std::invalid_argument("Gravity: " + std::to_string(values.size()) + " values of " +
                                column + " for " + std::to_string(nodes) + " nodes");
  std::string bad;
  int count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (good(values[i])) continue;
    if (++count <= 20) bad += (bad.empty() ? "" : ", ") + std::to_string(i);
  }
  if (count > 20) bad += " and " + std::to_string(count - 20) + " more";
  if (count > 0)
    throw DataError("the gravity model needs " + std::string(column) + " of every node",
                    {"nodes", "", column, bad, expected});
}

}  // namespace

double great_circle(double lon_a, double lat_a, double lon_b, double lat_b) noexcept {
  return chord_to_km(on_sphere(lon_a, lat_a), on_sphere(lon_b, lat_b));
}

detail::GravityModel::GravityModel(const Network& network, std::span<const double> population,
                                   std::span<const double> lon, std::span<const double> lat)
    : kept(network.affiliation()) {
  require(population, n(), "population", "a number above 0",
          [](double p) { return std::isfinite(p) && p > 0; });
  require(lon, n(), "lon", "degrees from -180 to 180",
          [](double x) { return std::isfinite(x) && std::abs(x) <= 180; });
  require(lat, n(), "lat", "degrees from -90 to 90",
          [](double x) { return std::isfinite(x) && std::abs(x) <= 90; });
  const AffiliationNetwork& observed = network.affiliation();
  for (std::int32_t a = 0; a < kept.arrangement_count; ++a) size.push_back(observed.size(a));
  double mean = 0;
  for (std::size_t i = 0; i < population.size(); ++i) {
    place.push_back(on_sphere(lon[i], lat[i]));
    log_population.push_back(std::log(population[i]));
    mean += log_population.back() / static_cast<double>(population.size());
  }
  for (double& x : log_population) x -= mean;

  initiation = network.strengths();
  const double strengths = std::accumulate(initiation.begin(), initiation.end(), 0.0);
  for (std::int32_t i = 0; i < n(); ++i) {
    std::int32_t own = 0;
    for (const std::int32_t a : observed.arrangements(i)) own += observed.host(a) != i;
    degree.push_back(own);
  }
  double running = 0;
  for (std::size_t i = 0; i < initiation.size(); ++i) {
    // Nothing is tied: whoever is in an arrangement may have started it.
    if (strengths == 0) initiation[i] = degree[i];
    cumulated_initiation.push_back(running += initiation[i]);
  }
  for (double& share : initiation) share = running > 0 ? share / running : 0;
}

double detail::GravityModel::distance(std::int32_t i, std::int32_t j) const noexcept {
  return chord_to_km(place[static_cast<std::size_t>(i)], place[static_cast<std::size_t>(j)]);
}

double detail::GravityModel::log_decay(double distance) const noexcept {
  if (knots.empty()) return 0;
  if (distance <= knots.front()) return log_factor.front();
  if (distance >= knots.back()) return log_factor.back();
  const auto k = static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), distance) -
                                          knots.begin());
  const double share = (distance - knots[k - 1]) / (knots[k] - knots[k - 1]);
  return log_factor[k - 1] + share * (log_factor[k] - log_factor[k - 1]);
}

void detail::GravityModel::attraction(std::int32_t i, std::span<double> row) const {
  for (std::int32_t j = 0; j < n(); ++j)
    row[static_cast<std::size_t>(j)] =
        j == i ? 0.0
               : std::exp(alpha * log_population[static_cast<std::size_t>(j)] +
                          log_decay(distance(i, j)));
}

namespace {

/// Draws members without replacement in proportion to weights given as running sums: one that was
/// drawn before is drawn again, and once those hold half of the weight they are taken out.
class Urn {
 public:
  explicit Urn(std::size_t nodes) : drawn_by_(nodes, -1) {}

  void fill(std::int32_t arrangement, std::int32_t initiator, std::span<const double> cumulated) {
    arrangement_ = arrangement;
    cumulated_ = cumulated;
    identity_ = true;
    gone_ = 0;
    drawn_by_[static_cast<std::size_t>(initiator)] = arrangement;
  }

  [[nodiscard]] std::int32_t draw(Random& random) {
    for (;;) {
      const double total = cumulated_.empty() ? 0 : cumulated_.back();
      if (!(total > 0)) return any(random);
      const auto at = static_cast<std::size_t>(
          std::upper_bound(cumulated_.begin(), cumulated_.end(), random.uniform() * total) -
          cumulated_.begin());
      if (at >= cumulated_.size()) continue;  // rounding at the far end
      const auto node = identity_ ? at : static_cast<std::size_t>(names_[at]);
      if (drawn_by_[node] == arrangement_) {
        // Past half of the weight, or where weights differ so much that rounding hides it.
        if (2 * gone_ > total || ++misses_ > 64) take_out();
        continue;
      }
      misses_ = 0;
      drawn_by_[node] = arrangement_;
      gone_ += cumulated_[at] - (at > 0 ? cumulated_[at - 1] : 0);
      return static_cast<std::int32_t>(node);
    }
  }

 private:
  void take_out() {
    std::vector<std::int32_t> names;
    std::vector<double> sums;
    double sum = 0;
    for (std::size_t at = 0; at < cumulated_.size(); ++at) {
      const auto node = identity_ ? static_cast<std::int32_t>(at) : names_[at];
      const double weight = cumulated_[at] - (at > 0 ? cumulated_[at - 1] : 0);
      if (drawn_by_[static_cast<std::size_t>(node)] == arrangement_ || weight <= 0) continue;
      names.push_back(node);
      sums.push_back(sum += weight);
    }
    names_.swap(names);
    sums_.swap(sums);
    cumulated_ = sums_;
    identity_ = false;
    gone_ = 0;
    misses_ = 0;
  }

  /// All that has a weight is drawn.
  [[nodiscard]] std::int32_t any(Random& random) {
    for (;;) {
      const std::uint32_t node = random.below(static_cast<std::uint32_t>(drawn_by_.size()));
      if (drawn_by_[node] == arrangement_) continue;
      drawn_by_[node] = arrangement_;
      return static_cast<std::int32_t>(node);
    }
  }

  std::vector<std::int32_t> drawn_by_;
  std::vector<std::int32_t> names_;
  std::vector<double> sums_;
  std::span<const double> cumulated_;
  std::int32_t arrangement_ = -1;
  bool identity_ = true;
  double gone_ = 0;
  int misses_ = 0;
};

std::int32_t draw_initiator(const detail::GravityModel& model, Random& random) {
  const auto& sums = model.cumulated_initiation;
  for (;;) {
    const auto at = std::upper_bound(sums.begin(), sums.end(), random.uniform() * sums.back());
    if (at != sums.end()) return static_cast<std::int32_t>(at - sums.begin());
  }
}

}  // namespace

void detail::tabulate(GravityModel& model) {
  if (model.n() > largest_matrix) return;
  const auto n = static_cast<std::size_t>(model.n());
  model.matrix.resize(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<double> row(model.matrix.data() + i * n, n);
    model.attraction(static_cast<std::int32_t>(i), row);
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) row[j] = sum += row[j] * model.propensity[j];
  }
}

AffiliationNetwork detail::draw_gravity(const GravityModel& model, std::uint64_t seed,
                                        const Monitor* monitor) {
  Random random(seed);
  const auto n = static_cast<std::size_t>(model.n());
  Urn urn(n);
  std::vector<double> row(model.matrix.empty() ? n : 0);
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  for (std::int32_t a = 0; a < model.kept.arrangement_count; ++a) {
    check(monitor);
    const std::int32_t size = model.size[static_cast<std::size_t>(a)];
    if (size == 0) continue;
    const std::int32_t host = model.kept.host.empty()
                                  ? AffiliationNetwork::clique
                                  : model.kept.host[static_cast<std::size_t>(a)];
    const std::int32_t initiator = host >= 0 ? host : draw_initiator(model, random);
    nodes.push_back(initiator);
    if (size > 1 && model.matrix.empty()) {
      model.attraction(initiator, row);
      double sum = 0;
      for (std::size_t j = 0; j < n; ++j) row[j] = sum += row[j] * model.propensity[j];
    }
    urn.fill(a, initiator, model.matrix.empty() ? row : model.cumulated(initiator));
    for (std::int32_t k = 1; k < size; ++k) nodes.push_back(urn.draw(random));
    arrangements.insert(arrangements.end(), static_cast<std::size_t>(size), a);
  }
  return model.kept.with_members(nodes, arrangements, monitor);
}

Gravity::Gravity(const Network& network, std::span<const double> population,
                 std::span<const double> lon, std::span<const double> lat,
                 const GravityOptions& options) {
  if (options.knots < 1) throw std::invalid_argument("Gravity: at least one knot");
  auto model = std::make_shared<detail::GravityModel>(network, population, lon, lat);
  detail::fit_gravity(*model, network.affiliation(), options);
  const auto n = static_cast<std::size_t>(model->n());
  model->propensity.assign(n, 1.0);
  model->degree_error.assign(n, std::numeric_limits<double>::quiet_NaN());
  if (options.degree_correction)
    for (std::size_t i = 0; i < n; ++i) model->propensity[i] = model->degree[i] > 0 ? 1.0 : 0.0;
  if (options.calibration && model->n() <= detail::largest_matrix)
    detail::calibrate(*model, network.affiliation(), options);
  if (options.degree_correction) detail::correct_degrees(*model, options, options.iterations);
  detail::tabulate(*model);
  model_ = std::move(model);
}

AffiliationNetwork Gravity::drawn(std::uint64_t seed, const Monitor* monitor) const {
  return detail::draw_gravity(*model_, seed, monitor);
}

double Gravity::alpha() const noexcept { return model_->alpha; }
std::span<const double> Gravity::knots() const& noexcept { return model_->knots; }
std::vector<double> Gravity::decay() const {
  std::vector<double> factor;
  for (const double x : model_->log_factor)
    factor.push_back(std::exp(x - model_->log_factor.front()));
  return factor;
}
std::span<const double> Gravity::propensities() const& noexcept { return model_->propensity; }
std::span<const double> Gravity::degree_errors() const& noexcept { return model_->degree_error; }

}  // namespace munigraph
