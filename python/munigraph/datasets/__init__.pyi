from ._datasets import Dataset as Dataset
from ._datasets import available as available
from ._datasets import cache_folder as cache_folder
from ._datasets import data_folders as data_folders
from ._datasets import dataset as dataset
from ._datasets import fetch as fetch
from ._datasets import find as find
from ._datasets import load as load
from ._datasets import load_with_report as load_with_report
from ._datasets import synthetic as synthetic
from ._facts import aliases as aliases
from ._facts import former_names as former_names
from ._facts import municipalities as municipalities
from ._facts import population_places as population_places
from ._facts import successions as successions
from ._open import find_register as find_register

__all__ = [
    "Dataset",
    "aliases",
    "available",
    "cache_folder",
    "data_folders",
    "dataset",
    "fetch",
    "find",
    "find_register",
    "former_names",
    "load",
    "load_with_report",
    "municipalities",
    "population_places",
    "successions",
    "synthetic",
]
