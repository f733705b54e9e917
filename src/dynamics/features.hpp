#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dynamics/history.hpp"
#include "munigraph/dynamics/event.hpp"

namespace munigraph::dynamics {

/// What differs between successive versions beside their members: form, name, themes, host, number;
/// and `revised` where nothing does.
class Features {
 public:
  Features(const History& history, const ChronicleRules& rules);

  /// The events of a life of a chain. `changed` says per segment of the life whether members differ
  /// from the segment before.
  [[nodiscard]] std::vector<Event> events(const Chain& chain, const Lifetime& life,
                                          const std::vector<char>& changed) const;
  /// Whether form, name, themes or host differ between two segments.
  [[nodiscard]] bool differ(const Segment& before, const Segment& after) const;

 private:
  /// What a version is, as it is compared (empty: not stated) and as it is shown.
  struct Value {
    std::string key;
    std::string shown;
  };
  using Column = std::vector<Value>;
  struct Walk;

  [[nodiscard]] Value value(const Segment& segment, EventKind kind) const;
  [[nodiscard]] Value hosts(const Segment& segment) const;
  /// Hosts when a segment ends.
  [[nodiscard]] static std::vector<std::int32_t> host_rows(const Segment& segment);
  void explain_host(const Segment& before, const Segment& after, Event& event) const;
  void compare(const Walk& walk, EventKind kind, std::vector<Event>& events,
               std::vector<char>& differs) const;
  void inside_hosts(const Walk& walk, std::vector<Event>& events) const;
  [[nodiscard]] Event renumbered(const Walk& walk, std::size_t segment) const;
  [[nodiscard]] Event revised(const Walk& walk, std::size_t segment) const;

  const History& history_;
  const ChronicleRules& rules_;
  std::vector<std::vector<std::string>> themes_;  ///< Stated ones per version, ascending.
};

}  // namespace munigraph::dynamics
