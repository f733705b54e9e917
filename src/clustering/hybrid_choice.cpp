#include "clustering/hybrid_choice.hpp"

namespace munigraph::clustering {

void HyperEdges::index_nodes(std::size_t nodes) {
  node_offsets.assign(nodes + 1, 0);
  for (const std::int32_t i : members) ++node_offsets[static_cast<std::size_t>(i) + 1];
  for (std::size_t i = 0; i < nodes; ++i) node_offsets[i + 1] += node_offsets[i];
  node_edges.resize(members.size());
  node_multiplicity.resize(members.size());
  std::vector<std::size_t> next(node_offsets.begin(), node_offsets.end() - 1);
  for (std::int32_t e = 0; e < count(); ++e)
    for (std::size_t k = begin(e); k < end(e); ++k) {
      const std::size_t at = next[static_cast<std::size_t>(members[k])]++;
      node_edges[at] = e;
      node_multiplicity[at] = multiplicity[k];
    }
}

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
