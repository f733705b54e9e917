#include "munigraph/network/network.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

#include "munigraph/network/totals.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {

Network::Network(AffiliationNetwork affiliation, Weighting weighting, std::int32_t min_shared) {
  if (min_shared < 1) throw std::invalid_argument("Network: min_shared must be at least 1");
  auto data = std::make_shared<Data>();
  data->affiliation = std::make_shared<const AffiliationNetwork>(std::move(affiliation));
  data->weighting = weighting;
  data->min_shared = min_shared;
  if (munigraph::is_additive(weighting)) {
    const QuantisedWeights weights = quantised_tie_weights(*data->affiliation, weighting);
    data->additive = min_shared == 1 && weights.holds;
    data->largest_rounding = weights.largest_rounding;
  }
  data_ = std::move(data);
}

Network::Network(CooperationNetwork cooperation) {
  auto data = std::make_shared<Data>();
  data->cooperation = std::make_shared<const CooperationNetwork>(std::move(cooperation));
  data_ = std::move(data);
}

const AffiliationNetwork& Network::affiliation() const& {
  if (!has_memberships())
    throw std::invalid_argument("this network was made from ties: it has no memberships");
  return *data_->affiliation;
}

namespace {

/// What `held` points to, made by `make` at the first call. Whoever comes while it is being made
/// waits, hears stop(), and takes over if the maker was stopped.
template <class Held, class Make>
const auto& made_once(std::mutex& making, std::mutex& mutex, Held& held, const Make& make,
                      const Monitor* monitor) {
  const auto ready = [&] {
    const std::lock_guard lock(mutex);
    return static_cast<bool>(held);
  };
  if (!ready()) {
    std::unique_lock lock(making, std::try_to_lock);
    while (!lock.owns_lock() && !ready()) {
      check(monitor);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      (void)lock.try_lock();
    }
    if (!ready()) {
      Held made(make());
      const std::lock_guard write(mutex);
      held = std::move(made);
    }
  }
  return *held;
}

}  // namespace

const CooperationNetwork& Network::cooperation(const Monitor* monitor) const& {
  return made_once(
      data_->making, data_->mutex, data_->cooperation,
      [&] {
        ProjectionOptions options;
        options.weighting = data_->weighting;
        options.min_shared = data_->min_shared;
        options.monitor = monitor;
        return std::make_shared<const CooperationNetwork>(project(*data_->affiliation, options));
      },
      monitor);
}

bool Network::is_projected() const noexcept {
  const std::lock_guard lock(data_->mutex);
  return data_->cooperation != nullptr;
}

bool Network::is_additive() const noexcept { return data_->additive; }

double Network::largest_rounding(const Monitor* monitor) const {
  return needs_no_ties() ? data_->largest_rounding : cooperation(monitor).largest_rounding();
}

std::int32_t Network::node_count() const noexcept {
  return has_memberships() ? data_->affiliation->node_count() : data_->cooperation->node_count();
}

const std::vector<std::uint8_t>& Network::isolates(const Monitor* monitor) const& {
  const CooperationNetwork* ties = is_additive() ? nullptr : &cooperation(monitor);
  return made_once(
      data_->making, data_->mutex, data_->isolates,
      [&] {
        if (ties != nullptr)
          return std::make_shared<const std::vector<std::uint8_t>>(detail::isolates(*ties));
        const AffiliationNetwork& members = *data_->affiliation;
        return std::make_shared<const std::vector<std::uint8_t>>(detail::isolates(
            members, quantised_tie_weights(members, data_->weighting, monitor), monitor));
      },
      monitor);
}

std::int32_t Network::isolate_count() const {
  const auto& mask = isolates();
  return static_cast<std::int32_t>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
}

std::int64_t Network::edge_count(const Monitor* monitor) const {
  if (!needs_no_ties()) return static_cast<std::int64_t>(cooperation(monitor).edge_count());
  return made_once(
      data_->making, data_->mutex, data_->edge_count,
      [&] { return tied_pairs(*data_->affiliation, data_->weighting, monitor); }, monitor);
}

double Network::total_weight(const Monitor* monitor) const {
  if (!needs_no_ties()) return cooperation(monitor).total_weight();
  return munigraph::total_weight(*data_->affiliation, data_->weighting, monitor);
}

std::vector<double> Network::strengths(const Monitor* monitor) const {
  if (needs_no_ties()) return munigraph::strengths(*data_->affiliation, data_->weighting, monitor);
  const CooperationNetwork& ties = cooperation(monitor);
  std::vector<double> result;
  result.reserve(static_cast<std::size_t>(ties.node_count()));
  for (std::int32_t i = 0; i < ties.node_count(); ++i) {
    check(monitor);
    result.push_back(ties.strength(i));
  }
  return result;
}

std::vector<std::int32_t> Network::component_labels(std::int32_t* components,
                                                    const Monitor* monitor) const {
  if (!needs_no_ties())
    return munigraph::component_labels(cooperation(monitor), components, monitor);
  std::vector<std::int32_t> labels =
      munigraph::component_labels(*data_->affiliation, data_->weighting, {}, monitor);
  if (components == nullptr) return labels;
  // Numbered by smallest node: the first of a component comes before its others.
  std::vector<std::int32_t> size;
  for (const std::int32_t label : labels) {
    if (label == static_cast<std::int32_t>(size.size())) size.push_back(0);
    ++size[static_cast<std::size_t>(label)];
  }
  *components = static_cast<std::int32_t>(
      std::count_if(size.begin(), size.end(), [](auto k) { return k > 1; }));
  return labels;
}

}  // namespace munigraph
