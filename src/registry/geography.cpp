#include "munigraph/registry/geography.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <variant>

#include "carrier.hpp"
#include "core/index.hpp"
#include "munigraph/core/error.hpp"

namespace munigraph {

using Action = GeographyChange::Action;

template <>
std::span<const std::string_view> words<GeographyChange::Action>() noexcept {
  static constexpr std::array<std::string_view, 5> all{"carried", "merged", "extended",
                                                       "undetermined", "gone"};
  return all;
}

namespace {

constexpr std::int64_t always = std::numeric_limits<std::int64_t>::max();

using detail::at;

/// What one membership brings to one participant.
struct Piece {
  std::int32_t row = 0;  ///< Of the old memberships.
  Role role = Role::member;
  std::int64_t from = -always;
  std::int64_t to = always;
};

/// Host before member before observer.
int strength(Role role) { return role == Role::host ? 2 : role == Role::member ? 1 : 0; }

/// The strongest role at each time, as stretches that do not touch where roles are equal; `row` is
/// the first that covers the stretch.
std::vector<Piece> stretches(const std::vector<Piece>& pieces) {
  std::set<std::int64_t> cuts;
  for (const Piece& p : pieces) cuts.insert({p.from, p.to});
  std::vector<Piece> result;
  for (auto cut = cuts.begin(); cut != cuts.end() && std::next(cut) != cuts.end(); ++cut) {
    const Piece* best = nullptr;
    for (const Piece& p : pieces)
      if (p.from <= *cut && *cut < p.to && (!best || strength(p.role) > strength(best->role)))
        best = &p;
    if (!best) continue;
    if (!result.empty() && result.back().to == *cut && result.back().role == best->role)
      result.back().to = *std::next(cut);
    else
      result.push_back({best->row, best->role, *cut, *std::next(cut)});
  }
  // Only memberships that are never in force: keep the first as it is.
  if (result.empty() && !pieces.empty()) result.push_back(pieces.front());
  return result;
}

std::int64_t days(Date date) { return date.time_since_epoch().count(); }

Validity validity_of(const Piece& p) {
  const auto date = [](std::int64_t day) {
    return Date(std::chrono::days(static_cast<std::chrono::days::rep>(day)));
  };
  Validity v;
  if (p.from != -always) v.from = date(p.from);
  if (p.to != always) v.to = date(p.to);
  return v;
}

template <class Row>
void keep_rows(std::vector<Row>& rows, const std::vector<std::int32_t>& new_row) {
  std::size_t next = 0;
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (new_row[r] >= 0) std::swap(rows[next++], rows[r]);
  rows.resize(next);
}

void keep_rows(std::vector<ExtraColumn>& extras, const std::vector<std::int32_t>& new_row) {
  for (ExtraColumn& extra : extras)
    std::visit([&](auto& values) { keep_rows(values, new_row); }, extra.values);
}

class Move {
 public:
  Move(const Register& reg, Date day, SplitRule splits)
      : old_(reg.tables()), carrier_(reg), day_(day), splits_(splits) {
    tables_ = old_;
    tables_.memberships.clear();
    tables_.successions.clear();
    tables_.exported = reg.last_day();  // A year stands for the same day, whatever is gone.
    move_participants();
    changes_.resize(old_.memberships.size());
    for (std::size_t a = 0; a < old_.arrangements.size(); ++a)
      arrangement(static_cast<std::int32_t>(a), reg.memberships_of(static_cast<std::int32_t>(a)));
  }

  FixedGeography finish() {
    renumber();
    FixedGeography result{Register(std::move(tables_)), {}, 0, 0, 0, 0, gone_};
    result.read = static_cast<std::int64_t>(changes_.size());
    for (GeographyChange& change : changes_) {
      const bool changed = change.membership >= 0;
      const Action action = changed ? change.action : Action::carried;
      if (action == Action::undetermined || action == Action::gone)
        ++result.left_out;
      else if (action == Action::merged)
        ++result.merged;
      else
        ++result.taken;
      if (changed) result.changes.push_back(std::move(change));
    }
    return result;
  }

 private:
  using Pieces = std::map<std::int32_t, std::vector<Piece>>;  ///< By participant.

