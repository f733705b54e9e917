#include "munigraph/dynamics/choices.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/describe.hpp"
#include "munigraph/clustering/choices.hpp"
#include "munigraph/dynamics/noise.hpp"

namespace munigraph {
namespace {

/// What depends on the network where it is not given.
struct Asked {
  std::optional<int> runs;
  std::optional<int> pairs;
};

std::vector<Choice> leiden_choices() {
  for (ChoiceList& list : clustering_choices())
    if (list.name == "leiden") return std::move(list.choices);
  return {};
}

std::vector<Choice> track_choices() {
  static constexpr std::array<std::string_view, 3> held = {"all", "in_both", "not_registered"};
  static constexpr std::array<std::string_view, 3> methods = {"auto", "consensus", "leiden"};
  std::vector<Choice> own = {
      describe_word("arrangements", held, "all",
                    "Arrangements that are looked at between two dates: `all`, those in force at "
                    "both (`in_both`), or all but those that the register took up between them "
                    "(`not_registered`)."),
      describe_word("method", methods, "auto",
                    "How clusters are found: `consensus` of many runs (`auto` up to 5,000 "
                    "municipalities), or the best of many runs of `leiden` (`auto` above)."),
      describe(Asked{}, &Asked::runs, "runs",
               "Runs with different seeds; 100 for a consensus and 20 for the best run where not "
               "given.",
               {.range = {.low = 1}}),
      describe(NoiseOptions{}, &NoiseOptions::threshold, "threshold",
               "Share of runs from which being together counts, in a consensus.",
               {.range = {.low = 0, .high = 1, .above_low = true}}),
      describe(Asked{}, &Asked::pairs, "pairs",
               "Pairs of ensembles of each date that the noise floor is made of; 200 up to 5,000 "
               "municipalities and none above where not given.",
               {.range = {.low = 0}}),
      describe(NoiseOptions{}, &NoiseOptions::runs, "noise_runs",
               "Runs of one ensemble of the noise floor. Of one run it is what a date leaves open; "
               "the more runs, the more it is that of the method alone.",
               {.range = {.low = 1}}),
  };
  return joined(std::move(own), leiden_choices());
}

/// Of what two networks differ in, which is Python's own work.
std::vector<Choice> difference_choices() {
  struct Difference {
    int runs = 20;
    int top = 10;
  };
  const Difference standard;
  constexpr std::array<std::string_view, 2> other = {"iterations", "representation"};
  std::vector<Choice> own = {
      describe(standard, &Difference::runs, "runs", "Runs of each network, set side by side.",
               {.range = {.low = 1}}),
      describe(standard, &Difference::top, "top", "How many of the strongest bridges are compared.",
               {.range = {.low = 1}})};
  return joined(std::move(own), without(leiden_choices(), other));
}

}  // namespace

std::vector<ChoiceList> dynamics_choices() {
  return {{"track", track_choices()}, {"difference", difference_choices()}};
}

}  // namespace munigraph
