#include "common.hpp"
#include "munigraph/network/synthetic.hpp"

namespace munigraph::python {
namespace {

SyntheticOptions preset(const std::string& name, std::uint64_t seed) {
  if (name == "national") return national_options(seed);
  if (name == "europe") return europe_options(seed);
  if (name == "world") return world_options(seed);
  throw std::invalid_argument("unknown synthetic size '" + name + "'");
}

py::dict options_of(const std::string& name) {
  const SyntheticOptions o = preset(name, 0);
  py::dict result;
  result["municipalities"] = o.municipalities;
  result["arrangements"] = o.arrangements;
  result["clusters"] = o.clusters;
  result["provinces"] = o.provinces;
  result["memberships"] = o.memberships;
  result["largest"] = o.largest;
  result["size_exponent"] = o.size_exponent;
  result["bridge_share"] = o.bridge_share;
  result["bridging"] = o.bridging;
  result["blur"] = o.blur;
  result["stars"] = o.stars;
  return result;
}

py::dict synthetic(std::int32_t municipalities, std::int32_t arrangements, std::int32_t clusters,
                   std::int32_t provinces, std::int64_t memberships, std::int32_t largest,
                   double size_exponent, double bridge_share, double bridging, double blur,
                   double stars, std::uint64_t seed) {
  const SyntheticOptions options{municipalities, arrangements, clusters,      provinces,
                                 memberships,    largest,      size_exponent, bridge_share,
                                 bridging,       blur,         stars,         seed};
  SyntheticMemberships drawn = run_interruptible(
      py::none(), [&](Monitor& monitor) { return synthetic_memberships(options, &monitor); });
  py::list domains;
  for (const char* name : synthetic_domains) domains.append(name);
  py::dict result;
  result["participants"] = to_numpy(std::move(drawn.participant));
  result["arrangements"] = to_numpy(std::move(drawn.arrangement));
  result["cluster"] = to_numpy(std::move(drawn.cluster));
  result["bridge_strength"] = to_numpy(std::move(drawn.bridge_strength));
  result["bridge_reach"] = to_numpy(std::move(drawn.bridge_reach));
  result["lon"] = to_numpy(std::move(drawn.lon));
  result["lat"] = to_numpy(std::move(drawn.lat));
  result["population"] = to_numpy(std::move(drawn.population));
  result["province"] = to_numpy(std::move(drawn.province));
  result["home"] = to_numpy(std::move(drawn.home));
  result["domain"] = to_numpy(std::move(drawn.domain));
  result["host"] = to_numpy(std::move(drawn.host));
  result["domains"] = domains;
  return result;
}

}  // namespace

void bind_synthetic(py::module_& module) {
  module.def("synthetic_options", &options_of, py::arg("name"));
  module.def("synthetic", &synthetic, py::arg("municipalities"), py::arg("arrangements"),
             py::arg("clusters"), py::arg("provinces"), py::arg("memberships"), py::arg("largest"),
             py::arg("size_exponent"), py::arg("bridge_share"), py::arg("bridging"),
             py::arg("blur"), py::arg("stars"), py::arg("seed"));
}

}  // namespace munigraph::python
