#include "munigraph/dynamics/decomposed.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/text.hpp"

namespace munigraph {
namespace {

const Decomposed& find_figure(std::string_view figure) {
  std::vector<std::string_view> known;
  std::string names;
  for (const Decomposed& one : decomposed_figures()) {
    if (one.figure == figure) return one;
    known.push_back(one.figure);
    names += (names.empty() ? "" : ", ") + std::string(one.figure);
  }
  std::string text = "'" + std::string(figure) + "' cannot be decomposed";
  const std::string_view near = nearest_word(figure, known);
  text += near.empty() ? "; expected" : "; did you mean '" + std::string(near) + "'? Expected is";
  throw std::invalid_argument(text + " one of " + names);
}

/// Every label that anything in the register has.
std::set<std::string> labels_of(const Inventories& source, const Decomposed& figure,
                                const FactsheetOptions& options) {
  const RegisterTables& t = source.source().tables();
  std::set<std::string> labels{"all"};
  const auto add = [&](std::vector<std::string> some) {
    for (std::string& label : some) labels.insert(std::move(label));
  };
  if (figure.of_arrangements)
    for (std::size_t a = 0; a < t.arrangements.size(); ++a)
      add(groups_of_version(source, static_cast<std::int32_t>(a), options));
  if (figure.of_municipalities)
    for (std::size_t p = 0; p < t.participants.size(); ++p)
      if (t.participants[p].kind == ParticipantKind::municipality)
        add(groups_of_municipality(source, static_cast<std::int32_t>(p), options));
  if (figure.of_sizes)
    for (const SizeClass& one : size_classes_of_arrangements()) labels.emplace(one.label);
  return labels;
}

}  // namespace

std::span<const Decomposed> decomposed_figures() noexcept {
  static constexpr std::array<Decomposed, 7> all{{{"arrangements", true, false, true},
                                                  {"memberships", true, false, false},
                                                  {"mean", true, true, false},
                                                  {"two_to_five", true, false, false},
                                                  {"official_share", true, true, false},
                                                  {"official_inhabitants", true, false, false},
                                                  {"classified", false, false, false}}};
  return all;
}

void check_decomposable(const Inventories& source, std::string_view figure, std::string_view group,
                        const FactsheetOptions& options) {
  check(options);
  const Decomposed& one = find_figure(figure);
  const std::set<std::string> labels = labels_of(source, one, options);
  if (labels.contains(std::string(group))) return;
  std::string text = "unknown group '" + std::string(group) + "' of " + std::string(figure);
  const std::vector<std::string_view> known(labels.begin(), labels.end());
  const std::string_view near = nearest_word(group, known);
  const std::string kind(group.substr(0, group.find('=') + 1));
  if (near.empty() && !kind.empty()) {
    std::size_t shown = 0;
    for (const std::string& label : labels)
      if (label.starts_with(kind) && ++shown <= 10)
        text += (shown == 1 ? "; known are " : ", ") + label;
    if (shown > 10) text += ", …";
  }
  text += near.empty() ? "; expected" : "; did you mean '" + std::string(near) + "'? Expected is";
  text += " one that the register has: all";
  if (one.of_arrangements) text += ", form=…, theme=…, domain=…";
  if (one.of_municipalities) text += ", province=…, size=…";
  if (one.of_sizes) text += ", members=…";
  throw std::invalid_argument(text);
}

}  // namespace munigraph
