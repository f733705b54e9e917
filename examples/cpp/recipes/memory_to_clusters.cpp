// From a program's own data to clusters and bridges in a file.

#include <iostream>
#include <munigraph/bridging/files.hpp>
#include <munigraph/clustering/consensus.hpp>
#include <munigraph/network/builder.hpp>
#include <munigraph/registry/builder.hpp>
#include <string>

namespace mg = munigraph;

int main() {
  mg::RegisterBuilder builder;
  for (const char* town : {"Arn", "Bel", "Cor", "Dun", "Eck", "Fol", "Gar"})
    builder.participant(town);
  for (const char* task : {"waste", "safety"}) {
    builder.arrangement(std::string(task) + " west", {"Arn", "Bel", "Cor"});
    builder.arrangement(std::string(task) + " east", {"Dun", "Eck", "Fol"});
  }
  builder.arrangement("bridge", {"Cor", "Dun"});

  const mg::Register source = builder.build();
  const mg::Snapshot today = source.at(mg::parse_date("2026-01-01").value());
  const mg::ConstructedNetwork made = mg::construct(today);
  const mg::Clustering found = mg::consensus(made.network);
  mg::write_results(made.network, found, mg::node_ids(made, source), "clusters.csv");
  std::cout << found.partition.clusters() << " clusters, " << found.isolates << " isolate\n";
}
