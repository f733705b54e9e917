# What the compiled module gives to the rest of the package; its C++ side is python/bindings.
# Array arguments are converted to the type that the core takes.

from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

class Network:
    @staticmethod
    def from_edges(source: ArrayLike, target: ArrayLike, weight: ArrayLike, n: int) -> Network: ...
    @staticmethod
    def from_memberships(
        nodes: ArrayLike,
        arrangements: ArrayLike,
        n: int,
        arrangement_count: int,
        weighting: str,
        min_shared: int,
        intensity: ArrayLike,
        host: ArrayLike,
    ) -> Network: ...
    def arrangements_between(self, a: int, b: int) -> list[int]: ...
    def edge_shared(self) -> NDArray[np.int32]: ...
    def edges(self) -> tuple[Any, ...]: ...
    def hosts(self) -> NDArray[np.int32]: ...
    def intensities(self) -> NDArray[np.float64]: ...
    def memberships(self) -> tuple[Any, ...]: ...
    def project(self, progress: Any = None) -> int: ...
    def tie_weight(self, arrangement: int) -> float: ...
    @property
    def arrangement_count(self) -> int: ...
    @property
    def component_count(self) -> int: ...
    @property
    def component_labels(self) -> NDArray[np.int32]: ...
    @property
    def edge_count(self) -> int: ...
    @property
    def exact(self) -> bool: ...
    @property
    def has_memberships(self) -> bool: ...
    @property
    def is_additive(self) -> bool: ...
    @property
    def is_projected(self) -> bool: ...
    @property
    def isolates(self) -> NDArray[np.uint8]: ...
    @property
    def largest_rounding(self) -> float: ...
    @property
    def membership_count(self) -> int: ...
    @property
    def min_shared(self) -> int: ...
    @property
    def node_count(self) -> int: ...
    @property
    def quantum(self) -> float: ...
    @property
    def strength(self) -> NDArray[np.float64]: ...
    @property
    def total_weight(self) -> float: ...
    @property
    def weighting(self) -> str: ...

class Register:
    @staticmethod
    def from_text(
        tables: dict[str, Any],
        domains: Mapping[str, str],
        numbers: Mapping[str, Set[str]] = {},
        exported: str | None = None,
    ) -> Register: ...
    @staticmethod
    def read_package(folder: str, max_bytes: int = ...) -> Register: ...
    def arrangement_row(self, id: str) -> int: ...
    def at(self, date: str) -> Snapshot: ...
    # register, snapshot, rows of inferred memberships, changes
    def at_repaired(
        self, date: str, splits: str
    ) -> tuple[
        Register, Snapshot, NDArray[np.int32], list[tuple[int, str, str, str, str, str]]
    ]: ...
    def day_of_year(self, year: int) -> str: ...
    def domain_of(self, theme: str) -> str: ...
    # register, (read, taken, merged, left out), arrangements gone, changes
    def on_geography(
        self, date: str, splits: str
    ) -> tuple[
        Register,
        tuple[int, int, int, int],
        int,
        list[tuple[int, str, str, str, str, str]],
    ]: ...
    def participant_row(self, id: str) -> int: ...
    def to_text(self) -> dict[str, Any]: ...
    def write_package(self, folder: str) -> None: ...
    @property
    def counts(self) -> tuple[int, int, int, int, int]: ...
    @property
    def domain_map(self) -> dict[str, str]: ...
    @property
    def domains(self) -> list[str]: ...
    @property
    def exported(self) -> str | None: ...
    @property
    def last_day(self) -> str | None: ...
    @property
    def number_columns(self) -> dict[str, set[str]]: ...
    @property
    def unknown_themes(self) -> dict[str, int]: ...
    @property
    def usable_range(self) -> tuple[str | None, str | None]: ...

class Snapshot:
    def arrangement_domains(self) -> list[list[str]]: ...
    def construct(
        self, construction: str
    ) -> tuple[Network, NDArray[np.int32], NDArray[np.int32], str, list[tuple[str, str, int]]]: ...
    @property
    def arrangements(self) -> NDArray[np.int32]: ...
    @property
    def date(self) -> str: ...
    @property
    def memberships(self) -> NDArray[np.int32]: ...
    @property
    def participants(self) -> NDArray[np.int32]: ...

class NullModel:
    def draw(self, observed: Network, seed: int) -> Network: ...

