"""The command line. It parses, calls, and prints; it holds no logic. Exit codes stand in `docs/cli.md`."""

from __future__ import annotations

import sys

from stocktake.cli.app import app
from stocktake.cli.screen import complain
from stocktake.errors import StocktakeError


def main() -> None:
    """Run the command line; a problem that a user can meet is one clear message and its exit code."""
    try:
        app(standalone_mode=True)
    except StocktakeError as problem:
        complain(str(problem))
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.stdout = None  # whoever read the output has gone; there is nobody to tell
        sys.exit(1)
    except OSError as problem:
        complain(f"{problem.filename or 'writing the output'}: {problem.strerror or problem}.")
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped. The last published run is untouched; run the same command again to complete.")
        sys.exit(130)


__all__ = ["app", "main"]
