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

/// One chain of a planted history: what is planned for it, then the versions that record it.
class Life {
 public:
  using Members = std::map<std::int32_t, std::optional<Date>>;  ///< With their accessions.

  Life(const Arrangement& base_row, std::int32_t base_place, std::int32_t its_host)
      : id(base_row.id), base(base_place), host(its_host), arrangement_(base_row) {}

  void join(std::int32_t participant, std::optional<Date> accession) {
    members_[participant] = accession;
  }
  void date(std::int32_t participant, Date accession) { members_[participant] = accession; }
  [[nodiscard]] bool has(std::int32_t participant) const { return members_.contains(participant); }
  /// As they are now: at the start, or after run() at the end.
  [[nodiscard]] const Members& members() const noexcept { return members_; }

  void plan_joining(Date day) { changes_[day].push_back({Kind::join, {}}); }
  void plan_leaving(Date day) { changes_[day].push_back({Kind::leave, {}}); }
  void plan_revision(Date day) { changes_[day].push_back({Kind::revise, {}}); }
  /// `in_place`: by editing the version in force on `day`.
  void plan_merger(const Merger& merger, Date day, bool in_place) {
    changes_[day].push_back({in_place ? Kind::edit : Kind::merger, merger});
  }

  /// Carries out the plan; who joins or leaves is drawn among those that never merge (the first
  /// `candidates` rows). Adds what happened to the truth.
  void run(Random& random, const std::vector<std::uint8_t>& merging, std::size_t candidates,
           PlantedHistory& result);

  /// Adds versions, memberships and themes.
  void emit(const std::optional<Date>& stop, const std::vector<ArrangementTheme>& themes,
            RegisterTables& tables) const;

  std::string id;
  std::int32_t base = 0;   ///< Row of the base register's arrangements.
  std::int32_t host = -1;  ///< Of a star, else −1.
  Date start;

 private:
  enum class Kind : std::uint8_t { join, leave, revise, merger, edit };
  struct Change {
    Kind kind = Kind::revise;
    Merger merger;
  };
  struct Version {
    Date start;
    Members members;
    std::int32_t host = -1;
  };

  void merge(const Merger& merger, bool in_place, PlantedHistory& result);

  Arrangement arrangement_;
  Members members_;
  std::set<std::int32_t> gone_;  ///< Who left does not come back.
  std::map<Date, std::vector<Change>> changes_;
  std::vector<Version> versions_;
};

}  // namespace munigraph::dynamics
