#include "munigraph/clustering/plan.hpp"

#include <type_traits>
#include <utility>
#include <variant>

#include "clustering/leiden/coded/prepared.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/implicit/leiden.hpp"
#include "clustering/leiden/prepared.hpp"
#include "clustering/leiden/representation.hpp"

namespace munigraph {

struct LeidenPlan::Workspace::Memory : clustering::RunMemory {};

LeidenPlan::Workspace::Workspace() : memory_(std::make_unique<Memory>()) {}
LeidenPlan::Workspace::~Workspace() = default;
LeidenPlan::Workspace::Workspace(Workspace&&) noexcept = default;
LeidenPlan::Workspace& LeidenPlan::Workspace::operator=(Workspace&&) noexcept = default;

namespace {

/// Runs on the memberships: there is nothing to prepare.
struct OnMemberships {
  QualityFunction wanted;

  [[nodiscard]] const QualityFunction& function() const noexcept { return wanted; }
  [[nodiscard]] static Representation representation() noexcept { return Representation::implicit; }
};

using AnyPrepared =
    std::variant<clustering::Prepared<std::int64_t>, clustering::Prepared<double>, OnMemberships,
                 clustering::CodedPrepared<clustering::PlantedPartition>,
                 clustering::CodedPrepared<clustering::MapEquation<std::int64_t>>,
                 clustering::CodedPrepared<clustering::MapEquation<double>>>;

AnyPrepared prepare(const Network& network, const LeidenOptions& options) {
  if (clustering::runs_implicitly(network, options))
    return OnMemberships{{options.quality, checked_resolution(options)}};
  clustering::require_model_of(network, options.quality);
  const CooperationNetwork& ties = network.cooperation(options.monitor);
  if (is_coded(options.quality))
    return clustering::with_coded(ties, options,
                                  [](auto&& prepared) { return AnyPrepared(std::move(prepared)); });
  if (ties.exact()) return clustering::Prepared<std::int64_t>(ties, options);
  return clustering::Prepared<double>(ties, options);
}

}  // namespace

struct LeidenPlan::Shared {
  Network network;
  LeidenOptions options;
  std::int32_t components = 0;
  AnyPrepared prepared;

  [[nodiscard]] bool implicit() const noexcept {
    return std::holds_alternative<OnMemberships>(prepared);
  }

  Shared(Network given, const LeidenOptions& with)
      : network(std::move(given)), options(with), prepared(prepare(network, options)) {
    if (!implicit()) (void)component_labels(network.cooperation(), &components, options.monitor);
    options.monitor = nullptr;
  }
};

LeidenPlan::LeidenPlan(Network network, const LeidenOptions& options)
    : shared_(std::make_unique<const Shared>(std::move(network), options)) {}
LeidenPlan::~LeidenPlan() = default;
LeidenPlan::LeidenPlan(LeidenPlan&&) noexcept = default;
LeidenPlan& LeidenPlan::operator=(LeidenPlan&&) noexcept = default;

LeidenPlan::Run LeidenPlan::run(std::uint64_t seed, Workspace& workspace,
                                const Monitor* monitor) const {
  return std::visit(
      [&]<class Prepared>(const Prepared& prepared) {
        if constexpr (std::is_same_v<Prepared, OnMemberships>) {
          LeidenOptions options = shared_->options;
          options.seed = seed;
          options.threads = 1;
          options.monitor = monitor;
          Clustering found = clustering::leiden_implicit(shared_->network.affiliation(),
                                                         shared_->network.weighting(), options);
          return Run{std::move(found.partition), found.quality, found.iterations, found.converged};
        } else {
          clustering::RunMemory& memory = *workspace.memory_;
          const clustering::Passes passes =
              prepared.run(shared_->options.iterations, seed, memory, monitor);
          Run run{prepared.partition(memory), 0, passes.made, passes.converged};
          run.quality = prepared.quality(run.partition, memory, monitor);
          return run;
        }
      },
      shared_->prepared);
}

Clustering LeidenPlan::clustering(const Run& run, std::uint64_t seed,
                                  const Monitor* monitor) const {
  Clustering result;
  if (shared_->implicit()) {
    // Components take a look at the memberships: once per clustering told, not per plan.
    LeidenOptions options = shared_->options;
    options.monitor = monitor;
    result =
        clustering::describe_labels(shared_->network.affiliation(), shared_->network.weighting(),
                                    run.partition.labels(), options);
    result.seed = seed;
    result.representation = Representation::implicit;
    result.iterations = run.iterations;
    result.converged = run.converged;
    return result;
  }
  result.partition = run.partition;
  result.isolates = shared_->network.isolate_count();
  result.components = shared_->components;
  result.quality = run.quality;
  result.quality_function = shared_->options.quality;
  result.resolution = resolution();
  result.seed = seed;
  result.representation = representation();
  result.iterations = run.iterations;
  result.converged = run.converged;
  return result;
}

const Network& LeidenPlan::network() const& noexcept { return shared_->network; }
const LeidenOptions& LeidenPlan::options() const& noexcept { return shared_->options; }

double LeidenPlan::resolution() const noexcept {
  return std::visit([](const auto& p) { return p.function().resolution; }, shared_->prepared);
}

Representation LeidenPlan::representation() const noexcept {
  return std::visit([](const auto& p) { return p.representation(); }, shared_->prepared);
}

double LeidenPlan::quality(std::span<const std::int32_t> labels) const {
  if (shared_->implicit())
    return clustering::implicit_quality(shared_->network.affiliation(),
                                        shared_->network.weighting(), labels,
                                        {shared_->options.quality, resolution()});
  return quality_value(shared_->network.cooperation(), labels,
                       {shared_->options.quality, resolution()});
}

}  // namespace munigraph
