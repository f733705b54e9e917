#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

#include "munigraph/network/cooperation_network.hpp"

/// Makes CooperationNetwork a model of the Boost.Graph concepts VertexListGraph,
/// BidirectionalGraph, AdjacencyGraph, EdgeListGraph, AdjacencyMatrix and ReadablePropertyGraph, so
/// that algorithms that read a graph run on it: searches, components, centralities, clustering
/// coefficients, matching, cliques, copy_graph, filtered_graph. It is no PropertyGraph or
/// MutableGraph: these write. Vertices are std::int32_t. Property maps: get(boost::vertex_index,
/// g), get(boost::edge_index, g) (0..edge_count()-1, the same from either end),
/// get(boost::edge_weight, g).

namespace munigraph::boost_graph {

/// A tie seen from `source`. Equal to the same tie seen from its other end.
struct Edge {
  std::int32_t source = 0;
  std::int32_t target = 0;
  std::size_t slot = 0;  ///< Position in the row of `source`.

  friend bool operator==(const Edge& a, const Edge& b) noexcept {
    return (a.source == b.source && a.target == b.target) ||
           (a.source == b.target && a.target == b.source);
  }
  friend bool operator<(const Edge& a, const Edge& b) noexcept { return a.ends() < b.ends(); }
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> ends() const noexcept {
    return source < target ? std::pair{source, target} : std::pair{target, source};
  }
};

class VertexIterator : public boost::iterator_facade<VertexIterator, std::int32_t,
                                                     boost::random_access_traversal_tag,
                                                     std::int32_t, std::ptrdiff_t> {
 public:
  VertexIterator() = default;
  explicit VertexIterator(std::int32_t node) noexcept : node_(node) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] std::int32_t dereference() const noexcept { return node_; }
  [[nodiscard]] bool equal(const VertexIterator& other) const noexcept {
    return node_ == other.node_;
  }
  void increment() noexcept { ++node_; }
  void decrement() noexcept { --node_; }
  void advance(std::ptrdiff_t n) noexcept { node_ += static_cast<std::int32_t>(n); }
  [[nodiscard]] std::ptrdiff_t distance_to(const VertexIterator& other) const noexcept {
    return other.node_ - node_;
  }

  std::int32_t node_ = 0;
};

/// The ties of one node.
class OutEdgeIterator
    : public boost::iterator_facade<OutEdgeIterator, Edge, boost::random_access_traversal_tag, Edge,
                                    std::ptrdiff_t> {
 public:
  OutEdgeIterator() = default;
  OutEdgeIterator(const CooperationNetwork& network, std::int32_t node, std::size_t slot) noexcept
      : network_(&network), node_(node), slot_(slot) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Edge dereference() const noexcept {
    return {node_, network_->targets()[slot_], slot_};
  }
  [[nodiscard]] bool equal(const OutEdgeIterator& other) const noexcept {
    return slot_ == other.slot_;
  }
  void increment() noexcept { ++slot_; }
  void decrement() noexcept { --slot_; }
  void advance(std::ptrdiff_t n) noexcept {
    slot_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(slot_) + n);
  }
  [[nodiscard]] std::ptrdiff_t distance_to(const OutEdgeIterator& other) const noexcept {
    return static_cast<std::ptrdiff_t>(other.slot_) - static_cast<std::ptrdiff_t>(slot_);
  }

  const CooperationNetwork* network_ = nullptr;
  std::int32_t node_ = 0;
  std::size_t slot_ = 0;
};

/// The ties of one node, each from its other end: filtered_graph asks for them.
class InEdgeIterator
    : public boost::iterator_facade<InEdgeIterator, Edge, boost::random_access_traversal_tag, Edge,
                                    std::ptrdiff_t> {
 public:
  InEdgeIterator() = default;
  InEdgeIterator(const CooperationNetwork& network, std::int32_t node, std::size_t slot) noexcept
      : network_(&network), node_(node), slot_(slot) {}

 private:
  friend class boost::iterator_core_access;
  /// O(log degree).
  [[nodiscard]] Edge dereference() const noexcept {
    const std::int32_t other = network_->targets()[slot_];
    return {other, node_, static_cast<std::size_t>(network_->find(other, node_))};
  }
  [[nodiscard]] bool equal(const InEdgeIterator& other) const noexcept {
    return slot_ == other.slot_;
  }
  void increment() noexcept { ++slot_; }
  void decrement() noexcept { --slot_; }
  void advance(std::ptrdiff_t n) noexcept {
    slot_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(slot_) + n);
  }
  [[nodiscard]] std::ptrdiff_t distance_to(const InEdgeIterator& other) const noexcept {
    return static_cast<std::ptrdiff_t>(other.slot_) - static_cast<std::ptrdiff_t>(slot_);
  }

  const CooperationNetwork* network_ = nullptr;
  std::int32_t node_ = 0;
  std::size_t slot_ = 0;
};

