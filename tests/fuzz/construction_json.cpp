// A construction as JSON: what is read is written and read again as the same, and networks by it
// are made or refused.
#include "fuzz.hpp"
#include "munigraph/network/construction.hpp"
#include "registry/registers.hpp"

namespace munigraph::fuzz {
namespace {

const Snapshot& snapshot() {
  static const Snapshot made = Register(testing::random_tables(5)).at(testing::day("2020-01-03"));
  return made;
}

}  // namespace

std::vector<std::string> seeds() {
  Construction all;
  all.date = testing::day("2020-01-03");
  all.domain = {"social"};
  all.themes = {"care"};
  all.legal_forms = {LegalForm::unknown};
  all.max_size = 8;
  all.max_share = 0.5;
  all.max_province_coverage = 0.9;
  all.intensity = {{LegalForm::unknown, 0.5}};
  all.backbone = Backbone::disparity;
  return {"{}", to_json(Construction{}), to_json(all), R"({"domains":"social","min_shared":2})",
          R"({"weighting":"jaccard","min_size":3,"split_domains":true})"};
}

void run(std::string_view input) {
  Construction read;
  if (!accepted([&] { read = construction_from_json(input); })) return;
  std::string written;
  // Text that is no UTF-8 and numbers that JSON lacks are refused.
  if (accepted([&] { written = to_json(read); }))
    require(to_json(construction_from_json(written)) == written, "JSON is read back as written");
  accepted([&] {
    const ConstructedNetwork made = construct(snapshot(), read);
    require(made.network.total_weight() >= 0, "weights are not negative");
  });
}

}  // namespace munigraph::fuzz
