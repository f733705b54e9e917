#include "munigraph/dynamics/difference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/index.hpp"
#include "dynamics/comparable.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/registry/succession.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<Cause>() noexcept {
  static constexpr std::array<std::string_view, 8> all{
      "registered", "founded", "ended", "reorganisation", "real", "classified", "changed", "lag"};
  return all;
}

namespace {

using detail::at;

/// What counts once: an arrangement (chain, −1), a membership (chain, participant), or a
/// municipality (−1, participant).
using Item = std::pair<std::int32_t, std::int32_t>;
using Items = std::set<Item>;

/// What a cause is, with its detail.
using Label = std::pair<Cause, std::string>;

/// One day as items.
struct Day {
  Inventory inventory;
  Items numerator;
  Items denominator;  ///< Empty for counts.
};

class Decomposition {
 public:
  Decomposition(const Inventories& source, std::string_view figure, std::string_view group,
                const FactsheetOptions& options)
      : source_(source),
        map_(source.source()),
        figure_(figure),
        group_(group),
        options_(options),
        classified_(classified_versions(source)) {
    for (const SizeClass& one : size_classes_of_arrangements())
      if (one.label == group) sizes_ = &one;
  }

  [[nodiscard]] bool is_quotient() const {
    return figure_ != "arrangements" && figure_ != "memberships";
  }

  [[nodiscard]] Day take(Date date, Repair repair) const {
    Day day{source_.at(date, repair), {}, {}};
    for (const CountedArrangement& a : day.inventory.arrangements)
      if (in_group(a.version) && in_sizes(a.members.size())) add(a, day);
    if (figure_ == "mean" || is_of_official())
      for (const std::int32_t p : day.inventory.municipalities)
        if (lives_in_group(p)) day.denominator.insert({-1, p});
    return day;
  }

  /// Changes of numerator and denominator by cause.
  std::map<Label, std::pair<std::int64_t, std::int64_t>> causes(const Day& a, const Day& b) {
    std::map<Label, std::pair<std::int64_t, std::int64_t>> parts;
    const auto walk = [&](const Items& one, const Items& other, const Day& here, const Day& there,
                          int sign, bool top) {
      for (const Item& item : one) {
        if (other.contains(item)) continue;
        auto& part = parts[cause(item, here, there, sign > 0, top)];
        (top ? part.first : part.second) += sign * weight(item);
      }
    };
    walk(b.numerator, a.numerator, b, a, 1, true);
    walk(a.numerator, b.numerator, a, b, -1, true);
    walk(b.denominator, a.denominator, b, a, 1, false);
    walk(a.denominator, b.denominator, a, b, -1, false);
    return parts;
  }

  /// What all items count.
  [[nodiscard]] std::int64_t size(const Items& items) const {
    std::int64_t sum = 0;
    for (const Item& item : items) sum += weight(item);
    return sum;
  }

  /// Memberships listed strictly between the days of chains that neither day has with that member.
  [[nodiscard]] std::int64_t in_between(const Day& a, const Day& b) const {
    const RegisterTables& t = source_.source().tables();
    Items found;
    for (const Membership& m : t.memberships) {
      const Validity between{a.inventory.day, b.inventory.day + std::chrono::days{1}};
      const Validity& version = t.arrangements[at(m.arrangement)].validity;
      const bool there =
          m.validity.overlaps(between) && version.overlaps(between) && m.validity.overlaps(version);
      const Participant& p = t.participants[at(m.participant)];
      if (!there || p.kind != ParticipantKind::municipality || m.role == Role::observer) continue;
      const std::int32_t chain = source_.chains().chain_of[at(m.arrangement)];
      if (!source_.admits(m.arrangement)) continue;
      if (counts(a, chain, m.participant) || counts(b, chain, m.participant)) continue;
      found.insert({chain, m.participant});
    }
    return static_cast<std::int64_t>(found.size());
  }

