#include "munigraph/bridging/files.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "munigraph/bridging/participation.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/network/builder.hpp"
#include "munigraph/registry/csv.hpp"
#include "registry/folders.hpp"

namespace munigraph {
namespace {

using testing::TemporaryFolder;

/// Two triangles, a tie between them, and a town alone.
NamedNetwork triangles() {
  NetworkBuilder builder;
  builder.tie("a", "b").tie("b", "c").tie("a", "c");
  builder.tie("d", "e").tie("e", "f").tie("d", "f");
  builder.tie("c", "d").node("Zwolle, \"Hanze\"");
  return builder.build();
}

TEST(ResultFiles, HoldTheFiguresOfEveryNode) {
  const NamedNetwork made = triangles();
  const Clustering found = leiden(made.network);
  const TextTable table = result_table(made.network, found, made.ids);
  EXPECT_EQ(table.names, (std::vector<std::string>{
                             "id", "cluster", "group", "strength", "outside_share", "participation",
                             "participation_normalised", "within_z", "clusters_reached"}));
  ASSERT_EQ(table.rows(), 7U);
  EXPECT_EQ(table.find("cluster")->at(2), "0");
  EXPECT_EQ(table.find("strength")->at(2), "3");
  // c has two ties inside and one outside: 1 − 4/9 − 1/9, doubled for two clusters.
  EXPECT_NEAR(std::stod(table.find("participation")->at(2)), 4.0 / 9, 1e-15);
  EXPECT_NEAR(std::stod(table.find("participation_normalised")->at(2)), 8.0 / 9, 1e-15);
  EXPECT_EQ(table.find("clusters_reached")->at(2), "1");
  EXPECT_EQ(table.find("group")->at(6), "isolate");
  EXPECT_EQ(table.find("participation")->at(6), "");
  EXPECT_EQ(table.find("group")->at(0), "cluster");
}

TEST(ResultFiles, CallANodeAloneWithTiesASingleton) {
  const NamedNetwork made = triangles();
  const std::vector<std::int32_t> labels = {0, 0, 1, 2, 2, 2, 3};
  const TextTable table =
      result_table(made.network, describe_labels(made.network, labels), made.ids);
  EXPECT_EQ(*table.find("group"),
            (std::vector<std::string>{"cluster", "cluster", "singleton", "cluster", "cluster",
                                      "cluster", "isolate"}));
}

TEST(ResultFiles, AreReadBackAsTheyWere) {
  const NamedNetwork made = triangles();
  const Clustering found = leiden(made.network);
  const TemporaryFolder folder;
  write_results(made.network, found, made.ids, folder.path() / "out.csv");
  write_results(made.network, found, made.ids, folder.path() / "out.json");
  const TextTable table = result_table(made.network, found, made.ids);
  EXPECT_EQ(read_csv(folder.path() / "out.csv").columns, table.columns);

  std::ifstream file(folder.path() / "out.json");
  const auto document = nlohmann::json::parse(file);
  EXPECT_EQ(document["clusters"], 2);
  EXPECT_EQ(document["singletons"], 1);
  EXPECT_EQ(document["isolates"], 1);
  EXPECT_EQ(document["quality"], found.quality);
  EXPECT_EQ(document["quality_function"], "modularity");
  const ClusterTies ties = cluster_ties(made.network, found.partition);
  for (std::size_t node = 0; node < made.ids.size(); ++node) {
    const auto& row = document["nodes"][node];
    EXPECT_EQ(row.size(), table.names.size());
    EXPECT_EQ(row["id"], made.ids[node]);
    EXPECT_EQ(row["cluster"], found.partition.labels()[node]);
    if (std::isnan(ties.participation[node]))
      EXPECT_TRUE(row["participation"].is_null());
    else
      EXPECT_EQ(row["participation"], ties.participation[node]);
  }
}

TEST(ResultFiles, RefuseWhatTheyCannotHold) {
  const NamedNetwork made = triangles();
  const Clustering found = leiden(made.network);
  const TemporaryFolder folder;
  EXPECT_THROW(write_results(made.network, found, made.ids, folder.path() / "out.xlsx"),
               std::invalid_argument);
  EXPECT_THROW(write_results(made.network, found, made.ids, folder.path() / "no" / "out.csv"),
               DataError);
  std::vector<std::string> ids = made.ids;
  ids[0] = "\xff";
  EXPECT_THROW(static_cast<void>(results_csv(made.network, found, ids)), DataError);
  EXPECT_THROW(static_cast<void>(results_json(made.network, found, ids)), DataError);
  ids.pop_back();
  EXPECT_THROW(static_cast<void>(result_table(made.network, found, ids)), std::invalid_argument);
}

TEST(ResultFiles, OfAnEmptyNetworkAreEmpty) {
  const NamedNetwork made = NetworkBuilder().build();
  const auto document = nlohmann::json::parse(results_json(made.network, leiden(made.network), {}));
  EXPECT_TRUE(document["nodes"].empty());
  EXPECT_TRUE(document["nodes"].is_array());
  EXPECT_TRUE(document["quality"].is_null());
}

}  // namespace
}  // namespace munigraph
