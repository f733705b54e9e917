#include "munigraph/network/construction.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"
#include "registry/themes.hpp"

namespace munigraph {
namespace {

template <class T>
bool admits(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "" : ", ") + one;
  return text;
}

void validate(const Construction& c) {
  check_ranges(c);
  if (c.max_size && *c.max_size < c.min_size)
    throw std::invalid_argument("max_size is " + std::to_string(*c.max_size) +
                                ", expected at least min_size, " + std::to_string(c.min_size));
  if (c.kinds.empty())
    throw std::invalid_argument("kinds is empty, expected a kind of participant");
  if (c.split_domains && c.domain.empty())
    throw std::invalid_argument("split_domains needs a domain");
}

/// Filters in the order in which they work.
enum class Filter : std::uint8_t {
  domain,
  themes,
  legal_forms,
  obligation,
  phase,
  arrangement_kinds,
  kinds,
  min_size,
  max_size,
  max_province_coverage,
  max_share
};
constexpr std::array<const char*, 11> filter_names = {"domain",      "themes",
                                                      "legal_forms", "obligation",
                                                      "phase",       "arrangement_kinds",
                                                      "kinds",       "min_size",
                                                      "max_size",    "max_province_coverage",
                                                      "max_share"};

using Reason = std::pair<Filter, std::string>;
/// How many arrangements were left out for each reason.
using Reasons = std::map<Reason, std::int32_t>;

/// Which arrangements a construction keeps, and what they weigh, before members are counted.
class ArrangementFilter {
 public:
  ArrangementFilter(const Snapshot& snapshot, const Construction& construction)
      : register_(snapshot.source()), construction_(construction) {
    const auto& known = register_.domains();
    for (const std::string& domain : construction.domain) {
      const auto at = std::lower_bound(known.begin(), known.end(), domain);
      if (at == known.end() || *at != domain) {
        const std::vector<std::string_view> words(known.begin(), known.end());
        throw std::invalid_argument(known.empty()
                                        ? "unknown domain '" + domain + "'; this register has none"
                                        : unknown_word("domain", domain, words));
      }
      domains_.push_back(static_cast<std::int32_t>(at - known.begin()));
    }
    std::sort(domains_.begin(), domains_.end());
    domains_.erase(std::unique(domains_.begin(), domains_.end()), domains_.end());
    refuse_unknown_themes();
    find_themed();
    refuse_empty(snapshot);
  }

  /// The first filter that leaves an arrangement out, and the word that it does not admit.
  [[nodiscard]] std::optional<Reason> reason(std::int32_t row) const {
    const Arrangement& a = register_.tables().arrangements[static_cast<std::size_t>(row)];
    const auto by = [](Filter filter, std::string_view word) {
      return Reason{filter, std::string(word)};
    };
    if (!has_domain(row)) return by(Filter::domain, "");
    if (!has_theme(row)) return by(Filter::themes, "");
    if (!admits(construction_.legal_forms, a.legal_form))
      return by(Filter::legal_forms, word(a.legal_form));
    if (!admits(construction_.obligation, a.obligation))
      return by(Filter::obligation, word(a.obligation));
    if (!admits(construction_.phase, a.phase)) return by(Filter::phase, word(a.phase));
    if (!admits(construction_.arrangement_kinds, a.kind))
      return by(Filter::arrangement_kinds, word(a.kind));
    return std::nullopt;
  }

  [[nodiscard]] double intensity(std::int32_t row) const {
    const Arrangement& a = register_.tables().arrangements[static_cast<std::size_t>(row)];
    const auto given = construction_.intensity.find(a.legal_form);
    const double intensity = given == construction_.intensity.end() ? 1.0 : given->second;
    if (!construction_.split_domains) return intensity;
    const auto& all = register_.domains_of(row);
    return intensity * static_cast<double>(chosen(row)) / static_cast<double>(all.size());
  }

