// Five tables as CSV text: a register that is read is formatted and read again as the same.
#include <optional>

#include "fuzz.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/registry/csv.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/text_table.hpp"
#include "registry/registers.hpp"

namespace munigraph::fuzz {
namespace {

/// As a file has it: every field in quotes.
std::string csv(const TextTable& table) {
  const auto quoted = [](const std::string& field) {
    std::string text = "\"";
    for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
  };
  std::string text;
  for (std::size_t c = 0; c < table.names.size(); ++c)
    text += (c == 0 ? "" : ",") + quoted(table.names[c]);
  text += '\n';
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      text += (c == 0 ? "" : ",") + quoted(table.columns[c][r]);
    text += '\n';
  }
  return text;
}

std::string joined(const RegisterText& text) {
  return csv(text.participants) + separator + csv(text.arrangements) + separator +
         csv(text.memberships) + separator + csv(*text.arrangement_themes) + separator +
         csv(*text.successions);
}

}  // namespace

std::vector<std::string> seeds() {
  RegisterTables tables = testing::random_tables(1);
  tables.successions = {
      {testing::day("2020-01-02"), "p0", "p1", SuccessionKind::part, 0.1, "area"}};
  std::string small = "id,name,population,from\np,P,12,2020\nq,Q,\"1.5\",\n";
  small += separator;
  small += "id,kind,start\na,cooperation,2020-01-01\n";
  small += separator;
  small += "arrangement,participant,role\na,p,host\na,q,member\n";
  return {joined(format_tables(tables)), joined(format_tables(testing::random_tables(2))), small};
}

void run(std::string_view input) {
  const std::vector<std::string_view> parts = parts_of(input, 5);
  if (parts.size() < 3) return;
  std::optional<Register> made;
  RegisterTables tables;
  const auto table = [&](std::size_t part, const char* name) {
    return parse_csv(std::string(parts[part]), name);
  };
  if (!accepted([&] {
        RegisterText text{
            table(0, "participants"), table(1, "arrangements"), table(2, "memberships"), {}, {}};
        if (parts.size() > 3) text.arrangement_themes = table(3, "arrangement_themes");
        if (parts.size() > 4) text.successions = table(4, "successions");
        tables = parse_tables(text);
        made.emplace(tables);
      }))
    return;
  const RegisterText written = format_tables(made->tables());
  const std::string again = joined(format_tables(parse_tables(written)));
  require(joined(written) == again, "a register is read back as it was written");
  accepted([&] {
    const Snapshot snapshot(*made, day_of_year(*made, 2020));
    const ConstructedNetwork network = construct(snapshot);
    require(network.network.total_weight() >= 0, "weights are not negative");
  });
}

}  // namespace munigraph::fuzz
