#include "munigraph/bridging/structural_holes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/eigen.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

constexpr std::size_t most_dense_nodes = 4096;
/// A step of the matrix product costs about so many times less than one along rows of ties.
constexpr double dense_advantage = 8.0;
constexpr std::size_t block_nodes = 32;

/// Weights (or ones) as doubles with what is needed of every row.
struct Rows {
  const CooperationNetwork& network;
  std::vector<double> weights;
  std::vector<double> strength;
  std::vector<double> largest;

  Rows(const CooperationNetwork& ties, bool weighted)
      : network(ties), weights(ties.targets().size(), 1.0) {
    if (weighted)
      for (std::size_t s = 0; s < weights.size(); ++s) weights[s] = ties.weight(s);
    for (std::size_t i = 0; i < node_count(); ++i) {
      double sum = 0;
      double most = 0;
      for (std::size_t s = begin(i); s < end(i); ++s) {
        sum += weights[s];
        most = std::max(most, weights[s]);
      }
      strength.push_back(sum);
      largest.push_back(most);
    }
  }

  [[nodiscard]] std::size_t node_count() const {
    return static_cast<std::size_t>(network.node_count());
  }
  [[nodiscard]] std::size_t begin(std::size_t i) const { return network.offsets()[i]; }
  [[nodiscard]] std::size_t end(std::size_t i) const { return network.offsets()[i + 1]; }
  [[nodiscard]] std::size_t target(std::size_t s) const {
    return static_cast<std::size_t>(network.targets()[s]);
  }
};

/// Σ_j f(i, j, w_ij, X_ij) over neighbours j, for a symmetric X = A·Aᵀ that is made in panels of
/// rows up to the diagonal. `value(i, j, w, x)` adds to row i; it is called for (i, j) and (j, i).
/// Panels keep their sums apart, so that threads do not change the order of additions.
template <class Value>
std::vector<double> sum_over_product(const Rows& rows, const Eigen::MatrixXd& a,
                                     const StructuralHolesOptions& options, const Value& value) {
  const std::size_t n = rows.node_count();
  const std::size_t height = std::clamp<std::size_t>((std::size_t{1} << 27) / (n * n), 8, 64);
  const std::size_t panels = (n + height - 1) / height;
  std::vector<std::vector<double>> sums(panels);
  parallel_for(
      panels, options.threads,
      [&](std::size_t p, int) {
        const std::size_t first = p * height;
        const std::size_t last = std::min(n, first + height);
        const auto as_index = [](std::size_t x) { return static_cast<Eigen::Index>(x); };
        const Eigen::MatrixXd panel = a.leftCols(as_index(last)).transpose() *
                                      a.middleCols(as_index(first), as_index(last - first));
        std::vector<double> sum(last, 0.0);
        for (std::size_t i = first; i < last; ++i)
          for (std::size_t s = rows.begin(i); s < rows.end(i) && rows.target(s) < i; ++s) {
            const std::size_t j = rows.target(s);
            const double x = panel(as_index(j), as_index(i - first));
            sum[i] += value(i, j, rows.weights[s], x);
            sum[j] += value(j, i, rows.weights[s], x);
          }
        sums[p] = std::move(sum);
      },
      options.monitor);
  std::vector<double> total(n, 0.0);
  for (const auto& sum : sums)
    for (std::size_t i = 0; i < sum.size(); ++i) total[i] += sum[i];
  return total;
}

/// Column i of W·D, D diagonal; W is symmetric, so columns are rows.
Eigen::MatrixXd dense_weights(const Rows& rows, bool by_root_of_strength) {
  const auto n = static_cast<Eigen::Index>(rows.node_count());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t i = 0; i < rows.node_count(); ++i)
    for (std::size_t s = rows.begin(i); s < rows.end(i); ++s) {
      const std::size_t j = rows.target(s);
      matrix(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(i)) =
          by_root_of_strength ? rows.weights[s] / std::sqrt(rows.strength[j]) : rows.weights[s];
    }
  return matrix;
}

