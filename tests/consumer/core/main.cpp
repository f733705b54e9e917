// Every public header but those of the components, in one program.

#include "every_header.hpp"

#if defined(BOOST_VERSION) || defined(BOOST_CONFIG_HPP) || defined(EIGEN_WORLD_VERSION) || \
    defined(SQLITE_VERSION) || defined(NLOHMANN_JSON_VERSION_MAJOR)
#error "a header of the core includes what only a component may"
#endif

int main() {
  const munigraph::NamedNetwork made =
      munigraph::NetworkBuilder().tie("a", "b").tie("b", "c").build();
  const bool found = munigraph::leiden(made.network).partition.clusters() == 1;
  return found && munigraph::version_text == "0.1.0" ? 0 : 1;
}
