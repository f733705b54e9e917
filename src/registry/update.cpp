#include "munigraph/registry/update.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/index.hpp"
#include "registry/fields.hpp"
#include "registry/update_extras.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<RegisterTable>() noexcept {
  static constexpr std::array<std::string_view, 5> all = {
      "participants", "arrangements", "memberships", "arrangement_themes", "successions"};
  return all;
}

template <>
std::span<const std::string_view> words<UpdateAction>() noexcept {
  static constexpr std::array<std::string_view, 5> all = {"added", "changed", "closed", "removed",
                                                          "kept"};
  return all;
}

namespace {

std::int32_t narrow(std::size_t value) { return static_cast<std::int32_t>(value); }
using detail::at;

/// Columns that say something even where they are empty.
bool always_told(std::string_view column) {
  return column == "valid_from" || column == "valid_to" || column == "role";
}

using Columns = std::set<std::string, std::less<>>;

/// The columns of a table that some row fills in.
template <class Row>
Columns told(const std::vector<Row>& rows) {
  Columns found;
  const Row standard{};
  for (const Row& row : rows)
    detail::each_field(
        [&](std::string_view name, const auto& value, const auto& empty) {
          if (always_told(name) || !detail::same(value, empty)) found.emplace(name);
        },
        row, standard);
  return found;
}

class Update {
 public:
  Update(const Register& base, const Register& newer, const UpdateOptions& options)
      : base_(base), newer_(newer), options_(options) {
    result_.tables = base.tables();
    result_.report.closing = options.closing ? options.closing : newer.last_day();
    const RegisterTables& given = newer.tables();
    const std::array<std::size_t, 5> sizes = {
        given.participants.size(), given.arrangements.size(), given.memberships.size(),
        given.arrangement_themes.size(), given.successions.size()};
    for (std::size_t t = 0; t < sizes.size(); ++t) result_.matched[t].assign(sizes[t], -1);
  }

  Updated run() {
    match_participants();
    match_arrangements();
    match_memberships();
    match_themes();
    match_successions();
    RegisterTables& tables = result_.tables;
    for (const auto& [theme, domain] : newer_.tables().domains) tables.domains[theme] = domain;
    if (newer_.tables().exported)
      tables.exported = std::max(tables.exported, newer_.tables().exported);
    const RegisterTables& base = base_.tables();
    note_origin(RegisterTable::participants, base.participants.size(), tables.participants.size());
    note_origin(RegisterTable::arrangements, base.arrangements.size(), tables.arrangements.size());
    note_origin(RegisterTable::memberships, base.memberships.size(), tables.memberships.size());
    note_origin(RegisterTable::successions, base.successions.size(), tables.successions.size());
    return std::move(result_);
  }

 private:
  /// Takes what the given row tells into the row of the result; the columns that differed.
  template <class Row>
  static std::vector<FieldChange> take(Row& row, const Row& given, const Columns& columns) {
    std::vector<FieldChange> changes;
    detail::each_field(
        [&](std::string_view name, auto& value, const auto& news) {
          if (detail::same(value, news) || !columns.contains(name)) return;
          changes.push_back({std::string(name), detail::as_text(value), detail::as_text(news)});
          value = news;
        },
        row, given);
    return changes;
  }

  void changed_or_same(RegisterTable table, std::string id, std::int32_t row, std::int32_t given,
                       std::vector<FieldChange> fields) {
    if (fields.empty()) {
      ++result_.report.unchanged[static_cast<std::size_t>(table)];
      return;
    }
    note({table, UpdateAction::changed, std::move(id), row, given, row, std::move(fields)});
  }

  /// Rows of the base come first, in their order.
  void note_origin(RegisterTable table, std::size_t known, std::size_t rows) {
    auto& origin = result_.origin[static_cast<std::size_t>(table)];
    for (std::size_t r = 0; r < rows; ++r) origin.push_back(r < known ? narrow(r) : -1);
  }

  void match(RegisterTable table, std::size_t given, std::int32_t row) {
    result_.matched[static_cast<std::size_t>(table)][given] = row;
  }

  void note(RowChange change) { result_.report.changes.push_back(std::move(change)); }

