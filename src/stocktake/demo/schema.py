"""The three tables of the dump with their exact columns, as `CREATE TABLE` tells them."""

from __future__ import annotations

# One column a word: its name, then its type (a number is the width of a varchar). From the published schemas.
_UPDATED = """ID:id Title:2000 VolumeInfo:100 Series:300 Periodical:200 Author:1000 Year:14 Edition:60
Publisher:400 City:100 Pages:100 PagesInFile:int Language:150 Topic:500 Library:50 Issue:100
Identifier:300 ISSN:9 ASIN:200 UDC:200 LBC:200 DDC:45 LCC:45 Doi:45 Googlebookid:45
OpenLibraryID:200 Commentary:10000 DPI:int Color:1 Cleaned:1 Orientation:1 Paginated:1
Scanned:1 Bookmarked:1 Searchable:1 Filesize:bigint Extension:50 MD5:md5 Generic:md5 Visible:3
Locator:733 Local:int TimeAdded:time TimeLastModified:time Coverurl:200 Tags:500
IdentifierWODash:300"""
_FICTION = """ID:id MD5:md5 Title:2000 Author:300 Series:300 Edition:50 Language:45 Year:10 Publisher:100
Pages:10 Identifier:400 GooglebookID:45 ASIN:10 Coverurl:200 Extension:10 Filesize:int
Library:50 Issue:100 Locator:512 Commentary:500 Generic:md5 Visible:3 TimeAdded:time
TimeLastModified:time"""
_SCIMAG = """ID:id DOI:200 DOI2:100 Title:2000 Author:2000 Year:10 Month:10 Day:10 Volume:45 Issue:95
First_page:45 Last_page:45 Journal:500 ISBN:500 ISSNP:11 ISSNE:10 MD5:md5 Filesize:int
TimeAdded:time JOURNALID:45 AbstractURL:500 Attribute1:500 Attribute2:1000 Attribute3:2000
Attribute4:10000 Attribute5:256 Attribute6:45 visible:3 PubmedID:10 PMC:12 PII:45"""
_DESCRIPTION = "id:id md5:md5 descr:20000 toc:20000 TimeLastModified:time"
_HASHES = "md5:md5 crc32:8 edonkey:32 aich:32 sha1:40 tth:39 torrent:int btih:40 sha256:64"

SENTINEL_DATE = "2000-01-01 05:00:00"
_TYPES = {
    "id": "int(15) unsigned NOT NULL AUTO_INCREMENT",
    "int": "int(10) unsigned DEFAULT 0",
    "bigint": "bigint(20) unsigned NOT NULL DEFAULT 0",
    "md5": "char(32) DEFAULT ''",
    "time": "timestamp NULL DEFAULT '2000-01-01 05:00:00'",
}
_NUMBERS = ("id", "int", "bigint")


def _columns(spec: str) -> dict[str, str]:
    return dict(word.split(":") for word in spec.split())


TABLES: dict[str, dict[str, str]] = {
    "updated": _columns(_UPDATED),
    "fiction": _columns(_FICTION),
    "scimag": _columns(_SCIMAG),
    "description": _columns(_DESCRIPTION),
    "hashes": _columns(_HASHES),
}
_ENGINE = {"fiction": "ENGINE=MyISAM DEFAULT CHARSET=utf8mb4"}


def columns(table: str) -> tuple[str, ...]:
    """Column names in the order of the table."""
    return tuple(TABLES[table])


def default(table: str, column: str) -> str | int:
    """What stands in a column that nobody filled: 0, the sentinel date, or an empty text."""
    kind = TABLES[table][column]
    return 0 if kind in _NUMBERS else SENTINEL_DATE if kind == "time" else ""


def create_table(table: str) -> str:
    """The `CREATE TABLE` statement, as mysqldump prints it."""
    lines = [f"  `{name}` {_sql_type(kind)}" for name, kind in TABLES[table].items()]
    key = next(iter(TABLES[table]))
    lines.append(f"  PRIMARY KEY (`{key}`)")
    body = ",\n".join(lines)
    engine = _ENGINE.get(table, "ENGINE=MyISAM DEFAULT CHARSET=utf8")
    return f"DROP TABLE IF EXISTS `{table}`;\nCREATE TABLE `{table}` (\n{body}\n) {engine};\n"


def _sql_type(kind: str) -> str:
    return _TYPES.get(kind) or f"varchar({kind}) DEFAULT ''"
