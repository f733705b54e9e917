#include "munigraph/null_models/null_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/null_models/bicm.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

/// Members of every arrangement, one after the other, each with its size before.
std::vector<std::int32_t> rows(const AffiliationNetwork& network) {
  std::vector<std::int32_t> all;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    all.push_back(network.size(a));
    all.insert(all.end(), network.members(a).begin(), network.members(a).end());
  }
  return all;
}

struct Models {
  explicit Models(const AffiliationNetwork& network) : curveball(network), bicm(network) {}
  [[nodiscard]] std::vector<const NullModel*> all() const { return {&curveball, &bicm}; }

  Curveball curveball;
  Bicm bicm;
};

/// What every model keeps.
void expect_kept(const AffiliationNetwork& network, const AffiliationNetwork& draw) {
  ASSERT_EQ(draw.node_count(), network.node_count());
  ASSERT_EQ(draw.arrangement_count(), network.arrangement_count());
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    EXPECT_EQ(draw.intensity(a), network.intensity(a));
    EXPECT_EQ(draw.host(a), network.host(a));
    if (network.host(a) < 0) continue;
    const auto members = draw.members(a);
    EXPECT_TRUE(std::binary_search(members.begin(), members.end(), network.host(a)));
  }
}

TEST(NullModel, CanBeOnesOwn) {
  // The identity: everyone where they are.
  class Observed final : public NullModel {
   public:
    explicit Observed(AffiliationNetwork network) : network_(std::move(network)) {}

   private:
    [[nodiscard]] AffiliationNetwork drawn(std::uint64_t, const Monitor* monitor) const override {
      check(monitor);
      return network_;
    }
    AffiliationNetwork network_;
  };
  const AffiliationNetwork network = testing::random_memberships(1, true);
  const Observed model(network);
  expect_kept(network, model.draw(7));
  Monitor monitor;
  monitor.stop();
  EXPECT_THROW((void)model.draw(7, &monitor), Interrupted);
}

TEST(NullModel, EveryModelKeepsNodesArrangementsIntensitiesAndHosts) {
  for (const bool stars : {false, true}) {
    const AffiliationNetwork network = testing::random_memberships(3, stars);
    const Models models(network);
    for (const NullModel* model : models.all())
      for (std::uint64_t seed = 0; seed < 20; ++seed) expect_kept(network, model->draw(seed));
  }
}

TEST(NullModel, DrawsDependOnTheSeedAlone) {
  const AffiliationNetwork network = testing::random_memberships(4, true);
  const Models models(network);
  for (const NullModel* model : models.all()) {
    EXPECT_EQ(rows(model->draw(5)), rows(model->draw(5)));
    EXPECT_NE(rows(model->draw(5)), rows(model->draw(6)));
  }
}

TEST(NullModelThreads, ShareAModel) {
  const AffiliationNetwork network = testing::random_memberships(4, true);
  const Models models(network);
  for (const NullModel* model : models.all()) {
    std::vector<std::vector<std::int32_t>> drawn(12);
    parallel_for(drawn.size(), 4, [&](std::size_t k, int) { drawn[k] = rows(model->draw(k)); });
    for (std::size_t k = 0; k < drawn.size(); ++k) EXPECT_EQ(drawn[k], rows(model->draw(k)));
  }
}

}  // namespace
}  // namespace munigraph
