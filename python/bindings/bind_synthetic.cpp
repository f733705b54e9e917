#include "common.hpp"
#include "munigraph/network/synthetic.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

SyntheticOptions preset(const std::string& name, std::uint64_t seed) {
  if (name == "national") return national_options(seed);
  if (name == "europe") return europe_options(seed);
  if (name == "world") return world_options(seed);
  throw std::invalid_argument("unknown synthetic size '" + name + "'");
}

void bind_synthetic_results(py::module_& module) {
  Bound<SyntheticOptions>(module, "SyntheticOptions")
      .value("municipalities", &SyntheticOptions::municipalities)
      .value("arrangements", &SyntheticOptions::arrangements)
      .value("clusters", &SyntheticOptions::clusters)
      .value("provinces", &SyntheticOptions::provinces)
      .value("memberships", &SyntheticOptions::memberships)
      .value("largest", &SyntheticOptions::largest)
      .value("size_exponent", &SyntheticOptions::size_exponent)
      .value("bridge_share", &SyntheticOptions::bridge_share)
      .value("bridging", &SyntheticOptions::bridging)
      .value("blur", &SyntheticOptions::blur)
      .value("stars", &SyntheticOptions::stars);
  Bound<SyntheticMemberships>(module, "SyntheticMemberships")
      .array("participants", &SyntheticMemberships::participants)
      .array("arrangements", &SyntheticMemberships::arrangements)
      .array("cluster", &SyntheticMemberships::cluster)
      .array("bridge_strength", &SyntheticMemberships::bridge_strength)
      .array("bridge_reach", &SyntheticMemberships::bridge_reach)
      .array("lon", &SyntheticMemberships::lon)
      .array("lat", &SyntheticMemberships::lat)
      .array("population", &SyntheticMemberships::population)
      .array("province", &SyntheticMemberships::province)
      .array("home", &SyntheticMemberships::home)
      .array("domain", &SyntheticMemberships::domain)
      .array("host", &SyntheticMemberships::host);
}

SyntheticMemberships synthetic(std::int32_t municipalities, std::int32_t arrangements,
                               std::int32_t clusters, std::int32_t provinces,
                               std::int64_t memberships, std::int32_t largest, double size_exponent,
                               double bridge_share, double bridging, double blur, double stars,
                               std::uint64_t seed) {
  const SyntheticOptions options{municipalities, arrangements, clusters,      provinces,
                                 memberships,    largest,      size_exponent, bridge_share,
                                 bridging,       blur,         stars,         seed};
  return run_interruptible(
      py::none(), [&](Monitor& monitor) { return synthetic_memberships(options, &monitor); });
}

}  // namespace

void bind_synthetic(py::module_& module) {
  bind_synthetic_results(module);
  py::list domains;
  for (const char* name : synthetic_domains) domains.append(name);
  module.attr("synthetic_domains") = py::tuple(domains);
  module.def(
      "synthetic_options", [](const std::string& name) { return preset(name, 0); },
      py::arg("name"));
  module.def("synthetic", &synthetic, py::arg("municipalities"), py::arg("arrangements"),
             py::arg("clusters"), py::arg("provinces"), py::arg("memberships"), py::arg("largest"),
             py::arg("size_exponent"), py::arg("bridge_share"), py::arg("bridging"),
             py::arg("blur"), py::arg("stars"), py::arg("seed"));
}

}  // namespace munigraph::python
