#include "munigraph/store/store.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/registry/text_table.hpp"
#include "registry/folders.hpp"

namespace munigraph {
namespace {

namespace fs = std::filesystem;

Membership member(std::int32_t arrangement, std::int32_t participant, Role role = Role::member) {
  Membership made;
  made.arrangement = arrangement;
  made.participant = participant;
  made.role = role;
  return made;
}

ArrangementTheme theme(std::int32_t arrangement, const char* name,
                       ThemeBasis basis = ThemeBasis::given) {
  return {arrangement, name, basis};
}

/// A register with everything in it: dates, roles, themes, successions, columns beyond the schema.
RegisterTables tables() {
  RegisterTables made;
  for (const char* id : {"p", "q", "r"}) {
    Participant one;
    one.id = id;
    one.name = std::string("Súd'west \"") + id + "\"\n";
    made.participants.push_back(one);
  }
  made.participants[0].population = 0.1 + 0.2;
  made.participants[0].population_year = 2020;
  made.participants[1].lon = 5.123456789012345;
  made.participants[2].kind = ParticipantKind::water_board;
  made.participants[2].validity = {parse_date("2010-01-01"), parse_date("2030-01-01")};
  for (const char* id : {"a", "b"}) {
    Arrangement one;
    one.id = id;
    one.chain = "chain";
    one.validity.from = parse_date("2018-01-01");
    made.arrangements.push_back(one);
  }
  made.arrangements[0].legal_form = LegalForm::public_body;
  made.arrangements[0].validity.to = made.arrangements[0].validity.from;  // of no length
  made.memberships = {member(0, 0, Role::host), member(0, 1), member(1, 2), member(1, 0)};
  made.memberships[1].validity.from = parse_date("2019-05-06");
  made.arrangement_themes = {theme(0, "waste | roads", ThemeBasis::official), theme(1, "care")};
  made.successions = {{*parse_date("2021-01-01"), "q", "p", SuccessionKind::merged, 0.25, "area"}};
  made.participant_extras = {{"area", std::vector<double>{1e-300, std::nan(""), -0.1}},
                             {"note", std::vector<std::string>{"x", "", "é"}}};
  made.domains = {{"waste", "physical"}, {"care", "social"}};
  made.exported = parse_date("2022-02-02");
  return made;
}

/// All there is to tell two registers apart, as text.
std::vector<std::string> all(const Register& reg) {
  const RegisterText text = format_tables(reg.tables());
  std::vector<std::string> cells;
  for (const TextTable* table : {&text.participants, &text.arrangements, &text.memberships,
                                 &*text.arrangement_themes, &*text.successions})
    for (std::size_t c = 0; c < table->names.size(); ++c) {
      cells.push_back(table->names[c]);
      cells.insert(cells.end(), table->columns[c].begin(), table->columns[c].end());
    }
  for (const auto& [theme, domain] : reg.tables().domains) cells.push_back(theme + ">" + domain);
  cells.push_back(reg.tables().exported ? to_string(*reg.tables().exported) : "");
  return cells;
}

class Store : public ::testing::Test {
 protected:
  fs::path file() const { return folder_.path() / "nl.munigraph"; }

  void run(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << (message == nullptr ? "" : message);
    sqlite3_free(message);
    sqlite3_close(handle);
  }

  std::string ask(const std::string& sql) const {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    std::string found;
    sqlite3_exec(
        handle, sql.c_str(),
        [](void* into, int columns, char** values, char**) {
          for (int c = 0; c < columns; ++c)
            *static_cast<std::string*>(into) += std::string(values[c] ? values[c] : "NULL") + ";";
          return 0;
        },
        &found, nullptr);
    sqlite3_close(handle);
    return found;
  }

  /// Left behind by what failed.
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }

