"""What the user owns: lists of works, read from spreadsheets and text files as they really are.

`read` gives canonical tables, the rows that could not be used with reason and advice, and a report on every
column. What is hard: a list is rarely a table. Column names vary, stand in the third line or twice; ISBNs
have lost zeros or digits; people stand in one cell or in twelve. Every guess is shown, and a saved Profile
overrides it.
"""

from stocktake.catalogue.profile import Profile, load_profile, save_profile
from stocktake.catalogue.quality import Quality, quality
from stocktake.catalogue.read import read
from stocktake.catalogue.suggest import profile_from
from stocktake.catalogue.tables import Catalogue

__all__ = [
    "Catalogue",
    "Profile",
    "Quality",
    "load_profile",
    "profile_from",
    "quality",
    "read",
    "save_profile",
]
