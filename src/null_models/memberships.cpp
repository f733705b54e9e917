#include "null_models/memberships.hpp"

namespace munigraph::detail {

Kept::Kept(const AffiliationNetwork& observed)
    : node_count(observed.node_count()), arrangement_count(observed.arrangement_count()) {
  bool weighted = false;
  for (std::int32_t a = 0; a < arrangement_count; ++a) weighted |= observed.intensity(a) != 1.0;
  for (std::int32_t a = 0; a < arrangement_count; ++a) {
    if (weighted) intensity.push_back(observed.intensity(a));
    if (observed.has_stars()) host.push_back(observed.host(a));
  }
}

}  // namespace munigraph::detail
