// Values are immutable and may be read from any thread; what a task finds depends on its index.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <munigraph/clustering/plan.hpp>
#include <munigraph/core/parallel.hpp>
#include <munigraph/core/random.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/registry/package.hpp>
#include <vector>

namespace mg = munigraph;

/// Numbers of clusters over many seeds: one plan, a workspace per thread.
std::vector<std::int32_t> counts(const mg::LeidenPlan& plan, int threads) {
  std::vector<std::int32_t> found(200);
  std::vector<mg::LeidenPlan::Workspace> workspaces(
      static_cast<std::size_t>(mg::resolve_threads(threads)));
  mg::parallel_for(found.size(), threads, [&](std::size_t run, int worker) {
    auto& workspace = workspaces[static_cast<std::size_t>(worker)];
    found[run] = plan.run(mg::stream_seed(1, run), workspace).partition.clusters();
  });
  return found;
}

int main(int argc, char** argv) {
  const mg::Register source = mg::read_package(argc > 1 ? argv[1] : "register");
  const mg::LeidenPlan plan(mg::construct(source.at(mg::parse_date("2020-07-01").value())).network);
  const bool same = counts(plan, 1) == counts(plan, 4);
  std::cout << (same ? "the same" : "not the same") << " on one thread and on four\n";
}
