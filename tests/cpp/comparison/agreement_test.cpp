#include "munigraph/comparison/agreement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;

Labels random_labels(Random& random, std::size_t n, std::uint32_t groups) {
  Labels labels(n);
  for (auto& label : labels) label = static_cast<std::int32_t>(random.below(groups));
  return labels;
}

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

/// The definition: a dense table, and one sum per pair of groups with the whole support.
double naive_ami(const Labels& a, const Labels& b, bool max_normalised) {
  const double n = static_cast<double>(a.size());
  const auto groups = [](const Labels& l) {
    return static_cast<std::size_t>(*std::max_element(l.begin(), l.end())) + 1;
  };
  std::vector<double> x(groups(a)), y(groups(b)), table(x.size() * y.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto g = static_cast<std::size_t>(a[i]);
    const auto h = static_cast<std::size_t>(b[i]);
    ++x[g], ++y[h], ++table[g * y.size() + h];
  }
  double information = 0, expected = 0, hx = 0, hy = 0;
  for (const double s : x)
    if (s > 0) hx -= s / n * std::log(s / n);
  for (const double s : y)
    if (s > 0) hy -= s / n * std::log(s / n);
  for (std::size_t g = 0; g < x.size(); ++g)
    for (std::size_t h = 0; h < y.size(); ++h) {
      const double count = table[g * y.size() + h];
      if (count > 0) information += count / n * std::log(n * count / (x[g] * y[h]));
      for (double k = std::max(1.0, x[g] + y[h] - n); k <= std::min(x[g], y[h]); ++k)
        expected +=
            k / n * std::log(n * k / (x[g] * y[h])) *
            std::exp(log_choose(x[g], k) + log_choose(n - x[g], y[h] - k) - log_choose(n, y[h]));
    }
  const double bound = max_normalised ? std::max(hx, hy) : (hx + hy) / 2;
  return (information - expected) / (bound - expected);
}

TEST(Agreement, WorkedByHand) {
  // {0,1,2},{3,4,5} against {0,1},{2,3},{4,5}: cells 2,1 / 1,2.
  const Labels a{0, 0, 0, 1, 1, 1};
  const Labels b{0, 0, 1, 1, 2, 2};
  const Agreement found = compare(a, b);
  const double information = 2.0 / 3 * std::log(2.0);  // H(a) = log 2, H(a|b) = log 2 / 3
  EXPECT_NEAR(found.mutual_information, information, 1e-15);
  EXPECT_NEAR(found.entropy_a, std::log(2.0), 1e-15);
  EXPECT_NEAR(found.entropy_b, std::log(3.0), 1e-15);
  EXPECT_NEAR(found.homogeneity, 2.0 / 3, 1e-15);
  EXPECT_NEAR(found.vi, std::log(2.0) + std::log(3.0) - 2 * information, 1e-15);
  // Hypergeometric(6; 3, 2) is 1/5, 3/5, 1/5 on 0, 1, 2: E[N log N] = 2 log 2 / 5, six times.
  const double expected =
      (12.0 / 5 * std::log(2.0) + 6 * std::log(6.0) - 6 * std::log(3.0) - 6 * std::log(2.0)) / 6;
  EXPECT_NEAR(found.expected_mutual_information, expected, 1e-15);
  EXPECT_NEAR(found.ami,
              (information - expected) / ((std::log(2.0) + std::log(3.0)) / 2 - expected), 1e-14);
  // Pairs: 2 together in both, 4 in a only, 1 in b only, 8 apart.
  EXPECT_NEAR(found.ari, 2.0 * (2 * 8 - 4 * 1) / ((2 + 4) * (4 + 8) + (2 + 1) * (1 + 8)), 1e-15);
  EXPECT_NEAR(found.element_centric, (4.0 / 3 + 1.0 / 3 + 1.0 / 3 + 4.0 / 3) / 6, 1e-15);
  EXPECT_NEAR(found.rand, 10.0 / 15, 1e-15);
  EXPECT_EQ(found.split_join, 3);  // the largest cells: 2 + 2 of a, 2 + 1 + 2 of b
}

