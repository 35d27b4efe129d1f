"""`python -m bench.accuracy.peers PEER JOB`: in the peers' interpreter, answer a job."""

from __future__ import annotations

import importlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from bench.accuracy.peers.job import Job


def main() -> None:
    """Find or score the pairs, and say with which versions."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    peer = importlib.import_module(f"bench.accuracy.peers.{name}")
    job = Job(folder)
    job.answer(name, peer.links(job))
    (folder / f"{name}.json").write_text(json.dumps({package: version(package) for package in peer.PACKAGES}), "utf-8")


if __name__ == "__main__":
    main()
