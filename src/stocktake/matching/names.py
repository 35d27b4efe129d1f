"""How two sets of credited names agree: the best-agreeing pair of names decides, one outcome a pair of titles."""

from __future__ import annotations

import polars as pl

from stocktake.matching.titles import first_that_holds, in_order, ratio

# Strongest first; the number is the rank used to pick the best alignment.
OUTCOMES = (
    "same",
    "initials_agree",
    "parts_swapped",
    "family_only",
    "part_of_family",
    "spelling",
    "given_differs",
    "different",
)
SPELLING_AT = 84.0  # RapidFuzz ratio of two family names
SPELLING_WITH_GIVEN_AT = 80.0  # the same where the given names are equal: "O'Brein" and "O'Brien" are 83
GIVEN_SPELLING_AT = 80.0
MOST_ABBREVIATED = 3  # letters
MOST_NAMES = 12  # names of a record that are aligned; a list of hundreds is cut here


def compare_names(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Give each pair its `author_outcome`, the family name it rests on, and the person on the right-hand side.

    pairs: `pair_no, left_no, right_no`; left and right: `no, position, family_key, given_key`. The answer has one row a
    pair: `pair_no, author_outcome, author_family, person_right` (the given name that tells apart two people whose names
    both agree with a listed one that leaves it open; else null).
    Missing is not different: a pair with no usable name on one side is "missing".
    """
    aligned = _aligned(pairs, _usable(left), _usable(right))
    best = (
        aligned.sort("pair_no", "rank", "position_left", "position_right")
        .unique("pair_no", keep="first", maintain_order=True)
        .select(
            "pair_no",
            "author_outcome",
            pl.col("family_key_left").alias("author_family"),
            _person().alias("person_right"),
        )
    )
    return (
        pairs.select("pair_no")
        .join(best, on="pair_no", how="left", maintain_order="left")
        .with_columns(pl.col("author_outcome").fill_null("missing"))
    )


def _person() -> pl.Expr:
    """The first given name of the record's person, where the listed name leaves open who that is.

    "J. Smith", "J. R. Smith" and "Smith" leave it open.
    """
    left, right = (pl.col(f"given_key_{side}").str.split(" ").list.first() for side in ("left", "right"))
    leaves_open = pl.col("author_outcome").is_in(["initials_agree", "family_only"]) & (left.str.len_chars() <= 1)
    return pl.when(leaves_open & (right.str.len_chars() > 1)).then(right)


def _usable(names: pl.DataFrame) -> pl.DataFrame:
    kept = names.filter((pl.col("family_key").fill_null("") != "") & (pl.col("position") <= MOST_NAMES))
    return kept.select("no", "position", "family_key", pl.col("given_key").fill_null(""))


def _aligned(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Every name of one side beside every name of the other, each with its outcome."""
    sides = pairs.join(
        left.rename(
            {
                "no": "left_no",
                "position": "position_left",
                "family_key": "family_key_left",
                "given_key": "given_key_left",
            }
        ),
        on="left_no",
    ).join(
        right.rename(
            {
                "no": "right_no",
                "position": "position_right",
                "family_key": "family_key_right",
                "given_key": "given_key_right",
            }
        ),
        on="right_no",
    )
    distinct = sides.select("family_key_left", "given_key_left", "family_key_right", "given_key_right").unique(
        maintain_order=True
    )
    judged = _judge_names(distinct)
    ranks = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
    return sides.join(
        judged, on=["family_key_left", "given_key_left", "family_key_right", "given_key_right"], how="left"
    ).with_columns(pl.col("author_outcome").replace_strict(ranks, return_dtype=pl.Int8).alias("rank"))


def _judge_names(names: pl.DataFrame) -> pl.DataFrame:
    """One outcome for each distinct pair of names."""
    measured = names.with_columns(
        pl.Series("family_ratio", ratio(names["family_key_left"], names["family_key_right"])),
        pl.Series("given_ratio", ratio(names["given_key_left"], names["given_key_right"])),
    )
    facts = measured.with_columns(_given_agreement().alias("given"))
    outcome = first_that_holds(_rules(), "different")
    return facts.with_columns(outcome.alias("author_outcome")).drop("family_ratio", "given_ratio", "given")


def _rules() -> dict[str, pl.Expr]:
    """The outcomes in the order in which they are tried."""
    family_left, family_right = pl.col("family_key_left"), pl.col("family_key_right")
    same_family = family_left == family_right
    given = pl.col("given")
    near_family = pl.col("family_ratio") >= SPELLING_AT
    rather_near_family = pl.col("family_ratio") >= SPELLING_WITH_GIVEN_AT
    return {
        "parts_swapped": _is_swapped("left", "right") | _is_swapped("right", "left"),
        "same": (same_family & (given == "same")) | (~same_family & _same_letters()),
        "initials_agree": same_family & (given == "initials"),
        "family_only": same_family & (given == "unknown"),
        "part_of_family": (_ends_in(family_left, family_right) | _ends_in(family_right, family_left))
        & given.is_in(["same", "initials"]),
        "spelling": (near_family & given.is_in(["same", "initials"])) | (rather_near_family & (given == "same")),
        "given_differs": same_family,
    }


def _same_letters() -> pl.Expr:
    """The whole names are equal, whatever their parts were taken for."""
    return (_all_letters("left") == _all_letters("right")) | (_run_together("left") == _run_together("right"))


def _all_letters(side: str) -> pl.Expr:
    """The letters of a whole name, its words in order of the alphabet: what is left when nobody knows the parts."""
    whole = pl.col(f"family_key_{side}") + " " + pl.col(f"given_key_{side}")
    return in_order(whole.str.strip_chars().str.split(" ")).list.join("")


def _run_together(side: str) -> pl.Expr:
    """Family and given name without a blank, as Chinese and Korean names are often written."""
    return (pl.col(f"family_key_{side}") + pl.col(f"given_key_{side}")).str.replace_all(" ", "", literal=True)


def _is_swapped(one: str, other: str) -> pl.Expr:
    """Family and given name changed places, the given name possibly cut to its initial on one side."""
    given_one, family_other = pl.col(f"given_key_{one}"), pl.col(f"family_key_{other}")
    is_initial = (given_one.str.len_chars() == 1) & (given_one == family_other.str.head(1))
    crossed = pl.col(f"family_key_{one}") == pl.col(f"given_key_{other}")
    return crossed & ((given_one == family_other) | is_initial)


def _ends_in(longer: pl.Expr, part: pl.Expr) -> pl.Expr:
    """A double family name that ends or begins with the other one ("Ramos Serrano" and "Serrano")."""
    return longer.str.ends_with(" " + part) | longer.str.starts_with(part + " ")


def _given_agreement() -> pl.Expr:
    """same · initials (one is an abbreviation of the other, or a near spelling) · unknown (one is empty) · differ.

    An abbreviation is up to three letters that stand in the longer name in their order ("jrr", "wm", "tom" of "thomas",
    but not "ann" of "arthur" or "wei" of "wu"). Two different middle initials are two people, and two equal initials
    are no more than initials.
    """
    left, right = pl.col("given_key_left"), pl.col("given_key_right")
    first_left, first_right = left.str.split(" ").list.first(), right.str.split(" ").list.first()
    second_left, second_right = (
        side.str.split(" ").list.get(1, null_on_oob=True).str.head(1) for side in (left, right)
    )
    one_is_initial = (first_left.str.len_chars() == 1) | (first_right.str.len_chars() == 1)
    same_letter = first_left.str.head(1) == first_right.str.head(1)
    length_left, length_right = left.str.len_chars(), right.str.len_chars()
    shorter = pl.min_horizontal(length_left, length_right)
    # a normalised indel similarity is 200 × the letters in common order / all letters
    letters_in_order = pl.col("given_ratio") * (length_left + length_right) >= 200 * shorter - 1
    is_abbreviation = (shorter <= MOST_ABBREVIATED) & letters_in_order
    return (
        pl.when((left == "") | (right == ""))
        .then(pl.lit("unknown"))
        .when(second_left != second_right)
        .then(pl.lit("differ"))
        .when((first_left == first_right) & (first_left.str.len_chars() > 1))
        .then(pl.lit("same"))
        .when(same_letter & (one_is_initial | is_abbreviation))
        .then(pl.lit("initials"))
        .when((pl.col("given_ratio") >= GIVEN_SPELLING_AT) & same_letter)
        .then(pl.lit("initials"))
        .otherwise(pl.lit("differ"))
    )
