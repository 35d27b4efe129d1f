"""The dump files: what stands before, between and after the rows, and the order of it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from stocktake.demo.nasty import Nasty, Shape
from stocktake.demo.rows import Row
from stocktake.demo.schema import columns, create_table
from stocktake.demo.statements import (
    bare_inserts,
    complete_inserts,
    lined_inserts,
    literal,
    mydumper_inserts,
)

# No "MySQL dump" banner: the real files start with an empty line, so nothing can be sniffed there.
_HEADER = """
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

"""
_FOOTER = """
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
"""
_TRIGGER = """/*!50003 SET sql_mode              = '' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER `updated_edited` BEFORE UPDATE ON `updated`
FOR EACH ROW BEGIN
  INSERT INTO `updated` (`ID`, `Title`) VALUES (99999999,'Not a row: it stands in a trigger');
  INSERT INTO `updated_edited` VALUES
  (99999998,'Nor is this one');
END */;;
DELIMITER ;
"""
_REORDERED = (
    "Author", "Title", "ID", "Identifier", "Year", "MD5", "Language", "Publisher", "Extension", "Filesize",
    "Visible", "TimeAdded",
)  # fmt: skip
_WHOLE_ROWS_BEFORE_THE_CUT = 30


def write_dump(path: Path, rows: dict[str, list[Row]], nasty: Sequence[Nasty]) -> None:
    """Writes the dump: `updated` in shape 1, `fiction` in shape 3, `scimag` in shape 2, then companions."""
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        out.write(_HEADER)
        out.writelines(_table("updated", complete_inserts("updated", rows["updated"]), nasty))
        out.write(_TRIGGER)
        out.writelines(_companions(rows["updated"]))
        out.writelines(_table("fiction", lined_inserts("fiction", rows["fiction"]), nasty))
        out.writelines(_table("scimag", bare_inserts("scimag", rows["scimag"]), nasty))
        out.write(_FOOTER)


def write_cut_dump(path: Path, rows: Sequence[Row]) -> None:
    """Writes a dump that ends inside a title: one whole statement, then one whose last row is cut."""
    n_whole = min(_WHOLE_ROWS_BEFORE_THE_CUT, len(rows) - 1)
    whole, after = rows[:n_whole], rows[n_whole : n_whole + 5]
    broken = "".join(complete_inserts("updated", after))
    end = broken.rindex(literal(after[-1].values["Title"])) + 4
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_HEADER + create_table("updated") + "".join(complete_inserts("updated", whole)))
        out.write(broken[:end])


def _table(table: str, bulk: Iterator[str], nasty: Sequence[Nasty]) -> Iterator[str]:
    yield create_table(table)
    yield f"LOCK TABLES `{table}` WRITE;\n/*!40000 ALTER TABLE `{table}` DISABLE KEYS */;\n"
    yield from bulk
    for shape in Shape:
        odd = [entry.row for entry in nasty if entry.row.table == table and entry.shape is shape]
        yield from _in_shape(shape, table, odd) if odd else ()
    yield f"/*!40000 ALTER TABLE `{table}` ENABLE KEYS */;\nUNLOCK TABLES;\n"


def _in_shape(shape: Shape, table: str, rows: list[Row]) -> Iterator[str]:
    if shape is Shape.COMPLETE:
        return complete_inserts(table, rows)
    if shape is Shape.BARE:
        return bare_inserts(table, rows)
    if shape is Shape.LINED:
        return lined_inserts(table, rows)
    if shape is Shape.MYDUMPER:
        return mydumper_inserts(table, rows)
    return complete_inserts(table, rows, order=_REORDERED)


def _companions(rows: Sequence[Row]) -> Iterator[str]:
    """`description` and `hashes`: tables a reader has to skip. Their texts look like rows of `updated`."""
    described = [row for row in rows if row.number % 50 == 0]
    for table, build in (("description", _description), ("hashes", _hashes)):
        yield create_table(table)
        if described:
            names = ", ".join(f"`{name}`" for name in columns(table))
            body = ",".join(build(row) for row in described)
            yield f"INSERT INTO `{table}` ({names}) VALUES {body};\n"


def _description(row: Row) -> str:
    html = "<p>To be skipped; INSERT INTO `updated` VALUES (1,'no row');\n</p>"
    values = (row.number, row.values["MD5"], html, "", row.values["TimeAdded"])
    return f"({','.join(literal(value) for value in values)})"


def _hashes(row: Row) -> str:
    values = (row.values["MD5"], "never-in", "", "", "", "", 0, "", "")
    return f"({','.join(literal(value) for value in values)})"
