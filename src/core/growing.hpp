#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "munigraph/core/parallel.hpp"

namespace munigraph::detail {

/// Where tasks leave what they find: `width` places of `values` each.
template <class T>
struct Places {
  std::vector<T>& values;
  std::size_t width = 1;
};

template <class T>
Places(std::vector<T>&, std::size_t) -> Places<T>;
template <class T>
Places(std::vector<T>&) -> Places<T>;

/// About how much is filled with zeros at once.
inline constexpr std::size_t growing_bytes = std::size_t{64} << 20;

/// resize for places that are not filled in order: hears a stop while it writes zeros.
template <class T>
void resize_heard(std::vector<T>& values, std::size_t size, const Monitor* monitor) {
  values.reserve(size);
  const std::size_t step = std::max<std::size_t>(growing_bytes / sizeof(T), 1);
  while (values.size() < size) {
    check(monitor);
    values.resize(values.size() + std::min(step, size - values.size()));
  }
}

/// parallel_for over [first, count) whose results have places of their own. Memory is asked for at
/// once, so that too much is told at once, but places are made a block of tasks at a time: filling
/// gigabytes with zeros before the first task, and giving them back, would be deaf to a stop for
/// seconds.
template <class Task, class... T>
void parallel_growing(std::size_t first, std::size_t count, int threads, const Task& task,
                      const Monitor* monitor, std::size_t bytes, Places<T>... places) {
  (places.values.reserve(count * places.width), ...);
  const std::size_t each = std::max<std::size_t>((... + (sizeof(T) * places.width)), 1);
  // Threads wait for each other at the end of a block, so one holds many tasks for each.
  const std::size_t block =
      std::max(bytes / each, 32 * static_cast<std::size_t>(resolve_threads(threads)));
  for (std::size_t begin = first; begin < count;) {
    check(monitor);
    const std::size_t end = begin + std::min(block, count - begin);
    (places.values.resize(end * places.width), ...);
    parallel_for(
        end - begin, threads, [&](std::size_t index, int worker) { task(begin + index, worker); },
        monitor);
    begin = end;
  }
}

}  // namespace munigraph::detail
