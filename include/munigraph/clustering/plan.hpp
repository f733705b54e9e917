#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// A network made ready for many runs of Leiden at one resolution: what runs share (the choice of
/// representation, the matrix, masses, isolates, components) is worked out once. Read-only, so that
/// threads can share it; each has a Workspace of its own. run(seed) gives exactly the labels and
/// the quality of leiden() with that seed and these options.
class MUNIGRAPH_EXPORT LeidenPlan {
 public:
  /// Keeps the network (copies share what they hold). Errors as leiden().
  explicit LeidenPlan(Network network, const LeidenOptions& options = {});
  ~LeidenPlan();
  LeidenPlan(LeidenPlan&&) noexcept;
  LeidenPlan& operator=(LeidenPlan&&) noexcept;

  /// Scratch memory of one thread; serves any number of plans, one after another.
  class Workspace {
   public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

   private:
    friend class LeidenPlan;
    struct Memory;
    std::unique_ptr<Memory> memory_;
  };

  /// What one run finds.
  struct Run {
    Partition partition;
    double quality = 0;
    int iterations = 0;
    bool converged = false;
  };
  /// One run. `monitor` hears stop().
  [[nodiscard]] Run run(std::uint64_t seed, Workspace& workspace,
                        const Monitor* monitor = nullptr) const;

  /// A run with everything that leiden() tells about it.
  [[nodiscard]] Clustering clustering(const Run& run, std::uint64_t seed,
                                      const Monitor* monitor = nullptr) const;

  [[nodiscard]] const Network& network() const& noexcept;
  const Network& network() const&& = delete;
  [[nodiscard]] const LeidenOptions& options() const& noexcept;
  const LeidenOptions& options() const&& = delete;
  [[nodiscard]] double resolution() const noexcept;
  [[nodiscard]] Representation representation() const noexcept;
  /// The value of the plan's quality function for any labels.
  [[nodiscard]] double quality(std::span<const std::int32_t> labels) const;

 private:
  struct Shared;
  std::unique_ptr<const Shared> shared_;
};

}  // namespace munigraph
