#pragma once

#include <stdexcept>
#include <string>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// Where in the input something is wrong, and what should have stood there.
struct DataLocation {
  std::string source;  ///< File, table or argument.
  std::string
      row;  ///< 1-based row of the source (the header is row 1 of a file), or an id; may be empty.
  std::string column;    ///< Name of the column, may be empty.
  std::string value;     ///< The offending value as it was read.
  std::string expected;  ///< What was expected instead.
};

/// The one sentence of an error: `source, row 3, column k: message (got 'v'); expected e`.
[[nodiscard]] MUNIGRAPH_EXPORT std::string error_text(const std::string& message,
                                                      const DataLocation& location);

/// Input that cannot be right. Misuse of a function throws std::invalid_argument instead.
class MUNIGRAPH_EXPORT DataError : public std::runtime_error {
 public:
  explicit DataError(const std::string& message, DataLocation location = {});

  /// What is wrong, without where and what was expected; what() says all of it.
  [[nodiscard]] const std::string& message() const& noexcept { return message_; }
  [[nodiscard]] const DataLocation& location() const& noexcept { return location_; }
  /// Copies, of an error that goes away.
  [[nodiscard]] std::string message() const&& { return message_; }
  [[nodiscard]] DataLocation location() const&& { return location_; }

 private:
  std::string message_;
  DataLocation location_;
};

/// An id that is not there; the message names near ones.
class MUNIGRAPH_EXPORT UnknownId : public std::out_of_range {
 public:
  using std::out_of_range::out_of_range;
};

/// Thrown out of long work after Monitor::stop().
class MUNIGRAPH_EXPORT Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace munigraph
