#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "munigraph/core/error.hpp"

/// What every fuzz target gives, and what the targets share. A target is one file of this folder;
/// it is linked with libFuzzer where the compiler has it, and with main.cpp everywhere.
namespace munigraph::fuzz {

/// Valid inputs to begin from.
std::vector<std::string> seeds();
/// Handles one input. It must return: any exception that leaves it is a fault.
void run(std::string_view input);

/// Stops the program: a promise was broken.
[[noreturn]] inline void broken(const std::string& promise) {
  std::fprintf(stderr, "broken promise: %s\n", promise.c_str());
  std::abort();
}
inline void require(bool holds, const char* promise) {
  if (!holds) broken(promise);
}

/// What an error says must be printable by any language: not empty, and UTF-8.
inline bool is_utf8(std::string_view text) {
  std::size_t more = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (more > 0) {
      if ((byte & 0xC0U) != 0x80U) return false;
      --more;
    } else if (byte >= 0xF0U && byte < 0xF5U) {
      more = 3;
    } else if (byte >= 0xE0U) {
      if (byte >= 0xF0U) return false;
      more = 2;
    } else if (byte >= 0xC2U) {
      more = 1;
    } else if (byte >= 0x80U) {
      return false;
    }
  }
  return more == 0;
}

/// Calls `action`; true unless it refused its input in one of the ways that the documentation
/// names. Others (an allocation of absurd size, std::length_error, the JSON library's own) pass
/// through.
template <class Action>
bool accepted(Action&& action) {
  const auto told = [](const std::exception& error) {
    const std::string_view text = error.what();
    require(!text.empty() && is_utf8(text), "an error says something, in UTF-8");
  };
  try {
    std::forward<Action>(action)();
    return true;
  } catch (const DataError& error) {
    told(error);
  } catch (const UnknownId& error) {
    told(error);
  } catch (const std::invalid_argument& error) {
    told(error);
  }
  return false;
}

/// Numbers out of the bytes of an input; zeros when they are used up.
class Bytes {
 public:
  explicit Bytes(std::string_view text) : text_(text) {}

  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  std::uint8_t byte() {
    if (text_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(text_.front());
    text_.remove_prefix(1);
    return first;
  }
  /// From 0 to `most`.
  std::int32_t upto(std::int32_t most) {
    const std::uint32_t bound = static_cast<std::uint32_t>(most) + 1;
    std::uint32_t value = byte();
    if (bound > 256) value |= static_cast<std::uint32_t>(byte()) << 8U;
    return static_cast<std::int32_t>(value % bound);
  }
  std::int32_t any() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = (value << 8U) | byte();
    return static_cast<std::int32_t>(value);
  }
  /// Mostly small numbers, now and then the edges of what a double holds.
  double real() {
    static constexpr double edges[] = {0.0,   1.0,    -1.0,   0.5,     1e-300, 1e300,
                                       1e20,  1e-20,  5e-324, 1e-162,  3.0,    1e9,
                                       1e308, 0x1p-8, 1e15,   1.0 / 3, -0.0,   2.0};
    const std::uint8_t kind = byte();
    if (kind < std::size(edges)) return edges[kind];
    return static_cast<double>(byte()) / (1.0 + kind % 16);
  }

 private:
  std::string_view text_;
};

/// A folder that goes with the program, in memory where the system has such a place.
inline const std::filesystem::path& workplace() {
  struct Folder {
    std::filesystem::path path;
    Folder() {
      const std::filesystem::path memory = "/dev/shm";
      path = (std::filesystem::is_directory(memory) ? memory
                                                    : std::filesystem::temp_directory_path()) /
             ("munigraph-fuzz-" + std::to_string(::getpid()));
      std::filesystem::create_directories(path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Folder folder;
  return folder.path;
}

inline void write_file(const std::filesystem::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

inline std::string file_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Several texts as one input, apart by a byte that none of them needs.
inline constexpr char separator = '\x1e';

inline std::vector<std::string_view> parts_of(std::string_view input, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most) {
    const std::size_t end = input.find(separator);
    if (end == std::string_view::npos) break;
    parts.push_back(input.substr(0, end));
    input.remove_prefix(end + 1);
  }
  parts.push_back(input);
  return parts;
}

}  // namespace munigraph::fuzz
