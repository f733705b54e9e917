#pragma once

#include <string>
#include <string_view>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// A name as versions are compared by it: lower case, Latin letters without diacritics, letters and
/// digits only ("Omgevingsdienst Fryslân (OF)" → "omgevingsdienstfryslanof"). Letters of other
/// scripts stay as they are. Cost is linear in the bytes.
[[nodiscard]] MUNIGRAPH_EXPORT std::string normalised_name(std::string_view name);

}  // namespace munigraph
