#include "munigraph/bridging/choices.hpp"

#include <array>

#include "core/describe.hpp"
#include "munigraph/bridging/betweenness.hpp"
#include "munigraph/bridging/bootstrap.hpp"
#include "munigraph/bridging/brokerage.hpp"
#include "munigraph/bridging/cartography.hpp"
#include "munigraph/bridging/structural_holes.hpp"

namespace munigraph {
namespace {

constexpr std::string_view ranking_text = "The measure that ranks municipalities.";

std::vector<Choice> bridges() {
  Choice draws{.name = "stability",
               .kind = ChoiceKind::integer,
               .about = "Networks drawn for the range of a rank; 0: no range.",
               .what = "stability"};
  draws.range.low = 0;
  draws.standard = std::int64_t{0};
  return {describe_word("by", bridge_words(), "participation", ranking_text), draws};
}

std::vector<Choice> rank_stability() {
  const BootstrapOptions standard;
  return {
      describe_word("by", bridge_words(), "participation", ranking_text),
      describe(standard, &BootstrapOptions::draws, "draws", "Networks drawn.",
               {.range = {.low = 0}}),
      describe(standard, &BootstrapOptions::resample, "resample",
               "How arrangements are drawn again."),
      describe(standard, &BootstrapOptions::drop, "drop",
               "Share left out, where the scheme leaves out.", {.range = {.low = 0, .high = 1}})};
}

std::vector<Choice> brokerage_choices() {
  return {describe(BrokerageOptions{}, &BrokerageOptions::min_weight, "min_weight",
                   "A tie counts where its weight is above this.", {.range = {.low = 0}})};
}

std::vector<Choice> brokerage_score_choices() {
  Choice own{.name = "keep_own",
             .kind = ChoiceKind::boolean,
             .about = "Deal out the labels of the others only; the broker keeps its own.",
             .what = "keep_own"};
  own.standard = false;
  return joined({own}, brokerage_choices());
}

std::vector<Choice> cut_choices() {
  const CartographicCuts standard;
  using C = CartographicCuts;
  return {describe(standard, &C::hub, "hub", "Within-cluster z from which a node is a hub."),
          describe(standard, &C::peripheral, "peripheral",
                   "Participation above which what is no hub is peripheral."),
          describe(standard, &C::connector, "connector",
                   "Participation above which what is no hub is a connector."),
          describe(standard, &C::kinless, "kinless",
                   "Participation above which what is no hub is kinless."),
          describe(standard, &C::connector_hub, "connector_hub",
                   "Participation above which a hub is a connector hub."),
          describe(standard, &C::kinless_hub, "kinless_hub",
                   "Participation above which a hub is kinless.")};
}

std::vector<Choice> betweenness_choices() {
  static constexpr std::array<std::string_view, 2> lengths = {"distance", "none"};
  const BetweennessOptions standard;
  return {describe_word("weight", lengths, "distance",
                        "Whether a tie is as long as one over its weight, or all are of length 1."),
          describe(standard, &BetweennessOptions::normalised, "normalised",
                   "Divide by the number of pairs of other municipalities."),
          describe(standard, &BetweennessOptions::tolerance, "tolerance",
                   "Paths whose lengths differ by less than this share are equally short.",
                   {.range = {.low = 0, .high = 1e-3}})};
}

std::vector<Choice> structural_holes_choices() {
  return {describe(StructuralHolesOptions{}, &StructuralHolesOptions::weighted, "weighted",
                   "Use the weights of ties; else all are taken as 1.")};
}

}  // namespace

std::span<const std::string_view> bridge_words() noexcept {
  static constexpr std::array<std::string_view, 15> all = {
      "strength", "outside_share",    "participation",        "participation_normalised",
      "within_z", "coordinator",      "consultant",           "gatekeeper",
      "liaison",  "constraint",       "effective_size",       "betweenness",
      "cut_node", "clusters_reached", "bridging_arrangements"};
  return all;
}

std::vector<ChoiceList> bridging_choices() {
  return {{"bridges", bridges()},
          {"rank_stability", rank_stability()},
          {"brokerage", brokerage_choices()},
          {"brokerage_scores", brokerage_score_choices()},
          {"cartographic_cuts", cut_choices()},
          {"betweenness", betweenness_choices()},
          {"constraint", structural_holes_choices()},
          {"effective_size", structural_holes_choices()}};
}

}  // namespace munigraph