TEST(Agreement, RandAndSplitJoinByTheirDefinitions) {
  Random random(6);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 2 + random.below(30);
    const Labels a = random_labels(random, n, 1 + random.below(8));
    const Labels b = random_labels(random, n, 1 + random.below(8));
    const Labels c = random_labels(random, n, 1 + random.below(8));
    double alike = 0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) alike += (a[i] == a[j]) == (b[i] == b[j]) ? 1 : 0;
    const auto outside = [&](const Labels& x, const Labels& y) {
      double kept = 0;
      for (std::int32_t g = 0; g < 8; ++g) {
        std::vector<int> cells(8);
        for (std::size_t i = 0; i < n; ++i)
          if (x[i] == g) ++cells[static_cast<std::size_t>(y[i])];
        kept += *std::max_element(cells.begin(), cells.end());
      }
      return static_cast<double>(n) - kept;
    };
    const Agreement found = compare(a, b);
    const double all = static_cast<double>(n) * (static_cast<double>(n) - 1) / 2;
    EXPECT_NEAR(found.rand, alike / all, 1e-15);
    EXPECT_EQ(found.split_join, outside(a, b) + outside(b, a));
    // Both are metrics (the Rand index as 1 − rand).
    EXPECT_EQ(compare(b, a).split_join, found.split_join);
    EXPECT_LE(compare(a, c).split_join, found.split_join + compare(b, c).split_join);
    EXPECT_LE(1 - compare(a, c).rand, 2 - found.rand - compare(b, c).rand + 1e-12);
  }
}

TEST(Agreement, EqualsItsDefinitionOnRandomLabels) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 2 + random.below(60);
    const Labels a = random_labels(random, n, 1 + random.below(12));
    Labels b = a;
    for (auto& label : b)
      if (random.below(3) == 0) label = static_cast<std::int32_t>(random.below(9));
    const Agreement found = compare(a, b);
    if (found.groups_a == 1 || found.groups_b == 1 || found.vi == 0) continue;
    EXPECT_NEAR(found.ami, naive_ami(a, b, false), 1e-9) << "round " << round;
    EXPECT_NEAR(found.ami_max, naive_ami(a, b, true), 1e-9);
    EXPECT_EQ(found.ami, adjusted_mutual_information(a, b));
    EXPECT_EQ(found.ami_max,
              adjusted_mutual_information(a, b, {.normalisation = AmiNormalisation::max}));
  }
}

TEST(Agreement, DependsOnGroupsAlone) {
  Random random(2);
  for (int round = 0; round < 50; ++round) {
    const std::size_t n = 2 + random.below(400);
    const Labels a = random_labels(random, n, 1 + random.below(30));
    const Labels b = random_labels(random, n, 1 + random.below(200));
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    random.shuffle(std::span(order));
    Labels c(n), d(n);
    for (std::size_t i = 0; i < n; ++i) {
      c[i] = -7 * a[order[i]] + 1'000'000;
      d[i] = 3 * b[order[i]] - 5;
    }
    const Agreement x = compare(a, b);
    const Agreement y = compare(c, d);
    for (const auto measure : {AgreementMeasure::ami, AgreementMeasure::ami_max,
                               AgreementMeasure::ari, AgreementMeasure::nmi, AgreementMeasure::vi,
                               AgreementMeasure::element_centric, AgreementMeasure::homogeneity,
                               AgreementMeasure::completeness, AgreementMeasure::v_measure})
      EXPECT_NEAR(value_of(x, measure), value_of(y, measure), 1e-13);
    const Agreement z = compare(b, a);
    EXPECT_NEAR(x.ami, z.ami, 1e-13);
    EXPECT_NEAR(x.vi, z.vi, 1e-13);
    EXPECT_NEAR(x.homogeneity, z.completeness, 1e-13);
    EXPECT_LE(x.ami, 1.0);
    EXPECT_NEAR(x.nmi, x.v_measure, 1e-13);  // the same number by two definitions
  }
}

TEST(Agreement, VariationOfInformationIsAMetric) {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + random.below(40);
    const Labels a = random_labels(random, n, 1 + random.below(8));
    const Labels b = random_labels(random, n, 1 + random.below(8));
    const Labels c = random_labels(random, n, 1 + random.below(8));
    EXPECT_EQ(compare(a, a).vi, 0);
    EXPECT_LE(compare(a, c).vi, compare(a, b).vi + compare(b, c).vi + 1e-12);
  }
}

