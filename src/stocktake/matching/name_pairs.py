"""How one name agrees with another: an outcome for each distinct pair of names."""

from __future__ import annotations

import polars as pl

from stocktake.matching.titles import first_that_holds, in_order, ratio
from stocktake.text.nicknames import are_among, nickname_pairs, variant_pairs
from stocktake.text.scripts import SEMITIC_PATTERN, UNDIVIDED_PATTERN
from stocktake.text.transliteration import family_pairs, skeleton_expr, sound_expr

SPELLING_AT = 84.0  # RapidFuzz ratio of two family names
SPELLING_WITH_GIVEN_AT = 80.0  # the same where the given names are equal: "O'Brein" and "O'Brien" are 83
GIVEN_SPELLING_AT = 80.0
MOST_ABBREVIATED = 3  # letters
LEAST_SOUND = 3  # letters of a family name that may agree by its sound alone
WORDS_OF_AN_ORGANISATION = 3  # a family name of so many words, without a given name, is a whole name

NAME = ("family_key", "given_key", "suffix", "script_key")


def described_names(names: pl.DataFrame) -> pl.DataFrame:
    """Distinct names (NAME; no nulls but in `script_key`) with what their comparison looks at, once a name."""
    family, given = pl.col("family_key"), pl.col("given_key")
    whole = (family + " " + given).str.strip_chars()
    return names.with_columns(
        pl.when(given != "").then(given.str.split(" ").list.first()).otherwise(pl.lit("")).alias("first"),
        given.str.split(" ").list.get(1, null_on_oob=True).alias("second"),
        given.str.replace_all(" ", "", literal=True).alias("given_letters"),
        in_order(whole.str.split(" ")).list.join("").alias("letters"),
        whole.str.replace_all(" ", "", literal=True).alias("run_together"),
        sound_expr(family).alias("sound"),
        sound_expr(family, german=True).alias("german_sound"),
        skeleton_expr(family).alias("skeleton"),
        family.str.count_matches(" ", literal=True).alias("n_blanks"),
    ).with_columns(sound_expr(pl.col("first")).alias("first_sound"), skeleton_expr(given).alias("given_skeleton"))


def judge_pairs_of_names(described: pl.DataFrame, left: pl.Series, right: pl.Series) -> pl.Series:
    """The outcome of each pair, given as rows of `described_names` on either side.

    Most pairs of a record's names have nothing in common; only those that touch anywhere are looked at closely.
    """
    pairs = _beside(described, left, right, ["family_key", "given_key", "letters", "run_together", *_SOUNDS])
    near = pl.Series("family_ratio", ratio(pairs["family_key_left"], pairs["family_key_right"]))
    touching = pairs.with_columns(near).select(_touch().arg_true()).to_series()
    facts = _beside(described, left.gather(touching), right.gather(touching), described.columns)
    facts = facts.with_columns(
        near.gather(touching),
        pl.Series("given_ratio", ratio(facts["given_key_left"], facts["given_key_right"])),
    ).with_columns(_script_facts())
    judged = facts.with_columns(_given_agreement().alias("given"))
    outcome = judged.select(first_that_holds(_rules(), "different").alias("outcome")).to_series()
    return pl.repeat("different", len(left), eager=True).scatter(touching, outcome)


_SOUNDS = ("sound", "german_sound", "skeleton", "script_key")


def _beside(described: pl.DataFrame, left: pl.Series, right: pl.Series, columns: list[str]) -> pl.DataFrame:
    chosen = described.select(columns)
    sides = [
        chosen[rows].rename({c: f"{c}_{side}" for c in columns}) for side, rows in (("left", left), ("right", right))
    ]
    return pl.concat(sides, how="horizontal")