/// All ties, each once, from the smaller end.
class EdgeIterator : public boost::iterator_facade<EdgeIterator, Edge, boost::forward_traversal_tag,
                                                   Edge, std::ptrdiff_t> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const CooperationNetwork& network, std::size_t slot) noexcept
      : network_(&network), slot_(slot) {
    settle();
  }

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Edge dereference() const noexcept {
    return {node_, network_->targets()[slot_], slot_};
  }
  [[nodiscard]] bool equal(const EdgeIterator& other) const noexcept {
    return slot_ == other.slot_;
  }
  void increment() noexcept {
    ++slot_;
    settle();
  }
  /// Moves on to the next slot that is a tie's smaller end.
  void settle() noexcept {
    while (slot_ < network_->targets().size()) {
      while (network_->offsets()[static_cast<std::size_t>(node_) + 1] <= slot_) ++node_;
      if (network_->targets()[slot_] > node_) return;
      ++slot_;
    }
  }

  const CooperationNetwork* network_ = nullptr;
  std::int32_t node_ = 0;
  std::size_t slot_ = 0;
};

struct EdgeIndexMap {
  using key_type = Edge;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  const CooperationNetwork* network = nullptr;

  friend std::size_t get(const EdgeIndexMap& map, const Edge& edge) noexcept {
    return map.network->edge_index(edge.source, edge.slot);
  }
};

struct EdgeWeightMap {
  using key_type = Edge;
  using value_type = double;
  using reference = double;
  using category = boost::readable_property_map_tag;
  const CooperationNetwork* network = nullptr;

  friend double get(const EdgeWeightMap& map, const Edge& edge) noexcept {
    return map.network->weight(edge.slot);
  }
};

/// All properties of a tie, for copy_graph: its weight, where the copy has one.
struct EdgeProperties {
  double weight = 0;

  operator boost::no_property() const noexcept { return {}; }  // NOLINT: as copy_graph assigns
  template <class Number, class Rest>
  operator boost::property<boost::edge_weight_t, Number, Rest>() const {  // NOLINT
    return boost::property<boost::edge_weight_t, Number, Rest>(static_cast<Number>(weight));
  }
};
struct EdgePropertiesMap {
  using key_type = Edge;
  using value_type = EdgeProperties;
  using reference = EdgeProperties;
  using category = boost::readable_property_map_tag;
  const CooperationNetwork* network = nullptr;

  friend EdgeProperties get(const EdgePropertiesMap& map, const Edge& edge) noexcept {
    return {map.network->weight(edge.slot)};
  }
};
/// Nodes have no properties but their number.
struct VertexPropertiesMap {
  using key_type = std::int32_t;
  using value_type = boost::no_property;
  using reference = boost::no_property;
  using category = boost::readable_property_map_tag;

  friend boost::no_property get(const VertexPropertiesMap&, std::int32_t) noexcept { return {}; }
};

struct TraversalCategory : virtual boost::vertex_list_graph_tag,
                           virtual boost::bidirectional_graph_tag,
                           virtual boost::adjacency_graph_tag,
                           virtual boost::edge_list_graph_tag,
                           virtual boost::adjacency_matrix_tag {};

}  // namespace munigraph::boost_graph

namespace boost {

template <>
struct graph_traits<munigraph::CooperationNetwork> {
  using vertex_descriptor = std::int32_t;
  using edge_descriptor = munigraph::boost_graph::Edge;
  using directed_category = undirected_tag;
  using edge_parallel_category = disallow_parallel_edge_tag;
  using traversal_category = munigraph::boost_graph::TraversalCategory;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = munigraph::boost_graph::VertexIterator;
  using out_edge_iterator = munigraph::boost_graph::OutEdgeIterator;
  using in_edge_iterator = munigraph::boost_graph::InEdgeIterator;
  using edge_iterator = munigraph::boost_graph::EdgeIterator;
  using adjacency_iterator = const std::int32_t*;
  static vertex_descriptor null_vertex() noexcept { return -1; }
};
template <>
struct graph_traits<const munigraph::CooperationNetwork>
    : graph_traits<munigraph::CooperationNetwork> {};

template <>
struct property_map<munigraph::CooperationNetwork, vertex_index_t> {
  using type = typed_identity_property_map<std::int32_t>;
  using const_type = type;
};
template <>
struct property_map<munigraph::CooperationNetwork, edge_index_t> {
  using type = munigraph::boost_graph::EdgeIndexMap;
  using const_type = type;
};
template <>
struct property_map<munigraph::CooperationNetwork, edge_weight_t> {
  using type = munigraph::boost_graph::EdgeWeightMap;
  using const_type = type;
};
template <>
struct property_map<munigraph::CooperationNetwork, edge_all_t> {
  using type = munigraph::boost_graph::EdgePropertiesMap;
  using const_type = type;
};
template <>
struct property_map<munigraph::CooperationNetwork, vertex_all_t> {
  using type = munigraph::boost_graph::VertexPropertiesMap;
  using const_type = type;
};
template <>
struct vertex_property_type<munigraph::CooperationNetwork> {
  using type = no_property;
};
template <>
struct edge_property_type<munigraph::CooperationNetwork> {
  using type = property<edge_weight_t, double>;
};

// A network is never written to; some algorithms ask by its constant type.
template <class Tag>
struct property_map<const munigraph::CooperationNetwork, Tag>
    : property_map<munigraph::CooperationNetwork, Tag> {};
template <>
struct vertex_property_type<const munigraph::CooperationNetwork>
    : vertex_property_type<munigraph::CooperationNetwork> {};
template <>
struct edge_property_type<const munigraph::CooperationNetwork>
    : edge_property_type<munigraph::CooperationNetwork> {};

}  // namespace boost

