"""Why a title got its verdict, and why not: read from a published run, nothing is matched or judged again."""

from stocktake.explain.as_json import as_json
from stocktake.explain.drawing import drawing
from stocktake.explain.explanation import Beside, Explanation, explain_titles
from stocktake.explain.keys import Named, named
from stocktake.explain.stages import Stage
from stocktake.explain.tables import RunTables
from stocktake.explain.waterfall import Step

__all__ = [
    "Beside",
    "Explanation",
    "Named",
    "RunTables",
    "Stage",
    "Step",
    "as_json",
    "drawing",
    "explain_titles",
    "named",
]
