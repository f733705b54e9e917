#include "munigraph/null_models/choices.hpp"

#include <array>

#include "core/describe.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/null_models/adjacency.hpp"
#include "munigraph/null_models/backbone.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "munigraph/null_models/gravity.hpp"
#include "munigraph/null_models/tiling.hpp"

namespace munigraph {
namespace {

std::vector<Choice> curveball() {
  return {describe(
      CurveballOptions{}, &CurveballOptions::trades_per_node, "trades_per_node",
      "Length of the chain from the observed table to a draw, in trades per node: 5 where not "
      "given, 20 for small tables of stars.",
      {.range = {.low = 0, .high = most_trades_per_node}})};
}

std::vector<Choice> mixing() {
  const MixingOptions standard;
  return {describe(standard, &MixingOptions::trades_per_node, "trades_per_node",
                   "Length of the chain that is looked at, in trades per node.",
                   {.range = {.low = 0, .high = most_trades_per_node, .above_low = true}}),
          describe(standard, &MixingOptions::points, "points",
                   "Number of equal steps at which it is looked at.", {.range = {.low = 2}})};
}

std::vector<Choice> gravity() {
  return {describe(GravityOptions{}, &GravityOptions::degree_correction, "degree_correction",
                   "Meet every municipality's number of arrangements on average; else only "
                   "population and distance count."),
          describe(GravityOptions{}, &GravityOptions::distance, "distance",
                   "Which distances count when a member is drawn: to the initiator, or to all "
                   "members who are in; auto takes the former where draws then have the "
                   "observed distances.")};
}

std::vector<Choice> tiling() {
  static constexpr std::array<std::string_view, 2> others = {"gravity", "curveball"};
  return {describe_word("others", others, "gravity",
                        "What draws the arrangements that are in no scheme."),
          describe_word("adjacency", words<Adjacency>(), word(Adjacency::delaunay),
                        "Which seats count as neighbours where borders are not given."),
          describe(TilingOptions{}, &TilingOptions::steps_per_region, "steps_per_region",
                   "Recombinations per region of a draw, at least.",
                   {.range = {.low = 0, .high = 1e6, .above_low = true}})};
}

std::vector<Choice> backbone() {
  Choice correction =
      describe(BackboneOptions{}, &BackboneOptions::correction, "correction",
               "How the number of tests is allowed for; where not given fdr for bicm and none for "
               "disparity.");
  correction.optional = true;
  correction.standard = {};
  Choice method = describe_word("method", words<Backbone>(), "", "How significance is judged.");
  method.optional = false;
  return {method,
          describe(BackboneOptions{}, &BackboneOptions::alpha, "alpha", "Level of significance.",
                   {.range = {.low = 0, .high = 1, .above_low = true, .below_high = true}}),
          correction};
}

}  // namespace

std::span<const std::string_view> null_model_words() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"gravity", "curveball", "bicm", "tiling"};
  return all;
}

std::vector<ChoiceList> null_model_choices() {
  return {{"curveball", curveball()},
          {"curveball_mixing", mixing()},
          {"gravity", gravity()},
          {"tiling", tiling()},
          {"backbone", backbone()}};
}

}  // namespace munigraph
