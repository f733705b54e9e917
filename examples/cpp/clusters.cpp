// How many clusters of municipalities a register has, per policy domain, and who bridges them.
//   clusters PACKAGE DATE [RUNS]
// PACKAGE is a folder with datapackage.json, as register.to_package() and `munigraph import` write
// it. Exit codes: 0 done, 1 bad data, 2 misuse.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <munigraph/bridging/participation.hpp>
#include <munigraph/clustering/ensemble.hpp>
#include <munigraph/core/date.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/registry/package.hpp>
#include <numeric>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mg = munigraph;

namespace {

struct Request {
  std::string package;
  std::optional<mg::Date> date;
  int runs = 20;
};

Request parsed(const std::vector<std::string_view>& words) {
  if (words.empty() || words.size() > 3)
    throw std::invalid_argument("usage: clusters PACKAGE DATE [RUNS]");
  Request request;
  request.package = words[0];
  if (words.size() > 1) {
    request.date = mg::parse_date(words[1]);
    if (!request.date)
      throw std::invalid_argument("'" + std::string(words[1]) + "' is no date as 2020-07-01");
  }
  if (words.size() > 2) {
    const char* const begin = words[2].data();
    const char* const end = begin + words[2].size();
    const auto [stop, error] = std::from_chars(begin, end, request.runs);
    if (error != std::errc() || stop != end || request.runs < 1)
      throw std::invalid_argument("'" + std::string(words[2]) + "' is no number of runs");
  }
  return request;
}

std::string said(const std::optional<mg::Date>& date) {
  return date ? mg::to_string(*date) : "an unknown date";
}

/// The domains of the arrangements in force, in the order of the register.
std::vector<std::string> domains_in_force(const mg::Snapshot& snapshot) {
  std::set<std::int32_t> used;
  for (const std::int32_t row : snapshot.arrangements()) {
    const auto& domains = snapshot.source().domains_of(row);
    used.insert(domains.begin(), domains.end());
  }
  std::vector<std::string> names;
  names.reserve(used.size());
  for (const std::int32_t domain : used)
    names.push_back(snapshot.source().domains()[static_cast<std::size_t>(domain)]);
  return names;
}

void print_head() {
  std::cout << std::left << std::setw(16) << "network" << std::right << std::setw(14)
            << "arrangements" << std::setw(10) << "isolates" << std::setw(12) << "components"
            << std::setw(10) << "clusters" << '\n';
}

/// One row: how many clusters there are, over several seeds, and the two counts beside it.
mg::Ensemble count_clusters(const std::string& name, const mg::Network& network, int runs) {
  mg::EnsembleOptions options;
  options.runs = runs;
  mg::Ensemble found = mg::ensemble(network, options);
  const auto [low, high] = std::minmax_element(found.counts.begin(), found.counts.end());
  std::string clusters = std::to_string(*low);
  if (*low != *high) clusters += "-" + std::to_string(*high);
  std::cout << std::left << std::setw(16) << name << std::right << std::setw(14)
            << network.affiliation().arrangement_count() << std::setw(10) << found.best.isolates
            << std::setw(12) << found.best.components << std::setw(10) << clusters << '\n';
  return found;
}

/// Nodes by participation coefficient, then strength, then id; who has no tie to another cluster is
/// no bridge.
std::vector<std::size_t> ranked(const mg::ClusterTies& ties,
                                const std::vector<mg::Participant>& participants,
                                const std::vector<std::int32_t>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !(ties.participation[i] > 0); });  // NaN too
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (ties.participation[a] != ties.participation[b])
      return ties.participation[a] > ties.participation[b];
    if (ties.strength[a] != ties.strength[b]) return ties.strength[a] > ties.strength[b];
    return participants[static_cast<std::size_t>(rows[a])].id <
           participants[static_cast<std::size_t>(rows[b])].id;
  });
  return order;
}

void print_bridges(const mg::Snapshot& snapshot, const mg::ConstructedNetwork& all,
                   const mg::Clustering& clustering) {
  const mg::ClusterTies ties = mg::cluster_ties(all.network, clustering.partition);
  const auto outside = mg::outside_share(ties);
  const auto& participants = snapshot.source().tables().participants;
  auto order = ranked(ties, participants, all.participants);
  order.resize(std::min<std::size_t>(order.size(), 10));
  std::cout << "\nthe strongest bridges, all domains\nparticipation   outside  clusters reached  "
               "municipality\n";
  for (const std::size_t i : order)
    std::cout << std::setw(13) << ties.participation[i] << std::setw(10) << outside[i]
              << std::setw(18) << ties.clusters_reached[i] << "  "
              << participants[static_cast<std::size_t>(all.participants[i])].name << '\n';
}

void report(const Request& request) {
  const mg::Register cooperation = mg::read_package(request.package);
  if (!request.date) {
    const mg::Validity range = cooperation.usable_range();
    throw std::invalid_argument("a date is needed; arrangements are in force from " +
                                said(range.from) + " to " + said(range.to));
  }
  const mg::Snapshot snapshot = cooperation.at(*request.date);
  std::cout << std::fixed << std::setprecision(3) << request.package << " on "
            << mg::to_string(*request.date) << ", clusters over " << request.runs << " seeds\n\n";
  print_head();
  const mg::ConstructedNetwork all = mg::construct(snapshot);
  const mg::Ensemble found = count_clusters("all domains", all.network, request.runs);
  for (const std::string& domain : domains_in_force(snapshot)) {
    mg::Construction construction;
    construction.domain = {domain};
    count_clusters(domain, mg::construct(snapshot, construction).network, request.runs);
  }
  print_bridges(snapshot, all, found.best);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    report(parsed({argv + 1, argv + argc}));
    return 0;
  } catch (const mg::DataError& error) {
    std::cerr << "clusters: " << error.what() << '\n';
    return 1;
  } catch (const std::invalid_argument& error) {
    std::cerr << "clusters: " << error.what() << '\n';
    return 2;
  }
}
