#include "munigraph/bridging/files.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "core/utf8.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/core/error.hpp"
#include "registry/files.hpp"

namespace munigraph {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

/// The columns with their types: CSV and JSON are two ways to write them.
struct Column {
  const char* name;
  std::variant<Texts, std::vector<std::int32_t>, std::vector<double>> values;
};

Texts groups_of(const Network& network, const Partition& partition) {
  const std::vector<std::uint8_t>& isolates = network.isolates();
  Texts groups;
  groups.reserve(isolates.size());
  for (std::int32_t node = 0; node < partition.size(); ++node)
    groups.emplace_back(isolates[static_cast<std::size_t>(node)] != 0 ? "isolate"
                        : partition[node] < partition.clusters()      ? "cluster"
                                                                      : "singleton");
  return groups;
}

std::vector<Column> columns_of(const Network& network, const Clustering& clustering,
                               std::span<const std::string> ids) {
  const Partition& partition = clustering.partition;
  if (ids.size() != static_cast<std::size_t>(network.node_count()))
    throw std::invalid_argument("there are " + std::to_string(ids.size()) + " ids for " +
                                std::to_string(network.node_count()) + " nodes");
  const ClusterTies ties = cluster_ties(network, partition);
  return {
      {"id", Texts(ids.begin(), ids.end())},
      {"cluster", std::vector<std::int32_t>(partition.labels().begin(), partition.labels().end())},
      {"group", groups_of(network, partition)},
      {"strength", ties.strength},
      {"outside_share", outside_share(ties)},
      {"participation", ties.participation},
      {"participation_normalised", normalised_participation(ties, partition)},
      {"within_z", ties.within_z},
      {"clusters_reached", ties.clusters_reached}};
}

std::string text(const std::string& value) { return value; }
std::string text(std::int32_t value) { return std::to_string(value); }
std::string text(double value) { return format_number(value); }

Json json(const std::string& value) { return value; }
Json json(std::int32_t value) { return value; }
Json json(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

Json heading_of(const Clustering& found) {
  return {{"format", 1},
          {"clusters", found.partition.clusters()},
          {"singletons", found.partition.singletons()},
          {"isolates", found.isolates},
          {"components", found.components},
          {"quality", json(found.quality)},
          {"quality_function", to_string(found.quality_function)},
          {"resolution", found.resolution},
          {"seed", found.seed},
          {"converged", found.converged}};
}

void require_utf8(std::span<const std::string> ids) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (detail::first_invalid_utf8(ids[i]) != std::string::npos)
      throw DataError("an id is no UTF-8", {"ids", std::to_string(i + 1), "id", "", "UTF-8"});
}

}  // namespace

TextTable result_table(const Network& network, const Clustering& clustering,
                       std::span<const std::string> ids) {
  TextTable table;
  table.source = "results";
  for (const Column& column : columns_of(network, clustering, ids)) {
    table.names.emplace_back(column.name);
    Texts& texts = table.columns.emplace_back();
    std::visit(
        [&](const auto& values) {
          for (const auto& value : values) texts.push_back(text(value));
        },
        column.values);
  }
  return table;
}

std::string results_csv(const Network& network, const Clustering& clustering,
                        std::span<const std::string> ids) {
  return csv_text(result_table(network, clustering, ids));
}

std::string results_json(const Network& network, const Clustering& clustering,
                         std::span<const std::string> ids) {
  require_utf8(ids);
  std::vector<Json> rows(ids.size(), Json::object());
  for (const Column& column : columns_of(network, clustering, ids))
    std::visit(
        [&](const auto& values) {
          for (std::size_t r = 0; r < rows.size(); ++r) rows[r][column.name] = json(values[r]);
        },
        column.values);
  Json document = heading_of(clustering);
  document["nodes"] = std::move(rows);
  return document.dump(1) + "\n";
}

void write_results(const Network& network, const Clustering& clustering,
                   std::span<const std::string> ids, const std::filesystem::path& file) {
  const std::filesystem::path extension = file.extension();
  if (extension != ".csv" && extension != ".json")
    throw std::invalid_argument("results are written to a file that ends in .csv or .json, not '" +
                                file.filename().string() + "'");
  FileDraft draft(extension == ".csv" ? results_csv(network, clustering, ids)
                                      : results_json(network, clustering, ids),
                  file);
  draft.publish();
}

}  // namespace munigraph
