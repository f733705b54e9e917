#include <iostream>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/network/construction.hpp>
#include <munigraph/registry/package.hpp>

int main() {
  const auto snapshot =
      munigraph::read_package("register").at(*munigraph::parse_date("2020-07-01"));
  munigraph::Construction construction;
  construction.domain = {"social"};
  const auto made = munigraph::construct(snapshot, construction);
  std::cout << munigraph::leiden(made.network).partition.clusters() << " clusters\n";
}
