// Long work in a thread of its own, with progress and a button that stops it.

#include <chrono>
#include <future>
#include <iostream>
#include <munigraph/clustering/ensemble.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/core/monitor.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/registry/package.hpp>

namespace mg = munigraph;

int main(int argc, char** argv) {
  const mg::Register source = mg::read_package(argc > 1 ? argv[1] : "register");
  const mg::Network network =
      mg::construct(source.at(mg::parse_date("2020-07-01").value())).network;

  mg::Monitor monitor;  // Outlives the work; all of it may be called from any thread.
  constexpr int runs = 1'000'000;
  monitor.expect(runs);
  auto work = std::async(std::launch::async, [&network, &monitor] {
    mg::EnsembleOptions options;
    options.runs = runs;
    options.monitor = &monitor;
    return mg::ensemble(network, options);
  });
  // What a GUI does in its timer: read how far it is, and stop() when the button was pressed.
  bool pressed = false;
  while (work.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) {
    if (monitor.done() >= 50 && !pressed) {
      pressed = true;
      monitor.stop();
    }
  }
  try {
    std::cout << work.get().runs() << " runs\n";
  } catch (const mg::Interrupted&) {
    std::cout << "stopped after " << (monitor.done() >= 50 ? "50 runs or more" : "few runs")
              << '\n';
  }
}
