#pragma once

// Constructions for the tests of this family.

#include <cstdint>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/construction.hpp"

namespace munigraph::testing {

/// Any choices, for registers of random_tables().
inline Construction random_construction(Random& random) {
  const auto maybe = [&] { return random.below(3) == 0; };
  Construction c;
  if (maybe()) c.domain = {random.below(2) == 0 ? "social" : "physical"};
  if (maybe()) c.themes = {random.below(2) == 0 ? "care" : "care | youth"};
  if (maybe()) c.legal_forms = {LegalForm::unknown, LegalForm::public_body};
  if (maybe()) c.obligation = {static_cast<Obligation>(random.below(3))};
  if (maybe()) c.phase = {Phase::unknown, static_cast<Phase>(1 + random.below(2))};
  if (maybe()) c.kinds.push_back(ParticipantKind::water_board);
  if (maybe()) c.arrangement_kinds.clear();
  if (maybe()) c.min_size = static_cast<std::int32_t>(1 + random.below(3));
  if (maybe()) c.max_size = static_cast<std::int32_t>(3 + random.below(5));
  if (maybe()) c.max_province_coverage = 0.25 * (1 + random.below(4));
  c.min_province = static_cast<std::int32_t>(1 + random.below(3));
  if (maybe()) c.max_share = 0.125 * (1 + random.below(8));
  if (maybe()) c.min_shared = 2;
  c.weighting = static_cast<Weighting>(random.below(3));
  if (maybe()) c.intensity = {{LegalForm::public_body, 0.5}};
  c.split_domains = !c.domain.empty() && maybe();
  return c;
}

inline double weight(const ConstructedNetwork& made, std::int32_t i, std::int32_t j) {
  const auto slot = made.network.cooperation().find(i, j);
  return slot < 0 ? 0.0 : made.network.cooperation().weight(static_cast<std::size_t>(slot));
}

}  // namespace munigraph::testing
