#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace munigraph::clustering {

/// Fetches what will be read soon.
template <class T>
void prefetch(const T* place) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(place);
#else
  (void)place;
#endif
}

/// Asks the system to back a large array by large pages, where it can. What is read out of order
/// then misses in fewer tables.
void prefer_large_pages(void* data, std::size_t bytes) noexcept;

/// A growing array of plain values. Unlike std::vector it grows in place where the system can, so
/// that building the largest array of a run doesn't hold it twice.
template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    Buffer(std::move(other)).swap(*this);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { std::free(data_); }

  /// Appends what is to be written there.
  std::span<T> extend(std::size_t count) {
    if (size_ + count > capacity_) reserve(size_ + count + size_ / 2);
    size_ += count;
    return {data_ + size_ - count, count};
  }
  void append(std::span<const T> values) {
    if (!values.empty())
      std::memcpy(extend(values.size()).data(), values.data(), values.size() * sizeof(T));
  }
  void shrink(std::size_t count) noexcept { size_ -= count; }
  void clear() noexcept { size_ = 0; }
  [[nodiscard]] std::span<const T> values() const noexcept { return {data_, size_}; }
  [[nodiscard]] std::span<T> values() noexcept { return {data_, size_}; }
  void reserve(std::size_t capacity) {
    void* grown = std::realloc(static_cast<void*>(data_), capacity * sizeof(T));
    if (grown == nullptr) throw std::bad_alloc();
    data_ = static_cast<T*>(grown);
    capacity_ = capacity;
    prefer_large_pages(data_, capacity * sizeof(T));
  }
  void trim() {
    if (size_ > 0 && size_ < capacity_) reserve(size_);
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  const T& operator[](std::size_t i) const noexcept { return data_[i]; }

 private:
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace munigraph::clustering
