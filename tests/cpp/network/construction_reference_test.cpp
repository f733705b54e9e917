// Constructions beside a naive reference, straight from the definitions.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/construction.hpp"
#include "network/constructions.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::day;
using testing::random_construction;
using testing::random_tables;
using testing::weight;
using Ids = std::vector<std::string>;

bool below_or_equal(const std::string& theme, const std::string& wanted) {
  return theme == wanted || theme.rfind(wanted + " |", 0) == 0;
}

/// Domains of an arrangement, straight from the rules of random_tables().
std::set<std::string> domains_of(const RegisterTables& t, std::size_t a) {
  const std::map<std::string, std::string> rules = {{"care", "social"},
                                                    {"care | youth", "safety"},
                                                    {"care | old", "social"},
                                                    {"waste", "physical"},
                                                    {"social", "social"}};
  std::set<std::string> result;
  for (const ArrangementTheme& row : t.arrangement_themes)
    if (static_cast<std::size_t>(row.arrangement) == a && rules.count(row.theme) != 0)
      result.insert(rules.at(row.theme));
  return result;
}

template <class T>
bool passes(const std::vector<T>& list, T value) {
  return list.empty() || std::count(list.begin(), list.end(), value) > 0;
}

struct Naive {
  std::map<std::pair<std::string, std::string>, double> weights;
  std::map<std::pair<std::string, std::string>, int> shared;
  Ids arrangements;
};

Naive naive_network(const RegisterTables& t, Date date, const Construction& c) {
  Naive result;
  std::set<std::int32_t> nodes;
  std::map<std::string, int> in_province;
  for (std::size_t p = 0; p < t.participants.size(); ++p) {
    const Participant& one = t.participants[p];
    if (!one.validity.contains(date)) continue;
    if (one.kind == ParticipantKind::municipality && !one.province.empty())
      ++in_province[one.province];
    if (passes(c.kinds, one.kind)) nodes.insert(static_cast<std::int32_t>(p));
  }
  for (std::size_t a = 0; a < t.arrangements.size(); ++a) {
    const Arrangement& one = t.arrangements[a];
    if (!one.validity.contains(date) || !passes(c.legal_forms, one.legal_form) ||
        !passes(c.obligation, one.obligation) || !passes(c.phase, one.phase) ||
        !passes(c.arrangement_kinds, one.kind))
      continue;
    const std::set<std::string> domains = domains_of(t, a);
    int chosen = 0;
    for (const std::string& domain : c.domain) chosen += static_cast<int>(domains.count(domain));
    bool themed = c.themes.empty();
    for (const ArrangementTheme& row : t.arrangement_themes)
      for (const std::string& wanted : c.themes)
        themed = themed || (static_cast<std::size_t>(row.arrangement) == a &&
                            below_or_equal(row.theme, wanted));
    if (!themed || (!c.domain.empty() && chosen == 0)) continue;

    std::vector<std::int32_t> members;
    std::int32_t host = -1;
    for (const Membership& m : t.memberships) {
      if (static_cast<std::size_t>(m.arrangement) != a || !m.validity.contains(date) ||
          nodes.count(m.participant) == 0 || m.role == Role::observer)
        continue;
      members.push_back(m.participant);
      if (m.role == Role::host) host = m.participant;
    }
    const auto k = static_cast<int>(members.size());
    if (k < c.min_size || (c.max_size && k > *c.max_size)) continue;
    std::map<std::string, int> covered;
    for (const std::int32_t node : members) {
      const Participant& p = t.participants[static_cast<std::size_t>(node)];
      if (p.kind == ParticipantKind::municipality && !p.province.empty()) ++covered[p.province];
    }
    bool too_wide = c.max_share && k > *c.max_share * static_cast<double>(nodes.size());
    for (const auto& [province, count] : covered)
      too_wide = too_wide || (c.max_province_coverage && in_province[province] >= c.min_province &&
                              count >= *c.max_province_coverage * in_province[province]);
    if (too_wide) continue;

    result.arrangements.push_back(one.id);
    double s = c.intensity.count(one.legal_form) != 0 ? c.intensity.at(one.legal_form) : 1.0;
    if (c.split_domains) s *= static_cast<double>(chosen) / static_cast<double>(domains.size());
    const bool star = one.structure == Structure::star;
    for (const std::int32_t i : members)
      for (const std::int32_t j : members) {
        if (i >= j || (star && host != i && host != j)) continue;
        const auto pair = std::pair(t.participants[static_cast<std::size_t>(i)].id,
                                    t.participants[static_cast<std::size_t>(j)].id);
        ++result.shared[pair];
        result.weights[pair] += c.weighting == Weighting::count ? s
                                : star || c.weighting == Weighting::newman
                                    ? s / (k - 1)
                                    : 2 * s / (k * (k - 1.0));
      }
  }
  return result;
}

TEST(Construction, EqualsANaiveReferenceOnRandomRegisters) {
  int compared = 0;
  int tied = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed + 1000);
    const RegisterTables t = random_tables(seed);
    const Date date = day("2020-01-01") + std::chrono::days(random.below(10));
    const Construction c = random_construction(random);
    const Naive expected = naive_network(t, date, c);
    ConstructedNetwork made{Network(AffiliationNetwork()), {}, {}, {}, {}};
    try {
      made = construct(Register(t).at(date), c);
    } catch (const DataError&) {
      ASSERT_TRUE(expected.arrangements.empty()) << seed;
      ASSERT_FALSE(c.domain.empty() && c.themes.empty()) << seed;
      continue;
    }
    ++compared;
    Ids arrangements;
    for (const std::int32_t row : made.arrangements)
      arrangements.push_back(t.arrangements[static_cast<std::size_t>(row)].id);
    ASSERT_EQ(arrangements, expected.arrangements) << seed << to_json(c);
    for (std::int32_t i = 0; i < made.network.node_count(); ++i)
      for (std::int32_t j = i + 1; j < made.network.node_count(); ++j) {
        const auto id = [&](std::int32_t node) {
          const std::int32_t row = made.participants[static_cast<std::size_t>(node)];
          return t.participants[static_cast<std::size_t>(row)].id;
        };
        const auto found = expected.shared.find({id(i), id(j)});
        const bool stays = found != expected.shared.end() && found->second >= c.min_shared;
        const double value = stays ? expected.weights.at(found->first) : 0.0;
        tied += stays;
        ASSERT_NEAR(weight(made, i, j), value, 1e-12) << seed << to_json(c);
      }
  }
  EXPECT_GT(compared, 200);
  EXPECT_GT(tied, 1000);
}

TEST(Construction, DoesNotDependOnTheOrderOfMemberships) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    RegisterTables t = random_tables(seed);
    const Date date = day("2020-01-04");
    const ConstructedNetwork before = construct(Register(t).at(date), {});
    std::reverse(t.memberships.begin(), t.memberships.end());
    const ConstructedNetwork after = construct(Register(t).at(date), {});
    for (std::int32_t i = 0; i < before.network.node_count(); ++i)
      for (std::int32_t j = 0; j < i; ++j) ASSERT_EQ(weight(before, i, j), weight(after, i, j));
  }
}

}  // namespace
}  // namespace munigraph
