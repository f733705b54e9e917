#include "munigraph/clustering/choices.hpp"

#include <array>

#include "core/describe.hpp"
#include "munigraph/clustering/bipartite.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/estimate.hpp"
#include "munigraph/clustering/landscape.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/multilayer.hpp"
#include "munigraph/clustering/posterior.hpp"
#include "munigraph/clustering/profile.hpp"

namespace munigraph {

namespace {

constexpr ChoiceDetails at_least_one{.range = {.low = 1}};
constexpr ChoiceDetails at_least_zero{.range = {.low = 0}};
constexpr ChoiceDetails share{.range = {.low = 0, .high = 1}};
constexpr ChoiceDetails positive_share{.range = {.low = 0, .high = 1, .above_low = true}};
constexpr ChoiceDetails inner_share{
    .range = {.low = 0, .high = 1, .above_low = true, .below_high = true}};
constexpr std::string_view resolution_text =
    "Resolution γ: more and smaller clusters where it is higher. 1 for modularity where not given; "
    "CPM needs it, as a tie weight per pair of nodes; map and planted_partition have none.";
constexpr std::string_view passes_text = "Passes over all levels; until converged where not given.";

std::vector<Choice> leiden_choices() {
  const LeidenOptions standard;
  using O = LeidenOptions;
  return {
      describe(standard, &O::quality, "quality", "What a clustering maximises."),
      describe(standard, &O::resolution, "resolution", resolution_text, at_least_zero),
      describe(standard, &O::iterations, "iterations", passes_text, at_least_one),
      describe(standard, &O::representation, "representation",
               "In which form the network is held; clusterings are of the same kind."),
  };
}

std::vector<Choice> louvain_choices() {
  constexpr std::array<std::string_view, 1> other = {"representation"};
  return without(leiden_choices(), other);
}

Choice runs_choice(const EnsembleOptions& standard) {
  return describe(standard, &EnsembleOptions::runs, "runs", "Runs with different seeds.",
                  at_least_one);
}

std::vector<Choice> ensemble_choices() {
  return joined({runs_choice(EnsembleOptions{})}, leiden_choices());
}

std::vector<Choice> consensus_choices() {
  const Choice threshold =
      describe(ConsensusOptions{}, &ConsensusOptions::threshold, "threshold",
               "Share of runs from which being together counts.", positive_share);
  return joined({runs_choice(ConsensusOptions{}.ensemble), threshold}, leiden_choices());
}

std::vector<Choice> estimate_choices() {
  const EstimateOptions standard;
  using O = EstimateOptions;
  std::vector<Choice> own = {
      describe(
          standard, &O::method, "method",
          "How clusters are found and counted: `consensus` of many runs (`auto` up to 5,000 "
          "municipalities), or the best of many runs of `leiden` (`auto` above) or `louvain`."),
      describe(standard, &O::runs, "runs",
               "Runs with different seeds; 100 for a consensus and 20 for the best run where not "
               "given.",
               at_least_one),
      describe(standard, &O::threshold, "threshold",
               "Share of runs from which being together counts, in a consensus.", positive_share),
  };
  return joined(std::move(own), leiden_choices());
}

std::vector<Choice> profile_choices() {
  constexpr std::array<std::string_view, 1> scanned = {"resolution"};
  return joined({runs_choice(profile_options)}, without(leiden_choices(), scanned));
}

std::vector<Choice> landscape_choices() {
  const LandscapeOptions standard;
  using O = LandscapeOptions;
  std::vector<Choice> own = {
      describe(standard, &O::runs, "runs", "Runs; until enough where not given.", at_least_one),
      describe(standard, &O::tolerance, "tolerance",
               "Share of the best quality that a near-optimal run may lack.", share),
      describe(standard, &O::similarity, "similarity",
               "AMI with a group's representative from which a run belongs to it.", share),
      describe(standard, &O::coverage, "coverage",
               "Share of further runs that should find nothing new.", inner_share),
      describe(standard, &O::most_runs, "most_runs", "Runs at most, where they are not given.",
               at_least_one),
  };
  return joined(std::move(own), leiden_choices());
}

std::vector<Choice> multilayer_choices() {
  const MultilayerOptions standard;
  using O = MultilayerOptions;
  return {
      describe(standard, &O::coupling, "coupling",
               "Coupling ω: two coupled copies of a node with one label add 2ω.", at_least_zero),
      describe(standard, &O::layers, "layers",
               "Which copies of a node are coupled: those of successive layers, or all."),
      describe(standard, &O::normalise, "normalise",
               "Whether a layer's quality is divided by twice its weight."),
      describe(standard, &O::quality, "quality", "What a clustering maximises."),
      describe(standard, &O::resolution, "resolution", resolution_text, at_least_zero),
      describe(standard, &O::starts, "starts",
               "Starts of each of three kinds, of which the best counts; 6 to 50 by size where not "
               "given.",
               at_least_one),
  };
}

std::vector<Choice> bipartite_choices() {
  const BipartiteOptions standard;
  return {
      describe(standard, &BipartiteOptions::resolution, "resolution",
               "Resolution γ: more and smaller modules where it is higher.", at_least_zero),
      describe(standard, &BipartiteOptions::iterations, "iterations", passes_text, at_least_one),
  };
}

std::vector<Choice> posterior_choices() {
  const PosteriorOptions standard;
  using O = PosteriorOptions;
  return {
      describe(standard, &O::draws, "draws", "Partitions kept per chain.", at_least_one),
      describe(standard, &O::chains, "chains",
               "Chains: even ones begin at a run of Leiden, odd ones at the components.",
               at_least_one),
      describe(standard, &O::warmup, "warmup",
               "Sweeps of a chain before the first that is kept; as many as draws where not given.",
               at_least_zero),
  };
}

}  // namespace

std::vector<ChoiceList> clustering_choices() {
  return {{"leiden", leiden_choices()},
          {"louvain", louvain_choices()},
          {"ensemble", ensemble_choices()},
          {"consensus", consensus_choices()},
          {"estimate", estimate_choices()},
          {"profile", profile_choices()},
          {"landscape", landscape_choices()},
          {"multilayer", multilayer_choices()},
          {"bipartite_leiden", bipartite_choices()},
          {"posterior", posterior_choices()}};
}

}  // namespace munigraph
