#include "munigraph/inference/multiverse.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {
namespace {

/// Municipalities m0, m1, … and arrangements a0, a1, … of the given members.
Register register_of(std::int32_t municipalities,
                     const std::vector<std::vector<std::int32_t>>& arrangements) {
  RegisterText text;
  text.participants = {"participants", 1, {"id"}, {{}}, {}};
  text.arrangements = {"arrangements", 1, {"id"}, {{}}, {}};
  text.memberships = {"memberships", 1, {"arrangement", "participant"}, {{}, {}}, {}};
  for (std::int32_t i = 0; i < municipalities; ++i)
    text.participants.columns[0].push_back("m" + std::to_string(i));
  for (std::size_t a = 0; a < arrangements.size(); ++a) {
    text.arrangements.columns[0].push_back("a" + std::to_string(a));
    for (const std::int32_t member : arrangements[a]) {
      text.memberships.columns[0].push_back("a" + std::to_string(a));
      text.memberships.columns[1].push_back("m" + std::to_string(member));
    }
  }
  return Register(parse_tables(text));
}

const Date day = *parse_date("2020-07-01");

Specification on_day(std::optional<double> resolution = std::nullopt) {
  Specification specification;
  specification.construction.date = day;
  specification.resolution = resolution;
  return specification;
}

/// Two triples, each with three arrangements, one arrangement of all six, one loner.
Register two_triples() {
  return register_of(
      7, {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {3, 4, 5}, {3, 4, 5}, {3, 4, 5}, {0, 1, 2, 3, 4, 5}});
}

/// Arrangements of neighbours on a line, with a few far ones.
Register made_up(std::int32_t municipalities, std::int32_t arrangements, std::uint64_t seed) {
  Random random(seed);
  const auto below = [&](std::int32_t bound) {
    return static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(bound)));
  };
  std::vector<std::vector<std::int32_t>> lists;
  for (std::int32_t a = 0; a < arrangements; ++a) {
    const std::int32_t first = below(municipalities);
    std::set<std::int32_t> members;
    for (std::int32_t k = 2 + below(5); k > 0; --k)
      members.insert((first + below(7)) % municipalities);
    if (a % 9 == 0) members.insert(below(municipalities));
    if (members.size() > 1) lists.emplace_back(members.begin(), members.end());
  }
  return register_of(municipalities, lists);
}

TEST(Multiverse, WorkedByHand) {
  std::vector<Specification> rows = {on_day(), on_day(), on_day(), on_day()};
  rows[1].construction.max_size = 3;
  rows[2].construction.max_size = 2;  // nothing is left
  rows[3].construction.max_size = 1;  // below min_size
  const std::vector<MultiverseRow> found = multiverse(two_triples(), rows);
  ASSERT_EQ(found.size(), 4U);

  // Newman: in each triple 3 arrangements × 3 pairs × 1/2 = 4.5 of weight; the arrangement of six
  // has 15 pairs × 1/5 = 3, of which 6 pairs, 1.2, lie inside. 10.2 of 12; Q = .85 − 1/2.
  const MultiverseRow& all = found[0];
  EXPECT_EQ(all.status, MultiverseRow::Status::done);
  EXPECT_EQ(all.nodes, 7);
  EXPECT_EQ(all.arrangements, 7);
  EXPECT_EQ(all.edges, 15);
  EXPECT_EQ(all.clusters.median, 2);
  EXPECT_EQ(all.clusters.min, 2);
  EXPECT_EQ(all.clusters.max, 2);
  EXPECT_EQ(all.singletons.median, 1);
  EXPECT_EQ(all.isolates, 1);
  EXPECT_EQ(all.components, 1);
  EXPECT_NEAR(all.quality.median, 0.35, 1e-12);
  EXPECT_NEAR(all.weight_inside.median, 0.85, 1e-12);
  EXPECT_EQ(all.agreement, 1);
  EXPECT_TRUE(std::isnan(all.ami_reference));

  EXPECT_EQ(found[1].arrangements, 6);
  EXPECT_EQ(found[1].components, 2);
  EXPECT_NEAR(found[1].quality.median, 0.5, 1e-12);
  EXPECT_EQ(found[1].weight_inside.median, 1);

  EXPECT_EQ(found[2].status, MultiverseRow::Status::no_ties);
  EXPECT_EQ(found[2].clusters.median, 0);
  EXPECT_EQ(found[2].singletons.max, 7);
  EXPECT_EQ(found[2].isolates, 7);
  EXPECT_TRUE(std::isnan(found[2].quality.median));

  EXPECT_EQ(found[3].status, MultiverseRow::Status::invalid);
  EXPECT_NE(found[3].message.find("max_size"), std::string::npos);
  EXPECT_TRUE(std::isnan(found[3].clusters.median));
}

