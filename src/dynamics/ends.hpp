#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "dynamics/features.hpp"
#include "dynamics/history.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/chronicle.hpp"

namespace munigraph::dynamics {

/// How lives begin and end: founded or registered, ended, or continued by others (renumbered,
/// merged, split, absorbed); and what another arrangement under the same number is.
class Ends {
 public:
  Ends(const History& history, const ChronicleRules& rules, const Monitor* monitor);

  /// Appends events and candidates.
  void find(Chronicle& result);

  /// Lives that are one arrangement under two numbers, as found.
  struct Renumbering {
    std::size_t ended = 0;
    std::size_t begun = 0;
  };
  [[nodiscard]] const std::vector<Renumbering>& renumberings() const noexcept {
    return renumberings_;
  }
  /// What became of a life that ended (ended, merged, absorbed, split, renumbered), after find().
  [[nodiscard]] std::optional<EventKind> fate(std::size_t life) const { return edges_[life].fate; }
  /// Whether a life was there before its start, so that it was registered and not founded.
  [[nodiscard]] bool registered(std::size_t life) const { return edges_[life].registered; }

 private:
  /// A life as the rules see it.
  struct Edge {
    bool begins = false;      ///< Its start is known.
    bool ends = false;        ///< It ended before the register did.
    bool registered = false;  ///< It was there before its start.
    bool explained_begin = false;
    bool continues = false;         ///< The same arrangement as another that ended.
    std::optional<EventKind> fate;  ///< How it ended, once a rule has found it.
  };
  /// An ended life and one that began near its end.
  struct Pair {
    std::size_t ended = 0;
    std::size_t begun = 0;
    std::size_t both = 0;  ///< Members in both.
    double overlap = 0;
    std::size_t segment = 0;  ///< Of an absorption: the segment of the begun life.
    bool differs = false;     ///< … and whether something that taking over changes differs then.
  };

  [[nodiscard]] const Segment& first(std::size_t life) const;
  [[nodiscard]] const Segment& last(std::size_t life) const;
  [[nodiscard]] Event begin_of(std::size_t life) const;
  [[nodiscard]] Event end_of(std::size_t life) const;
  [[nodiscard]] Event reuse_of(std::size_t life) const;
  void find_pairs(const Monitor* monitor);
  /// `first`: all pairs, but for those that a merger explains better; else what that left.
  void renumber(Chronicle& result, bool first);
  [[nodiscard]] std::vector<const Pair*> renumberings(Chronicle& result, bool first) const;
  /// Whether another arrangement that ended, and goes on under no other number, brought members
  /// to the new one that this one did not have.
  [[nodiscard]] bool brought_by_another(const Pair& pair, const std::vector<const Pair*>& rivals,
                                        const std::vector<std::uint8_t>& goes_on) const;
  void merge(Chronicle& result);
  void split(Chronicle& result);
  void absorb(Chronicle& result);
  /// Segments by the members that they list, on one geography: participant -> (life, segment).
  using Listing = std::map<std::int32_t, std::vector<std::pair<std::size_t, std::size_t>>>;
  [[nodiscard]] Listing list_segments() const;
  /// Arrangements that were there before and have the members of one that ended when it ends.
  [[nodiscard]] std::vector<Pair> takers(std::size_t ended, const Listing& listing) const;
  [[nodiscard]] bool changed(std::size_t ended, std::size_t life, std::size_t segment) const;
  [[nodiscard]] std::size_t taken(std::size_t ended, std::size_t life, std::size_t segment) const;
  [[nodiscard]] bool near(Day end, Day start) const;
  /// Whether the versions have a domain in common, or `open` where one of them has none.
  [[nodiscard]] bool share_domain(std::int32_t a, std::int32_t b, bool open) const;
  [[nodiscard]] Event joint(EventKind kind, const Pair& pair, double share) const;
  [[nodiscard]] Candidate candidate(EventKind kind, const Pair& pair, double share,
                                    const char* why) const;

  const History& history_;
  const ChronicleRules& rules_;
  const Monitor* monitor_;
  Features features_;
  std::vector<Edge> edges_;  ///< Per life.
  std::vector<Pair> pairs_;  ///< By ended, then begun.
  std::vector<Renumbering> renumberings_;
  bool has_domains_ = false;
};

}  // namespace munigraph::dynamics
