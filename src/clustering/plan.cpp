#include "munigraph/clustering/plan.hpp"

#include <utility>
#include <variant>

#include "clustering/prepared.hpp"

namespace munigraph {

struct LeidenPlan::Workspace::Memory : clustering::RunMemory {};

LeidenPlan::Workspace::Workspace() : memory_(std::make_unique<Memory>()) {}
LeidenPlan::Workspace::~Workspace() = default;
LeidenPlan::Workspace::Workspace(Workspace&&) noexcept = default;
LeidenPlan::Workspace& LeidenPlan::Workspace::operator=(Workspace&&) noexcept = default;

namespace {

using AnyPrepared =
    std::variant<clustering::Prepared<std::int64_t>, clustering::Prepared<double>>;

AnyPrepared prepare(const CooperationNetwork& ties, const LeidenOptions& options) {
  if (options.representation == Representation::implicit)
    throw std::invalid_argument("runs that share a plan need the explicit network");
  if (ties.exact()) return clustering::Prepared<std::int64_t>(ties, options);
  return clustering::Prepared<double>(ties, options);
}

}  // namespace

struct LeidenPlan::Shared {
  Network network;
  LeidenOptions options;
  std::int32_t components = 0;
  AnyPrepared prepared;

  Shared(Network given, const LeidenOptions& with)
      : network(std::move(given)),
        options(with),
        prepared(prepare(network.cooperation(options.monitor), options)) {
    (void)component_labels(network.cooperation(), &components);
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
      [&](const auto& prepared) {
        clustering::RunMemory& memory = workspace.memory();
        const clustering::Passes passes =
            prepared.run(shared_->options.iterations, seed, memory, monitor);
        Run run{prepared.partition(memory), 0, passes.made, passes.converged};
        run.quality = prepared.quality(run.partition, memory);
        return run;
      },
      shared_->prepared);
}

Clustering LeidenPlan::clustering(const Run& run, std::uint64_t seed) const {
  Clustering result;
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

const Network& LeidenPlan::network() const noexcept { return shared_->network; }
const LeidenOptions& LeidenPlan::options() const noexcept { return shared_->options; }

double LeidenPlan::resolution() const noexcept {
  return std::visit([](const auto& p) { return p.function().resolution; }, shared_->prepared);
}

Representation LeidenPlan::representation() const noexcept {
  return std::visit([](const auto& p) { return p.representation(); }, shared_->prepared);
}

double LeidenPlan::quality(std::span<const std::int32_t> labels) const {
  return quality_value(shared_->network.cooperation(), labels,
                       {shared_->options.quality, resolution()});
}

}  // namespace munigraph
