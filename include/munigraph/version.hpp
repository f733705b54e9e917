#pragma once

#include <string_view>

/// The version of the headers, for the preprocessor and for programs. The version of CMake's
/// package is the same (a test holds it).
#define MUNIGRAPH_VERSION_MAJOR 0
#define MUNIGRAPH_VERSION_MINOR 1
#define MUNIGRAPH_VERSION_PATCH 0
/// One number that grows with every version: 10000 × major + 100 × minor + patch.
#define MUNIGRAPH_VERSION_NUMBER \
  (MUNIGRAPH_VERSION_MAJOR * 10000 + MUNIGRAPH_VERSION_MINOR * 100 + MUNIGRAPH_VERSION_PATCH)

namespace munigraph {

inline constexpr std::string_view version_text = "0.1.0";

}  // namespace munigraph
