#pragma once

namespace munigraph::clustering {

/// How a run ended.
struct Passes {
  int made = 0;            ///< The last of them without a change where converged.
  bool converged = false;  ///< False only where a given number of passes ended it.
};

}  // namespace munigraph::clustering
