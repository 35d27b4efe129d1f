"""What the user owns: lists of works, read from spreadsheets, text files and feeds as they really are.

`read` gives canonical tables, the rows that could not be used with reason and advice, and a report on every
column. What is hard: a list is rarely a table. Column names vary, stand in the third line or twice; ISBNs
have lost zeros or digits; people stand in one cell or in twelve. Every guess is shown, and a saved Profile
overrides it.
"""

from stocktake.catalogue.profile import Profile, load_profile, mapping_line, save_profile
from stocktake.catalogue.quality import Quality, quality, quality_of
from stocktake.catalogue.read import read, read_parts
from stocktake.catalogue.storing import load_accounts, write_parts
from stocktake.catalogue.suggest import Line, column_lines, notes_on, profile_from, unmet
from stocktake.catalogue.tables import Catalogue

__all__ = [
    "Catalogue",
    "Line",
    "Profile",
    "Quality",
    "column_lines",
    "load_accounts",
    "load_profile",
    "mapping_line",
    "notes_on",
    "profile_from",
    "quality",
    "quality_of",
    "read",
    "read_parts",
    "save_profile",
    "unmet",
    "write_parts",
]