  /// Matches rows that have ids: `row_of` gets the row of the result of every given one. Which rows
  /// of the base are still there.
  template <class Row>
  std::vector<std::uint8_t> match_ids(RegisterTable table, std::vector<Row>& rows,
                                      const std::vector<Row>& base, const std::vector<Row>& given,
                                      std::vector<ExtraColumn>& more,
                                      const std::vector<ExtraColumn>& given_more,
                                      std::vector<std::int32_t>& row_of) {
    std::unordered_map<std::string_view, std::int32_t> known;
    for (std::size_t r = 0; r < base.size(); ++r) known.emplace(base[r].id, narrow(r));
    std::vector<std::uint8_t> seen(base.size());
    for (std::size_t g = 0; g < given.size(); ++g) {
      const auto found = known.find(given[g].id);
      if (found == known.end()) {
        row_of.push_back(narrow(rows.size()));
        rows.push_back(given[g]);
      } else {
        row_of.push_back(found->second);
        match(table, g, found->second);
        seen[at(found->second)] = 1;
      }
    }
    const Columns columns = told(given);
    detail::ExtraMerge extras(more, given_more, rows.size());
    for (std::size_t g = 0; g < given.size(); ++g) {
      const std::int32_t row = row_of[g];
      if (at(row) >= seen.size()) {
        extras.take(at(row), g);
        note({table, UpdateAction::added, given[g].id, -1, narrow(g), row, {}});
        continue;
      }
      auto fields = take(rows[at(row)], given[g], columns);
      extras.take(at(row), g, &fields);
      changed_or_same(table, given[g].id, row, narrow(g), std::move(fields));
    }
    return seen;
  }

  void match_participants() {
    auto& rows = result_.tables.participants;
    const auto seen = match_ids(RegisterTable::participants, rows, base_.tables().participants,
                                newer_.tables().participants, result_.tables.participant_extras,
                                newer_.tables().participant_extras, participant_row_);
    for (std::size_t r = 0; r < seen.size(); ++r)
      if (seen[r] == 0)
        note({RegisterTable::participants,
              UpdateAction::kept,
              rows[r].id,
              narrow(r),
              -1,
              narrow(r),
              {}});
  }

  [[nodiscard]] bool can_leave(std::size_t arrangement) const {
    return options_.same_source.empty() || options_.same_source[arrangement] != 0;
  }

  /// Ends a period at the closing day, where it is still open then; what changed.
  std::vector<FieldChange> close(Validity& validity) const {
    const auto& day = result_.report.closing;
    if (!day || (validity.to && *validity.to <= *day)) return {};
    const Date end = validity.from && *validity.from > *day ? *validity.from : *day;
    FieldChange change{"valid_to", detail::as_text(validity.to), detail::as_text(end)};
    validity.to = end;
    return {std::move(change)};
  }

  void leave(RegisterTable table, std::string id, std::int32_t row, Validity& validity) {
    auto fields = close(validity);
    const UpdateAction action = fields.empty() ? UpdateAction::kept : UpdateAction::closed;
    note({table, action, std::move(id), row, -1, row, std::move(fields)});
  }

  void match_arrangements() {
    auto& rows = result_.tables.arrangements;
    arrangement_seen_ = match_ids(RegisterTable::arrangements, rows, base_.tables().arrangements,
                                  newer_.tables().arrangements, result_.tables.arrangement_extras,
                                  newer_.tables().arrangement_extras, arrangement_row_);
    for (std::size_t r = 0; r < arrangement_seen_.size(); ++r)
      if (arrangement_seen_[r] == 0 && can_leave(r))
        leave(RegisterTable::arrangements, rows[r].id, narrow(r), rows[r].validity);
  }

  using Pair = std::pair<std::int32_t, std::int32_t>;

