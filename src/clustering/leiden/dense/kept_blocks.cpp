#include "clustering/leiden/dense/kept_blocks.hpp"

#include <array>
#include <bit>
#include <mutex>
#include <new>
#include <utility>

namespace munigraph::clustering {
namespace {

constexpr std::align_val_t line{64};
constexpr std::size_t smallest_kept = std::size_t{1} << 14;  // below, the heap is quick itself
constexpr std::size_t most_kept = std::size_t{1} << 24;

struct Block {
  void* memory = nullptr;
  std::size_t bytes = 0;
};

/// So that networks of nearly one size share blocks: up to an eighth more than asked for.
std::size_t whole(std::size_t bytes) noexcept {
  const std::size_t step = std::bit_floor(bytes) / 8;
  return (bytes + step - 1) / step * step;
}

bool is_kept(std::size_t bytes) noexcept {
  return bytes >= smallest_kept && bytes <= most_kept / 4;
}

/// No caller waits for another one: who comes in between goes to the system.
class Kept {
 public:
  /// One of this size, or null.
  void* take(std::size_t bytes) noexcept {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock()) return nullptr;
    for (Block& block : blocks_) {
      if (block.bytes != bytes) continue;
      total_ -= bytes;
      return std::exchange(block, {}).memory;
    }
    return nullptr;
  }
  /// Sizes go out of use as networks change: the oldest blocks make room. False if it is not taken.
  bool give(void* memory, std::size_t bytes) noexcept {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock()) return false;
    while (total_ + bytes > most_kept || blocks_[next_].memory != nullptr) {
      drop(blocks_[next_]);
      next_ = (next_ + 1) % blocks_.size();
    }
    blocks_[next_] = {memory, bytes};
    next_ = (next_ + 1) % blocks_.size();
    total_ += bytes;
    return true;
  }
  [[nodiscard]] std::size_t total() noexcept {
    const std::lock_guard lock(mutex_);
    return total_;
  }

 private:
  void drop(Block& block) noexcept {
    ::operator delete(block.memory, line);
    total_ -= block.bytes;
    block = {};
  }

  std::mutex mutex_;
  std::array<Block, 32> blocks_{};
  std::size_t next_ = 0;
  std::size_t total_ = 0;
};

/// Never destroyed: threads may still give blocks back while a program ends.
Kept& kept() {
  static Kept* const blocks = new Kept;
  return *blocks;
}

}  // namespace

void* take_block(std::size_t bytes) {
  if (!is_kept(bytes)) return ::operator new(bytes, line);
  void* const memory = kept().take(whole(bytes));
  return memory != nullptr ? memory : ::operator new(whole(bytes), line);
}

void give_block(void* block, std::size_t bytes) noexcept {
  if (!is_kept(bytes) || !kept().give(block, whole(bytes))) ::operator delete(block, line);
}

std::size_t kept_bytes() noexcept { return kept().total(); }

}  // namespace munigraph::clustering