def _both(column: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col(f"{column}_left"), pl.col(f"{column}_right")


def _equal(column: str) -> pl.Expr:
    left, right = _both(column)
    return left == right


def _touch() -> pl.Expr:
    family_left, family_right = _both("family_key")
    given_left, given_right = _both("given_key")
    return (
        (pl.col("family_ratio") >= SPELLING_WITH_GIVEN_AT)
        | _equal("letters")
        | _equal("run_together")
        | _same_sound()
        | _same_skeleton()
        | are_among(family_pairs(), family_left, family_right)
        | (family_left == given_right)
        | (family_right == given_left)
        | _ends_in(family_left, family_right)
        | _ends_in(family_right, family_left)
    )


def _script_facts() -> list[pl.Expr]:
    left, right = _both("script_key")
    return [
        (left.is_not_null() | right.is_not_null()).alias("is_romanised"),
        (left != right).fill_null(False).alias("scripts_differ"),
    ]


def _rules() -> dict[str, pl.Expr]:
    """The outcomes in the order in which they are tried."""
    family_left, family_right = _both("family_key")
    same_family = family_left == family_right
    given = pl.col("given")
    whole = (same_family & ((given == "same") | _are_organisations() | _are_undivided())) | (
        ~same_family & _same_letters()
    )
    near_family = pl.col("family_ratio") >= SPELLING_AT
    rather_near_family = pl.col("family_ratio") >= SPELLING_WITH_GIVEN_AT
    says_the_same = given.is_in(["same", "without_middle", "initials"])
    in_full = given.is_in(["same", "without_middle"])
    return {
        "parts_swapped": (_is_swapped("left", "right") | _is_swapped("right", "left")) & ~_suffixes_differ(),
        "same": whole & ~pl.col("scripts_differ") & ~_suffixes_differ(),
        "same_without_middle": same_family & (given == "without_middle"),
        "initials_agree": same_family & (given == "initials"),
        "nickname": same_family & (given == "nickname"),
        "given_translated": same_family & (given == "variant"),
        "transliteration": (whole & ~_suffixes_differ()) | _is_transliterated(same_family),
        "family_only": same_family & (given == "unknown"),
        "part_of_family": (_ends_in(family_left, family_right) | _ends_in(family_right, family_left))
        & (says_the_same | _are_parts_of_an_organisation()),
        "spelling": (near_family & says_the_same) | (rather_near_family & in_full),
        "given_differs": same_family,
    }


def _is_transliterated(same_family: pl.Expr) -> pl.Expr:
    """One name by two schemes: the family names sound alike and the given names agree; or are initials or missing,
    where one side was written in another script. Of Arabic and Hebrew names the consonants must agree.
    """
    given = pl.col("given")
    in_full = given.is_in(["same", "without_middle", "nickname", "variant", "sound"])
    romanised = pl.col("is_romanised")
    sounds = ~same_family & (_same_sound() | are_among(family_pairs(), *_both("family_key")))
    vague = given.is_in(["initials", "unknown"])
    return (
        (sounds & (in_full | (romanised & vague)))
        | (same_family & romanised & (given == "sound"))
        | (_same_skeleton() & (in_full | _same_given_skeleton()))
    )


def _same_sound() -> pl.Expr:
    left, right = _both("sound")
    german_left, german_right = _both("german_sound")
    alike = (left == right) | (german_left == right) | (left == german_right)
    return alike & (left.str.len_chars() >= LEAST_SOUND)


def _same_skeleton() -> pl.Expr:
    left, right = _both("skeleton")
    script_left, script_right = _both("script_key")
    semitic = (script_left.str.contains(SEMITIC_PATTERN) | script_right.str.contains(SEMITIC_PATTERN)).fill_null(False)
    return semitic & (left == right) & (left.str.len_chars() >= LEAST_SOUND)


def _same_given_skeleton() -> pl.Expr:
    left, right = _both("given_skeleton")
    return (left == right) & (left != "")


def _are_organisations() -> pl.Expr:
    given_left, given_right = _both("given_key")
    return (given_left == "") & (given_right == "") & (pl.col("n_blanks_left") >= WORDS_OF_AN_ORGANISATION - 1)


def _are_undivided() -> pl.Expr:
    """Chinese, Japanese or Korean names of two characters and more, written without a blank, are whole names."""
    given_left, given_right = _both("given_key")
    script_left, script_right = _both("script_key")
    whole = script_left.str.contains(UNDIVIDED_PATTERN) & script_right.str.contains(UNDIVIDED_PATTERN)
    return (given_left == "") & (given_right == "") & whole.fill_null(False)


def _are_parts_of_an_organisation() -> pl.Expr:
    """ "United States. Congress" and "United States. Congress. House"."""
    given_left, given_right = _both("given_key")
    fewest = pl.min_horizontal("n_blanks_left", "n_blanks_right")
    return (given_left == "") & (given_right == "") & (fewest >= WORDS_OF_AN_ORGANISATION - 1)


def _suffixes_differ() -> pl.Expr:
    """Two generations are two people ("Jr" and "Sr"); that one side names none says nothing."""
    left, right = _both("suffix")
    return (left != "") & (right != "") & (left != right)


def _same_letters() -> pl.Expr:
    """The whole names are equal, whatever their parts were taken for: their words in order of the alphabet, or run
    together, as Chinese and Korean names are often written.
    """
    return _equal("letters") | _equal("run_together")


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
    """same · without_middle (one side leaves the middle name out) · initials (one is an abbreviation of the other, or a
    near spelling) · nickname · variant (another language) · sound · unknown (one is empty) · differ.

    An abbreviation is up to three letters that stand in the longer name in their order ("jrr", "wm", "tom" of "thomas",
    but not "ann" of "arthur" or "wei" of "wu"). A first name may be an initial that the other side leaves out
    ("F. Scott" and "Scott"). Two different middle initials are two people, and two equal initials are no more than
    initials; two generations are two people.
    """
    left, right = _both("given_key")
    first_left, first_right = _both("first")
    second_left, second_right = (second.str.head(1) for second in _both("second"))
    omitted = second_left.is_null() != second_right.is_null()
    return (
        pl.when(_suffixes_differ())
        .then(pl.lit("differ"))
        .when((left == "") | (right == ""))
        .then(pl.lit("unknown"))
        .when(_equal("given_letters") & (pl.max_horizontal(first_left.str.len_chars(), left.str.len_chars()) > 1))
        .then(pl.when(_are_initials(left)).then(pl.lit("initials")).otherwise(pl.lit("same")))
        .when(_drops_initial("left", "right") | _drops_initial("right", "left"))
        .then(pl.lit("initials"))
        .when(second_left != second_right)
        .then(pl.lit("differ"))
        .when((first_left == first_right) & (first_left.str.len_chars() > 1))
        .then(pl.when(omitted).then(pl.lit("without_middle")).otherwise(pl.lit("same")))
        .when(_is_abbreviated())
        .then(pl.lit("initials"))
        .when(are_among(nickname_pairs(), first_left, first_right))
        .then(pl.lit("nickname"))
        .when(are_among(variant_pairs(), first_left, first_right))
        .then(pl.lit("variant"))
        .when(_equal("first_sound") & (pl.min_horizontal(first_left.str.len_chars(), first_right.str.len_chars()) > 1))
        .then(pl.lit("sound"))
        .otherwise(pl.lit("differ"))
    )


def _are_initials(given: pl.Expr) -> pl.Expr:
    return given.str.contains("^[^ ]( [^ ])*$")


def _drops_initial(one: str, other: str) -> pl.Expr:
    """ "F. Scott" and "Scott": the initial before a given name in full is left out on the other side."""
    second = pl.col(f"second_{one}")
    initial = pl.col(f"first_{one}").str.len_chars() == 1
    return (initial & (second.str.len_chars() > 1) & (second == pl.col(f"first_{other}"))).fill_null(False)


def _is_abbreviated() -> pl.Expr:
    left, right = _both("given_key")
    first_left, first_right = _both("first")
    one_is_initial = (first_left.str.len_chars() == 1) | (first_right.str.len_chars() == 1)
    same_letter = first_left.str.head(1) == first_right.str.head(1)
    length_left, length_right = left.str.len_chars(), right.str.len_chars()
    shorter = pl.min_horizontal(length_left, length_right)
    # a normalised indel similarity is 200 × the letters in common order / all letters
    letters_in_order = pl.col("given_ratio") * (length_left + length_right) >= 200 * shorter - 1
    is_abbreviation = (shorter <= MOST_ABBREVIATED) & letters_in_order
    return same_letter & (one_is_initial | is_abbreviation | (pl.col("given_ratio") >= GIVEN_SPELLING_AT))
