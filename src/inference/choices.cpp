#include "munigraph/inference/choices.hpp"

#include <algorithm>
#include <array>

#include "core/describe.hpp"
#include "munigraph/clustering/choices.hpp"
#include "munigraph/inference/coherence.hpp"
#include "munigraph/inference/domains.hpp"
#include "munigraph/inference/mrqap.hpp"
#include "munigraph/inference/multiverse.hpp"
#include "munigraph/inference/significance.hpp"
#include "munigraph/inference/stability.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/null_models/choices.hpp"

namespace munigraph {
namespace {

constexpr ChoiceDetails at_least_one{.range = {.low = 1}};

std::vector<Choice> of_leiden() {
  const std::vector<ChoiceList> lists = clustering_choices();
  return std::find_if(lists.begin(), lists.end(),
                      [](const ChoiceList& list) { return list.name == "leiden"; })
      ->choices;
}

/// Those that a function which clusters along the way hands on.
std::vector<Choice> of_quality() {
  constexpr std::array<std::string_view, 2> other = {"iterations", "representation"};
  return without(of_leiden(), other);
}

/// The method of functions that cluster many networks.
Choice of_method() {
  static constexpr std::array<std::string_view, 2> methods = {"leiden", "consensus"};
  return describe_word("method", methods, "leiden",
                       "What counts: the runs of Leiden (the best of them), or their consensus.");
}

std::vector<Choice> stability_choices() {
  const StabilityOptions standard;
  using O = StabilityOptions;
  std::vector<Choice> own = {
      describe(standard, &O::draws, "draws", "Networks drawn and clustered.", at_least_one),
      describe(standard, &O::resample, "resample", "What is drawn again."),
      describe(standard, &O::drop, "drop", "Share left out, where the scheme leaves out.",
               {.range = {.low = 0, .high = 1, .above_low = true, .below_high = true}}),
      describe(standard, &O::runs, "runs", "Runs of each network.", at_least_one),
      of_method(),
      describe(standard, &O::threshold, "threshold",
               "Of a consensus: how often two must be together.",
               {.range = {.low = 0, .high = 1, .above_low = true}}),
  };
  return joined(std::move(own), of_leiden());
}

std::vector<Choice> significance_choices() {
  static constexpr std::array<std::string_view, 3> sides = {"two-sided", "greater", "less"};
  std::vector<Choice> own = {
      describe_word("null", null_model_words(), "gravity", "What chance keeps of the register."),
      describe_word("statistic", words<Figure>(), word(Figure::quality),
                    "The figure that is compared."),
      describe(NullFigureOptions{}, &NullFigureOptions::draws, "draws",
               "Random networks for each model.", at_least_one),
      describe(FigureOptions{}, &FigureOptions::runs, "runs",
               "Runs of each network, whose figures are averaged.", at_least_one),
      describe_word("alternative", sides, "two-sided", "Which differences count as extreme."),
  };
  return joined(std::move(own), of_quality());
}

std::vector<Choice> coherence_choices() {
  return {describe(CoherenceOptions{}, &CoherenceOptions::draws, "draws",
                   "Random networks for each theme.", at_least_one),
          describe_word("null", null_model_words(), "curveball",
                        "What chance keeps of the arrangements of a theme.")};
}

std::vector<Choice> comparison_of_networks() {
  const QapOptions standard;
  return {describe(standard, &QapOptions::weighted, "weighted",
                   "Correlate weights; else only whether a pair is tied."),
          describe(standard, &QapOptions::permutations, "permutations",
                   "Times that the municipalities of one network change places.",
                   {.range = {.low = 0}})};
}

std::vector<Choice> claim_choices() {
  static constexpr std::array<std::string_view, 4> nulls = {"spatial", "variogram", "permutation",
                                                            "within"};
  struct Claim {
    double scale = 30;
    int draws = 9999;
  };
  const Claim standard;
  return {describe_word("null", nulls, "spatial", "What chance keeps of the bridging scores."),
          describe(standard, &Claim::scale, "scale",
                   "Range of the spatial weights exp(-d/scale), in km.",
                   {.range = {.low = 0, .above_low = true}}),
          describe(standard, &Claim::draws, "draws", "Surrogates or permutations of each null.",
                   {.range = {.low = 0}})};
}

std::vector<Choice> qap_choices() {
  static constexpr std::array<std::string_view, 1> methods = {"double_semi_partialling"};
  static constexpr std::array<std::string_view, 2> permutation = {"all", "within"};
  const MrqapOptions standard;
  Choice two_mode{.name = "two_mode",
                  .kind = ChoiceKind::boolean,
                  .about = "Of the table of municipalities and arrangements, not of ties.",
                  .what = "two_mode"};
  two_mode.standard = false;
  return {two_mode,
          describe(standard, &MrqapOptions::family, "family", "How ties depend on predictors."),
          describe(standard, &MrqapOptions::permutations, "permutations",
                   "Times that municipalities change places.", {.range = {.low = 0}}),
          describe_word("method", methods, methods[0], "How other predictors are held."),
          describe_word("permutation", permutation, "all", "Who changes places with whom.")};
}

/// The choices of work that is Python's own.
struct DomainComparison {
  int runs = 20;
  int permutations = 200;
  bool rarefy = false;
  int draws = 200;
  int relabellings = 999;
  int relabelled_runs = 5;
};

constexpr ChoiceDetails none_or_more{.range = {.low = 0}};

Choice of_equal_draws() {
  return describe(DomainComparison{}, &DomainComparison::draws, "draws",
                  "Draws of arrangements at each equal number.", at_least_one);
}

Choice of_relabellings() {
  return describe(DomainComparison{}, &DomainComparison::relabellings, "relabellings",
                  "Times that the sets are dealt anew among the arrangements of either.",
                  none_or_more);
}

std::vector<Choice> domains_choices() {
  using D = DomainComparison;
  const D standard;
  std::vector<Choice> own = {
      describe(standard, &D::runs, "runs", "Runs of each domain.", at_least_one),
      describe(standard, &D::permutations, "permutations",
               "Times that the municipalities of one network change places.", none_or_more),
      describe(standard, &D::rarefy, "rarefy",
               "Compare at equal numbers of arrangements and of memberships as well."),
      of_equal_draws(),
      of_relabellings(),
      describe(standard, &D::relabelled_runs, "relabelled_runs",
               "Runs of each network of sets dealt anew, whose median counts.", at_least_one)};
  return joined(std::move(own), of_quality());
}

std::vector<Choice> fragmentation_choices() {
  struct Fragmentation {
    int runs = 5;
  };
  std::vector<Choice> own = {
      of_equal_draws(), of_relabellings(),
      describe(Fragmentation{}, &Fragmentation::runs, "runs",
               "Runs of each network of sets dealt anew, whose median counts.", at_least_one)};
  return joined(std::move(own), of_quality());
}

std::vector<Choice> specification_test_choices() {
  struct Test {
    int draws = 99;
  };
  return {
      describe_word("null", null_model_words(), "curveball", "What chance keeps of the register."),
      describe(Test{}, &Test::draws, "draws", "Registers drawn.", at_least_one),
      describe(MultiverseOptions{}, &MultiverseOptions::runs, "runs", "Runs of each specification.",
               at_least_one)};
}

std::vector<Choice> stability_curve_choices() {
  struct Curve {
    int draws = 100;
    int runs = 5;
  };
  std::vector<Choice> own = {
      describe(Curve{}, &Curve::draws, "draws", "Networks drawn at each share.", at_least_one),
      describe(Curve{}, &Curve::runs, "runs", "Runs of each network, the best of which counts.",
               at_least_one)};
  return joined(std::move(own), of_leiden());
}

/// What a row may choose besides the construction: the same as one clustering.
std::vector<Choice> specification_choices() { return joined(construction_choices(), of_quality()); }

std::vector<Choice> multiverse_choices() {
  const MultiverseOptions standard;
  return {describe(standard, &MultiverseOptions::runs, "runs", "Runs of each specification.",
                   at_least_one),
          of_method(),
          describe(standard, &MultiverseOptions::threshold, "threshold",
                   "Of a consensus: how often two must be together.",
                   {.range = {.low = 0, .high = 1, .above_low = true}}),
          describe(standard, &MultiverseOptions::representation, "representation",
                   "In which form networks are held; rows that cannot be had in it are invalid.")};
}

}  // namespace

std::vector<ChoiceList> inference_choices() {
  return {{"stability", stability_choices()},
          {"significance", significance_choices()},
          {"coherence", coherence_choices()},
          {"compare_networks", comparison_of_networks()},
          {"attribute_claim", claim_choices()},
          {"qap", qap_choices()},
          {"specification", specification_choices()},
          {"multiverse", multiverse_choices()},
          {"compare_domains", domains_choices()},
          {"compare_fragmentation", fragmentation_choices()},
          {"specification_test", specification_test_choices()},
          {"stability_curve", stability_curve_choices()}};
}

}  // namespace munigraph
