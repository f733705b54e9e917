#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// A register from a program's own data, by ids: rows are added one by one, and build() checks them
/// as Register does. Participants come before arrangements that name them, so that a slip in an id
/// is an error and no new municipality.
class MUNIGRAPH_EXPORT RegisterBuilder {
 public:
  /// Throws DataError where the id is there already or empty.
  RegisterBuilder& participant(Participant row);
  RegisterBuilder& participant(std::string id, std::string name = {});

  /// Throws DataError where the id is there already or empty. Without a chain the arrangement is a
  /// chain of its own.
  RegisterBuilder& arrangement(Arrangement row);
  /// A clique of these members. Throws UnknownId, naming a near id, for one that is not there; the
  /// arrangement is then not added.
  RegisterBuilder& arrangement(std::string id, std::span<const std::string> members,
                               Validity validity = {});
  RegisterBuilder& arrangement(std::string id, std::initializer_list<std::string> members,
                               Validity validity = {});

  /// Throw UnknownId, naming a near id.
  RegisterBuilder& member(std::string_view arrangement, std::string_view participant,
                          Role role = Role::member, Validity validity = {});
  RegisterBuilder& theme(std::string_view arrangement, std::string theme);
  /// Theme → domain, as RegisterTables::domains.
  RegisterBuilder& domain(std::string theme, std::string domain);

  /// What was added so far.
  [[nodiscard]] const RegisterTables& tables() const& noexcept { return tables_; }
  [[nodiscard]] RegisterTables tables() const&& { return tables_; }
  /// Checks and copies it; the builder can go on. Throws DataError as Register.
  [[nodiscard]] Register build() const { return Register(tables_); }

 private:
  using Rows = std::unordered_map<std::string, std::int32_t>;
  [[nodiscard]] std::int32_t participant_row(std::string_view id) const;
  [[nodiscard]] std::int32_t arrangement_row(std::string_view id) const;

  RegisterTables tables_;
  Rows participants_;
  Rows arrangements_;
};

/// As parse_csv(), of a stream read to its end. Throws DataError also where the stream fails,
/// or had failed before: a file that could not be opened.
[[nodiscard]] MUNIGRAPH_EXPORT TextTable read_csv(std::istream& stream, const std::string& source);

/// The CSV files of a register as streams, which are read and stay the caller's; the first three
/// are needed.
struct RegisterStreams {
  std::istream* participants = nullptr;
  std::istream* arrangements = nullptr;
  std::istream* memberships = nullptr;
  std::istream* arrangement_themes = nullptr;
  std::istream* successions = nullptr;
  std::istream* domains = nullptr;  ///< Columns `theme`, `domain`.
};

/// A register from CSV in memory or from elsewhere, with the columns of a data package. Throws
/// DataError with table, row, column, value and what was expected; std::invalid_argument where a
/// stream that is needed is missing.
[[nodiscard]] MUNIGRAPH_EXPORT Register read_register(const RegisterStreams& streams);

}  // namespace munigraph
