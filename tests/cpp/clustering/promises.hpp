#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "convergence.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/network/projection.hpp"

namespace munigraph {

inline constexpr Weighting additive[] = {Weighting::newman, Weighting::count,
                                         Weighting::pair_share};

/// That a clustering has converged on the projection, and is told as a labelling of it would be.
inline void expect_promises(const AffiliationNetwork& affiliation, Weighting weighting,
                            const Clustering& found) {
  const CooperationNetwork network = project(affiliation, {weighting});
  const QualityFunction function{found.quality_function, found.resolution};
  EXPECT_EQ(reference::violation(network, found.partition.labels(), function), "");
  EXPECT_TRUE(found.converged);
  LeidenOptions same;
  same.quality = found.quality_function;
  same.resolution = found.resolution;
  const Clustering described = describe_labels(network, found.partition.labels(), same);
  EXPECT_EQ(described.partition, found.partition);
  EXPECT_EQ(described.isolates, found.isolates);
  EXPECT_EQ(described.components, found.components);
  EXPECT_EQ(described.disconnected, found.disconnected);
  if (network.edge_count() == 0) {
    EXPECT_TRUE(std::isnan(found.quality));
  } else {
    EXPECT_NEAR(found.quality, described.quality, 1e-12);
  }
}

}  // namespace munigraph
