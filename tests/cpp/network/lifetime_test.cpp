// What would dangle does not compile.

#include <gtest/gtest.h>

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/succession.hpp"

namespace munigraph {
namespace {

template <class T>
concept GivesTies = requires(T&& object) { std::forward<T>(object).cooperation(); };
template <class T>
concept GivesMemberships = requires(T&& object) { std::forward<T>(object).affiliation(); };
template <class T>
concept GivesIsolates = requires(T&& object) { std::forward<T>(object).isolates(); };
template <class T>
concept GivesRows = requires(T&& object) {
  std::forward<T>(object).offsets();
  std::forward<T>(object).targets();
};
template <class T>
concept GivesNeighbours = requires(T&& object) { std::forward<T>(object).neighbours(0); };
template <class T>
concept GivesMembers = requires(T&& object) { std::forward<T>(object).members(0); };
template <class T>
concept GivesDomains = requires(T&& object) { std::forward<T>(object).domains_of(0); };
template <class T>
concept GivesDomainOfTheme = requires(T&& object) { std::forward<T>(object).domain_of("waste"); };
template <class T>
concept GivesPredecessors = requires(T&& object) { std::forward<T>(object).predecessors(0); };
template <class T>
concept ConstructsTies = requires(T&& made) { std::forward<T>(made).network.cooperation(); };

static_assert(GivesTies<Network&> && GivesTies<const Network&>);
static_assert(!GivesTies<Network> && !GivesTies<const Network>);
static_assert(GivesMemberships<const Network&> && !GivesMemberships<Network>);
static_assert(GivesIsolates<const Network&> && !GivesIsolates<Network>);
static_assert(GivesRows<const CooperationNetwork&> && !GivesRows<CooperationNetwork>);
static_assert(GivesNeighbours<const CooperationNetwork&> && !GivesNeighbours<CooperationNetwork>);
static_assert(GivesMembers<const AffiliationNetwork&> && !GivesMembers<AffiliationNetwork>);
static_assert(GivesDomains<const Register&> && !GivesDomains<Register>);
static_assert(GivesDomainOfTheme<const Register&> && !GivesDomainOfTheme<Register>);
static_assert(GivesPredecessors<const SuccessionMap&> && !GivesPredecessors<SuccessionMap>);
// const auto& ties = construct(snapshot).network.cooperation();
static_assert(ConstructsTies<ConstructedNetwork&> && !ConstructsTies<ConstructedNetwork>);

// Copies where they are cheap, or asked for by whoever holds nothing else.
static_assert(
    std::is_same_v<decltype(std::declval<Snapshot>().participants()), std::vector<std::int32_t>>);
static_assert(std::is_same_v<decltype(std::declval<Snapshot&>().participants()),
                             const std::vector<std::int32_t>&>);
static_assert(std::is_same_v<decltype(std::declval<Register>().tables()), RegisterTables>);
static_assert(std::is_same_v<decltype(std::declval<Snapshot>().source()), Register>);
static_assert(std::is_same_v<decltype(std::declval<DataError>().location()), DataLocation>);
static_assert(std::is_same_v<decltype(std::declval<DataError&>().location()), const DataLocation&>);

TEST(Lifetime, LabelsOutliveATemporaryPartition) {
  const std::vector<std::int32_t> given = {3, 3, 1};
  std::vector<std::int32_t> seen;
  for (const std::int32_t label : Partition(given).labels()) seen.push_back(label);
  EXPECT_EQ(seen, (std::vector<std::int32_t>{0, 0, 1}));
  EXPECT_EQ(Partition(given).sizes(), (std::vector<std::int32_t>{2, 1}));
}

}  // namespace
}  // namespace munigraph
