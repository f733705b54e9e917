#include "munigraph/clustering/posterior.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "clustering/networks.hpp"
#include "codes.hpp"

namespace munigraph {
namespace {

using testing::Edges;

Network two_triangles() {
  Edges edges;
  edges.add_clique(0, 3);
  edges.add_clique(3, 3);
  edges.add(2, 3);
  return Network(edges.network(7));  // and an isolate
}

/// Probabilities of partitions by enumeration: B! e^{−Σ}, normalised.
std::map<std::vector<std::int32_t>, double> exact(const CooperationNetwork& network,
                                                  std::size_t tied) {
  std::map<std::vector<std::int32_t>, double> weight;
  double sum = 0;
  testing::for_each_partition(tied, [&](std::span<const std::int32_t> labels) {
    std::vector<std::int32_t> all(labels.begin(), labels.end());
    all.resize(static_cast<std::size_t>(network.node_count()), -1);
    const auto groups =
        static_cast<double>(std::set<std::int32_t>(labels.begin(), labels.end()).size());
    const double w =
        std::exp(std::lgamma(groups + 1) - testing::naive_planted_partition(network, all));
    weight.emplace(std::vector<std::int32_t>(labels.begin(), labels.end()), w);
    sum += w;
  });
  for (auto& [labels, w] : weight) w /= sum;
  return weight;
}

/// The same numbering as for_each_partition's: by first appearance.
std::vector<std::int32_t> by_appearance(std::span<const std::int32_t> labels) {
  std::map<std::int32_t, std::int32_t> known;
  std::vector<std::int32_t> result;
  for (const std::int32_t label : labels)
    result.push_back(known.emplace(label, static_cast<std::int32_t>(known.size())).first->second);
  return result;
}

TEST(Posterior, DrawsPartitionsInProportionToTheirProbability) {
  Edges edges;  // with a double tie, so that wirings count
  edges.add_clique(0, 3);
  edges.add(2, 3, 2.0);
  edges.add(3, 4);
  edges.add(4, 5);
  edges.add(3, 5);
  const Network network(edges.network(6));
  const auto expected = exact(network.cooperation(), 6);
  PosteriorOptions options;
  options.draws = 20'000;
  options.seed = 3;
  const Posterior found = posterior(network, options);
  std::map<std::vector<std::int32_t>, double> seen;
  const double draws = static_cast<double>(found.counts.size());
  for (std::size_t d = 0; d < found.counts.size(); ++d)
    seen[by_appearance(std::span(found.labels).subspan(6 * d, 6))] += 1 / draws;
  double distance = 0;  // total variation
  for (const auto& [labels, p] : expected) distance += std::abs(p - seen[labels]) / 2;
  // 80,000 nearly independent draws of 203 partitions: about .02 at most by chance.
  EXPECT_LT(distance, 0.025);
  EXPECT_GT(found.accepted, 0.01);
}

TEST(Posterior, LengthsAreThoseOfTheLabelsAndTheBestIsTheShortest) {
  const Network network = two_triangles();
  PosteriorOptions options;
  options.draws = 50;
  const Posterior found = posterior(network, options);
  ASSERT_EQ(found.counts.size(), 200U);
  for (std::size_t d = 0; d < found.counts.size(); ++d) {
    const auto labels = std::span(found.labels).subspan(7 * d, 7);
    EXPECT_NEAR(found.length[d], testing::naive_planted_partition(network.cooperation(), labels),
                1e-10);
    const std::set<std::int32_t> tied(labels.begin(), labels.begin() + 6);
    EXPECT_EQ(found.groups[d], static_cast<std::int32_t>(tied.size()));
    EXPECT_EQ(tied.count(labels[6]), 0U) << "the isolate stays alone";
    EXPECT_GE(found.length[d], -found.best.quality - 1e-10);
  }
}

TEST(Posterior, ThreadsChangeNothing) {
  const Network network = two_triangles();
  PosteriorOptions options;
  options.draws = 40;
  options.seed = 8;
  options.threads = 1;
  const Posterior one = posterior(network, options);
  options.threads = 3;
  const Posterior three = posterior(network, options);
  EXPECT_EQ(one.labels, three.labels);
  EXPECT_EQ(one.length, three.length);
}

TEST(Posterior, PlantedCliquesAreSure) {
  const Network network(testing::ring_of_cliques(5, 9));
  PosteriorOptions options;
  options.draws = 100;
  const Posterior found = posterior(network, options);
  EXPECT_EQ(*std::min_element(found.counts.begin(), found.counts.end()), 5);
  EXPECT_EQ(*std::max_element(found.counts.begin(), found.counts.end()), 5);
  EXPECT_EQ(found.best.partition.clusters(), 5);
}

TEST(Posterior, NothingToDrawFrom) {
  for (const std::int32_t nodes : {0, 1, 3}) {
    PosteriorOptions options;
    options.draws = 3;
    const Posterior found = posterior(Network(Edges{}.network(nodes)), options);
    EXPECT_EQ(found.counts, std::vector<std::int32_t>(12, 0));
  }
}

TEST(Posterior, RefusesWhatIsNoModel) {
  PosteriorOptions options;
  options.draws = 0;
  EXPECT_THROW((void)posterior(two_triangles(), options), std::invalid_argument);
  options.draws = 1;
  options.chains = 0;
  EXPECT_THROW((void)posterior(two_triangles(), options), std::invalid_argument);
  const Network shares(testing::random_register(12, 20, 1), Weighting::newman);
  EXPECT_THROW((void)posterior(shares), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
