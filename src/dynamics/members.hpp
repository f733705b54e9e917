#pragma once

#include <cstdint>
#include <vector>

#include "dynamics/history.hpp"
#include "dynamics/reorganised.hpp"
#include "munigraph/dynamics/event.hpp"

namespace munigraph::dynamics {

/// One participant's coming or going, before it has a reason.
struct Change {
  bool joined = false;
  std::int32_t participant = 0;
  /// Of a joining the first segment with the member, of a leaving the last.
  std::size_t segment = 0;
  bool at_border = false;  ///< Seen by comparing versions, not recorded inside one.
  bool known = false;      ///< The date is an accession or a recorded end.
  Day date = 0;
  Day earliest = 0;
  Day latest = 0;
};

/// Joinings and leavings within a life, by participant and then time.
[[nodiscard]] std::vector<Change> changes_of(const Chain& chain, const Lifetime& life);

/// Gives changes their reason, rule and date.
class MemberReasons {
 public:
  /// `moved`: of a register on a fixed geography, what reorganisation explains; or nullptr.
  MemberReasons(const History& history, const ChronicleRules& rules,
                const Reorganised* moved = nullptr);

  /// The events of the changes of a life of a chain, as changes_of() gives them.
  [[nodiscard]] std::vector<Event> events(const Chain& chain, const Lifetime& life,
                                          const std::vector<Change>& changes) const;

 private:
  void explain_left(const Chain& chain, const Lifetime& life, const Change& change,
                    Event& event) const;
  void explain_joined(const Chain& chain, const Lifetime& life, const Change& change,
                      Event& event) const;
  bool explain_moved(const Change& change, Event& event) const;
  bool joined_by_merger(const Chain& chain, const Lifetime& life, const Change& change,
                        Event& event) const;
  bool born_of_unknown(const Chain& chain, const Change& change, Event& event) const;
  [[nodiscard]] bool in_time(const Change& change, Day succession) const;
  [[nodiscard]] bool existed(std::int32_t participant, Day day) const;
  [[nodiscard]] Day dissolved(std::int32_t participant) const;
  [[nodiscard]] const Participant& participant(std::int32_t row) const;

  const History& history_;
  const ChronicleRules& rules_;
  const Reorganised* moved_;
  std::vector<std::uint8_t> member_somewhere_;  ///< Per participant.
};

}  // namespace munigraph::dynamics
