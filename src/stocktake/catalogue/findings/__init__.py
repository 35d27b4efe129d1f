"""What is wrong, doubtful or missing in a catalogue, finding by finding, with a correction only where it is certain.

Each family of findings has a module with its FINDERS: functions from the canonical tables on disk to the rows that show
one flaw. `kinds` says what each is called and what to do; `find` runs them all.
"""

from stocktake.catalogue.findings.find import FINDINGS, FINDINGS_FILE, write_findings
from stocktake.catalogue.findings.kinds import BY_CODE, KINDS, SHEETS, Kind, Severity, in_words
from stocktake.catalogue.findings.prefixes import prefix_owners
from stocktake.catalogue.findings.tables import Tables

__all__ = [
    "BY_CODE",
    "FINDINGS",
    "FINDINGS_FILE",
    "KINDS",
    "SHEETS",
    "Kind",
    "Severity",
    "Tables",
    "in_words",
    "prefix_owners",
    "write_findings",
]
