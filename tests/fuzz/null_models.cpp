// Null models of any memberships: draws keep what they promise.
#include <cmath>
#include <memory>

#include "fuzz.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/bicm.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "munigraph/null_models/gravity.hpp"

namespace munigraph::fuzz {
namespace {

void check_draw(const NullModel& model, const AffiliationNetwork& observed, std::uint64_t seed,
                bool keeps_sizes, bool keeps_degrees) {
  const AffiliationNetwork drawn = model.draw(seed);
  require(drawn.node_count() == observed.node_count() &&
              drawn.arrangement_count() == observed.arrangement_count(),
          "a draw has the same nodes and arrangements");
  for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
    require(drawn.host(a) == observed.host(a), "hosts stay");
    require(drawn.intensity(a) == observed.intensity(a), "intensities stay");
    if (keeps_sizes) require(drawn.size(a) == observed.size(a), "sizes are kept");
  }
  if (keeps_degrees)
    for (std::int32_t i = 0; i < observed.node_count(); ++i)
      require(drawn.arrangements(i).size() == observed.arrangements(i).size(), "degrees are kept");
  const AffiliationNetwork again = model.draw(seed);
  require(std::ranges::equal(drawn.all_members(), again.all_members()),
          "the same seed gives the same draw");
}

}  // namespace

std::vector<std::string> seeds() {
  std::string members("\x09\x05\x14", 3);
  for (char a = 0; a < 5; ++a)
    for (char i = 0; i < 4; ++i) members += {static_cast<char>((a * 2 + i) % 9), a};
  return {members + '\1', members + std::string(60, '\3'), std::string(3, '\2')};
}

void run(std::string_view input) {
  Bytes bytes(input);
  const std::int32_t n = 1 + bytes.upto(15);
  const std::int32_t arrangements = 1 + bytes.upto(9);
  const std::int32_t count = bytes.upto(60);
  std::vector<std::int32_t> who;
  std::vector<std::int32_t> what;
  for (std::int32_t m = 0; m < count; ++m) {
    who.push_back(bytes.upto(n - 1));
    what.push_back(bytes.upto(arrangements - 1));
  }
  std::vector<std::int32_t> host;
  if (bytes.byte() % 2 == 0)
    for (std::int32_t a = 0; a < arrangements; ++a) host.push_back(bytes.upto(n + 1) - 2);
  std::unique_ptr<AffiliationNetwork> observed;
  if (!accepted([&] {
        observed = std::make_unique<AffiliationNetwork>(n, arrangements, who, what,
                                                        std::span<const double>{}, host);
      }))
    return;
  const std::uint64_t seed = bytes.byte();
  accepted([&] {
    const Curveball model(*observed, {.trades_per_node = std::abs(bytes.real())});
    // A chain of a thousand million trades is allowed and takes its time.
    if (model.trades_per_node() < 1000) check_draw(model, *observed, seed, true, true);
  });
  try {
    accepted([&] { check_draw(Bicm(*observed), *observed, seed, false, false); });
  } catch (const std::runtime_error& error) {
    // Not solved: said, with a residual.
    require(std::string_view(error.what()).find("BiCM") != std::string_view::npos,
            "a model that is not solved says so");
  }
  std::vector<double> population;
  std::vector<double> lon;
  std::vector<double> lat;
  for (std::int32_t i = 0; i < n; ++i) {
    population.push_back(1 + std::abs(bytes.real()));
    lon.push_back(bytes.real());
    lat.push_back(bytes.real());
  }
  accepted([&] {
    const Network network(*observed);
    const Gravity model(network, population, lon, lat, {.iterations = 20});
    check_draw(model, *observed, seed, true, false);
  });
}

}  // namespace munigraph::fuzz
