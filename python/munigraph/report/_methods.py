"""What was done, in words, with the papers it rests on."""

from __future__ import annotations

from typing import Any

_PAPERS = {
    "newman": "Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, "
    "weighted networks, and centrality. Physical Review E 64, 016132.",
    "modularity": "Newman, M. E. J. & Girvan, M. (2004). Finding and evaluating community "
    "structure in networks. Physical Review E 69, 026113.",
    "resolution": "Reichardt, J. & Bornholdt, S. (2006). Statistical mechanics of community "
    "detection. Physical Review E 74, 016110.",
    "leiden": "Traag, V. A., Waltman, L. & van Eck, N. J. (2019). From Louvain to Leiden: "
    "guaranteeing well-connected communities. Scientific Reports 9, 5233. "
    "doi:10.1038/s41598-019-41695-z",
    "louvain": "Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E. (2008). Fast "
    "unfolding of communities in large networks. Journal of Statistical Mechanics P10008. "
    "doi:10.1088/1742-5468/2008/10/P10008",
    "consensus": "Lancichinetti, A. & Fortunato, S. (2012). Consensus clustering in complex "
    "networks. Scientific Reports 2, 336.",
    "roles": "Guimerà, R. & Amaral, L. A. N. (2005). Functional cartography of complex metabolic "
    "networks. Nature 433, 895–900. doi:10.1038/nature03288",
    "brokerage": "Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal "
    "approach to brokerage in transaction networks. Sociological Methodology 19, 89–126. "
    "doi:10.2307/270949",
    "ami": "Vinh, N. X., Epps, J. & Bailey, J. (2010). Information theoretic measures for "
    "clusterings comparison. Journal of Machine Learning Research 11, 2837–2854.",
    "curveball": "Strona, G., Nappo, D., Boccacci, F., Fattorini, S. & San-Miguel-Ayanz, "
    "J. (2014). A fast and unbiased procedure to randomize ecological binary matrices with fixed "
    "row and column totals. Nature Communications 5, 4114.",
    "bicm": "Saracco, F., Di Clemente, R., Gabrielli, A. & Squartini, T. (2015). Randomizing "
    "bipartite networks: the case of the World Trade Web. Scientific Reports 5, 10595.",
    "multiverse": "Steegen, S., Tuerlinckx, F., Gelman, A. & Vanpaemel, W. (2016). Increasing "
    "transparency through a multiverse analysis. Perspectives on Psychological Science 11, "
    "702–712.",
    "specification": "Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve "
    "analysis. Nature Human Behaviour 4, 1208–1214.",
    "bootstrap": "Rubin, D. B. (1981). The Bayesian bootstrap. Annals of Statistics 9, 130–134.",
}


def methods(result: Any) -> tuple[list[str], list[str]]:
    """Sentences on what was done, and the papers they rest on."""
    study = result.study
    said, papers = [], []
    weightings = sorted({n["weighting"] for n in study["networks"].values()})
    said.append(
        "Two municipalities are tied where they share an arrangement; weights: "
        + ", ".join(_WEIGHTS[w] for w in weightings)
        + ". Municipalities in no arrangement stay in the network and are counted apart."
    )
    papers.append("newman")
    _clusters(study["clusters"], said, papers)
    if "bridges" in study:
        said.append(
            "Bridges are ranked by "
            f"{study['bridges']['by'].replace('_', ' ')}; ties are broken by strength, then id. "
            "Roles follow the cuts of Guimerà and Amaral on participation and within-cluster z."
        )
        papers += ["roles", "brokerage"]
    if "nulls" in result:
        part = study["nulls"]
        said.append(
            f"Null models ({', '.join(part['models'])}): {part['draws']} draws each; "
            "p = (b + 1) / (draws + 1), where b draws are at least as extreme as what was observed."
        )
        papers += [m for m in part["models"] if m in _PAPERS]
    if "multiverse" in result:
        part = study["multiverse"]
        said.append(
            f"All combinations of the stated choices were computed, {part['runs']} seeds each. "
            "Combinations that are not valid are reported, not dropped."
        )
        papers += ["multiverse", "specification"]
    papers.append("ami")
    said.append(f"Everything random derives from seed {study.seed}.")
    return said, [_PAPERS[p] for p in dict.fromkeys(papers)]


def _clusters(section: dict[str, Any], said: list[str], papers: list[str]) -> None:
    gamma = section["resolution"]
    how = {
        "consensus": "consensus of {runs} Leiden runs (threshold {threshold:g})",
        "leiden": "the best of {runs} Leiden runs",
        "louvain": "the best of {runs} Louvain runs",
    }[section["method"]].format(**section)
    said.append(
        f"Clusters are the {how}, quality {section['quality']}, resolution "
        f"{1 if gamma is None else gamma:g}. A cluster has two or more members; municipalities "
        "alone and without ties are counted apart."
    )
    papers.append("louvain" if section["method"] == "louvain" else "leiden")
    papers += ["modularity", "resolution"] if section["quality"] == "modularity" else ["resolution"]
    if section["method"] == "consensus":
        papers.append("consensus")
    if "stability" in section:
        part = section["stability"]
        said.append(
            f"Stability: {part['draws']} networks with resampled {part['resample']}. A register is "
            "no sample, so this is a stability range, not a confidence interval."
        )
        papers.append("bootstrap")


_WEIGHTS = {
    "newman": "1/(k − 1) for each shared arrangement of k members (Newman)",
    "count": "the number of shared arrangements",
    "pair_share": "2/(k(k − 1)) for each shared arrangement of k members",
    "binary": "1 if they share any",
    "jaccard": "the Jaccard index of their arrangements",
    "cosine": "the cosine of their arrangements",
}
