#pragma once

#include <stdexcept>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Which monitor the runs of counted work hear: that of the work, or where it has none that of
/// their own options. Throws std::invalid_argument where both are given and differ, since a run
/// hears one.
[[nodiscard]] inline const Monitor* heard(const LeidenOptions& runs, const Monitor* work) {
  if (work == nullptr) return runs.monitor;
  if (runs.monitor != nullptr && runs.monitor != work)
    throw std::invalid_argument(
        "leiden.monitor is not the monitor of the work; expected none or the same");
  return work;
}

/// The options of runs with the monitor that they hear.
[[nodiscard]] inline LeidenOptions with_heard(LeidenOptions runs, const Monitor* work) {
  runs.monitor = heard(runs, work);
  return runs;
}

}  // namespace munigraph::clustering
