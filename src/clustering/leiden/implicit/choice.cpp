#include "clustering/leiden/implicit/choice.hpp"

#include <algorithm>
#include <functional>

namespace munigraph::clustering {
namespace {

/// Arrangements of so many members, or of one in `share` nodes if that is more, are indexed: the
/// largest `most_indexed` of them.
constexpr std::size_t large = 512;
constexpr std::size_t share = 32;
constexpr std::size_t most_indexed = 32;

std::vector<std::int32_t> to_index(const HyperEdges& hyper, std::size_t nodes) {
  const auto size = [&](std::int32_t e) { return hyper.end(e) - hyper.begin(e); };
  std::vector<std::int32_t> result;
  for (std::int32_t e = 0; e < hyper.count(); ++e)
    if (size(e) >= std::max(large, nodes / share)) result.push_back(e);
  std::stable_sort(result.begin(), result.end(),
                   [&](std::int32_t a, std::int32_t b) { return size(a) > size(b); });
  if (result.size() > most_indexed) result.resize(most_indexed);
  return result;
}

}  // namespace

void GroupBlocks::fill(const HyperEdges& hyper, std::span<const std::int32_t> group) {
  begin_.assign(hyper.offsets.begin(), hyper.offsets.end());
  entries_.resize(hyper.members.size());
  used_.assign(hyper.unit.size(), 0);
  largest_.assign(hyper.unit.size(), 0);
  if (place_.size() < group.size()) place_.assign(group.size(), -1);
  index_of_.assign(hyper.unit.size(), none);
  const std::vector<std::int32_t> indexed = to_index(hyper, group.size());
  index_.assign(indexed.size() * group.size(), -1);
  for (std::size_t k = 0; k < indexed.size(); ++k)
    index_of_[static_cast<std::size_t>(indexed[k])] = k * group.size();
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const auto at = static_cast<std::size_t>(e);
    Entry* const block = entries_.data() + begin_[at];
    for (std::size_t k = hyper.begin(e); k < hyper.end(e); ++k) {
      const std::int32_t g = group[static_cast<std::size_t>(hyper.members[k])];
      std::int32_t& place = place_[static_cast<std::size_t>(g)];
      if (place < 0) {
        place = used_[at]++;
        put(e, place, {g, 0});
      }
      block[place].count += hyper.multiplicity[k];
      largest_[at] = std::max(largest_[at], block[place].count);
    }
    for (std::int32_t k = 0; k < used_[at]; ++k)
      place_[static_cast<std::size_t>(block[k].group)] = -1;
  }
}

}  // namespace munigraph::clustering
