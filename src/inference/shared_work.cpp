#include "inference/shared_work.hpp"

#include <stdexcept>

#include "munigraph/core/error.hpp"
#include "munigraph/null_models/backbone.hpp"

namespace munigraph::inference {
namespace {

/// The construction without what weigh() adds.
Construction filters_of(Construction construction) {
  construction.weighting = Weighting::newman;
  construction.min_shared = 1;
  construction.backbone.reset();
  return construction;
}

Network backbone_of(const Network& network, Backbone method, int threads, const Monitor* monitor) {
  BackboneOptions options;
  options.threads = threads;
  options.monitor = monitor;
  if (method == Backbone::bicm) return Network(bicm_backbone(network, options));
  options.correction = Correction::none;
  return Network(disparity_backbone(network, options));
}

}  // namespace

SharedWork::SharedWork(const Register& reg, std::span<const Specification> specifications)
    : register_(&reg), specifications_(specifications) {
  std::map<std::string, std::size_t> unit_of;
  for (std::size_t k = 0; k < specifications.size(); ++k) {
    const Construction& construction = specifications[k].construction;
    if (!construction.date)
      throw std::invalid_argument("specification " + std::to_string(k) + " has no date");
    const auto [at, added] = unit_of.try_emplace(to_json(construction), units_.size());
    if (added) {
      Unit& unit = units_.emplace_back();
      unit.construction = k;
      auto& filtered = filtered_[to_json(filters_of(construction))];
      if (!filtered) {
        filtered = std::make_unique<Shared<ConstructedNetwork>>();
        auto& snapshot = snapshots_[*construction.date];
        if (!snapshot) snapshot = std::make_unique<Shared<Snapshot>>();
        snapshot->expect_user();
      }
      filtered->expect_user();
      unit.filtered = filtered.get();
      unit.snapshot = snapshots_[*construction.date].get();
    }
    units_[at->second].rows.push_back(k);
  }
}

std::optional<UnitNetwork> SharedWork::network(const Unit& unit, int threads,
                                               const Monitor* monitor, std::string& failure) const {
  const Construction& construction = specifications_[unit.construction].construction;
  const auto filtered = unit.filtered->get([&] {
    const auto snapshot = unit.snapshot->get([&] { return register_->at(*construction.date); });
    if (!snapshot) throw std::invalid_argument(unit.snapshot->failure());
    return construct(*snapshot, filters_of(construction));
  });
  if (!filtered) {
    failure = unit.filtered->failure();
    return std::nullopt;
  }
  try {
    return weigh(*filtered, construction, threads, monitor);
  } catch (const std::invalid_argument& error) {
    failure = error.what();
  } catch (const DataError& error) {
    failure = error.what();
  }
  return std::nullopt;
}

UnitNetwork weigh(const ConstructedNetwork& filtered, const Construction& construction, int threads,
                  const Monitor* monitor) {
  if (construction.min_shared < 1)
    throw std::invalid_argument("min_shared is " + std::to_string(construction.min_shared) +
                                ", expected at least 1");
  const AffiliationNetwork& affiliation = filtered.network.affiliation();
  Network network(affiliation, construction.weighting, construction.min_shared);
  if (construction.backbone)
    network = backbone_of(network, *construction.backbone, threads, monitor);
  return {std::move(network), filtered.participants, affiliation.arrangement_count()};
}

}  // namespace munigraph::inference
