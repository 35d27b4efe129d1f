"""How two sets of credited names agree: the best-agreeing pair of names decides, one outcome a pair of titles."""

from __future__ import annotations

import polars as pl

from stocktake.matching.name_pairs import NAME, described_names, judge_pairs_of_names

# Strongest first; the number is the rank used to pick the best alignment.
OUTCOMES = (
    "same",
    "same_without_middle",
    "initials_agree",
    "nickname",
    "given_translated",
    "transliteration",
    "alias",
    "parts_swapped",
    "editor_is_author",
    "family_only",
    "part_of_family",
    "spelling",
    "given_differs",
    "other_role",
    "different",
)
RANKS = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
STRONG = OUTCOMES[: OUTCOMES.index("editor_is_author")]
AGREEING = OUTCOMES[: OUTCOMES.index("given_differs")]
MOST_NAMES = 12  # names of a record that are aligned; a list of hundreds is cut here

# Roles that are not authorship: whoever agrees in one of them alone says nothing of the author.
HELPERS = ("translator", "illustrator", "foreword", "introduction", "reader")
EDITORS = ("editor", "compiler")
OPTIONAL = {"role": None, "suffix": "", "script_key": None, "alias_kind": None}
_ANSWER = ("author_outcome", "author_family", "author_given", "person_right", "roles_agree")


