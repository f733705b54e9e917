// The chronicle of random registers: against a naive comparison of versions, and its invariants.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dynamics/books.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/dynamics/chronicle.hpp"

namespace munigraph {
namespace {

using testing::Book;
using testing::day;
using testing::told;
using Lines = std::vector<std::string>;

/// Chains of versions with random members, whose ends are not recorded.
Book random_book(std::uint64_t seed) {
  Random random(seed);
  Book book;
  const auto members = [&] {
    std::string text;
    for (char id = 'a'; id < 'i'; ++id)
      if (random.below(2) == 0) text += std::string(text.empty() ? "" : " ") + id;
    return text.empty() ? "a" : text;
  };
  for (std::uint32_t chain = 0; chain < 4; ++chain) {
    Date start = day("2010-01-01") + std::chrono::days(random.below(900));
    const std::uint32_t versions = 1 + random.below(4);
    std::string last = members();
    for (std::uint32_t v = 0; v < versions; ++v) {
      const Date end = start + std::chrono::days(1 + random.below(900));
      if (random.below(3) != 0) last = members();
      book.version("c" + std::to_string(chain),
                   "c" + std::to_string(chain) + "-" + std::to_string(v), to_string(start),
                   v + 1 < versions || random.below(2) == 0 ? to_string(end) : "", last);
      start = end + std::chrono::days(random.below(3) == 0 ? 40 : 0);
    }
  }
  return book;
}

std::set<std::int32_t> members_of(const Register& reg, std::int32_t version) {
  std::set<std::int32_t> members;
  for (const std::int32_t row : reg.memberships_of(version))
    members.insert(reg.tables().memberships[static_cast<std::size_t>(row)].participant);
  return members;
}

TEST(Chronicle, MatchesANaiveComparisonOfVersions) {
  ChronicleRules rules;
  rules.reused_overlap = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Register reg = random_book(seed).build();
    std::size_t left = 0;
    std::size_t joined = 0;
    std::size_t revised = 0;
    const auto& versions = reg.tables().arrangements;
    for (std::size_t v = 0; v + 1 < versions.size(); ++v) {
      if (versions[v].chain != versions[v + 1].chain) continue;
      const auto before = members_of(reg, static_cast<std::int32_t>(v));
      const auto after = members_of(reg, static_cast<std::int32_t>(v + 1));
      std::vector<std::int32_t> gone;
      std::vector<std::int32_t> come;
      std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                          std::back_inserter(gone));
      std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                          std::back_inserter(come));
      left += gone.size();
      joined += come.size();
      revised += before == after ? 1 : 0;
    }
    std::map<EventKind, std::size_t> counts;
    std::set<std::string> begun;
    for (const Event& event : chronicle(reg, rules).events) {
      const bool other_chain = event.version_before >= 0 && event.version_after >= 0 &&
                               versions[static_cast<std::size_t>(event.version_before)].chain !=
                                   versions[static_cast<std::size_t>(event.version_after)].chain;
      if (!other_chain) ++counts[event.kind];
      if (event.kind == EventKind::founded) {
        EXPECT_TRUE(begun.insert(event.arrangement).second);
      }
    }
    EXPECT_EQ(counts[EventKind::left], left) << seed;
    EXPECT_EQ(counts[EventKind::joined], joined) << seed;
    EXPECT_EQ(counts[EventKind::revised], revised) << seed;
  }
}

TEST(Chronicle, EveryChainBeginsOnceAndEndsOnce) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Register reg = random_book(seed).build();
    ChronicleRules rules;
    rules.reused_overlap = 0;
    std::map<std::string, std::set<std::string>> begins;
    std::map<std::string, std::set<EventKind>> ends;
    for (const Event& event : chronicle(reg, rules).events) {
      switch (event.kind) {
        case EventKind::founded:
          begins[event.arrangement].insert("founded");
          break;
        case EventKind::ended:
          ends[event.arrangement].insert(event.kind);
          break;
        case EventKind::merged:
        case EventKind::split:
        case EventKind::renumbered:
          begins[event.counterpart].emplace(word(event.kind));
          ends[event.arrangement].insert(event.kind);
          break;
        case EventKind::absorbed:
          ends[event.arrangement].insert(event.kind);
          break;
        default:
          break;
      }
    }
    EXPECT_EQ(begins.size(), 4U) << seed;
    for (const auto& [chain, kinds] : begins) EXPECT_EQ(kinds.size(), 1U) << seed << chain;
    for (const auto& [chain, kinds] : ends) EXPECT_EQ(kinds.size(), 1U) << seed << chain;
  }
}

TEST(Chronicle, DoesNotDependOnTheOrderOfRows) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Register reg = random_book(seed).build();
    RegisterTables tables = reg.tables();
    Random random(seed);
    random.shuffle(std::span<Membership>(tables.memberships));
    Lines lines = told(reg);
    Lines shuffled = told(Register(tables));
    EXPECT_EQ(lines, shuffled) << seed;
  }
}

}  // namespace
}  // namespace munigraph
