#include "munigraph/inference/mrqap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Matrix = std::vector<double>;

Matrix symmetric(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  Matrix m(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) m[i * n + j] = m[j * n + i] = random.uniform();
  return m;
}

TieTable table_of(std::size_t n, const Matrix& ties, const Matrix& predictors) {
  TieTable table;
  table.rows = table.columns = n;
  table.ties = ties;
  table.predictors = predictors;
  return table;
}

TEST(Mrqap, OnePredictorWorkedByHand) {
  // Three pairs: x = 0, 1, 2 and y = 1, 2, 5. Slope 2, residuals 1/3, −2/3, 1/3.
  const Matrix x{0, 0, 1, 0, 0, 2, 1, 2, 0};
  const Matrix y{0, 1, 2, 1, 0, 5, 2, 5, 0};
  MrqapOptions options;
  options.permutations = 200;
  const Mrqap found = mrqap(table_of(3, y, x), options);
  EXPECT_NEAR(found.coefficients[0], 2.0 / 3, 1e-12);
  EXPECT_NEAR(found.coefficients[1], 2, 1e-12);
  const double variance = 6.0 / 9;  // One degree of freedom is left.
  EXPECT_NEAR(found.t[1], 2 / std::sqrt(variance / 2), 1e-9);
  EXPECT_NEAR(found.deviance, variance, 1e-12);
  EXPECT_NEAR(found.null_deviance, 26.0 / 3, 1e-12);
  EXPECT_EQ(found.cells, 3U);
  // Six permutations: the observed t is among the draws, and none is larger.
  double most = 0;
  for (const double t : found.permuted) most = std::max(most, t);
  EXPECT_NEAR(most, found.t[1], 1e-9);
}

TEST(Mrqap, DoesNotDependOnThreadsNorOnUnits) {
  const std::size_t n = 20;
  const Matrix y = symmetric(n, 1);
  Matrix x = symmetric(n, 2);
  const Matrix other = symmetric(n, 3);
  x.insert(x.end(), other.begin(), other.end());
  MrqapOptions options;
  options.permutations = 50;
  const Mrqap once = mrqap(table_of(n, y, x), options);
  options.threads = 3;
  EXPECT_EQ(mrqap(table_of(n, y, x), options).permuted, once.permuted);
  for (std::size_t k = 0; k < n * n; ++k) x[k] = 1e9 + 1e6 * x[k];
  const Mrqap scaled = mrqap(table_of(n, y, x), options);
  EXPECT_NEAR(scaled.coefficients[1] * 1e6, once.coefficients[1], 1e-6);
  for (std::size_t k = 0; k < once.permuted.size(); ++k)
    EXPECT_NEAR(scaled.permuted[k], once.permuted[k], 1e-6);
}

TEST(Mrqap, MissingCellsAreLeftOutEverywhere) {
  const std::size_t n = 12;
  const Matrix y = symmetric(n, 4);
  Matrix x = symmetric(n, 5);
  x[3 * n + 1] = x[1 * n + 3] = std::numeric_limits<double>::quiet_NaN();
  MrqapOptions options;
  options.permutations = 30;
  const Mrqap found = mrqap(table_of(n, y, x), options);
  EXPECT_EQ(found.missing, 1U);
  EXPECT_EQ(found.cells, n * (n - 1) / 2 - 1);
  for (const double t : found.permuted) EXPECT_TRUE(std::isfinite(t));
}

TEST(Mrqap, TwoModeTablesMoveRowsAndColumnsApart) {
  const std::size_t rows = 4;
  const std::size_t columns = 3;
  TieTable table;
  table.rows = rows;
  table.columns = columns;
  table.symmetric = false;
  // x differs by row alone, so that columns changing places change nothing.
  const Matrix x{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
  const Matrix y{0, 1, 0, 1, 2, 2, 2, 3, 1, 4, 3, 5};
  table.ties = y;
  table.predictors = x;
  const std::vector<std::int32_t> alone{0, 1, 2, 3};
  table.row_groups = alone;
  MrqapOptions options;
  options.permutations = 20;
  const Mrqap found = mrqap(table, options);
  EXPECT_EQ(found.cells, rows * columns);
  for (const double t : found.permuted) EXPECT_NEAR(t, found.t[1], 1e-9);
}

TEST(Mrqap, RefusesWhatCannotBeFitted) {
  const std::size_t n = 6;
  const Matrix y = symmetric(n, 6);
  const Matrix x = symmetric(n, 7);
  EXPECT_THROW((void)mrqap(table_of(n, y, {})), std::invalid_argument);
  EXPECT_THROW((void)mrqap(table_of(n, y, Matrix(n * n, 1.0))), std::invalid_argument);
  EXPECT_THROW((void)mrqap(table_of(n, Matrix(3, 0.0), x)), std::invalid_argument);
  Matrix twice = x;
  twice.insert(twice.end(), x.begin(), x.end());
  EXPECT_THROW((void)mrqap(table_of(n, y, twice)), std::invalid_argument);
  MrqapOptions options;
  options.family = TieFamily::poisson;
  EXPECT_THROW((void)mrqap(table_of(n, y, x), options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
