"""A made-up backlist, a made-up dump, and the truth about both: what `stocktake demo` runs on.

No real person, book or publisher is meant: names are drawn from lists of common names, titles are put
together from word lists, and every figure comes from one seed, so that two runs write the same bytes.
"""

from stocktake.demo.generate import DemoFiles, generate
from stocktake.demo.score import DemoScore, score

__all__ = ["DemoFiles", "DemoScore", "generate", "score"]
