#include "clustering/hybrid_choice.hpp"

namespace munigraph::clustering {

void GroupBlocks::fill(const HyperEdges& hyper, std::span<const std::int32_t> group) {
  begin_.assign(hyper.offsets.begin(), hyper.offsets.end());
  entries_.resize(hyper.members.size());
  used_.assign(hyper.unit.size(), 0);
  largest_.assign(hyper.unit.size(), 0);
  if (place_.size() < group.size()) place_.assign(group.size(), -1);
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const auto at = static_cast<std::size_t>(e);
    Entry* const block = entries_.data() + begin_[at];
    for (std::size_t k = hyper.begin(e); k < hyper.end(e); ++k) {
      const std::int32_t g = group[static_cast<std::size_t>(hyper.members[k])];
      std::int32_t& place = place_[static_cast<std::size_t>(g)];
      if (place < 0) {
        place = used_[at]++;
        block[place] = {g, 0};
      }
      block[place].count += hyper.multiplicity[k];
      largest_[at] = std::max(largest_[at], block[place].count);
    }
    for (std::int32_t k = 0; k < used_[at]; ++k)
      place_[static_cast<std::size_t>(block[k].group)] = -1;
  }
}

}  // namespace munigraph::clustering
