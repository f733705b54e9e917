#include "munigraph/dynamics/rules.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "munigraph/core/text.hpp"

namespace munigraph {
namespace {

constexpr std::array<ChronicleRule, 11> all_rules = {{
    {"registered_share",
     "Share of the known accessions of a chain's first members that lie well before its start, "
     "from "
     "which on the chain is registered and not founded.",
     &ChronicleRules::registered_share, nullptr},
    {"registered_days", "Days by which an accession must precede the start to lie well before it.",
     nullptr, &ChronicleRules::registered_days},
    {"opening_share",
     "Share of all chains that must start on the register's first day for it to be the day on "
     "which "
     "the record opens.",
     &ChronicleRules::opening_share, nullptr},
    {"near_days", "Days between an end and a start that may belong together.", nullptr,
     &ChronicleRules::near_days},
    {"renumbered_overlap", "Overlap of member sets from which on a new number is a renumbering.",
     &ChronicleRules::renumbered_overlap, nullptr},
    {"merged_share",
     "Share of an ended chain's members in a new one from which on it merged into it; 0: any.",
     &ChronicleRules::merged_share, nullptr},
    {"absorbed_share",
     "Share of an ended chain's members in another's version from which on it was absorbed.",
     &ChronicleRules::absorbed_share, nullptr},
    {"split_share",
     "Share of a new chain's members in an ended one from which on it was split off.",
     &ChronicleRules::split_share, nullptr},
    {"reused_overlap", "Overlap of member sets below which the same number is another arrangement.",
     &ChronicleRules::reused_overlap, nullptr},
    {"corrected_days", "Days within which a difference that is taken back is an error corrected.",
     nullptr, &ChronicleRules::corrected_days},
    {"lag_days", "Days by which the register and a municipal reorganisation may lie apart.",
     nullptr, &ChronicleRules::lag_days},
}};

const ChronicleRule& find_rule(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ChronicleRule& rule : all_rules) {
    if (rule.name == name) return rule;
    names.push_back(rule.name);
  }
  throw std::invalid_argument(unknown_word("rule", name, names));
}

}  // namespace

std::span<const ChronicleRule> chronicle_rules() noexcept { return all_rules; }

void set_rule(ChronicleRules& rules, std::string_view name, double value) {
  const ChronicleRule& rule = find_rule(name);
  if (rule.share != nullptr) {
    if (!(value >= 0 && value <= 1))
      throw std::invalid_argument(std::string(name) + " is " + std::to_string(value) +
                                  ", expected a share from 0 to 1");
    rules.*rule.share = value;
    return;
  }
  if (!(value >= 0 && value <= 1e6 && value == std::floor(value)))
    throw std::invalid_argument(std::string(name) + " is " + std::to_string(value) +
                                ", expected a whole number of days of at least 0");
  rules.*rule.days = static_cast<std::int32_t>(value);
}

double rule_value(const ChronicleRules& rules, std::string_view name) {
  const ChronicleRule& rule = find_rule(name);
  return rule.share != nullptr ? rules.*rule.share : static_cast<double>(rules.*rule.days);
}

}  // namespace munigraph
