"""What was done, in words, with the papers it rests on."""

from __future__ import annotations

from typing import Any

from ..clustering._estimate import method_text
from ._answers import CAVEATS
from ._references import cited, references

#: Methods -> keys of data/references.bib.
_PAPERS = {
    "newman": "newman2001",
    "modularity": "newman2004",
    "resolution": "reichardt2006",
    "cpm": "traag2011",
    "map": "rosvall2009",
    "planted_partition": "zhang2020",
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
    "variogram": "viladomat2014",
}


class _Said:
    """Sentences, and the papers named in them in the order in which they come."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.papers: list[str] = []

    def say(self, text: str, *papers: str) -> None:
        """A paragraph; ``papers`` are named at its end."""
        keys = [_PAPERS[name] for name in papers]
        self.papers += keys
        self.sentences.append(f"{text} ({cited(keys)})." if keys else f"{text}.")


def methods(result: Any) -> tuple[list[str], list[str]]:
    """Sentences on what was done, and the papers they rest on."""
    study = result.study
    said = _Said()
    weightings = sorted({n["weighting"] for n in study["networks"].values()})
    said.say(
        "Municipalities in no arrangement stay in the network and are counted apart. Two "
        "municipalities are tied where they share an arrangement; weights: "
        + ", ".join(_WEIGHTS[w] for w in weightings),
        *(["newman"] if "newman" in weightings else []),
    )
    _clusters(result, said)
    if "bridges" in study:
        _bridges(result, said)
    _nulls(result, said)
    if "claims" in result:
        _claims(result, said)
    if any(name in result for name in ("provinces", "agreement", "domains")):
        said.say(
            "How alike two divisions are: adjusted mutual information (AMI), 1 where they are the "
            "same, 0 as by chance; of networks that are compared, only municipalities with ties in "
            "both count",
            "ami",
        )
    if "multiverse" in result:
        part = study["multiverse"]
        said.say(
            f"All combinations of the stated choices were computed, {part['runs']} seeds each. "
            "Ranges are over combinations that ask the same question; these choices change it: "
            f"{', '.join(part['question']).replace('_', ' ')}. Networks without ties, of one "
            "cluster or of single municipalities only are counted apart, as are constructions in "
            "which a figure does not exist. Combinations that are not valid are reported, not "
            "dropped",
            "multiverse", "specification",
        )  # fmt: skip
    said.say(f"Everything random derives from seed {study.seed}")
    version = result.manifest["code"]["munigraph"]
    said.say(
        f"Computed with munigraph {version}. To cite this report: its title, the hash of the study "
        f"({str(result.manifest['study']['hash'])[:12]}), the register, and “The munigraph "
        f"maintainers: munigraph, network analysis of inter-municipal cooperation, version "
        f"{version}”"
    )
    return said.sentences, references(list(dict.fromkeys(said.papers)))


def _bridges(result: Any, said: _Said) -> None:
    part = result.study["bridges"]
    by = str(part["by"])
    text = f"Bridges are ranked by {by.replace('_', ' ')}"
    text += f": {_MEASURES[by]}" if by in _MEASURES else ""
    text += "; equal ones by strength, then code."
    if "bridges" in result and "rank_low" in result["bridges"]:
        text += (
            f" The range of a rank is the middle 95% over {part['stability']} draws in which each "
            "arrangement weighs a draw from Exp(1); clusters stay as they are."
        )
    said.say(
        f"{text} Roles follow cuts on participation and within-cluster z, the strength inside its "
        "cluster in standard deviations from the mean of its members",
        "roles",
    )


def _nulls(result: Any, said: _Said) -> None:
    """Each null with what it keeps; p."""
    if "nulls" in result:
        part = result.study["nulls"]
        drawn = list(dict.fromkeys(result["nulls"]["model"]))
        said.say(
            f"Quality against null models ({', '.join(drawn)}): {part['draws']} draws each; "
            "p = (b + 1)/(draws + 1), where b draws are at least as extreme as what was observed"
        )
    if "counts_by_chance" in result:
        table = result["counts_by_chance"]
        said.say(
            f"Clusters and provinces against null models ({', '.join(table['model'])}): "
            f"{int(table['draws'].max())} draws each, clustered by the method of the study with "
            f"{int(table['runs'].max())} runs"
        )
    names = [m for t in ("nulls", "counts_by_chance") if t in result for m in result[t]["model"]]
    known = [name for name in dict.fromkeys(names) if name in CAVEATS]
    if known:
        said.say("What each null keeps, and what it says little about: under Null models", *known)


def _claims(result: Any, said: _Said) -> None:
    part = result.study["claims"]
    said.say(
        f"Claims: 95% intervals are the middle 95% over {part['draws']} draws in which each "
        "arrangement weighs a draw from Exp(1), clustered again each time. What would matter at "
        f"least: a rank correlation of {part['smallest_correlation']:g}, an AUC of "
        f"{part['smallest_auc']:g}, an AMI of {part['smallest_ami']:g}, a difference of "
        f"{part['smallest_difference']:g} clusters",
        "bootstrap",
    )
    said.say(
        "p are one-sided in the direction of the claim, with the two-sided ones and Holm's "
        "correction for all tests of the table beside them",
        "holm",
    )
    nulls = " ".join(str(null) for null in result["claims"]["null"])
    for word, how, paper in _SPATIAL:
        if word in nulls:
            said.say(
                "Whether larger municipalities bridge more is held against surrogates of the "
                f"scores that keep their pattern in space, by {how}",
                paper,
            )
    if (result["claims"]["key"] == "domains").any():
        said.say(
            "Domains are held against each other by dealing the sets of domains anew among the "
            "arrangements that carry either, within strata of obligation and size; where schemes "
            "of regions tile the country, also with whole schemes dealt, and the larger p counts"
        )


def _clusters(result: Any, said: _Said) -> None:
    section = result.study["clusters"]
    counts = result["counts"]
    ways: dict[str, str] = {}
    if "method" in counts:
        for method, runs in counts[["method", "runs"]].dropna().itertuples(index=False):
            ways[method] = method_text(method, int(runs))
            if method == "consensus":
                ways[method] += f" (threshold {section['threshold']:g})"
    quality = str(section["quality"])
    gamma = 1 if section["resolution"] is None else section["resolution"]
    papers = ["louvain" if section["method"] == "louvain" else "leiden"]
    papers += ["modularity", "resolution"] if quality == "modularity" else [quality]
    papers += ["consensus"] if "consensus" in ways else []
    resolved = f", resolution {gamma:g}" if quality in ("modularity", "cpm") else ""
    said.say(
        f"Clusters are the {' or the '.join(ways.values()) or 'best of runs of Leiden'}, quality "
        f"{quality.replace('_', ' ')}{resolved}. A cluster has two or more members; "
        "municipalities alone and without ties are counted apart",
        *papers,
    )
    if "profile" in section:
        said.say(
            "The profile shows for which resolutions each partition is the best of those found",
            "champ",
        )
    if "stability" in section:
        part = section["stability"]
        said.say(
            f"Stability: {part['draws']} networks with resampled {part['resample']}. A register is "
            "no sample, so this is a stability range, not a confidence interval",
            "bootstrap",
        )


#: What claims about size are held against, by a word of its name.
_SPATIAL = (
    ("Moran", "Moran spectral randomisation", "spatial"),
    ("variogram", "matched variograms", "variogram"),
)

#: Measures that a ranking goes by, in words.
_MEASURES = {
    "participation": "1 less the sum of the squared shares of a municipality's strength that go "
    "to each cluster, 0 where all ties stay in one",
    "participation_normalised": "1 less the sum of the squared shares of a municipality's "
    "strength that go to each cluster, times K/(K − 1) for K clusters",
    "outside_share": "the share of a municipality's strength that leaves its cluster",
    "betweenness": "the share of shortest paths that run through it",
    "constraint": "low where partners are not tied to each other",
}

_WEIGHTS = {
    "newman": "Newman's 1/(k − 1) for each shared arrangement of k members",
    "count": "the number of shared arrangements",
    "pair_share": "2/(k(k − 1)) for each shared arrangement of k members",
    "binary": "1 if they share any",
    "jaccard": "the Jaccard index of their arrangements",
    "cosine": "the cosine of their arrangements",
}
