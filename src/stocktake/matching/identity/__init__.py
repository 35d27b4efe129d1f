"""Which credits of a catalogue are the same person."""

from stocktake.matching.identity.run import identify_authors

__all__ = ["identify_authors"]
