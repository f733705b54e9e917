#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/tables.hpp"

namespace munigraph {

class Snapshot;

/// All arrangements, participants and memberships of all time: the truth that every network is
/// made from. Immutable; copies share the tables.
class MUNIGRAPH_EXPORT Register {
 public:
  /// Checks the tables: unique ids, known references, ends not before starts, no two overlapping
  /// memberships of one participant in one arrangement, at most one host at a time in a star, at
  /// least one membership per arrangement. Throws DataError that names table, row and column.
  explicit Register(RegisterTables tables);

  [[nodiscard]] const RegisterTables& tables() const& noexcept { return data_->tables; }
  /// Here and below: a copy, of an object that goes away.
  [[nodiscard]] RegisterTables tables() const&& { return data_->tables; }

  /// Row of an id. Throws UnknownId, naming a near one.
  [[nodiscard]] std::int32_t participant(std::string_view id) const;
  [[nodiscard]] std::int32_t arrangement(std::string_view id) const;

  /// Rows of `memberships` that belong to an arrangement.
  [[nodiscard]] std::vector<std::int32_t> memberships_of(std::int32_t arrangement) const;

  /// Domain of a theme by the register's mapping; empty if the theme is unknown to it.
  [[nodiscard]] std::string_view domain_of(std::string_view theme) const&;
  std::string_view domain_of(std::string_view theme) const&& = delete;
  /// The domains that the mapping knows, ascending.
  [[nodiscard]] const std::vector<std::string>& domains() const& noexcept { return data_->domains; }
  [[nodiscard]] std::vector<std::string> domains() const&& { return data_->domains; }
  /// Themes in use that the mapping does not know, with the number of arrangements.
  [[nodiscard]] const std::map<std::string, std::int32_t>& unknown_themes() const& noexcept {
    return data_->unknown_themes;
  }
  [[nodiscard]] std::map<std::string, std::int32_t> unknown_themes() const&& {
    return data_->unknown_themes;
  }
  /// Domains of each arrangement as positions in domains(), ascending.
  [[nodiscard]] const std::vector<std::int32_t>& domains_of(std::int32_t arrangement) const& {
    return data_->arrangement_domains[static_cast<std::size_t>(arrangement)];
  }
  const std::vector<std::int32_t>& domains_of(std::int32_t arrangement) const&& = delete;

  /// First start and last end of arrangements, where any is known.
  [[nodiscard]] Validity usable_range() const noexcept { return data_->range; }

  /// The day up to which the register tells: its export, where that is known, else the latest start
  /// or end of an arrangement; nothing if no arrangement has a date.
  [[nodiscard]] std::optional<Date> last_day() const noexcept { return data_->last_day; }

  /// What is in force on a date. Throws DataError if arrangements are there but none is in force.
  [[nodiscard]] Snapshot at(Date date) const;

 private:
  struct Data {
    RegisterTables tables;
    std::unordered_map<std::string, std::int32_t> participant_rows;
    std::unordered_map<std::string, std::int32_t> arrangement_rows;
    std::vector<std::size_t> membership_offsets;  ///< Per arrangement, into membership_rows.
    std::vector<std::int32_t> membership_rows;
    std::vector<std::string> domains;
    std::vector<std::vector<std::int32_t>> arrangement_domains;
    std::map<std::string, std::int32_t> unknown_themes;
    Validity range;
    std::optional<Date> last_day;
  };
  static void index(Data& data);
  static void check_memberships(const Data& data);
  static void find_domains(Data& data);

  std::shared_ptr<const Data> data_;
};

/// A register on one date: rows of its tables that are in force.
class MUNIGRAPH_EXPORT Snapshot {
 public:
  Snapshot(Register reg, Date date);

  [[nodiscard]] const Register& source() const& noexcept { return register_; }
  /// Here and below: a copy, of a snapshot that goes away.
  [[nodiscard]] Register source() const&& { return register_; }
  [[nodiscard]] Date date() const noexcept { return date_; }
  /// Rows of participants in force, of every kind, whether or not they cooperate; ascending.
  [[nodiscard]] const std::vector<std::int32_t>& participants() const& noexcept {
    return participants_;
  }
  [[nodiscard]] std::vector<std::int32_t> participants() && { return std::move(participants_); }
  /// Rows of arrangements in force, ascending.
  [[nodiscard]] const std::vector<std::int32_t>& arrangements() const& noexcept {
    return arrangements_;
  }
  [[nodiscard]] std::vector<std::int32_t> arrangements() && { return std::move(arrangements_); }
  /// Rows of memberships in force: of arrangements and participants in force, within their own
  /// validity; by arrangement.
  [[nodiscard]] const std::vector<std::int32_t>& memberships() const& noexcept {
    return memberships_;
  }
  [[nodiscard]] std::vector<std::int32_t> memberships() && { return std::move(memberships_); }

 private:
  Register register_;
  Date date_;
  std::vector<std::int32_t> participants_;
  std::vector<std::int32_t> arrangements_;
  std::vector<std::int32_t> memberships_;
};

/// The day that stands for a year: 1 July, or the register's last day where that is earlier.
[[nodiscard]] MUNIGRAPH_EXPORT Date day_of_year(const Register& reg, std::int32_t year);

}  // namespace munigraph
