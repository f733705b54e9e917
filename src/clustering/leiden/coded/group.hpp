#pragma once

#include <cstdint>

namespace munigraph::clustering {

/// What a node (or a group of them, on a higher level) brings to a cluster's code. Nodes without
/// ties bring nothing: they are left out of the models.
template <class W>
struct CodedMass {
  W strength{};
  std::int32_t nodes = 0;  ///< With ties.

  CodedMass& operator+=(const CodedMass& other) noexcept {
    strength += other.strength;
    nodes += other.nodes;
    return *this;
  }
};

/// What the code of a partition knows of one cluster.
template <class W>
struct CodedGroup {
  W strength{};            ///< Of its members.
  W inside{};              ///< Twice the weight of the ties between its members.
  std::int32_t nodes = 0;  ///< Members with ties.

  /// Weight of the ties that leave it.
  [[nodiscard]] W across() const noexcept { return strength - inside; }
};

/// A group whose ties of weight `between` to a cluster become ties within it.
template <class W>
[[nodiscard]] CodedGroup<W> joined(const CodedGroup<W>& a, const CodedGroup<W>& b,
                                   W between) noexcept {
  return {a.strength + b.strength, a.inside + b.inside + between + between, a.nodes + b.nodes};
}

/// The cluster without a part that is tied to the rest of it by `between`.
template <class W>
[[nodiscard]] CodedGroup<W> without(const CodedGroup<W>& whole, const CodedGroup<W>& part,
                                    W between) noexcept {
  if (whole.nodes == part.nodes) return {};  // exact also where weights are doubles
  return {whole.strength - part.strength, whole.inside - part.inside - between - between,
          whole.nodes - part.nodes};
}

/// What the code of a partition knows of all clusters together.
template <class W>
struct CodedTotals {
  W across{};               ///< Σ across(): twice the weight of the ties between clusters.
  std::int32_t groups = 0;  ///< Clusters with members that have ties, those of one included.

  void add(const CodedGroup<W>& group) noexcept {
    if (group.nodes == 0) return;
    across += group.across();
    ++groups;
  }
  void take(const CodedGroup<W>& group) noexcept {
    if (group.nodes == 0) return;
    across -= group.across();
    --groups;
  }
};

}  // namespace munigraph::clustering
