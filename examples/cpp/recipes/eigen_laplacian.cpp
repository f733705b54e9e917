// The Laplacian of a network in Eigen, and its second eigenvalue: how hard the network is to cut.

#include <Eigen/Dense>
#include <iostream>
#include <munigraph/network/builder.hpp>
#include <munigraph/network/eigen.hpp>

namespace mg = munigraph;

int main() {
  mg::NetworkBuilder builder;
  builder.arrangement({"Arn", "Bel", "Cor"}).arrangement({"Dun", "Eck", "Fol"});
  builder.arrangement({"Cor", "Dun"});
  const mg::NamedNetwork made = builder.build();

  // No copy: the matrix is the network's own memory, in units of its quantum.
  const mg::CooperationNetwork& ties = made.network.cooperation();
  const mg::UnitMatrixView view(ties);
  const Eigen::MatrixXd weights = Eigen::MatrixXd(view.matrix().cast<double>()) * ties.quantum();
  Eigen::MatrixXd laplacian = -weights;
  laplacian.diagonal() += weights.rowwise().sum();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(laplacian);
  std::cout.precision(3);
  std::cout << "second eigenvalue " << solved.eigenvalues()[1] << '\n';
}
