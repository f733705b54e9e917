"""``python -m munigraph``: the command line."""

from .cli import main

main()
