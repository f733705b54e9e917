#include "munigraph/network/network.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace munigraph {
namespace {

std::vector<std::uint8_t> isolates_of(const AffiliationNetwork& affiliation) {
  std::vector<std::uint8_t> isolate(static_cast<std::size_t>(affiliation.node_count()), 1);
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    if (tie_count(affiliation, a) == 0 || affiliation.intensity(a) == 0) continue;
    for (const std::int32_t i : affiliation.members(a)) isolate[static_cast<std::size_t>(i)] = 0;
  }
  return isolate;
}

std::vector<std::uint8_t> isolates_of(const CooperationNetwork& network) {
  std::vector<std::uint8_t> isolate(static_cast<std::size_t>(network.node_count()));
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    isolate[static_cast<std::size_t>(i)] = network.degree(i) == 0;
  return isolate;
}

}  // namespace

Network::Network(AffiliationNetwork affiliation, Weighting weighting, std::int32_t min_shared) {
  if (min_shared < 1) throw std::invalid_argument("Network: min_shared must be at least 1");
  auto data = std::make_shared<Data>();
  data->affiliation = std::make_shared<const AffiliationNetwork>(std::move(affiliation));
  data->weighting = weighting;
  data->min_shared = min_shared;
  data_ = std::move(data);
}

Network::Network(CooperationNetwork cooperation) {
  auto data = std::make_shared<Data>();
  data->cooperation = std::make_shared<const CooperationNetwork>(std::move(cooperation));
  data_ = std::move(data);
}

const AffiliationNetwork& Network::affiliation() const {
  if (!has_memberships())
    throw std::invalid_argument("this network was made from ties: it has no memberships");
  return *data_->affiliation;
}

const CooperationNetwork& Network::cooperation(Monitor* monitor) const {
  const std::lock_guard lock(data_->mutex);
  if (!data_->cooperation) {
    ProjectionOptions options;
    options.weighting = data_->weighting;
    options.min_shared = data_->min_shared;
    options.monitor = monitor;
    data_->cooperation =
        std::make_shared<const CooperationNetwork>(project(*data_->affiliation, options));
  }
  return *data_->cooperation;
}

bool Network::is_projected() const noexcept {
  const std::lock_guard lock(data_->mutex);
  return data_->cooperation != nullptr;
}

bool Network::is_additive() const noexcept {
  return has_memberships() && munigraph::is_additive(data_->weighting) && data_->min_shared == 1;
}

std::int32_t Network::node_count() const noexcept {
  return has_memberships() ? data_->affiliation->node_count() : data_->cooperation->node_count();
}

const std::vector<std::uint8_t>& Network::isolates() const {
  const bool additive = is_additive();
  if (!additive) (void)cooperation();
  const std::lock_guard lock(data_->mutex);
  if (!data_->isolates)
    data_->isolates = std::make_shared<const std::vector<std::uint8_t>>(
        additive ? isolates_of(*data_->affiliation) : isolates_of(*data_->cooperation));
  return *data_->isolates;
}

std::int32_t Network::isolate_count() const {
  const auto& mask = isolates();
  return static_cast<std::int32_t>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
}

}  // namespace munigraph
