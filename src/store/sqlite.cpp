#include "store/sqlite.hpp"

#include <new>
#include <utility>

#include "core/utf8.hpp"
#include "munigraph/core/error.hpp"

namespace munigraph::store {
namespace {

/// Another program may hold the file for a moment; longer than this is told.
constexpr int patience_ms = 5'000;

/// A connection never leaves the function that opened it: it needs no lock of its own.
constexpr int one_thread = SQLITE_OPEN_NOMUTEX;

int flags(Access access) {
  switch (access) {
    case Access::read:  // Must be able to take back what a killed writer left; reads alone else.
    case Access::write:
      return one_thread | SQLITE_OPEN_READWRITE;
    case Access::create:
      break;
  }
  return one_thread | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

std::string meaning(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program is writing to the file";
    case SQLITE_NOTADB:
      return "the file is no register (not an SQLite database)";
    case SQLITE_CORRUPT:
      return "the file is damaged";
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file cannot be written to";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened";
    case SQLITE_IOERR:
      return "reading or writing failed";
    default:
      return "the database refuses";
  }
}

/// Text of a damaged file, with a question mark for each byte from the first that is no UTF-8 and
/// no ASCII.
std::string readable(std::string text) {
  for (std::size_t i = munigraph::detail::first_invalid_utf8(text); i < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) >= 0x80) text[i] = '?';
  return text;
}

}  // namespace

Database::Database(const std::filesystem::path& path, Access access, std::string name)
    : name_(name.empty() ? path.string() : std::move(name)) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.string().c_str(), &handle, flags(access), nullptr);
  handle_.reset(handle);
  if (handle == nullptr) throw std::bad_alloc();
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, patience_ms);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  run("PRAGMA cell_size_check = ON");
  run("PRAGMA foreign_keys = ON");
  if (access == Access::read) run("PRAGMA query_only = ON");
}

void Database::listen(const Monitor* monitor) const {
  if (monitor == nullptr) return;
  constexpr int steps = 10'000;
  sqlite3_progress_handler(
      handle(), steps,
      [](void* heard) { return static_cast<const Monitor*>(heard)->stopped() ? 1 : 0; },
      const_cast<Monitor*>(monitor));  // The interface is C's; what it is given is only read.
}

void Database::run(const std::string& sql) const {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::integer(const std::string& sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer_at(0) : 0;
}

std::int64_t Database::last_key() const noexcept { return sqlite3_last_insert_rowid(handle()); }

void Database::fail(int code) const {
  if ((code & 0xff) == SQLITE_NOMEM) throw std::bad_alloc();
  if ((code & 0xff) == SQLITE_INTERRUPT) throw Interrupted();
  const std::string detail = readable(sqlite3_errmsg(handle()));
  throw DataError(meaning(code), {name_, "", "", detail, ""});
}

Statement::Statement(const Database& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                      &made, nullptr);
  statement_.reset(made);
  if (code != SQLITE_OK) database.fail(code);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_->fail(code);
}

void Statement::text(int parameter, std::string_view value) {
  check(sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}

void Statement::copied(int parameter, const std::string& value) {
  check(sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::day(int parameter, Date value) {
  const auto at = static_cast<std::size_t>(parameter);
  if (days_.size() <= at) days_.resize(at + 1);
  const std::chrono::year_month_day parts{value};
  const int year = static_cast<int>(parts.year());
  if (year < 0 || year > 9999) return copied(parameter, munigraph::to_string(value));
  auto& digits = days_[at];
  const auto put = [&](std::size_t first, std::size_t count, unsigned number) {
    for (std::size_t k = first + count; k-- > first; number /= 10)
      digits[k] = static_cast<char>('0' + number % 10);
  };
  digits[4] = digits[7] = '-';
  put(0, 4, static_cast<unsigned>(year));
  put(5, 2, static_cast<unsigned>(parts.month()));
  put(8, 2, static_cast<unsigned>(parts.day()));
  text(parameter, {digits.data(), digits.size()});
}

void Statement::integer(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), parameter, value));
}

void Statement::number(int parameter, double value) {
  check(sqlite3_bind_double(statement_.get(), parameter, value));
}

void Statement::nothing(int parameter) { check(sqlite3_bind_null(statement_.get(), parameter)); }

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail(code);
  return false;
}

void Statement::reset() { check(sqlite3_reset(statement_.get())); }

void Statement::execute() {
  (void)step();
  reset();
}

int Statement::type_at(int column) const { return sqlite3_column_type(statement_.get(), column); }

bool Statement::is_null(int column) const { return type_at(column) == SQLITE_NULL; }

std::string_view Statement::text_at(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return {};
  const std::string_view found(
      text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
  if (munigraph::detail::first_invalid_utf8(found) != std::string_view::npos)
    throw DataError("the file is damaged",
                    {database_->name(), "", "", readable(std::string(found)), "text in UTF-8"});
  return found;
}

std::int64_t Statement::integer_at(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::number_at(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

Transaction::Transaction(const Database& database) : database_(&database) {
  database.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // A failed statement may have ended it already; nothing else can be done here.
  if (open_) sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_->run("COMMIT");
  open_ = false;
}

}  // namespace munigraph::store