TEST(Agreement, SpecialCases) {
  const Labels none;
  const Agreement empty = compare(none, none);
  EXPECT_EQ(empty.ami, 1);
  EXPECT_EQ(empty.ari, 1);
  EXPECT_EQ(empty.nmi, 1);
  EXPECT_EQ(empty.vi, 0);
  EXPECT_EQ(compare(Labels{4}, Labels{-9}).ami, 1);

  const Labels one(6, 3);
  const Labels singletons{0, 1, 2, 3, 4, 5};
  const Labels halves{0, 0, 0, 1, 1, 1};
  EXPECT_EQ(compare(one, one).ami, 1);
  EXPECT_EQ(compare(singletons, singletons).ami, 1);
  EXPECT_EQ(compare(singletons, singletons).v_measure, 1);
  const Agreement apart = compare(one, singletons);
  EXPECT_EQ(apart.ami, 0);
  EXPECT_EQ(apart.nmi, 0);
  EXPECT_EQ(apart.ari, 0);
  EXPECT_EQ(apart.homogeneity, 1);
  EXPECT_EQ(apart.completeness, 0);
  EXPECT_EQ(apart.v_measure, 0);
  EXPECT_NEAR(apart.vi, std::log(6.0), 1e-15);
  EXPECT_EQ(compare(singletons, halves).ami, 0);  // all chance: no cell exceeds one node
  EXPECT_THROW((void)compare(one, none), std::invalid_argument);
  EXPECT_THROW((void)adjusted_mutual_information(one, none), std::invalid_argument);
}

TEST(Agreement, ChanceIsWorthNothing) {
  Random random(5);
  double sum = 0;
  for (int round = 0; round < 200; ++round) {
    const Labels a = random_labels(random, 300, 20);
    const Labels b = random_labels(random, 300, 30);
    sum += adjusted_mutual_information(a, b);
  }
  EXPECT_NEAR(sum / 200, 0, 0.005);
}

TEST(Pairwise, EqualsSingleComparisonsForAnyNumberOfThreads) {
  Random random(6);
  constexpr std::size_t rows = 12;
  constexpr std::size_t nodes = 80;
  Labels labels;
  for (std::size_t r = 0; r < rows; ++r) {
    Labels row = random_labels(random, nodes, 2 + random.below(10));
    if (r == 5) {  // row 2 under other names: the same grouping
      row.assign(labels.begin() + 2 * nodes, labels.begin() + 3 * nodes);
      for (auto& label : row) label = 100 - label;
    }
    labels.insert(labels.end(), row.begin(), row.end());
  }
  for (const auto measure : {AgreementMeasure::ami, AgreementMeasure::homogeneity,
                             AgreementMeasure::vi, AgreementMeasure::element_centric}) {
    PairwiseOptions options;
    options.measure = measure;
    options.threads = 1;
    const auto matrix = pairwise_agreement(labels, rows, nodes, options);
    options.threads = 3;
    EXPECT_EQ(matrix, pairwise_agreement(labels, rows, nodes, options));
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t s = 0; s < rows; ++s) {
        const std::span<const std::int32_t> all(labels);
        const Agreement one = compare(all.subspan(r * nodes, nodes), all.subspan(s * nodes, nodes));
        EXPECT_NEAR(matrix[r * rows + s], value_of(one, measure), 1e-13);
      }
  }
  EXPECT_THROW((void)pairwise_agreement(labels, 3, nodes), std::invalid_argument);
  EXPECT_TRUE(pairwise_agreement({}, 0, 0).empty());
}

TEST(Pairwise, Stops) {
  const Labels labels(50 * 20, 1);
  Monitor monitor;
  monitor.stop();
  PairwiseOptions options;
  options.monitor = &monitor;
  EXPECT_THROW((void)pairwise_agreement(labels, 50, 20, options), Interrupted);
}

TEST(Measure, UnknownNamesTheNearest) {
  EXPECT_EQ(parse_agreement_measure("nmi"), AgreementMeasure::nmi);
  try {
    (void)parse_agreement_measure("amy");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("ami"), std::string::npos);
  }
}

}  // namespace
}  // namespace munigraph
