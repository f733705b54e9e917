#pragma once

#include <cstdint>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {

/// A random counterpart of observed memberships: what chance gives when some things are kept.
/// Immutable: draws may be made from several threads at once, and depend on their seed alone.
///
/// In every model the host of a star stays what it is, and its members are drawn; a star whose host
/// is not among the nodes is drawn like any other arrangement. Intensities stay with arrangements.
class MUNIGRAPH_EXPORT NullModel {
 public:
  NullModel() = default;
  NullModel(const NullModel&) = default;
  NullModel(NullModel&&) = default;
  NullModel& operator=(const NullModel&) = default;
  NullModel& operator=(NullModel&&) = default;
  virtual ~NullModel() = default;

  /// Memberships with the same nodes and arrangements, drawn with `seed`. Throws Interrupted once
  /// `monitor` was stopped.
  [[nodiscard]] AffiliationNetwork draw(std::uint64_t seed,
                                        const Monitor* monitor = nullptr) const {
    return drawn(seed, monitor);
  }

 private:
  [[nodiscard]] virtual AffiliationNetwork drawn(std::uint64_t seed,
                                                 const Monitor* monitor) const = 0;
};

}  // namespace munigraph
