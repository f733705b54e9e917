// Hashes of what the library finds on one made-up register: a line per kind, the same for every
// compiler, level of optimisation and processor.

#include <bit>
#include <cstdint>
#include <cstdio>
#include <munigraph/bridging/betweenness.hpp>
#include <munigraph/bridging/brokerage.hpp>
#include <munigraph/bridging/participation.hpp>
#include <munigraph/bridging/structural_holes.hpp>
#include <munigraph/clustering/bipartite.hpp>
#include <munigraph/clustering/consensus.hpp>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/clustering/profile.hpp>
#include <munigraph/comparison/agreement.hpp>
#include <munigraph/core/random.hpp>
#include <munigraph/inference/significance.hpp>
#include <munigraph/inference/surrogates.hpp>
#include <munigraph/network/network.hpp>
#include <munigraph/network/resampling.hpp>
#include <munigraph/network/synthetic.hpp>
#include <munigraph/network/totals.hpp>
#include <munigraph/null_models/backbone.hpp>
#include <munigraph/null_models/bicm.hpp>
#include <munigraph/null_models/curveball.hpp>
#include <munigraph/null_models/gravity.hpp>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace mg = munigraph;

namespace {

/// FNV-1a over the bits of numbers.
class Hash {
 public:
  template <class T>
  Hash& add(T value) {
    if constexpr (std::is_same_v<T, double>)
      // Which NaN it is says nothing.
      bits(value != value ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(value));
    else
      bits(static_cast<std::uint64_t>(value));
    return *this;
  }
  template <class Values>
  Hash& all(const Values& values) {
    for (const auto value : values) add(value);
    return *this;
  }
  Hash& memberships(const mg::AffiliationNetwork& network) {
    all(network.member_offsets()).all(network.all_members());
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a) add(network.intensity(a));
    return *this;
  }
  void print(const char* name) const {
    std::printf("%-28s %016llx\n", name, static_cast<unsigned long long>(hash_));
  }

 private:
  void bits(std::uint64_t value) {
    for (int k = 0; k < 8; ++k) {
      hash_ ^= (value >> (8 * k)) & 0xff;
      hash_ *= 0x100000001b3ULL;
    }
  }
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

mg::AffiliationNetwork affiliation(const mg::SyntheticMemberships& made) {
  return {static_cast<std::int32_t>(made.cluster.size()),
          static_cast<std::int32_t>(made.home.size()), made.participants, made.arrangements};
}

void labels(const mg::Network& network) {
  for (const mg::Representation form :
       {mg::Representation::dense, mg::Representation::explicit_, mg::Representation::implicit}) {
    mg::LeidenOptions options;
    options.representation = form;
    Hash hash;
    for (options.seed = 0; options.seed < 4; ++options.seed) {
      const mg::Clustering found = mg::leiden(network, options);
      hash.all(found.partition.labels()).add(found.quality);
    }
    hash.print(("labels " + std::string(mg::to_string(form))).c_str());
  }
  mg::ConsensusOptions options;
  options.ensemble.runs = 12;
  const mg::Clustering agreed = mg::consensus(network, options);
  Hash().all(agreed.partition.labels()).add(agreed.quality).print("labels consensus");
  const mg::BipartiteClustering modules = mg::bipartite_leiden(network.affiliation());
  Hash()
      .all(modules.labels)
      .all(modules.arrangement_labels)
      .add(modules.quality)
      .print("labels bipartite");
}

void draws(const mg::Network& network, const mg::SyntheticMemberships& made) {
  const mg::AffiliationNetwork& observed = network.affiliation();
  Hash()
      .all(made.participants)
      .all(made.lon)
      .all(made.lat)
      .all(made.population)
      .print("draws synthetic");
  for (const mg::Resample scheme :
       {mg::Resample::weights, mg::Resample::memberships, mg::Resample::with_replacement})
    Hash()
        .memberships(mg::resampled(observed, scheme, 0.1, 3))
        .print(("draws " + std::string(mg::to_string(scheme))).c_str());
  Hash().memberships(mg::Curveball(observed).draw(1)).print("draws curveball");
  const mg::Bicm bicm(observed);
  Hash().all(bicm.probabilities()).print("figures BiCM");
  Hash().memberships(bicm.draw(1)).print("draws BiCM");
  const std::vector<double> population(made.population.begin(), made.population.end());
  const mg::Gravity gravity(network, population, made.lon, made.lat);
  Hash()
      .add(gravity.alpha())
      .all(gravity.decay())
      .all(gravity.propensities())
      .print("figures gravity");
  Hash().memberships(gravity.draw(1)).print("draws gravity");
  const mg::VariogramSurrogates surrogates(population, made.lon, made.lat, 5);
  Hash().all(surrogates.draw(0)).print("draws surrogates");
  const mg::CooperationNetwork backbone = mg::bicm_backbone(network, bicm);
  Hash().all(backbone.targets()).print("figures backbone");
}

void figures(const mg::Network& network) {
  const mg::CooperationNetwork& ties = network.cooperation();
  Hash().all(ties.offsets()).all(ties.targets()).all(ties.units()).print("figures projection");
  const mg::Clustering found = mg::leiden(network);
  const mg::ClusterTies measured = mg::cluster_ties(network, found.partition);
  Hash()
      .all(measured.strength)
      .all(measured.participation)
      .all(measured.within_z)
      .print("figures participation");
  Hash().all(mg::betweenness(ties)).print("figures betweenness");
  Hash().all(mg::brokerage(ties, found.partition).counts).print("figures brokerage");
  const mg::StructuralHoles holes = mg::structural_holes(ties);
  Hash().all(holes.constraint).all(holes.effective_size).print("figures structural holes");
  Hash().all(mg::strengths(network.affiliation(), network.weighting())).print("figures strengths");
  Hash().all(mg::measure(network, 2)).print("figures measure");
  mg::EnsembleOptions options = mg::profile_options;
  options.runs = 4;
  const mg::Profile profile = mg::profile(network, mg::log_spaced(0.5, 2.0, 4), options);
  Hash hash;
  for (const mg::ResolutionDomain& domain : profile.domains)
    hash.add(domain.low).add(domain.high).add(domain.clusters);
  hash.print("figures profile");
}

void agreement(const mg::Network& network) {
  const auto a = mg::leiden(network).partition.labels();
  mg::LeidenOptions options;
  options.resolution = 6;
  const auto b = mg::leiden(network, options).partition.labels();
  const mg::Agreement both = mg::compare(a, b);
  Hash().add(both.ami).add(both.ari).add(both.vi).print("figures agreement");
  Hash().all(mg::log_spaced(0.07, 13, 50)).print("figures resolutions");
}

}  // namespace

int main() {
  mg::SyntheticOptions options;
  options.municipalities = 150;
  options.arrangements = 300;
  options.memberships = 2'700;
  options.largest = 120;
  options.clusters = 6;
  options.seed = 11;
  const mg::SyntheticMemberships made = mg::synthetic_memberships(options);
  const mg::Network network(affiliation(made));
  labels(network);
  draws(network, made);
  figures(network);
  agreement(network);
}
