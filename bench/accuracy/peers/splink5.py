"""Splink 5 on DuckDB, trained without labels, as its documentation does it for two tables.

Comparisons: title, family name and publisher by Jaro–Winkler at thresholds (title and family name with term
frequencies), all authors by Jaccard, year equal or one off. Prediction blocks on the head of the title, on family name
with year, and on family name with the first four letters of the title. u comes from random pairs, m from expectation
maximisation over two blocks, the prior from a deterministic rule.
"""

from __future__ import annotations

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.accuracy.peers.job import Job

PACKAGES = ("splink", "duckdb")
SEED = 2026
FLOOR = 0.001


def links(job: Job) -> pd.DataFrame:
    """Predicted pairs with their match probability; given pairs are scored by blocking on their number."""
    left, right = (job.left, job.right) if job.pairs is None else _numbered(job)
    db = DuckDBAPI()
    tables = [
        db.register(side, dataset_display_name=name) for name, side in (("left_side", left), ("right_side", right))
    ]
    linker = Linker(tables, _settings(given=job.pairs is not None), log_level="WARNING")
    _train(linker)
    floor = None if job.pairs is not None else FLOOR
    found = linker.inference.predict(threshold_match_probability=floor).as_pandas_dataframe()
    named = found.rename(columns={"unique_id_l": "left_id", "unique_id_r": "right_id", "match_probability": "score"})
    return named if job.pairs is None else _own_ids(named, job)


def _numbered(job: Job) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sides of the given pairs, a row a pair, with the pair's number as the key to block on."""
    left, right = (side.assign(pair=range(len(side))) for side in job.sides())
    return tuple(side.assign(unique_id=side["pair"].astype(str)) for side in (left, right))


def _own_ids(found: pd.DataFrame, job: Job) -> pd.DataFrame:
    given = job.given.iloc[found["left_id"].astype(int)]
    return given.assign(score=found["score"].to_numpy())


def _settings(given: bool) -> SettingsCreator:
    rules = [block_on("head"), block_on("family", "year"), block_on("family", "substr(title, 1, 4)")]
    year = cl.CustomComparison(
        output_column_name="year",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("year"),
            cll.CustomLevel("abs(try_cast(year_l as int) - try_cast(year_r as int)) <= 1", "one year off"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("title", [0.97, 0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("family", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaccardAtThresholds("authors", [0.9, 0.7]),
            year,
            cl.JaroWinklerAtThresholds("publisher", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=[block_on("pair")] if given else rules,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        **({"additional_columns_to_retain": ["pair"]} if given else {}),
    )


def _train(linker: Linker) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("title", "family")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=SEED)
    training.estimate_parameters_using_expectation_maximisation(block_on("title"))
    training.estimate_parameters_using_expectation_maximisation(block_on("family", "year"))
