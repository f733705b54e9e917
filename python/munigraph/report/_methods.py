"""What was done, in words, with the papers it rests on."""

from __future__ import annotations

from typing import Any

from ..clustering._estimate import method_text
from ._references import references

#: Methods -> keys of data/references.bib.
_PAPERS = {
    "newman": "newman2001",
    "modularity": "newman2004",
    "resolution": "reichardt2006",
    "leiden": "traag2019",
    "louvain": "blondel2008",
    "consensus": "lancichinetti2012",
    "roles": "guimera2005",
    "brokerage": "gould1989",
    "ami": "vinh2009",
    "curveball": "strona2014",
    "bicm": "saracco2015",
    "multiverse": "steegen2016",
    "specification": "simonsohn2020",
    "bootstrap": "rubin1981",
    "gravity": "zipf1946",
    "tiling": "deford2021",
    "holm": "holm1979",
    "champ": "weir2017",
    "spatial": "wagner2015",
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
    _clusters(result, said, papers)
    if "bridges" in study:
        said.append(
            "Bridges are ranked by "
            f"{study['bridges']['by'].replace('_', ' ')}; ties are broken by strength, then id. "
            "Roles follow the cuts of Guimerà and Amaral on participation and within-cluster z."
        )
        papers += ["roles", "brokerage"]
    if "nulls" in result:
        part = study["nulls"]
        drawn = list(dict.fromkeys(result["nulls"]["model"]))
        said.append(
            f"Null models ({', '.join(drawn)}): {part['draws']} draws each; "
            "p = (b + 1) / (draws + 1), where b draws are at least as extreme as what was observed."
        )
        papers += [m for m in drawn if m in _PAPERS]
    if "claims" in result:
        _claims(result, said, papers)
    if "multiverse" in result:
        part = study["multiverse"]
        said.append(
            f"All combinations of the stated choices were computed, {part['runs']} seeds each. "
            "Ranges are over combinations that ask the same question; these choices change it: "
            f"{', '.join(part['question']).replace('_', ' ')}. Networks without ties, of one "
            "cluster or of single municipalities only are counted apart. "
            "Combinations that are not valid are reported, not dropped."
        )
        papers += ["multiverse", "specification"]
    papers.append("ami")
    said.append(f"Everything random derives from seed {study.seed}.")
    said.append(
        f"Computed with munigraph {result.manifest['code']['munigraph']}. To cite this report: its "
        f"title, the hash of the study ({str(result.manifest['study']['hash'])[:12]}), and "
        "munigraph with its version."
    )
    return said, references([_PAPERS[p] for p in dict.fromkeys(papers)])


def _claims(result: Any, said: list[str], papers: list[str]) -> None:
    part = result.study["claims"]
    said.append(
        f"Claims: 95% intervals are the middle 95% over {part['draws']} draws in which each "
        "arrangement weighs a draw from Exp(1), clustered again each time. p are one-sided in the "
        "direction of the claim, with the two-sided ones and Holm's correction for all tests of "
        "the table beside them. What would matter at least: a rank correlation of "
        f"{part['smallest_correlation']:g}, an AUC of {part['smallest_auc']:g}, an AMI of "
        f"{part['smallest_ami']:g}, a difference of {part['smallest_difference']:g} clusters."
    )
    papers += ["bootstrap", "holm"]
    nulls = " ".join(str(null) for null in result["claims"]["null"])
    if "Moran" in nulls:
        said.append(
            "Whether larger municipalities bridge more is held against surrogates of the scores "
            "that keep their pattern in space (Moran spectral randomisation)."
        )
        papers.append("spatial")
    if (result["claims"]["key"] == "domains").any():
        said.append(
            "Domains are held against each other by dealing the sets of domains anew among the "
            "arrangements that carry either, within strata of obligation and size; where schemes "
            "of regions tile the country, also with whole schemes dealt, and the larger p counts."
        )
    papers += [name for name in ("gravity", "curveball", "bicm", "tiling") if name in nulls]


def _clusters(result: Any, said: list[str], papers: list[str]) -> None:
    section = result.study["clusters"]
    gamma = section["resolution"]
    counts = result["counts"]
    ways: dict[str, str] = {}
    if "method" in counts:
        for method, runs in counts[["method", "runs"]].dropna().itertuples(index=False):
            ways[method] = method_text(method, int(runs))
            if method == "consensus":
                ways[method] += f" (threshold {section['threshold']:g})"
    said.append(
        f"Clusters are the {' or the '.join(ways.values()) or 'best of runs of Leiden'}, quality "
        f"{section['quality']}, resolution {1 if gamma is None else gamma:g}. A cluster has two or "
        "more members; municipalities alone and without ties are counted apart."
    )
    papers.append("louvain" if section["method"] == "louvain" else "leiden")
    papers += ["modularity", "resolution"] if section["quality"] == "modularity" else ["resolution"]
    if "consensus" in ways:
        papers.append("consensus")
    if "profile" in section:
        said.append(
            "The profile shows for which resolutions each partition is the best of those found "
            "(CHAMP)."
        )
        papers.append("champ")
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
