#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "common.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/leiden.hpp"

namespace munigraph::python {

/// Options as Python gives them; throws as checked_resolution() and the parsers do.
LeidenOptions leiden_options(const std::string& quality, std::optional<double> resolution,
                             std::optional<int> iterations, const std::string& representation,
                             std::uint64_t seed, int threads = 1);
/// Of `runs` each, so many `ensembles` in all: the monitor is told what to expect.
EnsembleOptions ensemble_options(const LeidenOptions& leiden, int runs, int threads,
                                 Monitor& monitor, std::size_t ensembles = 1);
/// Called by bind_clustering().
void bind_multilayer(py::module_& module);

}  // namespace munigraph::python