  testing::TemporaryFolder folder_;
};

TEST_F(Store, GivesBackWhatWasSaved) {
  const Register reg(tables());
  save_register(reg, file(), {"made up", "me", "a note", "2024-01-01T00:00:00Z"});
  EXPECT_EQ(all(open_register(file())), all(reg));
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(ask("PRAGMA integrity_check"), "ok;");
  EXPECT_EQ(ask("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(ask("SELECT time, kind, source, author, note, exported FROM imports"),
            "2024-01-01T00:00:00Z;save;made up;me;a note;2022-02-02;");
  EXPECT_TRUE(is_register_file(file()));
}

TEST_F(Store, KeepsWhatIsSaidOfTheWhole) {
  const fs::path path = folder_.path() / "remarks.munigraph";
  Origin origin;
  origin.remarks = Remarks{{"licence", "CC0"}, {"notes", "[\"é\"]"}};
  save_register(Register(tables()), path, origin);
  EXPECT_EQ(remarks_of(path), *origin.remarks);
  // A change that says nothing of them leaves them; one that does can be undone.
  RegisterTables more = tables();
  more.participants[0].name = "other";
  save_register(Register(more), path);
  EXPECT_EQ(remarks_of(path), *origin.remarks);
  Origin second;
  second.remarks = Remarks{};
  EXPECT_TRUE(update_register(path, Register(more), second).changes.empty());
  EXPECT_TRUE(remarks_of(path).empty());
  EXPECT_EQ(open_register(path).tables().exported, more.exported);
  undo_import(path);
  EXPECT_EQ(remarks_of(path), *origin.remarks);
  second.remarks = Remarks{{"exported", "2020-01-01"}};
  EXPECT_THROW(save_register(Register(more), path, second), DataError);
}

TEST_F(Store, DatesAreReadAsTheyWereWritten) {
  RegisterTables made = tables();
  made.successions.clear();
  for (const char* day : {"0000-01-01", "0099-12-31", "1582-10-15", "2000-02-29", "9999-12-31"})
    made.successions.push_back({*parse_date(day), "q", day, SuccessionKind::merged, 1.0, ""});
  const Register reg(made);
  save_register(reg, folder_.path() / "dates.munigraph");
  EXPECT_EQ(all(open_register(folder_.path() / "dates.munigraph")), all(reg));
}

TEST_F(Store, RefusesAChangeThatWasPreparedOnAnotherState) {
  save_register(Register(tables()), file());
  const std::string prepared = state_of(file());
  RegisterTables theirs = tables();
  theirs.participants[0].name = "theirs";
  Origin origin;
  origin.kind = "record";
  origin.expected = prepared;
  save_register(Register(theirs), file(), origin);
  EXPECT_EQ(ask("SELECT kind FROM imports"), "save;record;");
  EXPECT_NE(state_of(file()), prepared);
  EXPECT_THROW(save_register(Register(tables()), file(), origin), DataError);
  EXPECT_EQ(all(open_register(file())), all(Register(theirs)));
  const std::string before = state_of(file());
  undo_import(file());
  EXPECT_NE(state_of(file()), before);
  EXPECT_NE(state_of(file()), prepared);
}

TEST_F(Store, IsReadByPeople) {
  save_register(Register(tables()), file());
  EXPECT_EQ(ask("SELECT arrangement, participant, role FROM memberships_named "
                "WHERE since <= '2020-01-01' AND '2020-01-01' < until ORDER BY 1, 2"),
            "b;p;member;b;r;member;");
  EXPECT_EQ(ask("SELECT * FROM arrangements_per_year WHERE year = 2020"),
            "2020;p;Súd'west \"p\"\n;1;");
}

TEST_F(Store, TheSameUpdateTwiceChangesNothing) {
  save_register(Register(tables()), file(), {"source", "", "", ""});
  RegisterTables later = tables();
  later.exported = parse_date("2023-03-03");
  later.participants.push_back(later.participants[0]);
  later.participants.back().id = "s";
  later.participant_extras = {{"area", std::vector<double>{1e-300, 7, -0.1, 0}},
                              {"note", std::vector<std::string>{"x", "", "é", ""}}};
  later.arrangements[1].name = "Care";
  later.memberships.pop_back();
  later.memberships.push_back(member(1, 3));
  later.arrangement_themes.pop_back();
  const UpdateReport report = update_register(file(), Register(later), {"source", "", "", ""});
  EXPECT_EQ(report.changes.size(), 6U);
  const Register found = open_register(file());
  EXPECT_EQ(all(found), all(Register(update(Register(tables()), Register(later)).tables)));
  EXPECT_EQ(imports_of(file()).size(), 2U);
  const std::string before = ask("SELECT count(*), max(import) FROM changes");
  EXPECT_EQ(update_register(file(), Register(later), {"source", "", "", ""}).changes.size(), 1U)
      << "the closed membership is kept";
  EXPECT_EQ(imports_of(file()).size(), 2U);
  EXPECT_EQ(ask("SELECT count(*), max(import) FROM changes"), before);
  EXPECT_EQ(ask("PRAGMA integrity_check"), "ok;");
  EXPECT_EQ(ask("PRAGMA foreign_key_check"), "");
}

TEST_F(Store, AnUpdateTakenBackLeavesWhatWasThere) {
  const Register reg(tables());
  save_register(reg, file(), {"source", "", "", ""});
  RegisterTables later = tables();
  later.exported = parse_date("2023-03-03");
  later.participants[0].population = 7;
  later.memberships.pop_back();
  later.arrangement_themes.pop_back();
  later.domains["care"] = "other";
  update_register(file(), Register(later), {"source", "", "", ""});
  EXPECT_NE(all(open_register(file())), all(reg));
  EXPECT_EQ(changes_of(file()).size(), 3U);
  EXPECT_EQ(undo_import(file()), 2);
  EXPECT_EQ(all(open_register(file())), all(reg));
  EXPECT_TRUE(changes_of(file()).empty());
  EXPECT_FALSE(imports_of(file())[1].undone.empty());
  EXPECT_THROW((void)undo_import(file()), DataError) << "the first cannot be taken back";
  EXPECT_THROW((void)undo_import(file(), 2), DataError) << "nor the same twice";
}

TEST_F(Store, AnEarlierImportIsTakenBackUnlessALaterOneBuildsOnIt) {
  save_register(Register(tables()), file(), {"source", "", "", ""});
  RegisterTables second = tables();
  second.participants[0].population = 7;
  update_register(file(), Register(second), {"source", "", "", ""});
  RegisterTables third = second;
  third.arrangements[1].name = "Care";
  update_register(file(), Register(third), {"source", "", "", ""});
  EXPECT_EQ(undo_import(file(), 2), 2);
  RegisterTables expected = tables();
  expected.arrangements[1].name = "Care";
  EXPECT_EQ(all(open_register(file())), all(Register(expected)));

  RegisterTables fourth = expected;
  fourth.arrangements[1].name = "Care and youth";
  update_register(file(), Register(fourth), {"source", "", "", ""});
  try {
    (void)undo_import(file(), 3);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("arrangements b"), std::string::npos) << error.what();
  }
  EXPECT_EQ(all(open_register(file())), all(Register(fourth)));
}

TEST_F(Store, SavingOverAFileKeepsItsHistory) {
  const Register reg(tables());
  save_register(reg, file());
  RegisterTables other = tables();
  other.participants.erase(other.participants.begin() + 1);
  other.participant_extras = {};
  other.memberships = {member(0, 0), member(1, 1)};
  other.successions.clear();
  save_register(Register(other), file());
  EXPECT_EQ(all(open_register(file())), all(Register(other)));
  EXPECT_EQ(imports_of(file()).size(), 2U);
  undo_import(file());
  EXPECT_EQ(all(open_register(file())), all(reg));
}

TEST_F(Store, RefusesWhatIsNoRegister) {
  EXPECT_THROW((void)open_register(file()), DataError);
  std::ofstream(file()) << "not a database, but long enough to have a head of one hundred bytes "
                           "and then some more of it to come";
  EXPECT_THROW((void)open_register(file()), DataError);
  EXPECT_THROW(save_register(Register(tables()), file()), DataError);
  EXPECT_FALSE(is_register_file(file()));
  fs::remove(file());
  run("CREATE TABLE participants (id)");
  EXPECT_THROW((void)open_register(file()), DataError);
  EXPECT_THROW((void)open_register(folder_.path()), DataError);
}

TEST_F(Store, RefusesAnotherVersionAndAnotherSchema) {
  save_register(Register(tables()), file());
  run("PRAGMA user_version = 2");
  EXPECT_THROW((void)open_register(file()), DataError);
  run("PRAGMA user_version = 1");
  run("CREATE TRIGGER t AFTER INSERT ON participants BEGIN DELETE FROM participants; END");
  EXPECT_THROW((void)open_register(file()), DataError);
  run("DROP TRIGGER t; CREATE VIEW mine AS SELECT id FROM participants");
  EXPECT_NO_THROW((void)open_register(file()));
  run("ALTER TABLE successions RENAME TO others;"
      "CREATE VIEW successions AS SELECT * FROM others");
  EXPECT_THROW((void)open_register(file()), DataError);
}

TEST_F(Store, RefusesRowsThatDoNotAddUp) {
  save_register(Register(tables()), file());
  run("PRAGMA foreign_keys = OFF; DELETE FROM participants WHERE id = 'r'");
  EXPECT_THROW((void)open_register(file()), DataError);
}

TEST_F(Store, AnUpdateThatCannotBeLeavesTheFileAsItWas) {
  save_register(Register(tables()), file(), {"source", "", "", ""});
  const auto before = all(open_register(file()));
  Monitor monitor;
  monitor.stop();
  RegisterTables later = tables();
  later.participants[0].population = 8;
  EXPECT_THROW((void)update_register(file(), Register(later), {}, {}, &monitor), Interrupted);
  EXPECT_THROW((void)open_register(file(), &monitor), Interrupted);
  EXPECT_EQ(all(open_register(file())), before);
}

TEST_F(Store, RandomUpdatesAndUndosAddUp) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    fs::remove(file());
    Random random(seed);
    const auto draw = [&] {
      RegisterTables made = tables();
      made.exported = Date(std::chrono::days(19'000 + random.below(1000)));
      for (Participant& one : made.participants)
        one.population = static_cast<double>(random.below(3));
      std::vector<Membership> kept = {made.memberships[0], made.memberships[2]};
      for (const Membership& one : made.memberships)
        if (random.below(2) == 0 && one.participant == 1) kept.push_back(one);
      made.memberships = kept;
      if (random.below(2) == 0) made.arrangement_themes.pop_back();
      return Register(made);
    };
    const Register first = draw();
    save_register(first, file(), {"s", "", "", ""});
    std::vector<std::vector<std::string>> states = {all(open_register(file()))};
    EXPECT_EQ(states.front(), all(first));
    for (int step = 0; step < 5; ++step) {
      const std::size_t imports = imports_of(file()).size();
      const Register before = open_register(file());
      const Register newer = draw();
      update_register(file(), newer, {"s", "", "", ""});
      EXPECT_EQ(all(open_register(file())), all(Register(update(before, newer).tables)));
      if (imports_of(file()).size() > imports) states.push_back(all(open_register(file())));
    }
    while (states.size() > 1) {
      undo_import(file());
      states.pop_back();
      EXPECT_EQ(all(open_register(file())), states.back()) << seed;
    }
    EXPECT_EQ(ask("PRAGMA integrity_check"), "ok;");
  }
}

}  // namespace
}  // namespace munigraph