 private:
  [[nodiscard]] std::ptrdiff_t chosen(std::int32_t row) const {
    const auto& all = register_.domains_of(row);
    return std::count_if(all.begin(), all.end(), [&](std::int32_t d) {
      return std::binary_search(domains_.begin(), domains_.end(), d);
    });
  }
  [[nodiscard]] bool has_domain(std::int32_t row) const {
    return domains_.empty() || chosen(row) > 0;
  }
  [[nodiscard]] bool has_theme(std::int32_t row) const {
    return themed_.empty() || themed_[static_cast<std::size_t>(row)] != 0;
  }
  void find_themed() {
    if (construction_.themes.empty()) return;
    themed_.assign(register_.tables().arrangements.size(), 0);
    for (const ArrangementTheme& row : register_.tables().arrangement_themes)
      for (const std::string& wanted : construction_.themes)
        if (detail::is_within(row.theme, wanted))
          themed_[static_cast<std::size_t>(row.arrangement)] = 1;
  }
  /// A theme is known if an arrangement of any date has it or one below it, or the mapping does.
  void refuse_unknown_themes() const {
    if (construction_.themes.empty()) return;
    std::set<std::string_view> known;
    for (const auto& row : register_.tables().arrangement_themes) known.insert(row.theme);
    for (const auto& row : register_.tables().domains) known.insert(row.first);
    for (const std::string& wanted : construction_.themes) {
      if (std::any_of(known.begin(), known.end(),
                      [&](std::string_view one) { return detail::is_within(one, wanted); }))
        continue;
      const std::vector<std::string_view> words(known.begin(), known.end());
      throw std::invalid_argument(known.empty()
                                      ? "unknown theme '" + wanted + "'; this register has none"
                                      : unknown_word("theme", wanted, words));
    }
  }
  void refuse_empty(const Snapshot& snapshot) const {
    if (construction_.domain.empty() && construction_.themes.empty()) return;
    for (const std::int32_t row : snapshot.arrangements())
      if (has_domain(row) && has_theme(row)) return;
    const bool by_domain = construction_.themes.empty();
    throw DataError(
        "no arrangement in force has this " + std::string(by_domain ? "domain" : "theme"),
        {"arrangement_themes", "", by_domain ? "domain" : "theme",
         joined(by_domain ? construction_.domain : construction_.themes),
         std::string("a ") + (by_domain ? "domain" : "theme") + " of an arrangement in force on " +
             to_string(snapshot.date())});
  }

  const Register& register_;
  const Construction& construction_;
  std::vector<std::int32_t> domains_;
  std::vector<std::uint8_t> themed_;
};

/// One arrangement with the nodes that count in it.
struct Taken {
  std::int32_t row = 0;
  std::vector<std::int32_t> nodes;
  std::int32_t host = AffiliationNetwork::clique;
  std::int32_t members = 0;  ///< In force, of any kind.
};

/// Whether the arrangement covers a province by at least the share given.
class ProvinceCoverage {
 public:
  ProvinceCoverage(const Snapshot& snapshot, const std::vector<std::int32_t>& participants,
                   const Construction& construction)
      : share_(*construction.max_province_coverage), least_(construction.min_province) {
    const auto& all = snapshot.source().tables().participants;
    for (const std::int32_t row : snapshot.participants()) {
      const Participant& p = all[static_cast<std::size_t>(row)];
      if (p.kind == ParticipantKind::municipality && !p.province.empty())
        ++municipalities_[province_number(p.province)];
    }
    for (const std::int32_t row : participants) {
      const Participant& p = all[static_cast<std::size_t>(row)];
      const bool counts = p.kind == ParticipantKind::municipality && !p.province.empty();
      province_of_node_.push_back(counts ? static_cast<std::ptrdiff_t>(province_number(p.province))
                                         : -1);
    }
  }
  [[nodiscard]] bool covers_one(const std::vector<std::int32_t>& nodes) const {
    std::vector<std::int32_t> members(municipalities_.size(), 0);
    for (const std::int32_t node : nodes)
      if (const std::ptrdiff_t p = province_of_node_[static_cast<std::size_t>(node)]; p >= 0)
        ++members[static_cast<std::size_t>(p)];
    for (std::size_t p = 0; p < members.size(); ++p)
      // A quotient is rounded once, so 11 of 20 is 0.55; 0.55 · 20 would be more than 11.
      if (members[p] > 0 && municipalities_[p] >= least_ &&
          static_cast<double>(members[p]) / municipalities_[p] >= share_)
        return true;
    return false;
  }

 private:
  std::size_t province_number(const std::string& name) {
    const auto [at, added] = numbers_.try_emplace(name, municipalities_.size());
    if (added) municipalities_.push_back(0);
    return at->second;
  }

