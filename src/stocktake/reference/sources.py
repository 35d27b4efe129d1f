"""Which reader a source needs, by its content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from stocktake.errors import BadInput
from stocktake.reference.archives import members, reading
from stocktake.reference.chunks import Chunk, SourceReport
from stocktake.reference.delimited import read_delimited
from stocktake.reference.dumps import SNIFFED, is_schema_file, looks_like_sql, read_dump
from stocktake.reference.mapping import CANONICAL, Mapping

KINDS = ("auto", "sql", "dump", "delimited")


ENDINGS = (".sql", ".csv", ".tsv", ".parquet", ".gz", ".zst", ".xz", ".bz2", ".zip", ".rar", ".7z")


def source_files(sources: list[Path]) -> list[Path]:
    """The files to read, in order: a folder stands for its data files by name, without the schema files of
    a dump and without what has another ending (a licence, a read-me).
    """
    files: list[Path] = []
    for source in sources:
        if not source.is_dir():
            files.append(source)
            continue
        inside = sorted(p for p in source.iterdir() if p.is_file() and _may_be_source(p.name))
        if not inside:
            ends = ", ".join(ENDINGS)
            raise BadInput(source, f"no file in this folder ends in one of {ends}.", "Name the dump file itself.")
        files += inside
    for file in files:
        if not file.is_file():
            raise BadInput(file, "there is no such file.", "Check the path.")
    if not files:
        raise BadInput("reference", "no source was given.", "Name at least one dump file.")
    return files


def _may_be_source(name: str) -> bool:
    return name[0] != "." and name.lower().endswith(ENDINGS) and not is_schema_file(name)


def read_source(
    path: Path, kind: str, mapping: Mapping | None, pool: Executor, report: SourceReport
) -> Iterator[Chunk]:
    """Chunks of one source. `auto`: a mapping, Parquet or a header with canonical names mean delimited,
    else a dump.
    """
    if kind == "delimited" or (kind == "auto" and (mapping is not None or _is_delimited(path))):
        return read_delimited(path, mapping, pool, report)
    return read_dump(path, pool, report)


def _is_delimited(path: Path) -> bool:
    with members(path) as files:
        if not files:
            return False
        with reading(files[0]) as stream:
            start = stream.read(SNIFFED)
    if start.startswith(b"PAR1"):
        return True
    first = start.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    names = {name.strip().strip('"').lower() for name in re.split("[,;\t|]", first.decode("utf-8", "replace"))}
    return not looks_like_sql(first) and len(names & set(CANONICAL)) >= 2
