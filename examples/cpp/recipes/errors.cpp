// What can go wrong, by type: data, misuse, ids, interruption. All are of std::exception.

#include <iostream>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/core/monitor.hpp>
#include <munigraph/network/builder.hpp>
#include <munigraph/registry/builder.hpp>
#include <sstream>
#include <stdexcept>

namespace mg = munigraph;

int main() {
  try {  // Data that cannot be right: where, what, and what was expected.
    std::istringstream people("id\nArn\n"), arrangements("id,valid_from\nwaste,soon\n"),
        members("arrangement,participant\nwaste,Arn\n");
    static_cast<void>(mg::read_register({&people, &arrangements, &members}));
  } catch (const mg::DataError& error) {
    const mg::DataLocation& where = error.location();
    std::cout << where.source << ", row " << where.row << ", " << where.column << ": '"
              << where.value << "'\n";
  }
  const mg::NamedNetwork made = mg::NetworkBuilder().tie("Arn", "Bel").build();
  try {  // An id that is not there; near ones are named.
    static_cast<void>(made.node("Arm"));
  } catch (const mg::UnknownId& error) {
    std::cout << error.what() << '\n';
  }
  try {  // A mistake in the program.
    mg::LeidenOptions options;
    options.quality = mg::Quality::cpm;  // It has no default resolution.
    static_cast<void>(mg::leiden(made.network, options));
  } catch (const std::invalid_argument& error) {
    std::cout << error.what() << '\n';
  }
  try {  // Somebody stopped the work.
    mg::Monitor monitor;
    monitor.stop();
    mg::LeidenOptions options;
    options.monitor = &monitor;
    static_cast<void>(mg::leiden(made.network, options));
  } catch (const mg::Interrupted& error) {
    std::cout << error.what() << '\n';
  }
}