  double share_;
  std::int32_t least_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::int32_t> municipalities_;
  std::vector<std::ptrdiff_t> province_of_node_;
};

std::vector<Taken> candidates(const Snapshot& snapshot, const ArrangementFilter& filter,
                              const std::vector<std::int32_t>& node_of, Reasons& left_out) {
  const RegisterTables& t = snapshot.source().tables();
  std::vector<Taken> result;
  std::vector<std::int32_t> position(t.arrangements.size(), -1);
  for (const std::int32_t row : snapshot.arrangements()) {
    if (const auto reason = filter.reason(row)) {
      ++left_out[*reason];
      continue;
    }
    position[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(result.size());
    const bool star = t.arrangements[static_cast<std::size_t>(row)].structure == Structure::star;
    result.push_back(
        {row, {}, star ? AffiliationNetwork::absent_host : AffiliationNetwork::clique, 0});
  }
  for (const std::int32_t m : snapshot.memberships()) {
    const Membership& membership = t.memberships[static_cast<std::size_t>(m)];
    const std::int32_t at = position[static_cast<std::size_t>(membership.arrangement)];
    const std::int32_t node = node_of[static_cast<std::size_t>(membership.participant)];
    if (at < 0 || membership.role == Role::observer) continue;
    Taken& candidate = result[static_cast<std::size_t>(at)];
    ++candidate.members;
    if (node < 0) continue;
    candidate.nodes.push_back(node);
    if (candidate.host != AffiliationNetwork::clique && membership.role == Role::host)
      candidate.host = node;
  }
  return result;
}

/// Leaves out what is too small, too large or too wide.
void drop_by_size(std::vector<Taken>& kept, const Construction& c, std::size_t all,
                  const std::optional<ProvinceCoverage>& coverage, Reasons& left_out) {
  const auto reason = [&](const Taken& one) -> std::optional<Filter> {
    const auto size = static_cast<std::int32_t>(one.nodes.size());
    if (size < c.min_size) return one.members < c.min_size ? Filter::min_size : Filter::kinds;
    if (c.max_size && size > *c.max_size) return Filter::max_size;
    if (coverage && coverage->covers_one(one.nodes)) return Filter::max_province_coverage;
    if (c.max_share && static_cast<double>(size) / static_cast<double>(all) > *c.max_share)
      return Filter::max_share;
    return std::nullopt;
  };
  std::erase_if(kept, [&](const Taken& one) {
    const auto filter = reason(one);
    if (filter) ++left_out[{*filter, ""}];
    return filter.has_value();
  });
}

std::vector<LeftOut> listed(const Reasons& reasons) {
  std::vector<LeftOut> rows;
  for (const auto& [reason, count] : reasons)
    rows.push_back({filter_names[static_cast<std::size_t>(reason.first)], reason.second, count});
  return rows;
}

}  // namespace

ConstructedNetwork construct(const Snapshot& snapshot, const Construction& construction) {
  validate(construction);
  const RegisterTables& t = snapshot.source().tables();
  std::vector<std::int32_t> participants;
  std::vector<std::int32_t> node_of(t.participants.size(), -1);
  for (const std::int32_t row : snapshot.participants()) {
    if (!admits(construction.kinds, t.participants[static_cast<std::size_t>(row)].kind)) continue;
    node_of[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(participants.size());
    participants.push_back(row);
  }
  const ArrangementFilter filter(snapshot, construction);
  Reasons left_out;
  std::vector<Taken> kept = candidates(snapshot, filter, node_of, left_out);
  std::optional<ProvinceCoverage> coverage;
  if (construction.max_province_coverage) coverage.emplace(snapshot, participants, construction);
  drop_by_size(kept, construction, participants.size(), coverage, left_out);

  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangement;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  std::vector<std::int32_t> rows;
  for (const Taken& c : kept) {
    const auto number = static_cast<std::int32_t>(rows.size());
    nodes.insert(nodes.end(), c.nodes.begin(), c.nodes.end());
    arrangement.insert(arrangement.end(), c.nodes.size(), number);
    intensity.push_back(filter.intensity(c.row));
    host.push_back(c.host);
    rows.push_back(c.row);
  }
  AffiliationNetwork affiliation(static_cast<std::int32_t>(participants.size()),
                                 static_cast<std::int32_t>(rows.size()), nodes, arrangement,
                                 intensity, host);
  Construction used = construction;
  used.date = snapshot.date();
  return {Network(std::move(affiliation), construction.weighting, construction.min_shared),
          std::move(participants), std::move(rows), std::move(used), listed(left_out)};
}

}  // namespace munigraph
