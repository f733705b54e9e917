#pragma once

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "munigraph/core/date.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::store {

/// What a file is opened for.
enum class Access : std::uint8_t {
  read,    ///< The file must be there.
  write,   ///< The file must be there.
  create,  ///< The file must not be there, or is a new one.
};

/// One connection. Schema objects of the file are not trusted: no functions with effects in views,
/// no writes to internal tables.
class Database {
 public:
  /// Throws DataError where the file cannot be opened or is no database. Errors say `name`, which
  /// is the path's own if it is empty.
  Database(const std::filesystem::path& path, Access access, std::string name = {});

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Lets long statements hear stop() of a monitor, which must stay until the connection ends.
  void listen(const Monitor* monitor) const;
  /// Runs statements without results.
  void run(const std::string& sql) const;
  /// The first column of the first row as a whole number; 0 where there is none.
  [[nodiscard]] std::int64_t integer(const std::string& sql) const;
  [[nodiscard]] std::int64_t last_key() const noexcept;
  /// Throws what the last call of the connection failed with, as a DataError about the file
  /// (std::bad_alloc where memory ran out).
  [[noreturn]] void fail(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
  };
  std::string name_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement. Parameters and columns count from 1 and from 0, as in SQLite.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);

  /// The text must stay until the next reset().
  void text(int parameter, std::string_view value);
  /// A copy is kept.
  void copied(int parameter, const std::string& value);
  /// As YYYY-MM-DD; kept here.
  void day(int parameter, Date value);
  void integer(int parameter, std::int64_t value);
  void number(int parameter, double value);
  void nothing(int parameter);

  /// Whether there is a row. Throws as Database::fail().
  bool step();
  void reset();
  /// step() and reset(), for statements without results.
  void execute();

  /// SQLITE_NULL, SQLITE_INTEGER, SQLITE_FLOAT or SQLITE_TEXT.
  [[nodiscard]] int type_at(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  /// Until the next step(); empty for NULL.
  [[nodiscard]] std::string_view text_at(int column) const;
  [[nodiscard]] std::int64_t integer_at(int column) const;
  [[nodiscard]] double number_at(int column) const;

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  void check(int code) const;

  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
  std::deque<std::array<char, 10>> days_;  ///< By parameter; a deque moves none of them.
};

/// A transaction that is undone unless commit() is reached. The write lock is taken at once, so
/// that two writers cannot both begin.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  const Database* database_;
  bool open_ = true;
};

}  // namespace munigraph::store
