#pragma once

#include <Eigen/SparseCore>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// The weights of a network as an Eigen sparse matrix: n × n, symmetric, zero diagonal, rows
/// compressed. Columns and entries are the network's own memory, which must outlive the view; only
/// the n + 1 row starts are copied, since Eigen wants them in the type of the columns. Entries are
/// integers in units of network.quantum(), or the weights themselves where it is not exact().
template <class Entry>
class WeightMatrixView {
 public:
  using Matrix = Eigen::SparseMatrix<Entry, Eigen::RowMajor, std::int32_t>;

  /// O(n). Throws std::invalid_argument where the network holds the other type of weight, or more
  /// than 2^31 − 1 entries.
  explicit WeightMatrixView(const CooperationNetwork& network)
      : starts_(row_starts(network)),
        map_(network.node_count(), network.node_count(),
             static_cast<Eigen::Index>(network.targets().size()), starts_.data(),
             network.targets().data(), entries(network)) {}
  explicit WeightMatrixView(const CooperationNetwork&&) = delete;
  WeightMatrixView(const WeightMatrixView&) = delete;
  WeightMatrixView& operator=(const WeightMatrixView&) = delete;

  [[nodiscard]] const Eigen::Map<const Matrix>& matrix() const& noexcept { return map_; }
  const Eigen::Map<const Matrix>& matrix() const&& = delete;

 private:
  static std::vector<std::int32_t> row_starts(const CooperationNetwork& network) {
    if (network.targets().size() > std::numeric_limits<std::int32_t>::max())
      throw std::invalid_argument("too many ties for a matrix view; use weight_matrix()");
    return {network.offsets().begin(), network.offsets().end()};
  }
  static const Entry* entries(const CooperationNetwork& network) {
    constexpr bool units = std::is_same_v<Entry, std::int64_t>;
    static_assert(units || std::is_same_v<Entry, double>, "entries are int64 units or doubles");
    if (units != network.exact())
      throw std::invalid_argument(units ? "this network holds doubles: view it as such"
                                        : "this network holds integer units: view it as such");
    if constexpr (units)
      return network.units().data();
    else
      return network.reals().data();
  }

  std::vector<std::int32_t> starts_;
  Eigen::Map<const Matrix> map_;
};

using UnitMatrixView = WeightMatrixView<std::int64_t>;

/// The weights as a matrix of doubles of its own: n × n, symmetric. O(m) time and memory.
[[nodiscard]] inline Eigen::SparseMatrix<double, Eigen::RowMajor, std::int64_t> weight_matrix(
    const CooperationNetwork& network) {
  const auto n = static_cast<Eigen::Index>(network.node_count());
  Eigen::SparseMatrix<double, Eigen::RowMajor, std::int64_t> matrix(n, n);
  matrix.resizeNonZeros(static_cast<Eigen::Index>(network.targets().size()));
  for (Eigen::Index i = 0; i <= n; ++i)
    matrix.outerIndexPtr()[i] =
        static_cast<std::int64_t>(network.offsets()[static_cast<std::size_t>(i)]);
  for (std::size_t s = 0; s < network.targets().size(); ++s) {
    const auto at = static_cast<std::ptrdiff_t>(s);
    matrix.innerIndexPtr()[at] = network.targets()[s];
    matrix.valuePtr()[at] = network.weight(s);
  }
  return matrix;
}

}  // namespace munigraph
