"""Stocktake: which works of a backlist have a record in the LibGen metadata, author by author."""

from importlib.metadata import version

__version__ = version("stocktake")
