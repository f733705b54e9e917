"""What a study file may say: one description for checking, documenting and writing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._common.choices import choices_of, words_of
from ..dynamics._factsheet import DECOMPOSED, FIGURES, GROUPINGS, STARTS
from ..dynamics._rules import ChronicleRules
from ..dynamics._words import LANGUAGES
from ..inference._statements import FIGURES as TRIED
from ..readers._table._mapping import LAYOUTS
from ..registry._vocabulary import THEME_BASES
from ._fields import REQUIRED, Field, Section, field_of
from ._readers import FORMATS
from ._words import CONTRAST, NULLS, QUESTION
from ._words import FIGURES as COUNTED


def _f(name: str, kinds: str, doc: str, default: Any = None, **more: Any) -> Field:
    return Field(name, tuple(kinds.split("|")), doc, default, **more)


def _c(function: str, name: str, /, **other: Any) -> Field:
    return field_of(choices_of(function)[name], **other)


_WHICH = _f("networks", "[string]", "Names of the networks to do this for; default: all.")

#: The keys of a network; its date has a key of its own.
CONSTRUCTION = tuple(field_of(one) for one in choices_of("network").values() if one.name != "date")

STUDY = Section(
    "study",
    "What is studied, and by whom.",
    (
        _f("title", "string", "Title of the report.", REQUIRED,
           example='"Clusters of municipal cooperation"'),
        _f("question", "string", "The question in one sentence; stands under the title."),
        _f("authors", "[string]", "Who answers for the study."),
        _f("seed", "integer", "Seed of everything random: same seed, same tables.", 0,
           low=0, high=2**53),
        _f("main", "string", "The network that the finding is about; default: the first."),
    ),
    required=True,
)  # fmt: skip

SYNTHETIC = Section(
    "data.synthetic",
    "A made-up register with planted clusters instead of a real one.",
    (
        _f("municipalities", "integer", "How many municipalities.", 355, low=2),
        _f("arrangements", "integer", "How many arrangements.", 1284, low=1),
        _f("clusters", "integer", "Planted clusters.", 11, low=1),
        _f("seed", "integer", "Seed of the generator.", 0, low=0),
    ),
)

COLUMNS = Section(
    "data.columns",
    'Which column of a table of your own is what: `"Naam regeling" = "arrangement"`, or a whole '
    "mapping as `munigraph import table FILE --propose` writes it.",
    (),
    open=True,
)

DATA = Section(
    "data",
    "Which register, when, and where its municipalities lie.",
    (
        _f("register", "string",
           "Name of a data set (`nl-2020`) or path of a register, relative to the study file.",
           example='"nl-2020"'),
        _f("format", "string", "How to read a path.", "auto",
           choices=FORMATS),
        _f("layout", "string", "Layout of a table of your own; `auto`: what it looks like.",
           choices=("auto", *LAYOUTS)),
        _f("sheet", "string|integer", "Sheet of a workbook: its name, or its number from 1."),
        _f("places", "string",
           "Where participants of a table come from: `nl`, or the path of a table `id, name, …`.",
           example='"nl"'),
        _f("municipalities", "string", "Path of a table of municipalities for the reader."),
        _f("attributes", "string",
           "Path of a table (CSV, workbook, Parquet) with a column `id`; its other columns "
           "(population, lon, lat, …) are joined."),
        _f("date", "date", "The date on which arrangements are in force.", example="2020-07-01"),
        _f("dates", "[date]", "Several dates: every network is made on each."),
        _f("years", "[integer]",
           "Several years: 1 July of each, or the register's last day where that is earlier.",
           low=1800, high=2200),
        _f("geography", "string|date|integer",
           "On whose municipalities networks and the multiverse are: `own` for those of the time, "
           "or those of a date or year, to which all memberships are carried.", "own",
           choices=("own",), low=1800, high=2200),
        _f("geometry", "string",
           "GeoJSON or TopoJSON file for the map; `auto` looks in the data folder, else takes "
           "`cells` around the seats where they fit (the Dutch municipalities of 2020); `none` "
           "draws points.", "auto"),
    ),
    required=True,
    parts=(SYNTHETIC, COLUMNS),
)  # fmt: skip

NETWORKS = Section(
    "networks",
    "Constructions, each a table with a name of its own: `[networks.social]`. What is left out has "
    "the default below.",
    (
        _f("label", "string", "Name in tables and charts; default: the table's name."),
        _f("note", "string", "Why this construction; stands in the report."),
        _f("date", "date", "Another date than that of `[data]`."),
        *CONSTRUCTION,
    ),
    shape="named",
    required=True,
)

PROFILE = Section(
    "clusters.profile",
    "How the count follows the resolution.",
    (
        _f("resolutions", "[number]", "Resolutions; or give `from`, `to` and `steps`.", low=0),
        _f("from", "number", "Lowest resolution.", 0.25, low=0),
        _f("to", "number", "Highest resolution.", 4.0, low=0),
        _f("steps", "integer", "How many, evenly on a logarithmic scale.", 25, low=2),
        _c("profile", "runs", doc="Runs at each resolution."),
        _WHICH,
    ),
)

STABILITY = Section(
    "clusters.stability",
    "How far the count depends on single arrangements.",
    (
        _c("stability", "draws"),
        _c("stability", "resample"),
        _c("stability", "drop"),
        _WHICH,
    ),
)  # fmt: skip

CLUSTERS = Section(
    "clusters",
    "How clusters are found.",
    (
        _c("estimate", "method"),
        _c("estimate", "quality"),
        _c("estimate", "resolution"),
        _c("estimate", "runs"),
        _c("estimate", "threshold"),
        _WHICH,
    ),
    parts=(PROFILE, STABILITY),
)  # fmt: skip

BRIDGES = Section(
    "bridges",
    "Municipalities that tie clusters together.",
    (
        _c("bridges", "by"),
        _f("groups", "string", "Groups for brokerage: `province`, or the clusters if left out."),
        _c("bridges", "stability", default=100),
        _f("population_threshold", "integer", "Inhabitants that make a municipality large.",
           100_000, low=1),
        _WHICH,
    ),
)  # fmt: skip

#: Those that need no municipality to be named.
STATISTICS = tuple(w for w in words_of("significance", "statistic") if w != "participation")

NULL_MODELS = Section(
    "nulls",
    "What would be found if ties were drawn at random.",
    (
        _c("significance", "null", name="models", kinds=("[string]",),
           default=list(NULLS)),
        _c("significance", "statistic", name="statistics", kinds=("[string]",),
           doc="Figures that are compared.", default=["quality"], choices=STATISTICS),
        _c("significance", "draws"),
        _WHICH,
    ),
)  # fmt: skip

COMPARISON = Section(
    "comparison",
    "Clusterings beside each other, and beside provinces and domains.",
    (
        _c("pairwise", "measure"),
        _f("alignment", "string", "Column of the municipalities to compare clusters with.",
           "province"),
        _f("domains", "[string]", "Domains to set side by side, each its own network."),
        _f("runs", "integer", "Runs for each of these domains.", 20, low=1),
        _f("coherence", "[string]", "Themes or domains: what is done together, and what apart."),
        _f("density", "boolean", "Arrangements, partners and themes per municipality.", False),
        _f("reach", "boolean", "Distances between clusters with and without their bridges.", False),
        _WHICH,
    ),
)  # fmt: skip

GRID = Section(
    "multiverse.grid",
    "Choices, each a list of values: every combination is computed. Keys are those of a network, "
    '`resolution`, `quality` and `date`. `"none"` stands for no filter.',
    (),
    open=True,
)

MULTIVERSE = Section(
    "multiverse",
    "Every combination of choices, so that a count comes with its range.",
    (
        _c("multiverse", "runs"),
        _f(
            "method",
            "string",
            "Of every row: `consensus`, or the median of `leiden` runs; "
            "default: as the clusters are found.",
            choices=words_of("multiverse", "method"),
        ),
        _f(
            "question",
            "[string]",
            "Choices that change the question: ranges are never over these; all others are free.",
            list(QUESTION),
            choices=QUESTION,
        ),
        _f("reference", "string", "Network whose clusters all are compared with; default: main."),
        _f("chunk", "integer", "Constructions computed in one task.", 64, low=1),
    ),
    parts=(GRID,),
)

CLAIMS = Section(
    "claims",
    "What is asked of the main network: whether clusters follow provinces, whether one domain "
    "falls into more clusters than another, whether large municipalities are the bridges. *Yes*: "
    "p ≤ .05 under the strictest null, and the same sign in nine of ten free constructions; *No*: "
    "the 95% interval lies below the smallest size that would matter; else it cannot be told.",
    (
        _f(
            "contrast",
            "[string]",
            "Two domains: does the first fall into more clusters?",
            list(CONTRAST),
        ),
        _f(
            "draws",
            "integer",
            "Redrawn registers for each interval; 0 leaves intervals out.",
            199,
            low=0,
        ),
        _f("null_draws", "integer", "Draws of each null; 0 leaves these nulls out.", 99, low=0),
        _f(
            "relabellings",
            "integer",
            "Times that domains are dealt anew among arrangements.",
            999,
            low=1,
        ),
        _f("smallest_correlation", "number", "Smallest rank correlation that would matter.", 0.2),
        _f("smallest_auc", "number", "Smallest AUC that would matter.", 0.6),
        _f("smallest_ami", "number", "Smallest agreement with provinces that would matter.", 0.2),
        _f(
            "smallest_difference",
            "number",
            "Smallest difference in clusters that would matter.",
            2.0,
        ),
    ),
)

EXPECTATIONS = Section(
    "expectations",
    "Published figures to compare with: `[[expectations]]`, once for each.",
    (
        _f("name", "string", "What is claimed, in words.", REQUIRED, example='"clusters, 2020"'),
        _f("figure", "string",
           "Column of the table of counts.", REQUIRED, choices=COUNTED, example='"clusters"'),
        _f("network", "string", "Network that the figure is about; default: main."),
        _f("value", "number", "The published figure.", example="11"),
        _f("low", "number", "Or its range: from …"),
        _f("high", "number", "… to."),
        _f("source", "string", "Where it is published.", REQUIRED),
        _f("where", "table",
           "Which rows of the multiverse it may be compared with: of one question.",
           example='{ domain = "social" }'),
        _f("why", "string", "Why the figures differ, as far as known."),
    ),
    shape="list",
)  # fmt: skip

STATEMENTS = Section(
    "statements",
    "Statements to be tried on every construction of the multiverse: `[[statements]]`. Each is "
    "tried on every question apart: share and range are over constructions of one question only.",
    (
        _f("text", "string", "The statement.", REQUIRED,
           example='"The social domain falls into more than fifteen clusters"'),
        _f("figure", "string", "Column of the multiverse.", "clusters", choices=TRIED),
        _f("where", "table", "The rows it is about.", example='{ domain = "social" }'),
        _f("at_least", "number", "Holds where the figure is this or more."),
        _f("at_most", "number", "Holds where the figure is this or less."),
        _f("more_than", "table",
           "Holds where the figure is larger than in the row with these choices instead, all else "
           "equal.", example='{ domain = "physical" }'),
    ),
    shape="list",
)  # fmt: skip

SCENARIOS = Section(
    "scenarios",
    "What if: steps that change the register from the day of a network on: `[[scenarios]]`.",
    (
        _f("name", "string", "What is tried, in words.", REQUIRED, example='"a merger"'),
        _f("network", "string", "Network that it is asked of; default: main."),
        _f("steps", "[table]", "Steps, each a table as `Scenario.apply` takes them.", REQUIRED,
           example='[{ merge = ["GM0003", "GM0010"], into = "GM0010" }]'),
        _f("runs", "integer", "Runs before and after.", 20, low=1),
    ),
    shape="list",
)  # fmt: skip

_FORMS = choices_of("network")["legal_forms"]

TIME = Section(
    "time",
    "The figures of several years, why they differ, and what happened.",
    (
        _f("years", "[integer]|[date]",
           "Years (each its 1 July, or the register's last day) or dates.", REQUIRED,
           low=1800, high=2200),
        _f("figures", "[string]", "Figures of the factsheet.",
           ["arrangements", "mean", "two_to_five", "official_share"], choices=FIGURES),
        _f("by", "[string]", "Groups for which they are given besides the whole.", [],
           choices=GROUPINGS),
        _f("difference", "[string]",
           "Figures whose differences between successive years are decomposed.", ["mean"],
           choices=tuple(DECOMPOSED)),
        _f("themes", "string|[string]", "Only arrangements with any of these themes or domains.",
           example='"werk"'),
        _f("forms", "string|[string]", "Only arrangements of these legal forms.",
           choices=_FORMS.words),
        _f("bases", "string|[string]", "Themes of these bases only.", choices=THEME_BASES),
        _f("geography", "string|date|integer",
           "`own`, or the date or year of a geography; default: that of `[data]`.",
           choices=("own",), low=1800, high=2200),
        _f("repair", "boolean", "Carry memberships over to the municipalities of the day.", True),
        _f("starts", "string", "Whether a membership counts from its accession, or as long as the "
           "version lists it.", "dated", choices=STARTS),
        _f("min_coverage", "number", "Below this coverage a figure has no value.", 0.5,
           low=0, high=1),
        _f("chronicle", "boolean", "List what happened, with its reason.", True),
        _f("stories", "integer",
           "Tell the lives of so many arrangements, those with most change.", 5, low=0),
        _f("language", "string", "Of these stories.", "en", choices=tuple(LANGUAGES)),
        _f("rules", "table", "Thresholds of the chronicle that differ from the default.",
           choices=tuple(ChronicleRules()), low=0, example="{ near_days = 62 }"),
        _f("track", "boolean", "Follow the clusters of the main network through the years.", False),
        _f("track_arrangements", "string", "Which arrangements of two successive years make them.",
           "all", choices=words_of("track", "arrangements")),
        _f("spells", "boolean", "Write how long memberships and arrangements last.", False),
        _f("dyads", "boolean", "Write every pair of municipalities that share an arrangement.",
           False),
    ),
)  # fmt: skip

OUTPUT = Section(
    "output",
    "What is written besides Parquet and JSON.",
    (
        _f("report", "boolean", "Write `report.html`.", True),
        _f("tables", "[string]", "Further formats of tables.", [], choices=("csv",)),
        _f(
            "safe_csv",
            "boolean",
            "In CSV, an apostrophe before texts that a spreadsheet would compute (`=`, `+`, `-`, "
            "`@`).",
            True,
        ),
        _f("charts", "[string]", "Charts as files.", [], choices=("svg", "png", "pdf")),
    ),
)

SECTIONS = (
    STUDY, DATA, NETWORKS, CLUSTERS, BRIDGES, NULL_MODELS, COMPARISON, MULTIVERSE, CLAIMS,
    EXPECTATIONS, STATEMENTS, SCENARIOS, TIME, OUTPUT,
)  # fmt: skip

#: What a row of the grid may choose.
GRID_FIELDS = {name: field_of(one) for name, one in choices_of("specification").items()}
GRID_FIELDS["geography"] = next(one for one in DATA.fields if one.name == "geography")


def walk() -> Iterator[Section]:
    """All sections, parts after their whole."""
    for section in SECTIONS:
        yield section
        yield from section.parts
