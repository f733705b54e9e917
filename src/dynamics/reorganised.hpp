#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/event.hpp"
#include "munigraph/dynamics/rules.hpp"
#include "munigraph/registry/geography.hpp"

namespace munigraph::dynamics {

/// What municipal reorganisation explains of the joinings and leavings on a fixed geography. There,
/// who stands for a municipality that was divided or dissolved seems to leave by itself where no
/// successor took the place; as municipalities were, it is told.
class Reorganised {
 public:
  /// One explanation: the event as municipalities were, and who was the member then.
  struct Told {
    Event event;
    std::string members;  ///< Ids, joined by "; ".
    bool real = false;    ///< One of them joined or left by itself.
  };

  Reorganised(const GeographyOrigin& origin, const Register& moved, const ChronicleRules& rules,
              const Monitor* monitor);

  /// Of a participant that joined (left) with (after) a version of the moved register; nullptr
  /// where it did so by itself.
  [[nodiscard]] const Told* find(EventKind kind, std::int32_t version,
                                 std::int32_t participant) const;

 private:
  std::map<std::tuple<EventKind, std::int32_t, std::int32_t>, Told> told_;
};

}  // namespace munigraph::dynamics