 private:
  [[nodiscard]] bool is_of_official() const {
    return figure_ == "official_share" || figure_ == "official_inhabitants";
  }
  /// What an item counts: inhabitants, or one.
  [[nodiscard]] std::int64_t weight(const Item& item) const {
    if (figure_ != "official_inhabitants") return 1;
    const double inhabitants = source_.source().tables().participants[at(item.second)].population;
    return std::isnan(inhabitants) ? 0 : std::llround(inhabitants);
  }
  [[nodiscard]] bool in_sizes(std::size_t members) const {
    return sizes_ == nullptr || (sizes_->from <= members && members <= sizes_->to);
  }
  [[nodiscard]] bool in_group(std::int32_t version) const {
    if (!is_group_of_arrangements(group_)) return true;
    const auto labels = groups_of_version(source_, version, options_);
    return std::find(labels.begin(), labels.end(), group_) != labels.end();
  }
  [[nodiscard]] bool lives_in_group(std::int32_t participant) const {
    if (group_ == "all" || sizes_ != nullptr || is_group_of_arrangements(group_)) return true;
    const auto labels = groups_of_municipality(source_, participant, options_);
    return std::find(labels.begin(), labels.end(), group_) != labels.end();
  }
  void add(const CountedArrangement& a, Day& day) const {
    if (figure_ == "arrangements") day.numerator.insert({a.chain, -1});
    if (figure_ == "two_to_five") {
      day.denominator.insert({a.chain, -1});
      if (a.members.size() <= 5) day.numerator.insert({a.chain, -1});
    }
    if (figure_ == "classified") {
      day.denominator.insert({a.chain, -1});
      if (classified_[at(a.version)] != 0) day.numerator.insert({a.chain, -1});
    }
    const bool official = is_of_official() && source_.is_official(a.version);
    for (const std::int32_t p : a.members) {
      if (!lives_in_group(p)) continue;
      if (figure_ == "memberships" || figure_ == "mean") day.numerator.insert({a.chain, p});
      if (official) day.numerator.insert({-1, p});
    }
  }

  Label cause(const Item& item, const Day& here, const Day& there, bool gained, bool top) {
    if (item.first < 0) return cause_of_municipality(item.second, here, there, gained, top);
    if (item.second < 0) {
      const CountedArrangement* other = there.inventory.find(item.first);
      if (top && figure_ == "classified" && other != nullptr && in_group(other->version))
        return {Cause::classified, ""};
      return cause_of_arrangement(item.first, here, there, gained);
    }
    return cause_of_membership(item.first, item.second, here, there, gained);
  }

  /// The arrangement is in the group on one day only, or in its class of sizes.
  Label cause_of_arrangement(std::int32_t chain, const Day& here, const Day& there, bool gained) {
    const std::int32_t other = there.inventory.in_force[at(chain)];
    if (other < 0) return beginning_or_end(chain, there, gained);
    if (!source_.admits(other) || !in_group(other)) return {why_not_in_group(other), ""};
    return {cause_of_members(chain, here, there, gained), ""};
  }

  [[nodiscard]] Label beginning_or_end(std::int32_t chain, const Day& there, bool gained) const {
    const RegisterTables& t = source_.source().tables();
    bool beyond = false;
    for (const std::int32_t version : source_.chains().versions[at(chain)]) {
      const Validity& v = t.arrangements[at(version)].validity;
      beyond = beyond || (gained ? (v.to && *v.to <= there.inventory.day && v.from != v.to)
                                 : (v.from && *v.from > there.inventory.day && v.from != v.to));
    }
    const std::string detail = beyond ? "gap_in_register" : "";
    if (!gained) return {Cause::ended, detail};
    return {source_.is_registered(chain) ? Cause::registered : Cause::founded, detail};
  }

