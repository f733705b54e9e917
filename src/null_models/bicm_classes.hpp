#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/null_models/bicm.hpp"
#include "null_models/memberships.hpp"

namespace munigraph::detail {

/// Nodes and arrangements that the model cannot tell apart, with their common probabilities.
/// Node classes share the degree and the sizes of the stars they host; arrangement classes share
/// the size and, for stars, the class of the host. Degrees and sizes leave hosts' places out.
struct BicmClasses {
  explicit BicmClasses(const AffiliationNetwork& observed);

  struct Group {
    std::int32_t degree = 0;            ///< Of each, hosts' places left out.
    std::int32_t host = -1;             ///< Arrangements: the class of the host, −1 for no star.
    bool ties = true;                   ///< Arrangements: false for a star without its host.
    std::vector<std::int32_t> members;  ///< Nodes or arrangements, ascending.
  };

  [[nodiscard]] std::size_t index(std::size_t u, std::size_t v) const {
    return u * arrangements.size() + v;
  }
  /// Places in class v that one node of class u can take.
  [[nodiscard]] double open(std::size_t u, std::size_t v) const {
    return static_cast<double>(arrangements[v].members.size()) - hosted[index(u, v)];
  }
  /// Places between the two classes, all nodes together.
  [[nodiscard]] double cells(std::size_t u, std::size_t v) const {
    return static_cast<double>(nodes[u].members.size()) * open(u, v);
  }
  /// Largest |expected − observed| over all degrees.
  [[nodiscard]] double residual() const;

  Kept kept;
  std::vector<Group> nodes;
  std::vector<Group> arrangements;
  std::vector<std::int32_t> node_class;
  std::vector<std::int32_t> arrangement_class;
  std::vector<std::int32_t> hosted;  ///< (U, V): stars of class v that one node of class u hosts.
  std::vector<double> probability;   ///< (U, V).
  int iterations = 0;
};

/// The classes of a solved model, for what looks at classes instead of pairs.
struct BicmAccess {
  static const BicmClasses& classes(const Bicm& model) noexcept;
};

/// Fills in the probabilities. Throws std::runtime_error if Newton's method does not end.
void solve(BicmClasses& classes, const BicmOptions& options);

}  // namespace munigraph::detail