class Curveball(NullModel):
    def __init__(self, network: Network, trades_per_node: float | None) -> None: ...
    @property
    def trades_per_node(self) -> float: ...

class Bicm(NullModel):
    def __init__(self, network: Network) -> None: ...
    def p_values(self, network: Network, threads: int) -> NDArray[np.float64]: ...
    def probabilities(self, network: Network) -> NDArray[np.float64]: ...
    def validated_projection(
        self, network: Network, alpha: float, correction: str, threads: int
    ) -> Network: ...
    @property
    def iterations(self) -> int: ...
    @property
    def largest_residual(self) -> float: ...

class Gravity(NullModel):
    # population, lon, lat, degree_correction, seed, threads, progress
    def __init__(self, network: Network, *arguments: Any) -> None: ...
    @property
    def alpha(self) -> float: ...
    @property
    def decay(self) -> NDArray[np.float64]: ...
    @property
    def degree_errors(self) -> NDArray[np.float64]: ...
    @property
    def knots(self) -> NDArray[np.float64]: ...
    @property
    def propensities(self) -> NDArray[np.float64]: ...

def adjusted_mutual_information(a: ArrayLike, b: ArrayLike) -> float: ...
def arrangement_bridges(network: Network, labels: ArrayLike) -> dict[str, Any]: ...
def backbone(
    network: Network, method: str, alpha: float, correction: str, threads: int
) -> Network: ...
def betweenness(
    network: Network, hops: bool, normalised: bool, tolerance: float, threads: int, progress: Any
) -> NDArray[np.float64]: ...
def bootstrap_values(
    network: Network,
    labels: ArrayLike,
    measure: str,
    resample: str,
    drop: float,
    draws: int,
    seed: int,
    threads: int,
    progress: Any,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def bridge_details(network: Network, labels: ArrayLike) -> dict[str, Any]: ...
def brokerage(
    network: Network,
    labels: ArrayLike,
    min_weight: float,
    expected: bool,
    keep_own: bool,
    threads: int,
    progress: Any,
) -> dict[str, Any]: ...
def canonical_labels(
    labels: ArrayLike, isolates: ArrayLike
) -> tuple[NDArray[np.int32], int, int]: ...
def cartographic_roles(
    participation: ArrayLike,
    within_z: ArrayLike,
    hub: float,
    peripheral: float,
    connector: float,
    kinless: float,
    connector_hub: float,
    kinless_hub: float,
) -> list[Any]: ...
def choices() -> str: ...
def cluster_network(network: Network, labels: ArrayLike) -> dict[str, Any]: ...
def cluster_summary(
    network: Network, labels: ArrayLike, groups: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]: ...
def cluster_ties(network: Network, labels: ArrayLike) -> dict[str, Any]: ...
def co_assignment(labels: ArrayLike) -> NDArray[np.float64]: ...
def coherence(
    themes: Sequence[Network],
    models: Sequence[NullModel],
    draws: int,
    seed: int,
    threads: int,
    progress: Any,
) -> dict[str, Any]: ...
def compare_labels(a: ArrayLike, b: ArrayLike) -> dict[str, Any]: ...
def consensus(
    network: Network,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    runs: int,
    threshold: float | None,
    threads: int,
    progress: Any = None,
) -> dict[str, Any]: ...
def consensus_of(
    network: Network,
    labels: ArrayLike,
    *,
    quality: str,
    resolution: float | None,
    seed: int,
    threshold: float | None,
    threads: int,
    progress: Any = ...,
) -> dict[str, Any]: ...
def contingency_cells(a: ArrayLike, b: ArrayLike) -> NDArray[np.int32]: ...
def curveball_mixing(
    network: Network, trades_per_node: float, points: int, seed: int, progress: Any
) -> dict[str, Any]: ...
def describe_labels(
    network: Network, labels: ArrayLike, *, quality: str, resolution: float | None, seed: int
) -> dict[str, Any]: ...
def disparity_p_values(arg0: Network) -> NDArray[np.float64]: ...
def edge_betweenness(
    network: Network, hops: bool, normalised: bool, tolerance: float, threads: int, progress: Any
) -> NDArray[np.float64]: ...
def edge_overlap(arg0: Network, arg1: Network) -> dict[str, Any]: ...
def ensemble(
    network: Network,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    runs: int,
    threads: int,
    progress: Any = None,
) -> dict[str, Any]: ...
def figure_index(arg0: str) -> int: ...
def find_cuts(
    network: Network,
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]: ...
def landscape(
    network: Network,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    runs: int | None,
    tolerance: float,
    similarity: float,
    coverage: float,
    most_runs: int,
    threads: int,
    progress: Any = None,
) -> dict[str, Any]: ...
def leiden(
    network: Network,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    threads: int,
) -> dict[str, Any]: ...
def leiden_from(
    network: Network,
    labels: ArrayLike,
    fixed: ArrayLike,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
) -> dict[str, Any]: ...
def log_spaced(low: float, high: float, count: int) -> list[float]: ...
def louvain(
    network: Network,
    *,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    threads: int,
) -> dict[str, Any]: ...
def measure(
    network: Network,
    seed: int,
    quality: str,
    resolution: float | None,
    runs: int,
    groups: ArrayLike,
    node: int,
    themes: Sequence[Sequence[int]],
) -> NDArray[np.float64]: ...
def multiverse(
    register: Register,
    rows: Sequence[tuple[str, str, float | None]],
    *,
    runs: int,
    representation: str,
    seed: int,
    threads: int,
    reference: tuple[ArrayLike, ArrayLike, ArrayLike] | None,
    progress: Any,
    method: str,
    threshold: float,
) -> dict[str, Any]: ...
def nearest_word(word: str, known: Sequence[str]) -> str: ...
def normalise_construction(arg0: str) -> str: ...
def null_figures(
    network: Network,
    model: NullModel,
    draws: int,
    seed: int,
    threads: int,
    quality: str,
    resolution: float | None,
    runs: int,
    groups: ArrayLike,
    node: int,
    themes: Sequence[Sequence[int]],
    progress: Any,
) -> NDArray[np.float64]: ...
def pairwise_agreement(
    labels: ArrayLike, measure: str, threads: int, progress: Any
) -> NDArray[np.float64]: ...
def core_numbers(network: Network) -> NDArray[np.int32]: ...
def core_periphery(network: Network, weighted: bool) -> tuple[NDArray[np.uint8], float]: ...
def permuted_products(
    x: ArrayLike, y: ArrayLike, draws: int, seed: int, groups: ArrayLike
) -> NDArray[np.float64]: ...
def random_signs(draws: int, n: int, seed: int, first: int) -> NDArray[np.int8]: ...
def variogram_surrogates(
    values: ArrayLike, lon: ArrayLike, lat: ArrayLike, draws: int, seed: int
) -> NDArray[np.float64]: ...
def variogram_products(
    values: ArrayLike,
    lon: ArrayLike,
    lat: ArrayLike,
    columns: ArrayLike,
    draws: int,
    seed: int,
    threads: int,
) -> NDArray[np.float64]: ...
def mrqap(
    ties: ArrayLike,
    predictors: ArrayLike,
    symmetric: bool,
    row_groups: ArrayLike,
    column_groups: ArrayLike,
    family: str,
    permutations: int,
    seed: int,
    threads: int,
    progress: Any,
) -> dict[str, Any]: ...
def posterior(
    network: Network,
    *,
    draws: int,
    chains: int,
    warmup: int | None,
    seed: int,
    threads: int,
    progress: Any = None,
) -> dict[str, Any]: ...
def profile(
    network: Network,
    resolutions: ArrayLike,
    *,
    quality: str,
    iterations: int | None,
    representation: str,
    seed: int,
    runs: int,
    threads: int,
    progress: Any = None,
) -> dict[str, Any]: ...
def profile_of(
    network: Network,
    labels: ArrayLike,
    resolutions: ArrayLike,
    *,
    quality: str,
    seed: int,
    threads: int,
    progress: Any = ...,
) -> dict[str, Any]: ...
def qap_correlation(
    a: Network,
    b: Network,
    weighted: bool,
    permutations: int,
    seed: int,
    threads: int,
    progress: Any,
) -> tuple[float, NDArray[np.float64]]: ...
def quality_value(
    network: Network, labels: ArrayLike, quality: str, resolution: float
) -> float: ...

# network, labels, gone, unmeasured, threads, progress
def multilayer(*arguments: Any, **options: Any) -> dict[str, Any]: ...
def describe_multilayer(*arguments: Any, **options: Any) -> dict[str, Any]: ...
def reach(*arguments: Any) -> dict[str, Any]: ...
def reference_partition(
    register: Register,
    row: tuple[str, str, float | None],
    *,
    runs: int,
    representation: str,
    seed: int,
    threads: int,
    method: str,
    threshold: float,
    progress: Any = None,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]: ...
def resampled(network: Network, resample: str, drop: float, seed: int) -> Network: ...
def specification_key(row: tuple[str, str, float | None]) -> int: ...
def stability(
    network: Network,
    *,
    resample: str,
    drop: float,
    draws: int,
    runs: int,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    threads: int,
    progress: Any,
    method: str,
    threshold: float,
) -> dict[str, Any]: ...
def error_text(
    message: str, source: str, row: str, column: str, value: str, expected: str
) -> str: ...
def stream_seed(seed: int, index: int) -> int: ...
def structural_holes(
    network: Network, weighted: bool, constraint: bool, effective_size: bool, threads: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def synthetic(
    municipalities: int,
    arrangements: int,
    clusters: int,
    provinces: int,
    memberships: int,
    largest: int,
    size_exponent: float,
    bridge_share: float,
    bridging: float,
    blur: float,
    stars: float,
    seed: int,
) -> Any: ...
def synthetic_options(name: str) -> dict[str, Any]: ...
def text_key(text: str) -> int: ...
def unknown_word(what: str, word: str, known: Sequence[str]) -> str: ...
def vocabularies() -> dict[str, tuple[str, ...]]: ...

__version__: str = "0.1.0"

# Bound since this was written.
def __getattr__(name: str) -> Any: ...
def chronicle(
    register: Register, rules: Mapping[str, float]
) -> tuple[dict[str, Any], dict[str, Any]]: ...
def chronicle_rules() -> list[tuple[str, float, bool, str]]: ...
def check_chronicle_rules(rules: Mapping[str, float]) -> None: ...
def normalised_name(name: str) -> str: ...
def passage(
    from_labels: NDArray[np.int32],
    to_labels: NDArray[np.int32],
    from_clusters: int,
    to_clusters: int,
) -> dict[str, Any]: ...
def noise(
    network: Network,
    *,
    consensus: bool,
    runs: int,
    threshold: float,
    pairs: int,
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
    threads: int,
    progress: Any = None,
) -> dict[str, NDArray[np.int32]]: ...
def spells(register: Register, memberships: bool, rules: Mapping[str, float]) -> dict[str, Any]: ...

class Inventory:
    # rows of versions and participants of every membership that counts; municipalities in force
    def memberships(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]: ...
    @property
    def day(self) -> str: ...

class Inventories:
    def __init__(self, register: Register, options: dict[str, Any]) -> None: ...
    def at(self, date: str, repaired: bool) -> Inventory: ...
    def changed(
        self, before: Inventory, after: Inventory, min_coverage: float
    ) -> dict[str, Any]: ...
    def difference(
        self,
        before: str,
        after: str,
        figure: str,
        group: str,
        repaired: bool,
        size_classes: list[float],
    ) -> dict[str, Any]: ...
    def figures(
        self,
        inventory: Inventory,
        by: list[str],
        min_coverage: float,
        size_classes: list[float],
    ) -> dict[str, Any]: ...
    @property
    def register(self) -> Register: ...

# register; columns of what was planted
def plant_history(
    register: Register, options: Mapping[str, float], seed: int
) -> tuple[Register, dict[str, list[str]]]: ...
def open_register(path: str) -> Register: ...
def save_register(
    register: Register,
    path: str,
    source: str,
    author: str,
    note: str,
    kind: str = "",
    expected: str = "",
) -> None: ...
def state_of_file(path: str) -> str: ...

# closing day, unchanged rows per table, (table, action, id, column, before, after)
def update(
    base: Register, newer: Register, closing: str | None = None
) -> tuple[Register, tuple[str | None, list[int], list[tuple[str, str, str, str, str, str]]]]: ...
def update_register(
    path: str, newer: Register, source: str, author: str, note: str, closing: str | None = None
) -> tuple[str | None, list[int], list[tuple[str, str, str, str, str, str]]]: ...
def undo_import(path: str, import_: int | None = None) -> int: ...
def is_register_file(path: str) -> bool: ...
def imports_of(path: str) -> list[tuple[Any, ...]]: ...
def changes_of(path: str) -> list[tuple[int, str, str, str, str, str]]: ...

largest_consensus: int

def method_for(method: str, nodes: int) -> str: ...
def standard_runs(method: str) -> int: ...
