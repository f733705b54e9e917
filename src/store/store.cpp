#include "munigraph/store/store.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <system_error>

#include "munigraph/core/error.hpp"
#include "store/history.hpp"
#include "store/properties.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace munigraph {
namespace {

namespace fs = std::filesystem;
using store::Access;
using store::Database;
using store::opened;
using store::RowKeys;
using store::Table;

std::string state_of(const Database& database) {
  return std::to_string(database.integer("SELECT count(*) FROM imports")) + "." +
         std::to_string(database.integer("SELECT count(undone) FROM imports"));
}

/// Inside the transaction that writes, so that nobody can come between.
void require_state(const Database& database, const Origin& origin) {
  if (origin.expected.empty()) return;
  const std::string found = state_of(database);
  if (found != origin.expected)
    throw DataError("the file was changed meanwhile",
                    {database.name(), "", "state", found, origin.expected + ", as it was read"});
}

const char* kind_of(const Origin& origin, const char* otherwise) {
  return origin.kind.empty() ? otherwise : origin.kind.c_str();
}

/// Rows of a table; an import numbers them from 1.
void write_all(const Database& database, const RegisterTables& tables, std::int64_t import,
               const Monitor* monitor) {
  RowKeys keys;
  store::RowWriter writer(database, tables, keys, import);
  const std::array<std::size_t, 5> sizes = {
      tables.participants.size(), tables.arrangements.size(), tables.memberships.size(),
      tables.arrangement_themes.size(), tables.successions.size()};
  for (std::size_t t = 0; t < sizes.size(); ++t) {
    const auto table = static_cast<Table>(t);
    keys[table].resize(sizes[t]);
    for (std::size_t row = 0; row < sizes[t]; ++row) {
      check_now_and_then(row, monitor);
      writer.insert(table, row, row + 1, static_cast<std::int64_t>(row) + 1);
    }
  }
}

/// A file beside the one to be made; gone again unless it takes that one's name.
class NewFile {
 public:
  explicit NewFile(const fs::path& path)
      : path_(path), part_(path.string() + ".part-" + std::to_string(::getpid())) {
    remove();
  }
  ~NewFile() {
    if (!done_) remove();
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  [[nodiscard]] const fs::path& part() const noexcept { return part_; }
  void finish() {
    std::error_code failed;
    fs::rename(part_, path_, failed);
    if (failed)
      throw DataError("the file cannot be written", {path_.string(), "", "", failed.message(), ""});
    done_ = true;
  }

 private:
  void remove() const noexcept {
    std::error_code ignored;
    fs::remove(part_, ignored);
    fs::remove(part_.string() + "-journal", ignored);  // begun before it is switched off
  }

  fs::path path_;
  fs::path part_;
  bool done_ = false;
};

void save_new(const Register& reg, const fs::path& path, const Origin& origin,
              const Monitor* monitor) {
  NewFile file(path);
  {
    const Database database(file.part(), Access::create, path.string());
    database.listen(monitor);
    // Nobody else knows the file yet: it is written without a journal, and reaches the disk once.
    database.run("PRAGMA journal_mode = OFF");
    database.run("PRAGMA synchronous = NORMAL");
    database.run("PRAGMA foreign_keys = OFF");  // the register has been checked
    // The cache stays small: what an index holds is sorted in pieces of its size, and pieces that
    // the processor's own cache cannot hold take twice the time.
    store::Transaction transaction(database);
    store::create_tables(database);
    const std::int64_t import =
        store::begin_import(database, kind_of(origin, "save"), origin, reg.tables());
    // Nor need the database look again for what a register makes sure of: words and dates.
    database.run("PRAGMA ignore_check_constraints = ON");
    write_all(database, reg.tables(), import, monitor);
    database.run("PRAGMA ignore_check_constraints = OFF");
    store::restore_properties(
        database, store::properties_json(reg.tables(), origin.remarks.value_or(Remarks())));
    store::create_indexes(database);
    transaction.commit();
  }
  file.finish();
}

/// In-place: the file comes to hold the register, and knows what it held.
void save_over(const Register& reg, const fs::path& path, const Origin& origin,
               const Monitor* monitor) {
  const Database database = opened(path, Access::write, monitor);
  store::Transaction transaction(database);
  require_state(database, origin);
  RowKeys keys;
  const Register before(store::read_tables(database, &keys, monitor));
  const Updated matched = update(before, reg);
  store::Target target;
  target.tables = &reg.tables();
  target.origin = &matched.matched;
  target.remarks = origin.remarks ? *origin.remarks : store::read_remarks(database);
  for (std::size_t t = 0; t < target.source_rows.size(); ++t)
    for (std::size_t row = 0; row < matched.matched[t].size(); ++row)
      target.source_rows[t].push_back(static_cast<std::int32_t>(row));
  const std::int64_t import =
      store::begin_import(database, kind_of(origin, "save"), origin, reg.tables());
  store::apply(database, before.tables(), keys, target, import, monitor);
  transaction.commit();
}

/// One per arrangement: whether an import of that source brought it.
std::vector<std::uint8_t> from_source(const Database& database, const std::string& source) {
  std::vector<std::uint8_t> found;
  store::Statement rows(database,
                        "SELECT i.source = ?1 FROM arrangements AS a "
                        "JOIN imports AS i ON i.import = a.import ORDER BY a.key");
  rows.text(1, source);
  while (rows.step()) found.push_back(rows.integer_at(0) != 0 ? 1 : 0);
  return found;
}

bool says_something(const UpdateReport& report) {
  for (const RowChange& change : report.changes)
    if (change.action != UpdateAction::kept) return true;
  return false;
}

}  // namespace

Register open_register(const fs::path& path, const Monitor* monitor) {
  const Database database = opened(path, Access::read, monitor);
  database.run("BEGIN");  // all tables as of one moment
  RegisterTables tables = store::read_tables(database, nullptr, monitor);
  database.run("COMMIT");
  return Register(std::move(tables));
}

void save_register(const Register& reg, const fs::path& path, const Origin& origin,
                   const Monitor* monitor) {
  if (origin.remarks) store::check_remarks(*origin.remarks);
  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    if (!is_register_file(path))
      throw DataError("there is already something of that name, and it is no register",
                      {path.string(), "", "", "", "a new name, or a register file"});
    save_over(reg, path, origin, monitor);
  } else {
    save_new(reg, path, origin, monitor);
  }
}

