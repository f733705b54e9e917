#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

struct ConsensusOptions {
  EnsembleOptions ensemble;  ///< Of the network, and its number of runs in every later round.
  double threshold = 0.5;    ///< Co-assignments below it are left out; in (0, 1].
  int rounds = 50;           ///< At most so many; two to four are usual.
  /// Instead of the threshold: being together counts above what permuted labels give, see below.
  bool against_null = false;
};

/// What many runs have in common (Lancichinetti & Fortunato 2012, Scientific Reports 2, 336).
/// The share of runs in which two nodes are together becomes the weight of
/// a tie; ties below the threshold are left out; that network is clustered as many times again,
/// until all runs agree.
///
/// - A node without a co-assignment of at least the threshold joins, in the end, the cluster of the
///   neighbour (in the network) it is most often with, ties to the smaller; one that is never with
///   any stays alone.
/// - Networks of co-assignments are clustered by CPM with γ = threshold: groups are kept whose
///   members are together more often than that, whatever the resolution of the runs and without a
///   resolution limit of their own.
/// - Isolates stay apart. In the end clusters are split into connected parts of the network.
///
/// With `against_null` nothing is left out: rounds maximise Σ (C_ij − P_ij) over pairs in one
/// cluster, C_ij the share of runs that have i and j together and P_ij = ½(p_i + p_j) its
/// expectation in the local permutation model, in which i keeps its cluster and the labels of all
/// others are permuted: p_i = mean over runs of (size of i's cluster − 1)/(n − 1) (Jeub, Sporns &
/// Fortunato 2018, Scientific Reports 8, 3259, doi:10.1038/s41598-018-21352-7). Runs that differ
/// then do not fall apart into what every run has in common. Memory follows the pairs of nodes that
/// some run tells apart and some has together.
///
/// The quality is that of the given quality function on the network itself; `converged` says
/// whether the runs agreed in the end; `iterations` is the number of rounds.
///
/// Where the runs work on the memberships, so does the rest: the network is not projected. But
/// co-assignments are held as ties: memory follows the pairs that are together often enough,
/// Σ (size of cluster)². Counting takes nodes that no run parts together, and above a million pairs
/// so does the rest: a giant arrangement of many who are in nothing else costs next to nothing.
/// Throws std::invalid_argument for a threshold out of (0, 1], or as ensemble() does.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering consensus(const Network& network,
                                                    const ConsensusOptions& options = {});
/// The same from an ensemble of the network at hand.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering consensus(const Network& network, const Ensemble& runs,
                                                    const ConsensusOptions& options = {});

}  // namespace munigraph
