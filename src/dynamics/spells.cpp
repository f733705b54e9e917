#include "munigraph/dynamics/spells.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "dynamics/ends.hpp"
#include "dynamics/history.hpp"
#include "dynamics/members.hpp"
#include "dynamics/reorganised.hpp"

namespace munigraph {
namespace {

using namespace dynamics;

/// An arrangement under all its numbers.
struct Thread {
  Chain chain;
  std::size_t first = 0;  ///< The life that it begins with.
  std::size_t last = 0;   ///< The life that it ends with.
};

/// What all spells of a register need.
struct Ground {
  Ground(const Register& reg, const ChronicleRules& rules, const Monitor* monitor)
      : history(reg, rules, monitor), ends(history, rules, monitor), last(day_of(last_day(reg))) {
    Chronicle found;
    ends.find(found);
  }

  [[nodiscard]] std::vector<Thread> threads() const {
    std::vector<std::size_t> next(history.lives().size(), history.lives().size());
    std::vector<char> continues(history.lives().size(), 0);
    for (const auto& [ended, begun] : ends.renumberings()) {
      next[ended] = begun;
      continues[begun] = 1;
    }
    std::vector<Thread> result;
    for (std::size_t l = 0; l < next.size(); ++l) {
      if (continues[l] != 0) continue;
      Thread thread{{history.chains()[history.lives()[l].chain].id, {}}, l, l};
      for (std::size_t k = l; k < next.size(); k = next[k]) {
        const Lifetime& life = history.lives()[k];
        const std::vector<Segment>& from = history.chains()[life.chain].segments;
        thread.chain.segments.insert(thread.chain.segments.end(),
                                     from.begin() + static_cast<std::ptrdiff_t>(life.first),
                                     from.begin() + static_cast<std::ptrdiff_t>(life.last) + 1);
        thread.last = k;
      }
      result.push_back(std::move(thread));
    }
    return result;
  }

  /// Sets how a spell ends that lasts as long as its arrangement.
  void end_with(const Thread& thread, Spell& spell) const {
    const std::optional<EventKind> fate = ends.fate(thread.last);
    const Day end = thread.chain.segments.back().end;
    spell.exit = fate.has_value();
    spell.cause = fate ? word(*fate) : std::string_view("censored");
    spell.stop_earliest = date_of(fate ? end : last);
    // An accession may be dated after the version that lists it has ended.
    spell.stop = std::max(date_of(fate ? history.speaks_from(end) : last), spell.entry);
  }

  History history;
  Ends ends;
  Day last;
};

Day earliest_accession(const Segment& segment) {
  Day first = never;
  for (const Stay& stay : segment.stays)
    if (stay.from != always) first = std::min(first, stay.from);
  return first;
}

bool passing(const Event& event) {
  return event.reason == EventReason::gap_in_register ||
         event.reason == EventReason::error_corrected;
}

/// The spells of one arrangement's members.
class MemberSpells {
 public:
  MemberSpells(const Ground& ground, const Thread& thread, const MemberReasons& reasons)
      : ground_(ground), thread_(thread) {
    const Lifetime life{0, 0, thread.chain.segments.size() - 1};
    changes_ = changes_of(thread.chain, life);
    events_ = reasons.events(thread.chain, life, changes_);
  }

  void add(std::vector<Spell>& result) const {
    std::vector<std::int32_t> participants;
    for (const Segment& segment : thread_.chain.segments)
      participants.insert(participants.end(), segment.listed.begin(), segment.listed.end());
    std::sort(participants.begin(), participants.end());
    participants.erase(std::unique(participants.begin(), participants.end()), participants.end());
    std::size_t k = 0;
    for (const std::int32_t participant : participants) {
      std::optional<Spell> open;
      if (k >= changes_.size() || changes_[k].participant != participant || !changes_[k].joined)
        open = from_the_beginning(participant);
      for (; k < changes_.size() && changes_[k].participant == participant; ++k) {
        if (passing(events_[k])) continue;
        if (changes_[k].joined) {
          open = joined(k);
        } else if (open) {
          leave(*open, k);
          result.push_back(*std::exchange(open, std::nullopt));
        }
      }
      if (!open) continue;
      ground_.end_with(thread_, *open);
      result.push_back(*open);
    }
  }

