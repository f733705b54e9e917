#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/rules.hpp"
#include "munigraph/registry/chains.hpp"
#include "munigraph/registry/geography.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// From when a membership counts within its version.
enum class MembershipStart : std::uint8_t {
  dated,  ///< From its accession on, as in a snapshot.
  listed  ///< As long as the version lists it, also where its accession is dated later.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<MembershipStart>() noexcept;

/// How a municipality passes into or out of an arrangement.
enum class Turnover : std::uint8_t { joined, left };

/// Whether memberships of municipalities that are not in force are carried over to those that stand
/// for them (at_repaired()).
enum class Repair : std::uint8_t { repaired, plain };

/// What is counted in figures, and how.
struct InventoryOptions {
  /// Arrangements with a theme in any of these, or below one; a domain's name stands for its
  /// themes. Empty: all.
  std::vector<std::string> themes;
  std::vector<LegalForm> forms;   ///< Arrangements of these forms; empty: all.
  std::vector<ThemeBasis> bases;  ///< Themes of these bases; empty: all.
  std::optional<Date> geography;  ///< Municipalities of this day; none: as they were.
  MembershipStart starts = MembershipStart::dated;
  /// Split municipalities, on a fixed geography.
  SplitRule splits = SplitRule::largest;
  /// Forms of arrangements under public law: public_body to service_contract.
  std::vector<LegalForm> official = {
      LegalForm::public_body,       LegalForm::operational_organisation,
      LegalForm::joint_organ,       LegalForm::arrangement_only,
      LegalForm::host_municipality, LegalForm::service_contract};
  ChronicleRules rules;  ///< Which arrangements were there before the register named them.
};

/// An arrangement in a figure: a chain, in the version that is in force.
struct CountedArrangement {
  std::int32_t chain = 0;
  std::int32_t version = 0;           ///< Row of arrangements.
  std::vector<std::int32_t> members;  ///< Municipalities in force, at least two; ascending rows.
};

/// What figures of one day count. Rows are those of Inventories::source().
struct MUNIGRAPH_EXPORT Inventory {
  Date day;
  std::vector<std::int32_t> municipalities;      ///< In force, ascending.
  std::vector<CountedArrangement> arrangements;  ///< By chain.
  /// Versions that count but for the filters by theme and form; ascending by chain.
  std::vector<std::int32_t> eligible;
  std::vector<std::int32_t> in_force;  ///< Per chain: its version in force, or −1.
  /// Per chain: all municipalities that the version in force names, whether or not they exist.
  std::vector<std::vector<std::int32_t>> named;
  std::int64_t memberships = 0;  ///< Of `arrangements`.
  std::int64_t inferred = 0;     ///< Of these, carried over by the repair.

  /// The counted arrangement of a chain, or nullptr.
  [[nodiscard]] const CountedArrangement* find(std::int32_t chain) const& noexcept;
  const CountedArrangement* find(std::int32_t chain) const&& = delete;
};

/// A register prepared for inventories of many days.
///
/// A figure counts chains of cooperation with at least two municipalities in force, in the later of
/// their versions in force, and memberships of municipalities in force in them; observers are no
/// members. Cost of preparing and of each day: linear in the register.
class MUNIGRAPH_EXPORT Inventories {
 public:
  /// Throws DataError for a geography without municipalities, Interrupted when the monitor is
  /// stopped.
  explicit Inventories(const Register& reg, InventoryOptions options = {},
                       const Monitor* monitor = nullptr);

  /// `repair` is without effect on a fixed geography, where all memberships are carried over.
  /// Throws DataError if no arrangement is in force on `day`.
  [[nodiscard]] Inventory at(Date day, Repair repair = Repair::repaired) const;

  [[nodiscard]] const Register& source() const& noexcept { return source_; }
  [[nodiscard]] Register source() const&& { return source_; }
  [[nodiscard]] const InventoryOptions& options() const& noexcept { return options_; }
  const InventoryOptions& options() const&& = delete;
  [[nodiscard]] const Chains& chains() const& noexcept { return chains_; }
  const Chains& chains() const&& = delete;
  /// Whether the chronicle has the chain as registered and not as founded.
  [[nodiscard]] bool is_registered(std::int32_t chain) const {
    return registered_[static_cast<std::size_t>(chain)] != 0;
  }
  /// Whether a version is cooperation and passes the filters by theme and form.
  [[nodiscard]] bool admits(std::int32_t version) const {
    return admitted_[static_cast<std::size_t>(version)] != 0;
  }
  /// Themes of a version, of the bases that count; ascending rows of arrangement_themes.
  [[nodiscard]] std::span<const std::int32_t> themes_of(std::int32_t version) const&;
  std::span<const std::int32_t> themes_of(std::int32_t version) const&& = delete;
  [[nodiscard]] bool is_official(std::int32_t version) const;
  /// Whether the chronicle gives the last joining (or leaving) of a municipality in a chain, after
  /// one day up to another, to municipal reorganisation: a merger, or a place that nobody took; on
  /// a fixed geography that of one for which it stands (rule `as_municipalities_were`). Rows are
  /// those of source(). On a fixed geography the first call reads the chronicle, which takes as
  /// long as preparing; several threads may call.
  [[nodiscard]] bool was_reorganised(Turnover turnover, std::int32_t chain,
                                     std::int32_t participant, Date after, Date until) const;
  /// What happened to the register on the way to a fixed geography; empty on its own.
  [[nodiscard]] const std::vector<GeographyChange>& changes() const& noexcept { return changes_; }
  const std::vector<GeographyChange>& changes() const&& = delete;

 private:
  struct Told;

  void prepare_themes();
  void prepare_filters();

  InventoryOptions options_;
  std::vector<GeographyChange> changes_;
  Register source_;
  Chains chains_;
  std::vector<std::uint8_t> registered_;           ///< Per chain.
  std::vector<std::uint8_t> admitted_;             ///< Per version.
  std::vector<std::vector<std::int32_t>> themes_;  ///< Per version.
  std::vector<std::uint8_t> takeover_;             ///< Per membership.
  std::shared_ptr<Told> told_;                     ///< Shared by copies.
};

}  // namespace munigraph
