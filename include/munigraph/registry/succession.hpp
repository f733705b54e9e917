#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// Where the memberships of a municipality go that was split among several.
enum class SplitRule : std::uint8_t {
  undetermined,  ///< Nowhere, unless the succession names one.
  largest        ///< To the successor with the largest share, where all shares are known.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<SplitRule>() noexcept;

/// Who stands in for a participant on another day, by the register's successions.
///
/// Forward in time (the participant had ended): its successor, and that one's, until one is in
/// force. A succession *names one* where it has exactly one successor that is merged, renamed or
/// recoded, or exactly one at all; else the participant was split, and SplitRule decides. Backward
/// (the participant did not exist yet): all predecessors from which it was made on the day that it
/// began, splits among them, and theirs. Only successions within 31 days of the end or the
/// beginning count; those of kind `part` move a border and no membership.
class MUNIGRAPH_EXPORT SuccessionMap {
 public:
  explicit SuccessionMap(const Register& reg);

  /// Rows of the participants that stand for `participant` on `day`, ascending: itself if it is in
  /// force, one or none going forward, any number going backward.
  /// Cost: linear in the successions on the way.
  [[nodiscard]] std::vector<std::int32_t> carry(std::int32_t participant, Date day,
                                                SplitRule splits) const;

  /// Those from which the participant was made on the day it began, ascending; not carried on.
  [[nodiscard]] const std::vector<std::int32_t>& predecessors(std::int32_t participant) const& {
    return predecessors_[static_cast<std::size_t>(participant)];
  }
  const std::vector<std::int32_t>& predecessors(std::int32_t participant) const&& = delete;
  /// Those that took over from it on the day it ended, whether or not one is named; ascending.
  [[nodiscard]] std::vector<std::int32_t> successors(std::int32_t participant) const;

  /// Whether an accession on `day` is the day on which the participant was made from others, which
  /// says when it took over their membership and not when it joined.
  [[nodiscard]] bool is_takeover(std::int32_t participant, Date day) const;

 private:
  struct Step {
    std::int32_t to = 0;
    SuccessionKind kind = SuccessionKind::merged;
    double share = 0.0;
  };
  void carry_into(std::int32_t participant, Date day, SplitRule splits,
                  std::vector<std::int32_t>& seen, std::vector<std::int32_t>& result) const;
  [[nodiscard]] std::optional<std::int32_t> named(std::int32_t participant, SplitRule splits) const;

  std::vector<Validity> validity_;                       ///< Of participants.
  std::vector<std::vector<Step>> steps_;                 ///< Forward, of participants.
  std::vector<std::vector<std::int32_t>> predecessors_;  ///< Of participants.
};

/// Days between a succession and the end or beginning that it explains, at most.
inline constexpr int succession_slack_days = 31;

}  // namespace munigraph
