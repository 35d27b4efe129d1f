"""`python -m stocktake.cli` is the same as `stocktake`."""

from stocktake.cli import main

main()