  void move_participants() {
    std::set<std::string_view> reorganised;
    for (const Succession& s : old_.successions) reorganised.insert({s.from, s.to});
    leaves_.assign(old_.participants.size(), 0);
    std::int32_t municipalities = 0;
    for (std::size_t p = 0; p < old_.participants.size(); ++p) {
      const Participant& one = old_.participants[p];
      const bool municipality = one.kind == ParticipantKind::municipality;
      if (!municipality && !reorganised.contains(one.id)) continue;
      leaves_[p] = one.validity.contains(day_) ? 0 : 1;
      if (leaves_[p] != 0) continue;
      municipalities += municipality ? 1 : 0;
      tables_.participants[p].validity = {};
    }
    if (municipalities == 0)
      throw DataError("no municipality is in force on this date",
                      {"participants", "", "valid_from", to_string(day_),
                       "a date on which municipalities are in force"});
  }

  void arrangement(std::int32_t a, const std::vector<std::int32_t>& rows) {
    Pieces pieces;
    std::set<std::int32_t> before;
    bool all_placed = true;
    for (const std::int32_t r : rows) {
      const Membership& m = old_.memberships[at(r)];
      if (is_municipality(m.participant)) before.insert(m.participant);
      collect(r, pieces);
      all_placed = all_placed && changes_[at(r)].action != Action::undetermined;
    }
    const bool inside_one = pieces.size() == 1 && before.size() > 1 && all_placed;
    if (pieces.empty() || inside_one) {
      ++gone_;
      gone_rows_.push_back(a);
      const std::string reason = inside_one ? "all its municipalities are one: " + ids(pieces)
                                            : std::string("nobody is left in it");
      for (const std::int32_t r : rows) {
        note(r, Action::gone, reason);
        changes_[at(r)].became.clear();
      }
      return;
    }
    std::set<std::int32_t> taken;
    for (const auto& [participant, list] : pieces)
      for (const Piece& p : stretches(list)) {
        taken.insert(p.row);
        tables_.memberships.push_back({a, participant, p.role, validity_of(p)});
      }
    for (const std::int32_t r : rows) {
      const bool placed = changes_[at(r)].action != Action::undetermined;
      if (!taken.contains(r) && placed) merge(r);
    }
  }

  /// What row `r` brings, to whom.
  void collect(std::int32_t r, Pieces& pieces) {
    const Membership& m = old_.memberships[at(r)];
    Piece piece{r, m.role};
    if (m.validity.from) piece.from = days(*m.validity.from);
    if (m.validity.to) piece.to = days(*m.validity.to);
    const Validity& version = old_.arrangements[at(m.arrangement)].validity;
    if (carrier_.is_takeover(r) && (!version.from || *version.from < *m.validity.from)) {
      note(r, Action::extended, "accession by reorganisation on " + to_string(*m.validity.from));
      changes_[at(r)].became = old_.participants[at(m.participant)].id;
      piece.from = -always;
    }
    if (leaves_[at(m.participant)] == 0) {
      pieces[m.participant].push_back(piece);
      return;
    }
    const std::vector<std::int32_t> targets = carrier_.stand_ins(m, day_, splits_);
    const std::string why = carrier_.why_absent(m.participant, day_);
    if (targets.empty()) {
      note(r, Action::undetermined, why + "; " + carrier_.why_undetermined(m.participant));
      changes_[at(r)].became.clear();
      return;
    }
    note(r, Action::carried, why);
    changes_[at(r)].became = carrier_.ids(targets);
    for (const std::int32_t p : targets) {
      piece.role = m.role == Role::host && p != carrier_.main_one(targets) ? Role::member : m.role;
      pieces[p].push_back(piece);
    }
  }

  void merge(std::int32_t r) {
    if (changes_[at(r)].membership < 0) {
      note(r, Action::merged, "the same membership, carried over from others");
      changes_[at(r)].became = old_.participants[at(old_.memberships[at(r)].participant)].id;
    }
    changes_[at(r)].action = Action::merged;
  }

  void note(std::int32_t r, Action action, const std::string& reason) {
    const Membership& m = old_.memberships[at(r)];
    GeographyChange& change = changes_[at(r)];
    change.membership = r;
    change.arrangement = m.arrangement;
    change.participant = m.participant;
    change.action = action;
    change.reason = change.reason.empty() ? reason : change.reason + "; " + reason;
  }

