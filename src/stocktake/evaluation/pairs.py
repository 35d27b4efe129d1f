"""Scoring given pairs of descriptions: the probability that both are the same, verdict, relation, and why."""

from __future__ import annotations

from typing import Literal

import polars as pl

from stocktake.evaluation.pair_odds import ODDS, odds
from stocktake.evaluation.pair_works import compare_works, related, work_weights
from stocktake.evaluation.shared_isbn import shared_isbn
from stocktake.matching.editions.curves import EditionModel, shipped_model
from stocktake.matching.editions.measures import measure_editions
from stocktake.matching.editions.texts import names_as_text
from stocktake.matching.guards import COMPARED, SAME, are_papers, publication_guards
from stocktake.model import Verdict
from stocktake.settings import Rules
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.contributors import contributors_frame

FIELDS = ("title", "subtitle", "authors", "year", "publisher", "edition", "volume", "pages", "language")
SIDES = ("left", "right")
NAME_FIELDS = ("no", "position", "role", "suffix", "family_key", "given_key")
Same = Literal["publication", "work"]
ANSWERS = ("probability", "verdict", "relation", "reason", "evidence")


def score_pairs(
    pairs: pl.DataFrame, rules: Rules | None = None, model: EditionModel | None = None, same: Same = "publication"
) -> pl.DataFrame:
    """The pairs with `probability, verdict, relation, reason, evidence`, in the order given.

    The probability is that both sides describe the same publication: another edition of one work is no match then, as
    in the labelled sets of library records. With `same="work"` other editions, versions and translations are matches
    too: the stronger of the two evidences counts. `verdict` is CONFIRMED (a DOI or an ISBN is shared and nothing speaks
    against it), PROBABLE, CHECK or NOT FOUND; `relation` what the one is to the other, whatever is asked; `reason` and
    `evidence` are explained in `pair_odds.odds`.
    """
    described = described_pairs(pairs)
    papers = are_papers(pairs)
    names = pair_names(pairs, "left"), pair_names(pairs, "right")
    works = compare_works(_as_works(pairs, described, papers), *names, papers)
    known = pl.select(_guards(pairs, works), shared_isbn(pairs, works))
    editions = (model or shipped_model()).weigh(measure_editions(described))
    publication = odds(_edition_weights(editions), editions["edition_bits"], known)
    told = (
        publication
        if same == "publication"
        else _likelier(publication, odds(work_weights(works), works["bits"], known))
    )
    return pairs.drop(set(ANSWERS) & set(pairs.columns)).with_columns(
        told["probability"],
        _verdict(known, told["probability"], rules or Rules()),
        related(works, publication["probability"], known["guard"]),
        told["reason"],
        told["evidence"],
    )


def described_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    """What is compared of each pair, with `_left` and `_right`: comparable columns, names, edition, pages as text."""
    return pl.concat([_side(pairs, side) for side in SIDES], how="horizontal")


def pair_names(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    """The credited names of one side: `no` (the row of the pair), position, role, suffix, family_key, given_key."""
    row = pl.int_range(pairs.height, dtype=pl.UInt32).alias("no")
    numbered = pairs.select(row, _text(pairs, f"{side}_authors").alias("raw"))
    return contributors_frame(numbered, "no", "raw", "auto").select(NAME_FIELDS)


def _side(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    given = pairs.select(_text(pairs, f"{side}_{field}").alias(field) for field in FIELDS)
    comparable = with_comparable_columns(given).drop(given.columns)
    names = names_as_text(pair_names(pairs, side))
    numbered = pl.DataFrame({"no": pl.int_range(pairs.height, dtype=pl.UInt32, eager=True)})
    named = numbered.join(names, on="no", how="left", maintain_order="left").drop("no")
    told = given.select(pl.col("edition").alias("edition_text"), pl.col("pages").alias("pages_text"))
    whole = pl.concat([comparable, named, told], how="horizontal")
    return whole.rename({c: f"{c}_{side}" for c in whole.columns})


def _text(pairs: pl.DataFrame, column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String) if column in pairs.columns else pl.lit(None, pl.String)


def _guards(pairs: pl.DataFrame, works: pl.DataFrame) -> pl.Series:
    """The guards; but no DOI makes one publication of two texts whose titles and authors both contradict it."""
    guard = publication_guards(pairs.with_columns(works.select(COMPARED)))
    different = (works["title_outcome"] == "different") & (works["author_outcome"] == "different")
    return guard.set(different & guard.is_in(SAME).fill_null(value=False), None)


def _as_works(pairs: pl.DataFrame, described: pl.DataFrame, papers: pl.Series) -> pl.DataFrame:
    """What is compared as works: the volume of a paper is its journal's, so that only its title tells a part."""
    volumes = [column for column in ("left_volume", "right_volume") if column in pairs.columns]
    if not volumes or not papers.any():
        return described
    return described_pairs(
        pairs.with_columns(pl.when(~papers).then(pl.col(column)).alias(column) for column in volumes)
    )


def _edition_weights(editions: pl.DataFrame) -> pl.DataFrame:
    named = {c: c.removeprefix("edition_").removesuffix("_weight") for c in editions.columns if c.endswith("_weight")}
    return editions.select(pl.col(column).alias(field) for column, field in named.items())


def _likelier(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Row by row the odds that are higher; the first where they are equal."""
    higher = other["bits"] > one["bits"]
    return pl.select(one[name].zip_with(~higher, other[name]) for name in ODDS)


def _verdict(known: pl.DataFrame, probability: pl.Series, rules: Rules) -> pl.Series:
    shared = pl.col("guard").is_in(SAME).fill_null(value=False) | (pl.col("isbn_outcome") == "shared")
    likely = pl.lit(probability)
    return known.select(
        pl.when(shared & (likely >= rules.probable_at))
        .then(pl.lit(Verdict.CONFIRMED.value))
        .when(likely >= rules.same_edition_at)
        .then(pl.lit(Verdict.PROBABLE.value))
        .when(likely >= rules.check_edition_at)
        .then(pl.lit(Verdict.CHECK.value))
        .otherwise(pl.lit(Verdict.NOT_FOUND.value))
        .alias("verdict")
    ).to_series()
