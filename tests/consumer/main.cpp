// The main headers of the installed library, used by a program that knows nothing else.

#include <boost/graph/connected_components.hpp>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <munigraph/bridging/participation.hpp>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/comparison/agreement.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/network/boost.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/network/eigen.hpp>
#include <munigraph/registry/package.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace mg = munigraph;

namespace {

int failures = 0;

void expect(bool holds, std::string_view what) {
  std::cout << (holds ? "ok      " : "FAILED  ") << what << '\n';
  if (!holds) ++failures;
}

mg::RegisterTables small_tables() {
  mg::RegisterTables tables;
  for (const char* id : {"A", "B", "C", "D", "E", "F", "G"}) {
    mg::Participant participant;
    participant.id = participant.name = id;
    tables.participants.push_back(participant);
  }
  const std::vector<std::vector<std::int32_t>> members = {
      {0, 1, 2}, {3, 4, 5}, {0, 1, 2}, {3, 4, 5}, {2, 3}};
  for (std::size_t a = 0; a < members.size(); ++a) {
    mg::Arrangement arrangement;
    arrangement.id = arrangement.chain = "a" + std::to_string(a);
    arrangement.validity.from = mg::parse_date("2020-01-01");
    tables.arrangements.push_back(arrangement);
    for (const std::int32_t member : members[a]) {
      mg::Membership membership;
      membership.arrangement = static_cast<std::int32_t>(a);
      membership.participant = member;
      tables.memberships.push_back(membership);
    }
  }
  return tables;
}

/// Written, read back, and taken on a date.
mg::Snapshot through_a_package(const std::filesystem::path& folder) {
  mg::write_package(mg::Register(small_tables()), folder);
  return mg::read_package(folder).at(mg::parse_date("2020-07-01").value());
}

void check_clusters_and_bridges(const mg::Network& network) {
  const mg::Clustering found = mg::leiden(network);
  expect(found.partition.clusters() == 2, "two clusters");
  expect(found.isolates == 1 && found.components == 1, "one isolate, one component");
  const std::vector<std::int32_t> planted = {0, 0, 0, 1, 1, 1, 2};
  expect(mg::compare(found.partition.labels(), planted).ami > 1 - 1e-12, "the planted clusters");
  const mg::ClusterTies ties = mg::cluster_ties(network, found.partition);
  // C has weight 2 inside and 1 outside: 1 − 4/9 − 1/9.
  expect(std::abs(ties.participation[2] - 4.0 / 9.0) < 1e-12, "the bridge's participation");
  expect(ties.participation[0] == 0 && std::isnan(ties.participation[6]), "nobody else's");
}

void check_views(const mg::CooperationNetwork& ties) {
  std::vector<std::int32_t> component(num_vertices(ties));
  expect(boost::connected_components(ties, component.data()) == 2, "Boost: two parts");
  const mg::UnitMatrixView view(ties);
  const auto units = view.matrix().sum();
  expect(static_cast<double>(units) * ties.quantum() == 2 * ties.total_weight(),
         "Eigen: the matrix sums to twice the weight");
}

/// Thrown inside the library and caught here, so that exception types match too.
void check_errors() {
  try {
    static_cast<void>(mg::read_package("no such folder"));
    expect(false, "a missing package is refused");
  } catch (const mg::DataError& error) {
    expect(error.location().source.find("no such folder") != std::string::npos,
           "a missing package is refused by name");
  }
}

}  // namespace

int main() {
  const mg::ConstructedNetwork made = mg::construct(through_a_package("consumer-register"));
  expect(made.network.node_count() == 7, "seven nodes");
  check_clusters_and_bridges(made.network);
  check_views(made.network.cooperation());
  check_errors();
  return failures == 0 ? 0 : 1;
}
