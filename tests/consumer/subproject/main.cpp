// Clusters, Boost and Eigen from munigraph as a part of this project.

#include <Eigen/Core>
#include <boost/graph/connected_components.hpp>
#include <cstdint>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/network/boost.hpp>
#include <munigraph/network/builder.hpp>
#include <munigraph/network/eigen.hpp>
#include <vector>

int main() {
  const munigraph::NamedNetwork made =
      munigraph::NetworkBuilder().tie("a", "b").tie("b", "c", 2).build();
  const munigraph::CooperationNetwork& ties = made.network.cooperation();
  std::vector<std::int32_t> component(3);
  const bool connected = boost::connected_components(ties, component.data()) == 1;
  const Eigen::VectorXd strength = munigraph::weight_matrix(ties) * Eigen::VectorXd::Ones(3);
  const bool clustered = munigraph::leiden(made.network).partition.clusters() == 1;
  return connected && clustered && strength[1] == 3 ? 0 : 1;
}
