#pragma once

#include <cstddef>

namespace munigraph::clustering {

/// Memory of matrices, aligned to cache lines. A freed block is kept for the next to ask, up to a
/// few megabytes in all: on fresh pages a single run would wait longer for the system than it
/// computes. Safe to call from several threads.
[[nodiscard]] void* take_block(std::size_t bytes);
/// `bytes` as they were asked for.
void give_block(void* block, std::size_t bytes) noexcept;

/// Bytes that are kept now, for the tests.
[[nodiscard]] std::size_t kept_bytes() noexcept;

}  // namespace munigraph::clustering