  /// Rows of memberships by arrangement, participant and start.
  static std::vector<std::size_t> ordered(const std::vector<Membership>& rows,
                                          const std::vector<Pair>& keys) {
    std::vector<std::size_t> order(rows.size());
    for (std::size_t r = 0; r < order.size(); ++r) order[r] = r;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(keys[a], rows[a].validity.from, a) <
             std::tie(keys[b], rows[b].validity.from, b);
    });
    return order;
  }

  std::string membership_id(Pair key) const {
    return result_.tables.arrangements[at(key.first)].id + ", " +
           result_.tables.participants[at(key.second)].id;
  }

  void match_memberships() {
    auto& rows = result_.tables.memberships;
    const auto& given = newer_.tables().memberships;
    const auto columns = told(given);
    std::vector<Pair> base_keys;
    for (const Membership& m : rows) base_keys.emplace_back(m.arrangement, m.participant);
    std::vector<Pair> given_keys;
    for (const Membership& m : given)
      given_keys.emplace_back(arrangement_row_[at(m.arrangement)],
                              participant_row_[at(m.participant)]);
    const auto base_order = ordered(rows, base_keys);
    const auto given_order = ordered(given, given_keys);
    std::vector<std::size_t> fresh;
    std::size_t b = 0;
    for (std::size_t g = 0; g < given_order.size();) {
      const Pair key = given_keys[given_order[g]];
      while (b < base_order.size() && base_keys[base_order[b]] < key)
        left(base_order[b++], base_keys);
      // Periods of one participant in one arrangement: by their start where it is the same, else in
      // their order.
      std::vector<std::size_t> ours;
      std::vector<std::size_t> theirs;
      for (; b < base_order.size() && base_keys[base_order[b]] == key; ++b)
        ours.push_back(base_order[b]);
      for (; g < given_order.size() && given_keys[given_order[g]] == key; ++g)
        theirs.push_back(given_order[g]);
      match_periods(ours, theirs, columns, base_keys, key, fresh);
    }
    while (b < base_order.size()) left(base_order[b++], base_keys);
    std::sort(fresh.begin(), fresh.end());
    for (const std::size_t g : fresh) {
      Membership made = given[g];
      std::tie(made.arrangement, made.participant) = given_keys[g];
      note({RegisterTable::memberships,
            UpdateAction::added,
            membership_id(given_keys[g]),
            -1,
            narrow(g),
            narrow(rows.size()),
            {}});
      rows.push_back(made);
    }
  }

  void match_periods(std::vector<std::size_t>& ours, std::vector<std::size_t>& theirs,
                     const Columns& columns, const std::vector<Pair>& base_keys, Pair key,
                     std::vector<std::size_t>& fresh) {
    auto& rows = result_.tables.memberships;
    const auto& given = newer_.tables().memberships;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (auto own = ours.begin(); own != ours.end();) {
      const auto same_start = std::find_if(theirs.begin(), theirs.end(), [&](std::size_t g) {
        return given[g].validity.from == rows[*own].validity.from;
      });
      if (same_start == theirs.end()) {
        ++own;
        continue;
      }
      pairs.emplace_back(*own, *same_start);
      theirs.erase(same_start);
      own = ours.erase(own);
    }
    const std::size_t common = std::min(ours.size(), theirs.size());
    for (std::size_t i = 0; i < common; ++i) pairs.emplace_back(ours[i], theirs[i]);
    for (const auto& [row, g] : pairs) match(RegisterTable::memberships, g, narrow(row));
    for (const auto& [row, g] : pairs)
      changed_or_same(RegisterTable::memberships, membership_id(key), narrow(row), narrow(g),
                      take(rows[row], given[g], columns));
    for (std::size_t i = common; i < ours.size(); ++i) left(ours[i], base_keys);
    fresh.insert(fresh.end(), theirs.begin() + static_cast<std::ptrdiff_t>(common), theirs.end());
  }

  void left(std::size_t row, const std::vector<Pair>& keys) {
    if (!can_leave(at(keys[row].first))) return;
    leave(RegisterTable::memberships, membership_id(keys[row]), narrow(row),
          result_.tables.memberships[row].validity);
  }

  void match_themes() {
    auto& rows = result_.tables.arrangement_themes;
    const auto& given = newer_.tables().arrangement_themes;
    using Key = std::pair<std::int32_t, std::string_view>;
    std::vector<std::pair<Key, std::int32_t>> known;
    const auto& base = base_.tables().arrangement_themes;
    for (std::size_t r = 0; r < base.size(); ++r)
      known.push_back({{base[r].arrangement, base[r].theme}, narrow(r)});
    std::sort(known.begin(), known.end());
    std::vector<std::uint8_t> seen(rows.size());
    std::vector<ArrangementTheme> fresh;
    for (std::size_t g = 0; g < given.size(); ++g) {
      const Key key{arrangement_row_[at(given[g].arrangement)], given[g].theme};
      const auto found =
          std::lower_bound(known.begin(), known.end(), key,
                           [](const auto& one, const Key& sought) { return one.first < sought; });
      const std::string id = theme_id(key.first, key.second);
      if (found == known.end() || found->first != key) {
        fresh.push_back(given[g]);
        fresh.back().arrangement = key.first;
        note({RegisterTable::arrangement_themes, UpdateAction::added, id, -1, narrow(g), -1, {}});
        continue;
      }
      seen[at(found->second)] = 1;
      match(RegisterTable::arrangement_themes, g, found->second);
      std::vector<FieldChange> fields;
      ArrangementTheme& row = rows[at(found->second)];
      if (row.basis != given[g].basis) {
        fields.push_back({"basis", detail::as_text(row.basis), detail::as_text(given[g].basis)});
        row.basis = given[g].basis;
      }
      changed_or_same(RegisterTable::arrangement_themes, id, found->second, narrow(g),
                      std::move(fields));
    }
    drop_themes(seen, std::move(fresh));
  }

  std::string theme_id(std::int32_t arrangement, std::string_view theme) const {
    return result_.tables.arrangements[at(arrangement)].id + ", " + std::string(theme);
  }

  /// Removes the themes that the source no longer gives and adds the new ones; rows of the result
  /// are known only then.
  void drop_themes(const std::vector<std::uint8_t>& seen, std::vector<ArrangementTheme> fresh) {
    auto& rows = result_.tables.arrangement_themes;
    std::vector<ArrangementTheme> kept;
    std::vector<std::int32_t> now(rows.size(), -1);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto arrangement = at(rows[r].arrangement);
      const bool there = arrangement_seen_[arrangement] != 0;
      if (seen[r] == 0 && there && can_leave(arrangement)) {
        note({RegisterTable::arrangement_themes,
              UpdateAction::removed,
              theme_id(rows[r].arrangement, rows[r].theme),
              narrow(r),
              -1,
              -1,
              {}});
        continue;
      }
      now[r] = narrow(kept.size());
      kept.push_back(rows[r]);
      result_.origin[3].push_back(narrow(r));
    }
    result_.origin[3].resize(kept.size() + fresh.size(), -1);
    std::int32_t next = narrow(kept.size());
    kept.insert(kept.end(), fresh.begin(), fresh.end());
    rows = std::move(kept);
    for (RowChange& change : result_.report.changes) {
      if (change.table != RegisterTable::arrangement_themes) continue;
      if (change.action == UpdateAction::added) change.after = next++;
      if (change.action == UpdateAction::changed) change.after = now[at(change.before)];
    }
  }

  void match_successions() {
    auto& rows = result_.tables.successions;
    const auto& given = newer_.tables().successions;
    const auto columns = told(given);
    const auto key_of = [](const Succession& s) { return std::tie(s.date, s.from, s.to); };
    std::vector<std::int32_t> order(rows.size());
    for (std::size_t r = 0; r < order.size(); ++r) order[r] = narrow(r);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
      return key_of(rows[at(a)]) < key_of(rows[at(b)]);
    });
    const std::size_t known = rows.size();
    std::vector<std::uint8_t> seen(known);
    for (std::size_t g = 0; g < given.size(); ++g) {
      const auto found = std::lower_bound(order.begin(), order.end(), given[g],
                                          [&](std::int32_t r, const Succession& sought) {
                                            return key_of(rows[at(r)]) < key_of(sought);
                                          });
      std::string id = to_string(given[g].date) + ", " + given[g].from + ", " + given[g].to;
      if (found == order.end() || key_of(rows[at(*found)]) != key_of(given[g])) {
        note({RegisterTable::successions,
              UpdateAction::added,
              std::move(id),
              -1,
              narrow(g),
              narrow(rows.size()),
              {}});
        rows.push_back(given[g]);
        continue;
      }
      seen[at(*found)] = 1;
      match(RegisterTable::successions, g, *found);
      changed_or_same(RegisterTable::successions, std::move(id), *found, narrow(g),
                      take(rows[at(*found)], given[g], columns));
    }
    for (std::size_t r = 0; r < known; ++r)
      if (seen[r] == 0)
        note({RegisterTable::successions,
              UpdateAction::kept,
              to_string(rows[r].date) + ", " + rows[r].from + ", " + rows[r].to,
              narrow(r),
              -1,
              narrow(r),
              {}});
  }

  const Register& base_;
  const Register& newer_;
  const UpdateOptions& options_;
  Updated result_;
  std::vector<std::int32_t> participant_row_;  ///< Row of what was given → row of the result.
  std::vector<std::int32_t> arrangement_row_;
  std::vector<std::uint8_t> arrangement_seen_;
};

}  // namespace

Updated update(const Register& base, const Register& newer, const UpdateOptions& options) {
  return Update(base, newer, options).run();
}

}  // namespace munigraph
