#pragma once

#include <cstdint>
#include <limits>

/// Which streams of a seed are whose: stream_seed(seed, number) with a number from this table. Work
/// of many equal parts (runs, draws, permutations, rounds) takes the numbers from 0 on, one per
/// part; what else the same seed is for lies above all of these. The numbers are part of what a
/// seed means: one that changes changes results.
///
///   | seed of …            | numbers                  | for                                     |
///   |----------------------|--------------------------|-----------------------------------------|
///   | an ensemble          | 0 … runs − 1             | run r                                   |
///   |                      | agreement_pairs          | pairs of runs that `agreement` looks at |
///   |                      | consensus_rounds + round | the ensemble of a later round           |
///   | an estimate          | consensus_repeats + k    | the ensemble of repetition k            |
///   | noise                | noise_ensembles + number | one of its ensembles                    |
///   | a draw               | resampling               | what is left out                        |
///   |                      | clustering               | the ensemble of what is left            |
///   | null figures         | 2d, 2d + 1               | draw d and its clusters                 |
///   | variogram surrogates | 0, 1, …                  | surrogate k                             |
///   |                      | pairs_of_places          | pairs of places that are looked at      |
///   | a fit of gravity     | 0, 1, …                  | draws of its rounds                     |
///   |                      | gravity_starters         | who starts what, where all is too much  |
///   |                      | gravity_pairs + d        | draws that only measure                 |
///   | a draw of tilings    | tiling_others            | the arrangements that do not tile       |
///   |                      | tiling_schemes           | those that do                           |
///   |                      | 0 … trials − 1           | trial t                                 |
///   | a multilayer search  | 1, 2, …                  | starts of a later round (0: the seed)   |
///   | a multiverse         | a specification's key    | its row                                 |
///   | a posterior          | posterior_chains + c     | chain c                                 |
///   | implicit Leiden      | 0, 1, …                  | pass, round, or repeated level          |
///   |                      | twins + attempt          | a start from one node per kind          |
///   | one of its levels    | moving, refining         | the two steps                           |
///   |                      | coarser (+ attempt)      | the level above                         |
///   |                      | merging                  | clusters that are merged at the end     |
namespace munigraph::detail::streams {

constexpr std::uint64_t agreement_pairs = 0xa9e3;
constexpr std::uint64_t consensus_rounds = 0xc0115e45;
constexpr std::uint64_t consensus_repeats = std::uint64_t{1} << 40;
constexpr std::uint64_t noise_ensembles = std::uint64_t{1} << 41;
constexpr std::uint64_t resampling = 0;
constexpr std::uint64_t clustering = 1;
constexpr std::uint64_t pairs_of_places = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t gravity_starters = std::uint64_t{1} << 59;
constexpr std::uint64_t gravity_pairs = std::uint64_t{1} << 60;
constexpr std::uint64_t tiling_others = 0;
constexpr std::uint64_t tiling_schemes = 1;
constexpr std::uint64_t posterior_chains = std::uint64_t{1} << 41;
constexpr std::uint64_t twins = 0x7415;
constexpr std::uint64_t moving = 0;
constexpr std::uint64_t refining = 1;
constexpr std::uint64_t coarser = 2;
constexpr std::uint64_t merging = std::numeric_limits<std::uint64_t>::max();

}  // namespace munigraph::detail::streams