TEST(Multiverse, RowsAreEnsembles) {
  const Register reg = made_up(60, 150, 1);
  std::vector<Specification> rows;
  for (const double resolution : {0.3, 1.0, 3.0}) {
    rows.push_back(on_day(resolution));
    rows.back().construction.weighting = Weighting::count;
    rows.push_back(on_day(resolution));
    rows.back().construction.weighting = Weighting::jaccard;
    rows.back().construction.min_shared = 2;
  }
  MultiverseOptions options;
  options.runs = 15;
  options.seed = 4;
  const std::vector<MultiverseRow> found = multiverse(reg, rows, options);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_EQ(found[k].key, specification_key(rows[k]));
    EXPECT_EQ(found[k].seed, stream_seed(4, found[k].key));
    const ConstructedNetwork made = construct(reg.at(day), rows[k].construction);
    EnsembleOptions runs;
    runs.runs = 15;
    runs.leiden.seed = found[k].seed;
    runs.leiden.resolution = rows[k].resolution;
    const Ensemble direct = ensemble(made.network, runs);
    std::vector<std::int32_t> counts = direct.counts;
    std::sort(counts.begin(), counts.end());
    EXPECT_EQ(found[k].clusters.min, counts.front());
    EXPECT_EQ(found[k].clusters.median, counts[7]);
    EXPECT_EQ(found[k].clusters.max, counts.back());
    EXPECT_EQ(found[k].quality.max, direct.best.quality);
    EXPECT_EQ(found[k].agreement, direct.agreement);
    EXPECT_EQ(found[k].components, direct.best.components);
    EXPECT_EQ(found[k].isolates, direct.best.isolates);
  }
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void expect_same(const MultiverseRow& a, const MultiverseRow& b) {
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.message, b.message);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.edges, b.edges);
  EXPECT_TRUE(same(a.clusters.median, b.clusters.median));
  EXPECT_TRUE(same(a.quality.median, b.quality.median));
  EXPECT_TRUE(same(a.quality.max, b.quality.max));
  EXPECT_TRUE(same(a.weight_inside.min, b.weight_inside.min));
  EXPECT_TRUE(same(a.agreement, b.agreement));
  EXPECT_TRUE(same(a.ami_reference, b.ami_reference));
  EXPECT_EQ(a.ami_nodes, b.ami_nodes);
}

std::vector<Specification> many_rows() {
  std::vector<Specification> rows;
  for (const Weighting weighting : {Weighting::newman, Weighting::binary, Weighting::cosine})
    for (const std::int32_t min_shared : {0, 1, 2, 9})
      for (const std::int32_t max_size : {1, 4, 10})
        for (const double resolution : {0.5, 1.0, 2.0}) {
          rows.push_back(on_day(resolution));
          Construction& c = rows.back().construction;
          c.weighting = weighting;
          c.min_shared = min_shared;
          c.max_size = max_size;
          if (resolution == 2.0) rows.back().quality = Quality::cpm;
        }
  return rows;
}