  [[nodiscard]] Cause why_not_in_group(std::int32_t version) const {
    const RegisterTables& t = source_.source().tables();
    const bool theme = group_.starts_with("theme=") || group_.starts_with("domain=") ||
                       !source_.options().themes.empty();
    const bool form = group_.starts_with("form=") || !source_.options().forms.empty();
    const bool no_form = t.arrangements[at(version)].legal_form == LegalForm::unknown;
    const bool unknown = (theme && source_.themes_of(version).empty()) || (form && no_form);
    return unknown ? Cause::classified : Cause::changed;
  }

  /// Reorganisation, where it explains any member that is there on one day only; else real.
  Cause cause_of_members(std::int32_t chain, const Day& here, const Day& there, bool gained) {
    const auto explained = [&](const Day& x, const Day& y, bool up) {
      const auto& mine = members(x, chain);
      const auto& yours = members(y, chain);
      // A version may go on naming municipalities that are no more.
      return std::any_of(mine.begin(), mine.end(), [&](std::int32_t p) {
        return exists(x, p) &&
               !(std::binary_search(yours.begin(), yours.end(), p) && exists(y, p)) &&
               is_reorganised(chain, p, x, y, up);
      });
    };
    return explained(here, there, gained) || explained(there, here, !gained) ? Cause::reorganisation
                                                                             : Cause::real;
  }

  Label cause_of_membership(std::int32_t chain, std::int32_t participant, const Day& here,
                            const Day& there, bool gained) {
    const CountedArrangement* other = there.inventory.find(chain);
    if (other == nullptr || !in_group(other->version))
      return cause_of_arrangement(chain, here, there, gained);
    if (is_reorganised(chain, participant, here, there, gained))
      return {Cause::reorganisation, source_.options().geography ? "as_municipalities_were" : ""};
    return {Cause::real, gained ? "joined" : "left"};
  }

  [[nodiscard]] static bool exists(const Day& day, std::int32_t participant) {
    const auto& all = day.inventory.municipalities;
    return std::binary_search(all.begin(), all.end(), participant);
  }

  /// Whether reorganisation explains that a municipality is in a chain on day `here` only.
  [[nodiscard]] bool is_reorganised(std::int32_t chain, std::int32_t participant, const Day& here,
                                    const Day& there, bool gained) const {
    const Date first = std::min(here.inventory.day, there.inventory.day);
    const Date last = std::max(here.inventory.day, there.inventory.day);
    const Turnover turnover = gained ? Turnover::joined : Turnover::left;
    if (source_.was_reorganised(turnover, chain, participant, first, last)) return true;
    if (!gained) return !exists(there, participant);
    const auto& before = members(there, chain);
    return std::any_of(before.begin(), before.end(), [&](std::int32_t q) {
      if (exists(here, q)) return false;
      const auto now = map_.carry(q, here.inventory.day, SplitRule::largest);
      const auto next = map_.successors(q);
      return std::find(now.begin(), now.end(), participant) != now.end() ||
             std::find(next.begin(), next.end(), participant) != next.end();
    });
  }

  /// Members of a chain in force, counted or not.
  [[nodiscard]] const std::vector<std::int32_t>& members(const Day& day, std::int32_t chain) const {
    if (const CountedArrangement* counted = day.inventory.find(chain)) return counted->members;
    return day.inventory.named[at(chain)];
  }

  Label cause_of_municipality(std::int32_t participant, const Day& here, const Day& there,
                              bool gained, bool top) {
    const auto& others = there.inventory.municipalities;
    if (!top || !std::binary_search(others.begin(), others.end(), participant))
      return {Cause::reorganisation, ""};
    // Of its memberships in official arrangements, which all went with it: the first cause.
    Label best{Cause::lag, ""};
    for (const CountedArrangement& a : here.inventory.arrangements) {
      if (!in_group(a.version) || !source_.is_official(a.version)) continue;
      if (!std::binary_search(a.members.begin(), a.members.end(), participant)) continue;
      const CountedArrangement* other = there.inventory.find(a.chain);
      const bool stayed =
          other != nullptr && in_group(other->version) &&
          std::binary_search(other->members.begin(), other->members.end(), participant);
      best =
          std::min(best, stayed ? Label{Cause::changed, ""}
                                : cause_of_membership(a.chain, participant, here, there, gained));
    }
    return best;
  }

