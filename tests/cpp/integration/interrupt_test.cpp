// Whatever walks over all ties or memberships hears a stop, whichever family it stands in.

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "clustering/leiden/implicit/describe.hpp"
#include "munigraph/bridging/cluster_network.hpp"
#include "munigraph/bridging/cut_nodes.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/clustering/summary.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/network/projection.hpp"
#include "munigraph/network/totals.hpp"
#include "munigraph/null_models/backbone.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

using Call = std::pair<std::string, std::function<void(Monitor*)>>;

/// Whatever walks over all ties or memberships, on one small network.
class Hears : public ::testing::Test {
 protected:
  [[nodiscard]] static LeidenOptions leiden_options(Monitor* monitor, Representation form) {
    LeidenOptions options;
    options.monitor = monitor;
    options.representation = form;
    return options;
  }

  AffiliationNetwork affiliation_ = testing::small_memberships(7);
  CooperationNetwork ties_ = project(affiliation_, {});
  Partition clusters_ = leiden(ties_).partition;
  std::vector<std::int32_t> labels_{clusters_.labels().begin(), clusters_.labels().end()};
  std::vector<std::int32_t> source_{0, 1, 2};
  std::vector<std::int32_t> target_{1, 2, 0};

  std::vector<Call> calls_{
      {"from_edges",
       [this](Monitor* m) { (void)CooperationNetwork::from_edges(3, source_, target_, {}, m); }},
      {"project",
       [this](Monitor* m) {
         ProjectionOptions options;
         options.monitor = m;
         (void)project(affiliation_, options);
       }},
      {"shared_counts", [this](Monitor* m) { (void)shared_counts(affiliation_, ties_, m); }},
      {"component_labels", [this](Monitor* m) { (void)component_labels(ties_, nullptr, m); }},
      {"component_labels of memberships",
       [this](Monitor* m) { (void)component_labels(affiliation_, Weighting::newman, {}, m); }},
      {"strengths", [this](Monitor* m) { (void)strengths(affiliation_, Weighting::newman, m); }},
      {"total_weight",
       [this](Monitor* m) { (void)total_weight(affiliation_, Weighting::newman, m); }},
      {"tied_pairs", [this](Monitor* m) { (void)tied_pairs(affiliation_, Weighting::newman, m); }},
      {"strengths after a projection",
       [this](Monitor* m) { (void)Network(affiliation_, Weighting::jaccard).strengths(m); }},
      {"isolates",
       [this](Monitor* m) {
         const Network network(affiliation_, Weighting::jaccard);
         (void)network.isolates(m);
       }},
      {"quality_value", [this](Monitor* m) { (void)quality_value(ties_, labels_, {}, m); }},
      {"quality_value of memberships",
       [this](Monitor* m) {
         (void)quality_value(Network(affiliation_, Weighting::newman), labels_, {}, m);
       }},
      {"disconnected_clusters",
       [this](Monitor* m) { (void)disconnected_clusters(ties_, labels_, m); }},
      {"describe_labels",
       [this](Monitor* m) {
         (void)describe_labels(ties_, labels_, leiden_options(m, Representation::explicit_));
       }},
      {"describe_labels of memberships",
       [this](Monitor* m) {
         (void)clustering::describe_labels(affiliation_, Weighting::newman, labels_,
                                           leiden_options(m, Representation::implicit));
       }},
      {"summarise",
       [this](Monitor* m) {
         (void)summarise(Network(affiliation_, Weighting::newman), labels_, clusters_.group_count(),
                         m);
       }},
      {"summarise ties",
       [this](Monitor* m) {
         (void)summarise(Network(ties_), labels_, clusters_.group_count(), m);
       }},
      {"explicit leiden",
       [this](Monitor* m) { (void)leiden(ties_, leiden_options(m, Representation::explicit_)); }},
      {"dense leiden",
       [this](Monitor* m) { (void)leiden(ties_, leiden_options(m, Representation::dense)); }},
      {"implicit leiden",
       [this](Monitor* m) {
         (void)leiden(Network(affiliation_, Weighting::newman),
                      leiden_options(m, Representation::implicit));
       }},
      {"louvain",
       [this](Monitor* m) { (void)louvain(ties_, leiden_options(m, Representation::explicit_)); }},
      {"cluster_network", [this](Monitor* m) { (void)cluster_network(ties_, clusters_, m); }},
      {"find_cuts", [this](Monitor* m) { (void)find_cuts(ties_, m); }},
      {"disparity_p_values", [this](Monitor* m) { (void)disparity_p_values(ties_, m); }},
  };
};

TEST_F(Hears, AStopInEveryWalkOverTiesOrMemberships) {
  for (const auto& [name, call] : calls_) {
    Monitor monitor;
    EXPECT_NO_THROW(call(&monitor)) << name;
    monitor.stop();
    EXPECT_THROW(call(&monitor), Interrupted) << name;
  }
}

}  // namespace
}  // namespace munigraph