TEST(Multiverse, DoesNotDependOnThreadsOrOrderOrOtherRows) {
  const Register reg = made_up(50, 120, 2);
  const std::vector<Specification> rows = many_rows();
  MultiverseOptions options;
  options.runs = 4;
  options.seed = 9;
  const ReferencePartition reference = reference_partition(reg, on_day(), options);
  options.reference = &reference;
  options.threads = 1;
  const std::vector<MultiverseRow> one = multiverse(reg, rows, options);
  std::set<MultiverseRow::Status> seen;
  for (const MultiverseRow& row : one) seen.insert(row.status);
  EXPECT_EQ(seen.size(), 3U);
  for (const int threads : {2, 3, 64}) {
    options.threads = threads;  // 64: rows one after another, threads within
    const std::vector<MultiverseRow> more = multiverse(reg, rows, options);
    for (std::size_t k = 0; k < rows.size(); ++k) expect_same(one[k], more[k]);
  }
  std::vector<Specification> reversed(rows.rbegin(), rows.rend());
  const std::vector<MultiverseRow> back = multiverse(reg, reversed, options);
  for (std::size_t k = 0; k < rows.size(); ++k) expect_same(one[k], back[rows.size() - 1 - k]);
  options.threads = 2;
  expect_same(one[20], multiverse(reg, {&rows[20], 1}, options).front());
}

TEST(Multiverse, OnMembershipsEqualsOnTiesWherePartitionsDo) {
  // Clear clusters, which every run of either form finds.
  std::vector<std::vector<std::int32_t>> lists;
  for (std::int32_t c = 0; c < 8; ++c)
    for (std::int32_t k = 0; k < 5; ++k)
      lists.push_back({6 * c, 6 * c + 1, 6 * c + 2, 6 * c + 3, 6 * c + 4, 6 * c + 5});
  for (std::int32_t c = 0; c < 8; ++c) lists.push_back({6 * c, (6 * c + 8) % 48});
  const Register reg = register_of(50, lists);
  std::vector<Specification> rows;
  for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share})
    for (const double resolution : {1.0, 2.0}) {
      rows.push_back(on_day(resolution));
      rows.back().construction.weighting = weighting;
    }
  MultiverseOptions options;
  options.runs = 3;
  options.representation = Representation::explicit_;
  const ReferencePartition reference = reference_partition(reg, on_day(), options);
  options.reference = &reference;
  const std::vector<MultiverseRow> ties = multiverse(reg, rows, options);
  options.representation = Representation::implicit;
  const std::vector<MultiverseRow> memberships = multiverse(reg, rows, options);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_EQ(ties[k].clusters.median, 8);
    EXPECT_EQ(ties[k].representation, Representation::explicit_);
    EXPECT_EQ(memberships[k].representation, Representation::implicit);
    EXPECT_EQ(ties[k].edges, memberships[k].edges);
    EXPECT_EQ(ties[k].nodes, memberships[k].nodes);
    EXPECT_EQ(ties[k].isolates, memberships[k].isolates);
    EXPECT_EQ(ties[k].components, memberships[k].components);
    EXPECT_EQ(ties[k].clusters.max, memberships[k].clusters.max);
    EXPECT_EQ(ties[k].singletons.median, memberships[k].singletons.median);
    EXPECT_NEAR(ties[k].quality.median, memberships[k].quality.median, 1e-12);
    EXPECT_EQ(ties[k].weight_inside.median, memberships[k].weight_inside.median);
    EXPECT_EQ(ties[k].agreement, memberships[k].agreement);
    EXPECT_EQ(ties[k].ami_reference, memberships[k].ami_reference);
    EXPECT_EQ(ties[k].ami_nodes, memberships[k].ami_nodes);
  }
  rows.front().construction.min_shared = 2;
  const MultiverseRow filtered = multiverse(reg, {rows.data(), 1}, options).front();
  EXPECT_EQ(filtered.status, MultiverseRow::Status::invalid);
  EXPECT_NE(filtered.message.find("explicit form"), std::string::npos) << filtered.message;
}