/// With G = W S⁻¹ W, p_ij + Σ p_iq p_qj = (w_ij + G_ij) / s_i. With H = W W,
/// Σ_q p_iq m_jq = H_ij / (s_i max_j).
StructuralHoles dense(const Rows& rows, const StructuralHolesOptions& options) {
  StructuralHoles holes;
  if (options.constraint)
    holes.constraint = sum_over_product(rows, dense_weights(rows, true), options,
                                        [&](std::size_t i, std::size_t, double w, double x) {
                                          const double part = (w + x) / rows.strength[i];
                                          return part * part;
                                        });
  if (options.effective_size)
    holes.effective_size = sum_over_product(rows, dense_weights(rows, false), options,
                                            [&](std::size_t i, std::size_t j, double, double x) {
                                              return 1.0 - x / (rows.strength[i] * rows.largest[j]);
                                            });
  return holes;
}

/// The same along the ties of neighbours.
StructuralHoles sparse(const Rows& rows, const StructuralHolesOptions& options) {
  const std::size_t n = rows.node_count();
  StructuralHoles holes;
  holes.constraint.assign(n, 0.0);
  holes.effective_size.assign(n, 0.0);
  const int workers = resolve_threads(options.threads);
  std::vector<std::vector<double>> over_strength(static_cast<std::size_t>(workers));
  std::vector<std::vector<double>> plain(static_cast<std::size_t>(workers));
  const auto visit = [&](std::size_t i, std::vector<double>& g, std::vector<double>& h) {
    for (std::size_t s = rows.begin(i); s < rows.end(i); ++s) {
      const std::size_t q = rows.target(s);
      const double share = rows.weights[s] / rows.strength[q];
      for (std::size_t t = rows.begin(q); t < rows.end(q); ++t) {
        g[rows.target(t)] += share * rows.weights[t];
        h[rows.target(t)] += rows.weights[s] * rows.weights[t];
      }
    }
    for (std::size_t s = rows.begin(i); s < rows.end(i); ++s) {
      const std::size_t j = rows.target(s);
      const double part = (rows.weights[s] + g[j]) / rows.strength[i];
      holes.constraint[i] += part * part;
      holes.effective_size[i] += 1.0 - h[j] / (rows.strength[i] * rows.largest[j]);
    }
    for (std::size_t s = rows.begin(i); s < rows.end(i); ++s) {
      const std::size_t q = rows.target(s);
      for (std::size_t t = rows.begin(q); t < rows.end(q); ++t)
        g[rows.target(t)] = h[rows.target(t)] = 0.0;
    }
  };
  parallel_for((n + block_nodes - 1) / block_nodes, workers,
               [&](std::size_t block, int worker) {
                 auto& g = over_strength[static_cast<std::size_t>(worker)];
                 auto& h = plain[static_cast<std::size_t>(worker)];
                 g.resize(n, 0.0);
                 h.resize(n, 0.0);
                 for (std::size_t i = block * block_nodes;
                      i < std::min(n, (block + 1) * block_nodes); ++i) {
                   check(options.monitor);
                   visit(i, g, h);
                 }
               },
               options.monitor);
  return holes;
}

bool prefers_products(const Rows& rows) {
  const std::size_t n = rows.node_count();
  if (n > most_dense_nodes || n == 0) return false;
  double steps = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto degree = static_cast<double>(rows.end(i) - rows.begin(i));
    steps += degree * degree;
  }
  const auto size = static_cast<double>(n);
  return steps * dense_advantage > size * size * size;
}

}  // namespace

StructuralHoles structural_holes(const CooperationNetwork& network,
                                 const StructuralHolesOptions& options) {
  const Rows rows(network, options.weighted);
  StructuralHoles holes = prefers_products(rows) ? dense(rows, options) : sparse(rows, options);
  if (!options.constraint) holes.constraint.clear();
  if (!options.effective_size) holes.effective_size.clear();
  for (auto* const values : {&holes.constraint, &holes.effective_size})
    for (std::size_t i = 0; i < values->size(); ++i)
      if (rows.begin(i) == rows.end(i)) (*values)[i] = undefined;
  return holes;
}

}  // namespace munigraph
