#include "munigraph/dynamics/noise.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// A ring of `count` triangles, each tied to the next: where it is cut is arbitrary.
Network ring(std::int32_t count) {
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  for (std::int32_t c = 0; c < count; ++c) {
    const std::int32_t at = 3 * c;
    for (const auto& [a, b] : {std::pair{at, at + 1}, {at, at + 2}, {at + 1, at + 2}}) {
      source.push_back(a);
      target.push_back(b);
    }
    source.push_back(at);
    target.push_back((at + 4) % (3 * count));
  }
  return Network(CooperationNetwork::from_edges(3 * count, source, target));
}

/// Two triangles apart, and a node alone.
Network plain() {
  return Network(CooperationNetwork::from_edges(7, std::vector<std::int32_t>{0, 0, 1, 3, 3, 4},
                                                std::vector<std::int32_t>{1, 2, 2, 4, 5, 5}));
}

TEST(Noise, NoneWhereThereIsOneAnswer) {
  NoiseOptions options;
  options.pairs = 5;
  options.runs = 2;
  for (const bool consensus : {false, true}) {
    options.consensus = consensus;
    for (const PassageFigures& one : noise(plain(), options)) {
      const PassageFigures expected{2, 2, 2, 0, 0, 0, 0, 0, 6, 0};
      EXPECT_EQ(one, expected);
    }
  }
}

TEST(Noise, SeenWhereSeedsDiffer) {
  NoiseOptions options;
  options.runs = 1;
  std::int64_t moved = 0;
  for (const PassageFigures& one : noise(ring(12), options)) moved += one.moved;
  EXPECT_GT(moved, 0);
}

TEST(Noise, EachPairIsTwoEnsembles) {
  const Network network = ring(9);
  NoiseOptions options;
  options.runs = 2;
  options.pairs = 3;
  options.leiden.seed = 5;
  for (const bool consensual : {false, true}) {
    options.consensus = consensual;
    const std::vector<PassageFigures> found = noise(network, options);
    for (std::size_t pair = 0; pair < found.size(); ++pair) {
      Partition parts[2];
      for (std::size_t side = 0; side < 2; ++side) {
        ConsensusOptions one;
        one.ensemble.leiden.seed = stream_seed(5, (std::uint64_t{1} << 41) + 2 * pair + side);
        one.ensemble.runs = 2;
        const Ensemble many = ensemble(network, one.ensemble);
        parts[side] = consensual ? consensus(network, one).partition : many.best.partition;
      }
      EXPECT_EQ(found[pair].clusters_before, parts[0].clusters());
      EXPECT_EQ(found[pair].clusters_after, parts[1].clusters());
      EXPECT_EQ(found[pair].moved == 0 && found[pair].continued == parts[0].clusters(),
                parts[0] == parts[1]);
    }
  }
}

TEST(Noise, ThreadsChangeNothing) {
  const Network network = ring(12);
  NoiseOptions options;
  options.runs = 2;
  options.pairs = 12;
  for (const bool consensus : {false, true}) {
    options.consensus = consensus;
    options.threads = 1;
    const std::vector<PassageFigures> once = noise(network, options);
    options.threads = 4;
    EXPECT_EQ(noise(network, options), once);
  }
}

TEST(Noise, StopsWhenAsked) {
  Monitor monitor;
  monitor.stop();
  NoiseOptions options;
  options.monitor = &monitor;
  EXPECT_THROW((void)noise(ring(12), options), Interrupted);
}

TEST(Noise, Misuse) {
  NoiseOptions options;
  options.pairs = 0;
  EXPECT_THROW((void)noise(plain(), options), std::invalid_argument);
  options.pairs = 1;
  options.runs = 0;
  EXPECT_THROW((void)noise(plain(), options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