  void renumber() {
    const auto numbered = [](std::size_t size, const auto& drops) {
      std::vector<std::int32_t> rows(size, -1);
      std::int32_t next = 0;
      for (std::size_t r = 0; r < size; ++r)
        if (!drops(r)) rows[r] = next++;
      return rows;
    };
    const auto participants =
        numbered(leaves_.size(), [&](std::size_t p) { return leaves_[p] != 0; });
    const auto arrangements = numbered(old_.arrangements.size(), [&](std::size_t a) {
      return std::binary_search(gone_rows_.begin(), gone_rows_.end(), static_cast<std::int32_t>(a));
    });
    keep_rows(tables_.participants, participants);
    keep_rows(tables_.participant_extras, participants);
    keep_rows(tables_.arrangements, arrangements);
    keep_rows(tables_.arrangement_extras, arrangements);
    std::erase_if(tables_.arrangement_themes, [&](const ArrangementTheme& row) {
      return arrangements[at(row.arrangement)] < 0;
    });
    for (ArrangementTheme& row : tables_.arrangement_themes)
      row.arrangement = arrangements[at(row.arrangement)];
    for (Membership& m : tables_.memberships) {
      m.arrangement = arrangements[at(m.arrangement)];
      m.participant = participants[at(m.participant)];
    }
    std::set<std::string_view> gone;
    for (const std::int32_t a : gone_rows_) gone.insert(old_.arrangements[at(a)].id);
    for (Arrangement& a : tables_.arrangements)
      if (gone.contains(a.parent)) a.parent.clear();
  }

  [[nodiscard]] bool is_municipality(std::int32_t p) const {
    return old_.participants[at(p)].kind == ParticipantKind::municipality;
  }
  [[nodiscard]] std::string ids(const Pieces& pieces) const {
    std::vector<std::int32_t> rows;
    for (const auto& [participant, list] : pieces) rows.push_back(participant);
    return carrier_.ids(rows);
  }

  const RegisterTables& old_;
  registry::Carrier carrier_;
  Date day_;
  SplitRule splits_;
  RegisterTables tables_;
  std::vector<std::uint8_t> leaves_;      ///< Per participant.
  std::vector<GeographyChange> changes_;  ///< Per membership; membership −1: none.
  std::vector<std::int32_t> gone_rows_;   ///< Rows of arrangements, ascending.
  std::int32_t gone_ = 0;
};

}  // namespace

Validity geography_range(const Register& reg) {
  Validity range;
  const auto add = [&](const std::optional<Date>& date) {
    if (!date) return;
    range.from = std::min(range.from.value_or(*date), *date);
    range.to = std::max(range.to.value_or(*date), *date);
  };
  const RegisterTables& t = reg.tables();
  for (const Participant& p : t.participants) {
    add(p.validity.from);
    add(p.validity.to);
  }
  for (const Succession& s : t.successions) add(s.date);
  for (const Arrangement& a : t.arrangements) {
    add(a.validity.from);
    add(a.validity.to);
  }
  add(reg.last_day());
  return range;
}

Date geography_of_year(const Register& reg, std::int32_t year) {
  const auto in = [&](std::chrono::month month) {
    return Date{std::chrono::sys_days{std::chrono::year{year} / month / 1}};
  };
  const std::optional<Date> last = geography_range(reg).to;
  const Date usual = in(std::chrono::July);
  return last && *last < usual && *last >= in(std::chrono::January) ? *last : usual;
}

void check_geography(const Register& reg, Date day) {
  const Validity range = geography_range(reg);
  if ((range.from && day < *range.from) || (range.to && day > *range.to)) {
    const std::string last = to_string(*range.to);
    const std::string hint =
        day > *range.to ? " (" + last + " itself, if nothing has changed since)" : "";
    throw DataError("the register does not tell who was a municipality on this date",
                    {"participants", "", "valid_from", to_string(day),
                     "a date from " + to_string(*range.from) + " to " + last + hint});
  }
}

FixedGeography on_geography(const Register& reg, Date day, SplitRule splits) {
  return Move(reg, day, splits).finish();
}

}  // namespace munigraph
