#pragma once

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::clustering {

/// Whether these options run on the memberships. Depends on the network and the options alone, not
/// on whether the projection happens to be made already: the same seed gives the same labels.
/// Throws std::invalid_argument where the implicit form is asked for and cannot be had.
[[nodiscard]] bool runs_implicitly(const Network& network, const LeidenOptions& options);

}  // namespace munigraph::clustering
