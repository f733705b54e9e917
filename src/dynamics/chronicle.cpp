#include "munigraph/dynamics/chronicle.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dynamics/ends.hpp"
#include "dynamics/features.hpp"
#include "dynamics/history.hpp"
#include "dynamics/members.hpp"
#include "dynamics/reorganised.hpp"

namespace munigraph {
namespace {

using dynamics::Chain;
using dynamics::Change;
using dynamics::Lifetime;

/// What happens within lives.
class Within {
 public:
  Within(const dynamics::History& history, const ChronicleRules& rules,
         const dynamics::Reorganised* moved)
      : members_(history, rules, moved), features_(history, rules) {}

  void add(const Chain& chain, const Lifetime& life, std::vector<Event>& events) const {
    const std::vector<Change> changes = dynamics::changes_of(chain, life);
    std::vector<char> changed(life.last - life.first + 1, 0);
    for (const Change& change : changes)
      if (change.at_border) changed[change.segment + (change.joined ? 0 : 1) - life.first] = 1;
    append(members_.events(chain, life, changes), events);
    append(features_.events(chain, life, changed), events);
  }

  /// What differs where one chain goes on under the number of another.
  void add_border(std::string_view id, const dynamics::Segment& before,
                  const dynamics::Segment& after, std::vector<Event>& events) const {
    const Chain both{id, {before, after}};
    const Lifetime life{0, 0, 1};
    std::vector<Change> changes = dynamics::changes_of(both, life);
    std::erase_if(changes, [](const Change& change) { return !change.at_border; });
    append(members_.events(both, life, changes), events);
    std::vector<Event> other = features_.events(both, life, {0, 1});
    std::erase_if(other, [](const Event& e) {
      return e.version_before == e.version_after || e.kind == EventKind::renumbered;
    });
    append(std::move(other), events);
  }

 private:
  static void append(std::vector<Event> more, std::vector<Event>& events) {
    std::move(more.begin(), more.end(), std::back_inserter(events));
  }

  dynamics::MemberReasons members_;
  dynamics::Features features_;
};

void sort(Chronicle& result) {
  const auto key = [](const Event& e) {
    return std::tie(e.date, e.arrangement, e.kind, e.participant, e.counterpart, e.version_after);
  };
  std::stable_sort(result.events.begin(), result.events.end(),
                   [&](const Event& a, const Event& b) { return key(a) < key(b); });
  const auto place = [](const Candidate& c) {
    return std::tie(c.ended, c.arrangement, c.kind, c.counterpart);
  };
  std::stable_sort(result.candidates.begin(), result.candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return place(a) < place(b); });
}

}  // namespace

Chronicle chronicle(const Register& reg, const ChronicleRules& rules, const Monitor* monitor,
                    const GeographyOrigin* origin) {
  const dynamics::History history(reg, rules, monitor);
  std::optional<dynamics::Reorganised> moved;
  if (origin != nullptr) moved.emplace(*origin, reg, rules, monitor);
  const Within within(history, rules, moved ? &*moved : nullptr);
  Chronicle result;
  for (const Lifetime& life : history.lives()) {
    check(monitor);
    within.add(history.chains()[life.chain], life, result.events);
  }
  dynamics::Ends ends(history, rules, monitor);
  ends.find(result);
  for (const auto& [ended, begun] : ends.renumberings()) {
    const Lifetime& before = history.lives()[ended];
    const Lifetime& after = history.lives()[begun];
    const Chain& old = history.chains()[before.chain];
    const Chain& other = history.chains()[after.chain];
    within.add_border(old.id, old.segments[before.last], other.segments[after.first],
                      result.events);
  }
  check(monitor);
  sort(result);
  return result;
}

}  // namespace munigraph
