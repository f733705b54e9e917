#pragma once

#include <string>

#include "munigraph/registry/csv.hpp"

namespace munigraph {

/// parse_csv() of text that is UTF-8 without a byte order mark already: of whoever decoded it.
[[nodiscard]] TextTable parse_decoded_csv(const std::string& text, const std::string& source,
                                          const CsvDialect& dialect);

}  // namespace munigraph
