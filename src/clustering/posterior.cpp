#include "munigraph/clustering/posterior.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "clustering/leiden/coded/prepared.hpp"
#include "clustering/leiden/coded/sampler.hpp"
#include "clustering/leiden/prepared.hpp"
#include "core/growing.hpp"
#include "core/streams.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Planted = clustering::CodedPrepared<clustering::PlantedPartition>;

constexpr int proposals_per_sweep = 10;

void check_options(const PosteriorOptions& options) {
  const auto at_least = [](int value, int least, const char* what) {
    if (value < least)
      throw std::invalid_argument(std::string(what) + " must be at least " + std::to_string(least) +
                                  ", not " + std::to_string(value));
  };
  at_least(options.draws, 1, "draws");
  at_least(options.chains, 1, "chains");
  at_least(options.warmup.value_or(0), 0, "warmup");
}

/// What one chain has drawn.
struct Chain {
  std::vector<std::int32_t> start;  ///< Where it began.
  std::int64_t proposed = 0;
  std::int64_t accepted = 0;
};

class AllChains {
 public:
  AllChains(const Planted& prepared, const PosteriorOptions& options, std::int32_t nodes)
      : prepared_(prepared),
        code_(prepared.code()),
        options_(options),
        n_(static_cast<std::size_t>(nodes)),
        draws_(static_cast<std::size_t>(options.draws)) {
    const std::size_t rows = draws_ * static_cast<std::size_t>(options.chains);
    result_.nodes = nodes;
    result_.chains = options.chains;
    detail::resize_heard(result_.labels, rows * n_, options.monitor);
    result_.counts.resize(rows);
    result_.groups.resize(rows);
    result_.length.resize(rows);
    chains_.resize(static_cast<std::size_t>(options.chains));
  }

  /// Writes rows of its own, and what hangs on the chain alone.
  void run(std::size_t c) {
    Chain& chain = chains_[c];
    clustering::RunMemory memory;
    const std::uint64_t seed = stream_seed(options_.seed, detail::streams::posterior_chains + c);
    if (c % 2 == 0) {
      (void)prepared_.run(std::nullopt, seed, memory, options_.monitor);
      chain.start = memory.labels;
    } else {
      chain.start = prepared_.components(options_.monitor);
    }
    clustering::PartitionSampler sampler(prepared_.graph(), code_, chain.start, mix64(seed));
    for (int w = options_.warmup.value_or(options_.draws); w > 0; --w) sweep(sampler);
    for (std::size_t d = 0; d < draws_; ++d) {
      sweep(sampler);
      keep(sampler, c * draws_ + d, memory);
    }
    chain.proposed = sampler.proposed();
    chain.accepted = sampler.accepted();
  }

  /// Everything, with the shortest description among draws and starts.
  Posterior finished(const CooperationNetwork& ties) && {
    std::int64_t proposed = 0;
    std::int64_t accepted = 0;
    std::span<const std::int32_t> best;
    double shortest = 0;
    const auto consider = [&](std::span<const std::int32_t> labels, double length) {
      if (!best.empty() && !(length < shortest)) return;
      best = labels;
      shortest = length;
    };
    for (const Chain& chain : chains_) {
      proposed += chain.proposed;
      accepted += chain.accepted;
      consider(chain.start, -prepared_.value(chain.start, nullptr));
    }
    const std::span<const std::int32_t> labels(result_.labels);
    for (std::size_t d = 0; d < result_.length.size(); ++d)
      consider(labels.subspan(d * n_, n_), result_.length[d]);
    result_.accepted =
        proposed > 0 ? static_cast<double>(accepted) / static_cast<double>(proposed) : 0;
    LeidenOptions described;
    described.quality = Quality::planted_partition;
    described.seed = options_.seed;
    described.monitor = options_.monitor;
    result_.best = describe_labels(ties, best, described);
    return std::move(result_);
  }

 private:
  void sweep(clustering::PartitionSampler& sampler) const {
    sampler.sweep(proposals_per_sweep, options_.monitor);
    advance(options_.monitor);
  }

  void keep(const clustering::PartitionSampler& sampler, std::size_t row,
            clustering::RunMemory& memory) {
    memory.labels.assign(sampler.labels().begin(), sampler.labels().end());
    const Partition partition = prepared_.partition(memory);
    std::copy(partition.labels().begin(), partition.labels().end(),
              result_.labels.begin() + static_cast<std::ptrdiff_t>(row * n_));
    result_.counts[row] = partition.clusters();
    result_.groups[row] = sampler.group_count();
    result_.length[row] = -prepared_.value(partition.labels(), options_.monitor);
  }

  const Planted& prepared_;
  clustering::UnlabelledPlantedPartition code_;
  const PosteriorOptions& options_;
  std::size_t n_;
  std::size_t draws_;
  std::vector<Chain> chains_;
  Posterior result_;
};

}  // namespace

Posterior posterior(const Network& network, const PosteriorOptions& options) {
  check_options(options);
  clustering::require_model_of(network, Quality::planted_partition);
  LeidenOptions leiden;
  leiden.quality = Quality::planted_partition;
  leiden.monitor = options.monitor;
  const CooperationNetwork& ties = network.cooperation(options.monitor);
  const Planted prepared(ties, leiden);
  if (options.monitor != nullptr)
    options.monitor->expect(
        static_cast<std::uint64_t>(options.chains) *
        static_cast<std::uint64_t>(options.draws + options.warmup.value_or(options.draws)));
  AllChains chains(prepared, options, network.node_count());
  parallel_for(
      static_cast<std::size_t>(options.chains),
      std::min(resolve_threads(options.threads), options.chains),
      [&](std::size_t c, int) { chains.run(c); }, options.monitor);
  return std::move(chains).finished(ties);
}

}  // namespace munigraph
