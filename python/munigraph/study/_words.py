"""Words that study files and their reading share."""

#: What a study asks about; with another of these it asks about something else.
QUESTION = (
    "register", "geography", "date", "domain", "themes", "obligation", "legal_forms", "phase",
    "kinds", "arrangement_kinds",
)  # fmt: skip

#: The two domains that are held against each other where a study names no others.
CONTRAST = ("social", "physical")

#: Null models where a study names none.
NULLS = ("gravity", "curveball")

#: The table of counts, one row per network.
COUNTS = (
    "network", "label", "key", "date", "nodes", "arrangements", "memberships", "mean_arrangements",
    "edges", "tied_pairs_share", "isolates", "components", "clusters", "clusters_min",
    "clusters_max", "method", "runs", "runs_min", "runs_median", "runs_max", "stability_low",
    "stability_high", "singletons", "quality", "agreement", "weight_inside", "total_weight",
)  # fmt: skip
#: What of it is a figure, which a published one can be held against.
FIGURES = tuple(
    name for name in COUNTS if name not in ("network", "label", "key", "date", "method")
)
