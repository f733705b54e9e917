#pragma once

#include <cstddef>
#include <functional>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph {

/// The number of threads meant by an option: 0 stands for all cores.
[[nodiscard]] MUNIGRAPH_EXPORT int resolve_threads(int threads) noexcept;

/// Calls task(index, worker) for every index in [0, count), on up to `threads` threads
/// (0: all cores; 1: in the calling thread). Indices are handed out one at a time, so work may be
/// uneven; `worker` in [0, threads) names a private workspace. What a task computes must depend on
/// its index alone: then the result is the same for every number of threads.
///
/// The first exception (that of the smallest index among those thrown) ends the work and is
/// rethrown; a stopped monitor throws Interrupted. Does not advance the monitor.
MUNIGRAPH_EXPORT void parallel_for(std::size_t count, int threads,
                                   const std::function<void(std::size_t index, int worker)>& task,
                                   const Monitor* monitor = nullptr);

}  // namespace munigraph