 private:
  [[nodiscard]] Spell blank(std::int32_t participant, const Segment& segment) const {
    Spell spell;
    spell.arrangement = thread_.chain.id;
    spell.participant = participant;
    spell.version = segment.row;
    spell.members = static_cast<std::int32_t>(segment.listed.size());
    spell.registered = ground_.ends.registered(thread_.first);
    return spell;
  }

  [[nodiscard]] std::optional<Spell> from_the_beginning(std::int32_t participant) const {
    for (const Segment& segment : thread_.chain.segments) {
      const auto [first, last] = segment.stays_of(participant);
      if (first == last) continue;
      const Stay& stay = segment.stays[first];
      if (segment.start == always && stay.from == always) return std::nullopt;
      Spell spell = blank(participant, segment);
      spell.start_known = stay.from != always;
      const Day entry = std::max(segment.start, stay.from);
      spell.start = date_of(spell.start_known ? std::min(stay.from, entry) : entry);
      spell.entry = date_of(entry);
      return spell;
    }
    return std::nullopt;
  }

  [[nodiscard]] Spell joined(std::size_t k) const {
    const Change& change = changes_[k];
    const Segment& segment = thread_.chain.segments[change.segment];
    Spell spell = blank(change.participant, segment);
    spell.start_known = change.known;
    spell.start = events_[k].date;
    spell.entry = std::max(spell.start, date_of(segment.start));
    return spell;
  }

  void leave(Spell& spell, std::size_t k) const {
    spell.exit = true;
    spell.cause = word(events_[k].reason);
    spell.stop = std::max(events_[k].date, spell.entry);
    spell.stop_earliest =
        std::min(spell.stop, events_[k].earliest ? *events_[k].earliest : spell.stop);
  }

  const Ground& ground_;
  const Thread& thread_;
  std::vector<Change> changes_;
  std::vector<Event> events_;
};

}  // namespace

Date last_day(const Register& reg) {
  Day last = always;
  const auto look = [&](const Validity& validity) {
    if (validity.from) last = std::max(last, day_of(*validity.from));
    if (validity.to) last = std::max(last, day_of(*validity.to));
  };
  for (const Arrangement& a : reg.tables().arrangements) look(a.validity);
  for (const Membership& m : reg.tables().memberships) look(m.validity);
  return date_of(last);
}

std::vector<Spell> membership_spells(const Register& reg, const ChronicleRules& rules,
                                     const Monitor* monitor, const GeographyOrigin* origin) {
  const Ground ground(reg, rules, monitor);
  std::optional<Reorganised> moved;
  if (origin != nullptr) moved.emplace(*origin, reg, rules, monitor);
  const MemberReasons reasons(ground.history, rules, moved ? &*moved : nullptr);
  std::vector<Spell> result;
  for (const Thread& thread : ground.threads()) {
    check(monitor);
    MemberSpells(ground, thread, reasons).add(result);
  }
  std::stable_sort(result.begin(), result.end(), [](const Spell& a, const Spell& b) {
    return std::tie(a.arrangement, a.participant, a.start) <
           std::tie(b.arrangement, b.participant, b.start);
  });
  return result;
}

std::vector<Spell> arrangement_spells(const Register& reg, const ChronicleRules& rules,
                                      const Monitor* monitor) {
  const Ground ground(reg, rules, monitor);
  std::vector<Spell> result;
  for (const Thread& thread : ground.threads()) {
    const Segment& first = thread.chain.segments.front();
    if (first.start == always) continue;
    Spell spell;
    spell.arrangement = thread.chain.id;
    spell.version = first.row;
    spell.members = static_cast<std::int32_t>(first.listed.size());
    spell.registered = ground.ends.registered(thread.first);
    spell.entry = date_of(first.start);
    const Day before = spell.registered ? earliest_accession(first) : first.start;
    spell.start = date_of(std::min(before, first.start));
    spell.start_known = !spell.registered;
    ground.end_with(thread, spell);
    result.push_back(std::move(spell));
  }
  return result;
}

}  // namespace munigraph