TEST(Multiverse, ComparesWithTheReferenceWhereNeitherIsolates) {
  const Register reg = made_up(50, 60, 3);
  MultiverseOptions options;
  options.runs = 5;
  Specification other = on_day(2.0);
  other.construction.max_size = 3;
  const ReferencePartition reference = reference_partition(reg, on_day(), options);
  const ReferencePartition own = reference_partition(reg, other, options);
  options.reference = &reference;
  const std::vector<Specification> rows = {on_day(), other};
  const std::vector<MultiverseRow> found = multiverse(reg, rows, options);
  EXPECT_EQ(found[0].ami_reference, 1);
  std::vector<std::int32_t> a;
  std::vector<std::int32_t> b;
  for (std::size_t i = 0; i < 50; ++i) {
    if (reference.isolate[i] != 0 || own.isolate[i] != 0) continue;
    a.push_back(reference.labels[i]);
    b.push_back(own.labels[i]);
  }
  ASSERT_LT(a.size(), 50U);
  EXPECT_EQ(found[1].ami_nodes, static_cast<std::int32_t>(a.size()));
  EXPECT_NEAR(found[1].ami_reference, adjusted_mutual_information(a, b), 1e-12);
}

TEST(Multiverse, KeysAreOfChoicesHoweverWritten) {
  const auto key = [](const char* json, std::optional<double> resolution = std::nullopt) {
    return specification_key({construction_from_json(json), Quality::modularity, resolution});
  };
  EXPECT_EQ(key(R"({"date": "2020-07-01", "domain": ["social", "safety"]})"),
            key(R"({"domain": ["safety", "social"], "date": "2020-07-01", "min_size": 2})", 1.0));
  EXPECT_NE(key("{}"), key(R"({"min_size": 3})"));
  EXPECT_NE(key("{}"), key("{}", 1.5));
  Specification cpm;
  cpm.quality = Quality::cpm;
  cpm.resolution = 1.0;
  EXPECT_NE(specification_key(cpm), key("{}"));
  std::set<std::uint64_t> keys;
  for (const Specification& row : many_rows()) keys.insert(specification_key(row));
  EXPECT_EQ(keys.size(), many_rows().size());
  EXPECT_NE(text_key("ab"), text_key("ba"));
  EXPECT_NE(text_key(""), text_key(std::string_view("\0", 1)));
}

TEST(Multiverse, InvalidRowsSayWhy) {
  const Register reg = two_triples();
  std::vector<Specification> rows(4, on_day());
  rows[0].construction.max_size = 1;  // less than min_size
  rows[1].quality = Quality::cpm;     // without a resolution
  rows[2].construction.domain = {"social"};
  rows[3].construction.backbone = Backbone::disparity;
  const std::vector<MultiverseRow> found = multiverse(reg, rows);
  EXPECT_NE(found[0].message.find("max_size"), std::string::npos);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(found[k].status, MultiverseRow::Status::invalid);
    EXPECT_FALSE(found[k].message.empty());
  }
  EXPECT_NE(found[3].status, MultiverseRow::Status::invalid);
}

TEST(Multiverse, RefusesMisuse) {
  const Register reg = two_triples();
  const std::vector<Specification> dateless(1);
  EXPECT_THROW((void)multiverse(reg, dateless), std::invalid_argument);
  MultiverseOptions options;
  options.runs = 0;
  const std::vector<Specification> rows = {on_day()};
  EXPECT_THROW((void)multiverse(reg, rows, options), std::invalid_argument);
  options.runs = 1;
  const ReferencePartition crooked{{0, 1}, {0}, {0, 0}};
  options.reference = &crooked;
  EXPECT_THROW((void)multiverse(reg, rows, options), std::invalid_argument);
  EXPECT_TRUE(multiverse(reg, {}).empty());
}

TEST(Multiverse, HearsAnInterrupt) {
  const Register reg = made_up(60, 150, 1);
  const std::vector<Specification> rows(1, on_day());
  MultiverseOptions options;
  options.runs = 1000000;
  options.threads = 2;
  Monitor monitor;
  options.monitor = &monitor;
  std::thread stopper([&] {
    while (monitor.done() < 3) std::this_thread::yield();
    monitor.stop();
  });
  EXPECT_THROW((void)multiverse(reg, rows, options), Interrupted);
  stopper.join();
}

TEST(Multiverse, KeysAreOfWhatJsonCanSay) {
  Specification specification;
  specification.construction.themes = {"Zo\xEB"};
  EXPECT_THROW((void)specification_key(specification), std::invalid_argument);
  specification.construction = Construction{};
  specification.resolution = std::nan("");
  EXPECT_THROW((void)specification_key(specification), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
