#pragma once

#include "registry/package/resource.hpp"

namespace munigraph::package {

/// Reads a table schema. Throws DataError for what is not honoured, with its key.
[[nodiscard]] Schema read_schema(const Part& part, const Resource& resource);

/// Reads a table dialect into the resource: of versions 1 and 2 of the standard, and with the keys
/// of CSV below "csv", as frictionless writes it. Throws DataError for what is not honoured.
void read_dialect(const Part& part, Resource& resource);

}  // namespace munigraph::package