UpdateReport update_register(const fs::path& path, const Register& newer, const Origin& origin,
                             std::optional<Date> closing, const Monitor* monitor) {
  if (origin.remarks) store::check_remarks(*origin.remarks);
  const Database database = opened(path, Access::write, monitor);
  store::Transaction transaction(database);
  require_state(database, origin);
  RowKeys keys;
  const Register before(store::read_tables(database, &keys, monitor));
  UpdateOptions options;
  options.closing = closing;
  options.same_source = from_source(database, origin.source);
  Updated updated = update(before, newer, options);
  store::Target target;
  const Remarks remarks = store::read_remarks(database);
  target.remarks = origin.remarks.value_or(remarks);
  const bool moved = store::properties_json(before.tables(), remarks) !=
                     store::properties_json(updated.tables, target.remarks);
  if (!says_something(updated.report) && !moved) return updated.report;
  target.tables = &updated.tables;
  target.origin = &updated.origin;
  for (std::size_t t = 0; t < target.source_rows.size(); ++t)
    target.source_rows[t].assign(updated.origin[t].size(), 0);
  for (const RowChange& change : updated.report.changes)
    if (change.action == UpdateAction::added)
      target.source_rows[static_cast<std::size_t>(change.table)]
                        [static_cast<std::size_t>(change.after)] = change.given;
  (void)Register(updated.tables);  // checks the whole before anything is written
  const std::int64_t import =
      store::begin_import(database, kind_of(origin, "update"), origin, newer.tables());
  store::apply(database, before.tables(), keys, target, import, monitor);
  transaction.commit();
  return updated.report;
}

Remarks remarks_of(const fs::path& path) { return store::read_remarks(opened(path, Access::read)); }

std::string state_of(const fs::path& path) { return state_of(opened(path, Access::read)); }

bool is_register_file(const fs::path& path) noexcept {
  try {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return false;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 72> head{};
    file.read(head.data(), head.size());
    if (file.gcount() != static_cast<std::streamsize>(head.size())) return false;
    const std::string_view magic("SQLite format 3\0", 16);
    if (std::string_view(head.data(), magic.size()) != magic) return false;
    std::int64_t id = 0;
    for (std::size_t i = 68; i < 72; ++i) id = id * 256 + static_cast<unsigned char>(head[i]);
    return id == store::application_id;
  } catch (...) {
    return false;
  }
}

}  // namespace munigraph
