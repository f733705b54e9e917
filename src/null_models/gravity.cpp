#include "munigraph/null_models/gravity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/portable_math.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<GravityDistance>() noexcept {
  static constexpr std::array<std::string_view, 3> all = {"auto", "initiator", "members"};
  return all;
}

namespace {

constexpr double earth_radius = 6371.0088;  // km, mean

std::array<double, 3> on_sphere(double lon, double lat) {
  const detail::SineCosine x = detail::portable_sine_cosine(lon);
  const detail::SineCosine y = detail::portable_sine_cosine(lat);
  return {y.cosine * x.cosine, y.cosine * x.sine, y.sine};
}

double chord_to_km(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  const double x = a[0] - b[0];
  const double y = a[1] - b[1];
  const double z = a[2] - b[2];
  const double half = std::sqrt(x * x + y * y + z * z) / 2;
  return 2 * earth_radius * detail::portable_asin(std::min(1.0, half));
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
    log_population.push_back(portable_log(population[i]));
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

double detail::GravityModel::fall() const noexcept {
  const double least = knots.back() > 0 ? -1 / knots.back() : 0;
  if (knots.size() < 2) return least;
  return std::min(least, (log_factor.back() - log_factor.front()) / (knots.back() - knots.front()));
}

double detail::GravityModel::log_decay(double distance) const noexcept {
  if (knots.empty()) return 0;
  if (distance <= knots.front()) return log_factor.front();
  if (distance >= knots.back()) return log_factor.back() + fall() * (distance - knots.back());
  const auto k = static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), distance) -
                                          knots.begin());
  const double share = (distance - knots[k - 1]) / (knots[k] - knots[k - 1]);
  return log_factor[k - 1] + share * (log_factor[k] - log_factor[k - 1]);
}

void detail::GravityModel::attraction(std::int32_t i, std::span<double> row) const {
  for (std::int32_t j = 0; j < n(); ++j) {
    const auto at = static_cast<std::size_t>(j);
    row[at] = std::clamp(alpha * log_population[at] + log_decay(distance(i, j)), -708.0, 709.0);
  }
  for (double& value : row) value = portable_exp_in_range(value);
  row[static_cast<std::size_t>(i)] = 0;
}

namespace {

void require_start(const Gravity* start, const detail::GravityModel& fitted,
                   const detail::GravityModel& model, const GravityOptions& options) {
  if (start == nullptr) return;
  if (fitted.n() != model.n())
    throw std::invalid_argument("Gravity: a start of " + std::to_string(fitted.n()) +
                                " nodes for " + std::to_string(model.n()));
  const auto& errors = start->degree_errors();
  const bool corrected = !errors.empty() && !std::isnan(errors.front());
  if (!errors.empty() && corrected != options.degree_correction)
    throw std::invalid_argument("Gravity: a start with another degree correction");
}

/// With propensities that are not worked out yet, draws this far off are not worth more work.
constexpr double hopeless = 2;

/// The better of the two rules, by the pairs that they draw. `model` is calibrated by the distance
/// to the initiator.
std::shared_ptr<detail::GravityModel> choose_rule(std::shared_ptr<detail::GravityModel> model,
                                                  const AffiliationNetwork& observed,
                                                  const GravityOptions& options) {
  const auto misfit = [&](const detail::GravityModel& of) {
    return detail::compare_pairs(of, options.seed, options.threads, options.monitor,
                                 detail::draws_to_measure(of))
        .misfit();
  };
  detail::tabulate(*model);
  double near = misfit(*model);
  auto other = std::make_shared<detail::GravityModel>(*model);
  const auto correct = [&] {
    if (options.degree_correction) detail::correct_degrees(*model, options, options.iterations);
    detail::tabulate(*model);
    near = misfit(*model);
  };
  const bool corrected = near <= hopeless;
  if (corrected) {
    correct();
    if (near <= 1) return model;
  }
  const double far = detail::fit_members(*other, observed, options);
  if (far <= 1 || far < near) return other;
  if (!corrected) correct();
  return far < near ? other : model;
}

}  // namespace

Gravity::Gravity(const Network& network, std::span<const double> population,
                 std::span<const double> lon, std::span<const double> lat,
                 const GravityOptions& options) {
  if (options.knots < 1) throw std::invalid_argument("Gravity: at least one knot");
  const AffiliationNetwork& observed = network.affiliation();
  auto model = std::make_shared<detail::GravityModel>(network, population, lon, lat);
  const auto n = static_cast<std::size_t>(model->n());
  const bool calibrated = options.calibration && model->n() <= detail::largest_matrix;
  if (options.distance == GravityDistance::members && !calibrated)
    throw std::invalid_argument("Gravity: by all members f is always calibrated, up to " +
                                std::to_string(detail::largest_matrix) + " nodes");
  detail::count_pairs(*model, observed);
  model->propensity.assign(n, 1.0);
  model->degree_error.assign(n, std::numeric_limits<double>::quiet_NaN());
  GravityDistance distance = options.distance;
  if (options.start == nullptr) {
    detail::fit_gravity(*model, observed, options);
  } else {
    const detail::GravityModel& fitted = *options.start->model_;
    require_start(options.start, fitted, *model, options);
    model->knots = fitted.knots;
    model->log_factor = fitted.log_factor;
    model->alpha = fitted.alpha;
    distance = fitted.rule;
  }
  if (options.degree_correction)
    for (std::size_t i = 0; i < n; ++i) {
      const double before = options.start == nullptr ? 1 : options.start->propensities()[i];
      model->propensity[i] = model->degree[i] > 0 ? (before > 0 ? before : 1.0) : 0.0;
    }
  if (distance == GravityDistance::members) {
    detail::fit_members(*model, observed, options);
  } else {
    if (calibrated) detail::calibrate(*model, observed, options);
    if (distance == GravityDistance::automatic && calibrated && !model->knots.empty()) {
      model = choose_rule(std::move(model), observed, options);
    } else {
      if (options.degree_correction) detail::correct_degrees(*model, options, options.iterations);
      detail::tabulate(*model);
    }
  }
  model_ = std::move(model);
}

AffiliationNetwork Gravity::drawn(std::uint64_t seed, const Monitor* monitor) const {
  return detail::draw_gravity(*model_, seed, monitor);
}

GravityPairs Gravity::pairs(int draws, int threads, const Monitor* monitor) const {
  if (draws < 1) throw std::invalid_argument("Gravity: at least one draw");
  return detail::compare_pairs(*model_, 0, threads, monitor, draws);
}

GravityDistance Gravity::distance() const noexcept { return model_->rule; }
double Gravity::alpha() const noexcept { return model_->alpha; }
std::span<const double> Gravity::knots() const& noexcept { return model_->knots; }
std::vector<double> Gravity::decay() const {
  std::vector<double> factor;
  for (const double x : model_->log_factor)
    factor.push_back(detail::portable_exp(x - model_->log_factor.front()));
  return factor;
}
std::span<const double> Gravity::propensities() const& noexcept { return model_->propensity; }
std::span<const double> Gravity::degree_errors() const& noexcept { return model_->degree_error; }

}  // namespace munigraph
