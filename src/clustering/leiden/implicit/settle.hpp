#pragma once

#include <cstdint>
#include <span>

#include "clustering/leiden/implicit/level.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// First moves, from single nodes: every chunk of consecutive nodes settles on its own, over the
/// ties inside it, rows and lists alone. Chunks touch nothing of each other, so they run in
/// parallel, and what comes out does not depend on the number of threads. Labels of a chunk lie in
/// its range. Nodes that a move concerns are visited once more, and no more: what is left is found
/// cheaper at the levels to come. Returns the number of moves.
std::int64_t settle_chunks(const ImplicitLevel& level, std::span<std::int32_t> labels,
                           const Objective& objective, std::int32_t chunk_size, int threads,
                           std::uint64_t seed, const Monitor* monitor);

}  // namespace munigraph::clustering
