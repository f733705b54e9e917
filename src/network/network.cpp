#include "munigraph/network/network.hpp"

#include <algorithm>
#include <stdexcept>
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

const std::vector<std::uint8_t>& Network::isolates(Monitor* monitor) const {
  const bool additive = is_additive();
  if (!additive) (void)cooperation(monitor);
  const std::lock_guard lock(data_->mutex);
  if (!data_->isolates)
    data_->isolates = std::make_shared<const std::vector<std::uint8_t>>(
        additive
            ? detail::isolates(
                  *data_->affiliation,
                  quantised_tie_weights(*data_->affiliation, data_->weighting, monitor), monitor)
            : detail::isolates(*data_->cooperation));
  return *data_->isolates;
}

std::int32_t Network::isolate_count() const {
  const auto& mask = isolates();
  return static_cast<std::int32_t>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
}

std::int64_t Network::edge_count(Monitor* monitor) const {
  if (!needs_no_ties()) return static_cast<std::int64_t>(cooperation(monitor).edge_count());
  const std::lock_guard lock(data_->mutex);
  if (!data_->edge_count)
    data_->edge_count = tied_pairs(*data_->affiliation, data_->weighting, monitor);
  return *data_->edge_count;
}

double Network::total_weight(Monitor* monitor) const {
  if (!needs_no_ties()) return cooperation(monitor).total_weight();
  return munigraph::total_weight(*data_->affiliation, data_->weighting, monitor);
}

std::vector<double> Network::strengths(Monitor* monitor) const {
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
                                                    Monitor* monitor) const {
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
  *components =
      static_cast<std::int32_t>(std::ranges::count_if(size, [](auto k) { return k > 1; }));
  return labels;
}

}  // namespace munigraph
