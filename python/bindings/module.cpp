#include "common.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The C++ core of munigraph. Private: use the munigraph package.";
  module.attr("__version__") = MUNIGRAPH_VERSION;
  munigraph::python::bind_core(module);
  munigraph::python::bind_choices(module);
  munigraph::python::bind_network(module);
  munigraph::python::bind_registry(module);
  munigraph::python::bind_store(module);
  munigraph::python::bind_comparison(module);
  munigraph::python::bind_null_models(module);
  munigraph::python::bind_null_models_tiling(module);
  munigraph::python::bind_clustering(module);
  munigraph::python::bind_resolution(module);
  munigraph::python::bind_bipartite(module);
  munigraph::python::bind_bridging(module);
  munigraph::python::bind_synthetic(module);
  munigraph::python::bind_inference(module);
  munigraph::python::bind_inference_nulls(module);
  munigraph::python::bind_dynamics(module);
  munigraph::python::bind_factsheet(module);
}
