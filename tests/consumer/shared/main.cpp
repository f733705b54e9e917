// Exceptions, classes with virtual functions, callbacks and enumerations across the border of the
// shared libraries.

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/core/parallel.hpp>
#include <munigraph/inference/significance.hpp>
#include <munigraph/network/builder.hpp>
#include <munigraph/null_models/curveball.hpp>
#include <munigraph/registry/builder.hpp>
#include <munigraph/registry/package.hpp>
#include <munigraph/store/store.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>

namespace mg = munigraph;

namespace {

int failures = 0;

void expect(bool holds, std::string_view what) {
  std::cout << (holds ? "ok      " : "FAILED  ") << what << '\n';
  if (!holds) ++failures;
}

template <class Error, class Work>
void expect_error(const Work& work, std::string_view what) {
  try {
    work();
    expect(false, what);
  } catch (const Error&) {
    expect(true, what);
  } catch (const std::exception& other) {
    expect(false, std::string(what) + ": " + typeid(other).name());
  }
}

struct OwnError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Derived from a class of the library; its error goes through the library and its threads.
class Refusing final : public mg::NullModel {
  mg::AffiliationNetwork drawn(std::uint64_t /*seed*/,
                               const mg::Monitor* /*monitor*/) const override {
    throw OwnError("no draw");
  }
};

mg::NamedNetwork small() {
  mg::NetworkBuilder builder;
  builder.arrangement({"a", "b", "c"}).arrangement({"c", "d"}, 0.5).arrangement({"d", "e", "f"});
  return builder.build();
}

void check_errors(const mg::NamedNetwork& made) {
  expect_error<mg::DataError>([] { static_cast<void>(mg::read_package("nowhere")); },
                              "DataError is caught by its type");
  expect_error<mg::UnknownId>([&] { static_cast<void>(made.node("z")); },
                              "UnknownId is caught by its type");
  expect_error<std::out_of_range>([&] { static_cast<void>(made.node("z")); },
                                  "and by that of the standard library");
  mg::Monitor monitor;
  monitor.stop();
  mg::LeidenOptions options;
  options.monitor = &monitor;
  expect_error<mg::Interrupted>([&] { static_cast<void>(mg::leiden(made.network, options)); },
                                "Interrupted is caught by its type");
  mg::NullFigureOptions draws;
  draws.threads = 2;
  expect_error<OwnError>(
      [&] { static_cast<void>(mg::null_figures(made.network, Refusing(), draws)); },
      "an error of ours goes through the library");
  expect_error<OwnError>(
      [] { mg::parallel_for(4, 2, [](std::size_t, int) { throw OwnError("task"); }); },
      "and through its threads");
}

void check_types(const mg::NamedNetwork& made) {
  const mg::Curveball curveball(made.network.affiliation());
  const mg::NullModel& model = curveball;
  expect(dynamic_cast<const mg::Curveball*>(&model) != nullptr, "classes are the same inside");
  expect(model.draw(1).membership_count() == 8, "virtual functions");
  expect(mg::parse_word<mg::Weighting>("weighting", "newman") == mg::Weighting::newman,
         "words of an enumeration");
  expect(mg::leiden(made.network).partition.clusters() == 2, "clusters");
}

void check_store() {
  const std::filesystem::path file = "shared.munigraph";
  std::filesystem::remove(file);
  mg::RegisterBuilder builder;
  builder.participant("a").participant("b").arrangement("ab", {"a", "b"});
  mg::save_register(builder.build(), file);
  expect(mg::open_register(file).tables().memberships.size() == 2, "a register from its file");
  expect_error<mg::DataError>([] { static_cast<void>(mg::open_register("nowhere")); },
                              "an error of the store");
}

}  // namespace

int main() {
  const mg::NamedNetwork made = small();
  check_errors(made);
  check_types(made);
  check_store();
  return failures == 0 ? 0 : 1;
}