def compare_names(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Give each pair its `author_outcome`, the listed name it rests on, and how many names agree.

    pairs: `pair_no, left_no, right_no`. left and right: `no, position, family_key, given_key` and, where known, `role`,
    `suffix`, `script_key` (see `text.scripts`) and, on the left, `alias_kind` (not null: another name of the person at
    this position). The answer has one row a pair, in the order given:
    `author_outcome`: the best of OUTCOMES; "missing" when a side has no usable name. Missing is not different.
    `author_family, author_given`: keys of the left-hand name that decides. `person_right`: the given name that tells
    apart two people whose names both agree with a listed one that leaves it open; else null. `roles_agree`: whether the
    two names that decide stand in one role (author, editor); null where a side tells none.
    `n_names_left, n_names_right`: authors and editors compared, at most MOST_NAMES, so that a list that is cut is no
    omission. `n_names_agreed`: how many of them agree one to one. `first_agrees`: whether the first ones agree.
    `alias_agrees`: whether anybody agrees by another name of theirs.
    """
    sides = {"left": _usable(left), "right": _usable(right)}
    edges = _aligned(pairs, sides["left"], sides["right"])
    best = edges.sort("pair_no", "rank", "position_left", "position_right").unique(
        "pair_no", keep="first", maintain_order=True
    )
    counted = _counted(edges)
    return (
        pairs.select("pair_no", "left_no", "right_no")
        .join(best.select("pair_no", *_ANSWER), on="pair_no", how="left", maintain_order="left")
        .join(counted, on="pair_no", how="left", maintain_order="left")
        .join(_sizes(sides["left"], "left"), on="left_no", how="left", maintain_order="left")
        .join(_sizes(sides["right"], "right"), on="right_no", how="left", maintain_order="left")
        .drop("left_no", "right_no")
        .with_columns(
            pl.col("author_outcome").fill_null("missing"),
            pl.col("n_names_left", "n_names_right", "n_names_agreed").fill_null(0),
            pl.col("first_agrees", "alias_agrees").fill_null(False),
        )
    )


def _usable(names: pl.DataFrame) -> pl.DataFrame:
    """Names that count, with every optional column: `is_first` says that nobody but helpers stands before one."""
    missing = [pl.lit(value, pl.String).alias(c) for c, value in OPTIONAL.items() if c not in names.columns]
    known = names.with_columns(missing).filter(
        (pl.col("family_key").fill_null("") != "") & (pl.col("position") <= MOST_NAMES)
    )
    kept = known.select(
        "no",
        "position",
        "family_key",
        pl.col("given_key", "suffix").fill_null(""),
        "script_key",
        "alias_kind",
        pl.col("role").is_in(HELPERS).fill_null(False).alias("is_helper"),
        pl.col("role").is_in(EDITORS).alias("is_editor"),
    )
    first = pl.col("position").filter(~pl.col("is_helper")).min().over("no")
    return kept.with_columns((pl.col("position") == first).fill_null(False).alias("is_first"))


def _sizes(names: pl.DataFrame, side: str) -> pl.DataFrame:
    authors = names.filter(~pl.col("is_helper")).group_by("no").agg(pl.col("position").n_unique())
    return authors.select(pl.col("no").alias(f"{side}_no"), pl.col("position").alias(f"n_names_{side}"))


def _aligned(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Every name of one side beside every name of the other, each with its outcome and its rank."""
    distinct = pl.concat([left.select(NAME), right.select(NAME)]).unique(maintain_order=True)
    described = described_names(distinct)
    numbers = distinct.with_row_index("name")
    sides = pairs.select("pair_no", "left_no", "right_no")
    for side, names in (("left", left), ("right", right)):
        known = names.join(numbers, on=NAME, nulls_equal=True, how="left", maintain_order="left").select(
            pl.col("no").alias(f"{side}_no"), *_of_edges(side)
        )
        sides = sides.join(known, on=f"{side}_no")
    edges = sides.join(_judged(sides, described), on=["name_left", "name_right"], how="left")
    return _in_their_roles(edges, described)


_EDGE_COLUMNS = ("position", "name", "is_helper", "is_editor", "is_first")


def _of_edges(side: str) -> list[pl.Expr]:
    kept = [pl.col(c).alias(f"{c}_{side}") for c in _EDGE_COLUMNS]
    return [*kept, pl.col("alias_kind").is_not_null().alias("is_alias")] if side == "left" else kept


def _judged(sides: pl.DataFrame, described: pl.DataFrame) -> pl.DataFrame:
    """One outcome for each distinct pair of names."""
    distinct = sides.select("name_left", "name_right").unique(maintain_order=True)
    outcomes = judge_pairs_of_names(described, distinct["name_left"], distinct["name_right"])
    return distinct.with_columns(outcomes.alias("outcome"))


def _in_their_roles(edges: pl.DataFrame, described: pl.DataFrame) -> pl.DataFrame:
    """Outcomes as the roles allow them, without the edges that say nothing.

    A translator (or illustrator, reader …) who agrees with somebody is "other_role"; that he is not the other side's
    author is no contradiction, and two translators count only where no authors can be compared. An alias that does not
    agree says nothing.
    """
    helpers = pl.col("is_helper_left") | pl.col("is_helper_right")
    agrees = pl.col("outcome").is_in(AGREEING)
    strong = pl.col("outcome").is_in(STRONG)
    telling = edges.filter(pl.when(pl.col("is_alias")).then(strong).otherwise(agrees | ~helpers))
    both_help = pl.col("is_helper_left") & pl.col("is_helper_right")
    outcome = (
        pl.when(helpers)
        .then(pl.lit("other_role"))
        .when(pl.col("is_alias"))
        .then(pl.lit("alias"))
        .when(strong & (pl.col("is_editor_left") != pl.col("is_editor_right")).fill_null(False))
        .then(pl.lit("editor_is_author"))
        .otherwise("outcome")
    )
    ranked = telling.with_columns(outcome.alias("author_outcome")).with_columns(
        pl.when(both_help)
        .then(len(OUTCOMES))
        .otherwise(pl.col("author_outcome").replace_strict(RANKS, return_dtype=pl.Int8))
        .cast(pl.Int8)
        .alias("rank")
    )
    return _with_names(ranked, described)


def _with_names(edges: pl.DataFrame, described: pl.DataFrame) -> pl.DataFrame:
    listed, recorded = described[edges["name_left"]], described[edges["name_right"]]
    return edges.with_columns(
        listed["family_key"].alias("author_family"),
        listed["given_key"].alias("author_given"),
        listed["first"].alias("first_left"),
        recorded["first"].alias("first_right"),
        (pl.col("is_editor_left") == pl.col("is_editor_right")).alias("roles_agree"),
    ).with_columns(_person().alias("person_right"))


def _person() -> pl.Expr:
    """The first given name of the record's person, where the listed name leaves open who that is.

    "J. Smith", "J. R. Smith" and "Smith" leave it open.
    """
    left, right = pl.col("first_left"), pl.col("first_right")
    leaves_open = pl.col("author_outcome").is_in(["initials_agree", "family_only"]) & (left.str.len_chars() <= 1)
    return pl.when(leaves_open & (right.str.len_chars() > 1)).then(right)


def _counted(edges: pl.DataFrame) -> pl.DataFrame:
    """For each pair that has any agreeing names: `n_names_agreed`, `first_agrees` and `alias_agrees`."""
    agreeing = edges.filter(pl.col("author_outcome").is_in(AGREEING))
    firsts = agreeing.filter(pl.col("is_first_left") & pl.col("is_first_right"))["pair_no"].unique()
    counts = _one_to_one(agreeing).group_by("pair_no").agg(pl.len().cast(pl.Int64).alias("n_names_agreed"))
    aliases = agreeing.filter(author_outcome="alias")["pair_no"].unique()
    return counts.with_columns(
        pl.col("pair_no").is_in(firsts.implode()).alias("first_agrees"),
        pl.col("pair_no").is_in(aliases.implode()).alias("alias_agrees"),
    )


def _one_to_one(edges: pl.DataFrame) -> pl.DataFrame:
    """A greedy alignment: the best edge first, each name once. Rounds of edges that are best at both their ends."""
    taken = []
    order = pl.col("rank").cast(pl.Int32) * 256 + pl.col("position_left") * 16 + pl.col("position_right")
    rest = edges.select("pair_no", "position_left", "position_right", order.alias("order"))
    while rest.height:
        best = rest.filter(
            (pl.col("order") == pl.col("order").min().over("pair_no", "position_left"))
            & (pl.col("order") == pl.col("order").min().over("pair_no", "position_right"))
        ).unique(["pair_no", "position_left", "position_right"])
        taken.append(best)
        rest = rest.join(best, on=["pair_no", "position_left"], how="anti").join(
            best, on=["pair_no", "position_right"], how="anti"
        )
    return pl.concat(taken) if taken else rest.drop("order")
