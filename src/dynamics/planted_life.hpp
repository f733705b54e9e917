#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/dynamics/planted.hpp"

namespace munigraph::dynamics {

/// `one` and `other` became `into` (a new municipality, or `other`).
struct Merger {
  Date date;
  std::int32_t one = 0;
  std::int32_t other = 0;
  std::int32_t into = 0;
};

/// What lives draw from.
struct Pool {
  std::vector<std::uint8_t> merging;  ///< Per participant: in a merger of municipalities.
  std::size_t candidates = 0;         ///< Participants of the base: the first rows.
  std::vector<ArrangementTheme> themes;
};

/// One chain of a planted history: what is planned for it, then the versions that record it.
class Life {
 public:
  using Members = std::map<std::int32_t, std::optional<Date>>;  ///< With their accessions.

  /// What a version says.
  struct State {
    Members members;
    std::int32_t host = -1;  ///< Of a star, else −1.
    std::string name;
    LegalForm form = LegalForm::unknown;
    std::vector<ArrangementTheme> themes;
  };

  Life(const Arrangement& base_row, std::int32_t base_place, std::int32_t its_host,
       std::vector<ArrangementTheme> themes)
      : id(base_row.id),
        base(base_place),
        now{{}, its_host, base_row.name, base_row.legal_form, std::move(themes)},
        arrangement_(base_row) {}

  void join(std::int32_t participant, std::optional<Date> accession) {
    now.members[participant] = accession;
  }

  void plan_joining(Date day) { changes_[day].push_back({Kind::join, {}}); }
  void plan_leaving(Date day) { changes_[day].push_back({Kind::leave, {}}); }
  void plan_revision(Date day) { changes_[day].push_back({Kind::revise, {}}); }
  void plan_host(Date day) { changes_[day].push_back({Kind::host, {}}); }
  /// Another name, form or set of themes.
  void plan_change(Date day) { changes_[day].push_back({Kind::change, {}}); }
  /// Of tasks that were another arrangement's.
  void plan_takeover(Date day) { changes_[day].push_back({Kind::take, {}}); }
  /// A version, one with an error, and one without it.
  void plan_error(Date day);
  /// `in_place`: by editing the version in force on `day`.
  void plan_merger(const Merger& merger, Date day, bool in_place) {
    changes_[day].push_back({in_place ? Kind::edit : Kind::merger, merger});
  }
  /// Whether no version is planned from one day to another.
  [[nodiscard]] bool quiet(Date from, Date to) const;

  /// Carries out the plan; who joins or leaves is drawn among those that never merge. Adds what
  /// happened to the truth.
  void run(Random& random, const Pool& pool, PlantedHistory& result);

  /// Adds versions, memberships and themes. `before`: versions of the chain that are there already.
  void emit(const std::optional<Date>& stop, RegisterTables& tables, std::size_t before = 0) const;
  [[nodiscard]] std::size_t versions() const noexcept { return versions_.size(); }

  std::string id;
  std::int32_t base = 0;  ///< Row of the base register's arrangements.
  Date start;
  State now;  ///< At the start, or after run() at the end.

 private:
  enum class Kind : std::uint8_t {
    join,
    leave,
    revise,
    merger,
    edit,
    host,
    change,
    take,
    err,
    correct
  };
  struct Change {
    Kind kind = Kind::revise;
    Merger merger;
  };
  struct Version {
    Date start;
    State state;
  };

  void merge(const Merger& merger, bool in_place, PlantedHistory& result);
  /// Each says whether anything came of it.
  bool move(bool joins, Date day, Random& random, const Pool& pool, PlantedHistory& result);
  bool change_host(Date day, Random& random, const Pool& pool, PlantedHistory& result);
  void change_feature(Date day, bool only_tasks, Random& random, const Pool& pool,
                      PlantedHistory& result);
  void err(Date day, Random& random, const Pool& pool, PlantedHistory& result);
  void correct(Date day, PlantedHistory& result);
  bool add_theme(Random& random, const Pool& pool);

  Arrangement arrangement_;
  std::set<std::int32_t> gone_;  ///< Who left does not come back.
  std::map<Date, std::vector<Change>> changes_;
  std::vector<Version> versions_;
  State right_;  ///< Before an error.
  PlantedEvent wrong_;
  std::int32_t missing_ = -1;  ///< By mistake.
};

}  // namespace munigraph::dynamics
