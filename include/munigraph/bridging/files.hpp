#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// Clusters and bridges as a table, a row per node: id, cluster, group (cluster, singleton or
/// isolate), strength, outside_share, participation, participation_normalised, within_z,
/// clusters_reached. What is not defined is an empty field. Cost that of cluster_ties().
/// Throws std::invalid_argument where lengths differ.
[[nodiscard]] MUNIGRAPH_EXPORT TextTable result_table(const Network& network,
                                                      const Clustering& clustering,
                                                      std::span<const std::string> ids);

/// The table as CSV.
[[nodiscard]] MUNIGRAPH_EXPORT std::string results_csv(const Network& network,
                                                       const Clustering& clustering,
                                                       std::span<const std::string> ids);
/// The same as JSON: `format` (1), `clusters, singletons, isolates, components, quality,
/// quality_function, resolution, seed, converged` (singletons with the isolates, as Partition
/// counts) and `nodes`, an array of objects with the columns of the table. What is not defined is
/// null.
[[nodiscard]] MUNIGRAPH_EXPORT std::string results_json(const Network& network,
                                                        const Clustering& clustering,
                                                        std::span<const std::string> ids);

/// Writes one or the other by the file's extension, .csv or .json: to a new file beside it, which
/// then takes its name. Throws std::invalid_argument for another extension, DataError if it cannot
/// be written or an id is no UTF-8.
MUNIGRAPH_EXPORT void write_results(const Network& network, const Clustering& clustering,
                                    std::span<const std::string> ids,
                                    const std::filesystem::path& file);

}  // namespace munigraph