  [[nodiscard]] bool counts(const Day& day, std::int32_t chain, std::int32_t participant) const {
    const CountedArrangement* counted = day.inventory.find(chain);
    if (counted == nullptr) return false;
    if (std::binary_search(counted->members.begin(), counted->members.end(), participant))
      return true;
    const auto now = map_.carry(participant, day.inventory.day, SplitRule::largest);
    return std::any_of(now.begin(), now.end(), [&](std::int32_t p) {
      return std::binary_search(counted->members.begin(), counted->members.end(), p);
    });
  }

  const Inventories& source_;
  SuccessionMap map_;
  std::string figure_;
  std::string group_;
  const FactsheetOptions& options_;
  std::vector<std::uint8_t> classified_;  ///< Per version.
  const SizeClass* sizes_ = nullptr;      ///< Of the group, if it is one of sizes.
};

void check_days(Date before, Date after) {
  if (after < before)
    throw std::invalid_argument("the later day is " + to_string(after) + ", before " +
                                to_string(before));
}

}  // namespace

Difference difference(const Inventories& source, Date before, Date after, std::string_view figure,
                      std::string_view group, Repair repair, const FactsheetOptions& options) {
  FactsheetOptions every = options;
  every.by = {Grouping::form, Grouping::theme, Grouping::domain, Grouping::province,
              Grouping::size};
  check_days(before, after);
  check_decomposable(source, figure, group, every);
  Decomposition decomposition(source, figure, group, every);
  const Day a = decomposition.take(before, Repair::repaired);
  const Day b = decomposition.take(after, Repair::repaired);
  const bool plain = repair == Repair::plain && !source.options().geography;
  if (!plain) dynamics::check_comparable(source, a.inventory, b.inventory, figure, group, every);
  auto parts = decomposition.causes(a, b);

  Difference result;
  result.numerator_before = decomposition.size(a.numerator);
  result.numerator_after = decomposition.size(b.numerator);
  const bool quotient = decomposition.is_quotient();
  if (quotient) {
    result.denominator_before = decomposition.size(a.denominator);
    result.denominator_after = decomposition.size(b.denominator);
  }
  if (plain) {
    const Day plain_a = decomposition.take(before, Repair::plain);
    const Day plain_b = decomposition.take(after, Repair::plain);
    dynamics::check_comparable(source, plain_a.inventory, plain_b.inventory, figure, group, every);
    auto& lag = parts[{Cause::lag, ""}];
    lag.first = (decomposition.size(plain_b.numerator) - decomposition.size(b.numerator)) -
                (decomposition.size(plain_a.numerator) - decomposition.size(a.numerator));
    lag.second = (decomposition.size(plain_b.denominator) - decomposition.size(b.denominator)) -
                 (decomposition.size(plain_a.denominator) - decomposition.size(a.denominator));
    result.numerator_before = decomposition.size(plain_a.numerator);
    result.numerator_after = decomposition.size(plain_b.numerator);
    if (quotient) {
      result.denominator_before = decomposition.size(plain_a.denominator);
      result.denominator_after = decomposition.size(plain_b.denominator);
    }
  }
  const std::int64_t qa = result.denominator_before;
  const std::int64_t qb = result.denominator_after;
  if (qa == 0 || qb == 0)
    throw DataError("nothing to divide by", {std::string(figure), "", "group", std::string(group),
                                             "a group that is there on both days"});
  if (quotient) result.unit = 2 * qa * qb;
  for (const auto& [label, change] : parts) {
    const std::int64_t part =
        quotient ? change.first * (qa + qb) -
                       change.second * (result.numerator_before + result.numerator_after)
                 : change.first;
    result.parts.push_back({label.first, label.second, change.first, change.second, part});
  }
  result.in_between = decomposition.in_between(a, b);
  return result;
}

}  // namespace munigraph