namespace munigraph {

// Found by argument-dependent lookup, as Boost's algorithms call them.

inline std::pair<boost_graph::VertexIterator, boost_graph::VertexIterator> vertices(
    const CooperationNetwork& g) noexcept {
  return {boost_graph::VertexIterator(0), boost_graph::VertexIterator(g.node_count())};
}
inline std::size_t num_vertices(const CooperationNetwork& g) noexcept {
  return static_cast<std::size_t>(g.node_count());
}
inline std::pair<boost_graph::OutEdgeIterator, boost_graph::OutEdgeIterator> out_edges(
    std::int32_t node, const CooperationNetwork& g) noexcept {
  const auto i = static_cast<std::size_t>(node);
  return {boost_graph::OutEdgeIterator(g, node, g.offsets()[i]),
          boost_graph::OutEdgeIterator(g, node, g.offsets()[i + 1])};
}
inline std::size_t out_degree(std::int32_t node, const CooperationNetwork& g) noexcept {
  return g.neighbours(node).size();
}
inline std::pair<boost_graph::InEdgeIterator, boost_graph::InEdgeIterator> in_edges(
    std::int32_t node, const CooperationNetwork& g) noexcept {
  const auto i = static_cast<std::size_t>(node);
  return {boost_graph::InEdgeIterator(g, node, g.offsets()[i]),
          boost_graph::InEdgeIterator(g, node, g.offsets()[i + 1])};
}
inline std::size_t in_degree(std::int32_t node, const CooperationNetwork& g) noexcept {
  return g.neighbours(node).size();
}
inline std::size_t degree(std::int32_t node, const CooperationNetwork& g) noexcept {
  return g.neighbours(node).size();
}
inline std::int32_t source(const boost_graph::Edge& edge, const CooperationNetwork&) noexcept {
  return edge.source;
}
inline std::int32_t target(const boost_graph::Edge& edge, const CooperationNetwork&) noexcept {
  return edge.target;
}
inline std::pair<const std::int32_t*, const std::int32_t*> adjacent_vertices(
    std::int32_t node, const CooperationNetwork& g) noexcept {
  const auto row = g.neighbours(node);
  return {row.data(), row.data() + row.size()};
}
inline std::pair<boost_graph::EdgeIterator, boost_graph::EdgeIterator> edges(
    const CooperationNetwork& g) noexcept {
  return {boost_graph::EdgeIterator(g, 0), boost_graph::EdgeIterator(g, g.targets().size())};
}
/// The tie of two nodes and whether there is one. O(log degree).
inline std::pair<boost_graph::Edge, bool> edge(std::int32_t source, std::int32_t target,
                                               const CooperationNetwork& g) noexcept {
  const std::ptrdiff_t slot = g.find(source, target);
  return {{source, target, slot < 0 ? 0 : static_cast<std::size_t>(slot)}, slot >= 0};
}
inline std::size_t num_edges(const CooperationNetwork& g) noexcept { return g.edge_count(); }

inline boost::typed_identity_property_map<std::int32_t> get(boost::vertex_index_t,
                                                            const CooperationNetwork&) noexcept {
  return {};
}
inline boost_graph::EdgeIndexMap get(boost::edge_index_t, const CooperationNetwork& g) noexcept {
  return {&g};
}
inline boost_graph::EdgeWeightMap get(boost::edge_weight_t, const CooperationNetwork& g) noexcept {
  return {&g};
}
inline boost_graph::EdgePropertiesMap get(boost::edge_all_t, const CooperationNetwork& g) noexcept {
  return {&g};
}
inline boost_graph::VertexPropertiesMap get(boost::vertex_all_t,
                                            const CooperationNetwork&) noexcept {
  return {};
}
// What looks into a network has nothing to look into where that goes away.
void out_edges(std::int32_t, const CooperationNetwork&&) = delete;
void in_edges(std::int32_t, const CooperationNetwork&&) = delete;
void adjacent_vertices(std::int32_t, const CooperationNetwork&&) = delete;
void edges(const CooperationNetwork&&) = delete;
void get(boost::edge_index_t, const CooperationNetwork&&) = delete;
void get(boost::edge_weight_t, const CooperationNetwork&&) = delete;
void get(boost::edge_all_t, const CooperationNetwork&&) = delete;
inline std::int32_t get(boost::vertex_index_t, const CooperationNetwork&,
                        std::int32_t node) noexcept {
  return node;
}
inline std::size_t get(boost::edge_index_t, const CooperationNetwork& g,
                       const boost_graph::Edge& edge) noexcept {
  return g.edge_index(edge.source, edge.slot);
}
inline double get(boost::edge_weight_t, const CooperationNetwork& g,
                  const boost_graph::Edge& edge) noexcept {
  return g.weight(edge.slot);
}

}  // namespace munigraph
