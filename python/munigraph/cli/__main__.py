"""``python -m munigraph.cli``: the command line."""

from . import main

main()
