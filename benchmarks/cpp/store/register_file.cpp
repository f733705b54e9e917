// Writes a synthetic register of a standard size as a register file, or reads one to a snapshot.
//
//   register_file save FILE national|europe|world
//   register_file open FILE DATE
//
// Prints one line: rows, seconds of the processor and by the clock, peak memory in MB. Making the
// register that is saved is not measured; reading it has a process of its own, so that its peak is
// what reading takes.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include <munigraph/core/date.hpp>
#include <munigraph/network/synthetic.hpp>
#include <munigraph/registry/register.hpp>
#include <munigraph/store/store.hpp>

namespace {

double processor() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long peak_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss / 1024;
}

template <class Work>
void measured(const char* what, const Work& work) {
  const auto clock = std::chrono::steady_clock::now();
  const double before = processor();
  const munigraph::RegisterTables& tables = work();
  const double cpu = processor() - before;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - clock;
  std::printf(
      "{\"step\": \"%s\", \"participants\": %zu, \"arrangements\": %zu, \"memberships\": %zu, "
      "\"cpu\": %.3f, \"wall\": %.3f, \"peak_mb\": %ld}\n",
      what, tables.participants.size(), tables.arrangements.size(), tables.memberships.size(), cpu,
      wall.count(), peak_mb());
}

munigraph::SyntheticOptions options_of(const char* size) {
  if (std::strcmp(size, "world") == 0) return munigraph::world_options();
  if (std::strcmp(size, "europe") == 0) return munigraph::europe_options();
  return munigraph::national_options();
}

/// With names, dates, roles and a theme for each arrangement, as registers have.
munigraph::Register made(const char* size) {
  munigraph::SyntheticMemberships drawn = munigraph::synthetic_memberships(options_of(size));
  munigraph::RegisterTables tables;
  const auto start = *munigraph::parse_date("2018-01-01");
  tables.participants.resize(drawn.cluster.size());
  for (std::size_t p = 0; p < drawn.cluster.size(); ++p) {
    munigraph::Participant& one = tables.participants[p];
    one.id = "M" + std::to_string(p);
    one.name = "Municipality of " + std::to_string(p);
    one.population = static_cast<double>(drawn.population[p]);
    one.population_year = 2018;
    one.lon = drawn.lon[p];
    one.lat = drawn.lat[p];
  }
  tables.arrangements.resize(drawn.home.size());
  tables.arrangement_themes.resize(drawn.home.size());
  for (std::size_t a = 0; a < drawn.home.size(); ++a) {
    munigraph::Arrangement& one = tables.arrangements[a];
    one.id = one.chain = "A" + std::to_string(a);
    one.name = "Joint arrangement " + std::to_string(a);
    one.legal_form = munigraph::LegalForm::public_body;
    one.validity.from = start;
    tables.arrangement_themes[a].arrangement = static_cast<std::int32_t>(a);
    tables.arrangement_themes[a].theme = munigraph::synthetic_domains[drawn.domain[a]];
  }
  for (const char* name : munigraph::synthetic_domains) tables.domains[name] = name;
  tables.memberships.resize(drawn.participants.size());
  for (std::size_t m = 0; m < drawn.participants.size(); ++m) {
    tables.memberships[m].arrangement = drawn.arrangements[m];
    tables.memberships[m].participant = drawn.participants[m];
    if (m % 4 == 0) tables.memberships[m].validity.from = start;
  }
  return munigraph::Register(std::move(tables));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "expected: save FILE SIZE, or open FILE DATE\n");
    return 2;
  }
  try {
    if (std::strcmp(arguments[1], "save") == 0) {
      const munigraph::Register reg = made(arguments[3]);
      measured("save", [&]() -> const munigraph::RegisterTables& {
        munigraph::save_register(reg, arguments[2]);
        return reg.tables();
      });
    } else {
      const auto date = munigraph::parse_date(arguments[3]);
      if (!date) throw std::invalid_argument("expected a date as YYYY-MM-DD");
      munigraph::Register reg{munigraph::RegisterTables()};
      measured("open", [&]() -> const munigraph::RegisterTables& {
        reg = munigraph::open_register(arguments[2]).at(*date).source();
        return reg.tables();
      });
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
