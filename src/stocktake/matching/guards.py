"""Guards for given pairs of publications: what DOI, kind and pages say whatever title and authors say.

A guard names a reason for "the same publication" (`SAME`), for "another one" (`OTHER`) or for not knowing (`UNSURE`);
without one the evidence decides. Texts are as supplied; a missing column counts as empty.
"""

from __future__ import annotations

import polars as pl

from stocktake.matching.titles import first_that_holds
from stocktake.text.doi import doi_expr
from stocktake.text.fold import fold_expr
from stocktake.text.pages import first_page_expr
from stocktake.text.years import year_expr

SAME = ("same_doi", "version_doi")
UNSURE = ("short_title", "unclear_pages", "other_part")
OTHER = (
    "component",
    "derivative",
    "other_kind",
    "chapter",
    "other_host",
    "other_data",
    "other_pages",
    "other_issue",
    "other_volume",
    "other_year",
    "other_article",
    "other_authors",
    "other_item",
)
FIELDS = ("title", "subtitle", "authors", "doi", "format", "year", "pages", "volume", "issue", "journal", "issn")
MOST_YEARS = 2  # between a preprint and its article in one house
COMPARED = ("n_names_left", "n_names_right", "n_names_agreed")
OPEN_BITS = -0.1  # just below even odds
GUARD_BITS = 24.0  # more than title, names and all the rest together have been seen to say

SIDES = ("left", "right")
_VERSION = r"[./_-]?v[0-9]+$"
_COMPONENT = r"(?:[./](?:s|t|g|f|fig|suppl?|table|app)[-_.]?[0-9]{1,4}|/suppl.*|/-/dcsupplemental.*)$"
_AROUND = (
    "^(?:table of )?contents|list of (?:referees|reviewers)|tables of contents|records of meetings|general meeting"
)
_DERIVATIVE = (  # what opens a title, or stands anywhere; "notes on" and "analysis of" at the end is a subtitle
    "^(?:summary|notes|analysis|companion|review|workbook|key takeaways|guide) (?:of|on|to|for|from) |"
    "^(?:study guide|teachers guide|instructors manual|solutions manual|reply|erratum|errata|corrigendum|addendum|"
    "corrections?|comments?|response|author response|retraction|retraction note)(?: (?:to|on|for|of))? |"
    "^(?:replication )?data (?:for|from) |^supplement(?:ary|al) |^supporting information |"
    r"\b(?:study guide|studyguide|sparknotes|cliffsnotes|cliffs notes|quicklet|solutions manual|instructors manual|"
    r"teachers guide|erratum|corrigendum)\b"
)
_KINDS = {
    "data": "dataset|software|graphic|figure|image|component",
    "chapter": "chapter|entry",
    "book": "^book$|monograph|^books?[ -]?set",
    "review": "review",
    "article": "article|paper|preprint|^post",
}


def publication_guards(pairs: pl.DataFrame) -> pl.Series:
    """The first guard that holds for each pair (null: none), from `left_…` and `right_…` of FIELDS.

    The columns COMPARED of `matching.names`, where they are there, tell authors that agree or contradict each other.

    | guard | holds when |
    |---|---|
    | `same_doi`, `version_doi` | there is one DOI, or one but for ".v2" at its end |
    | `component` | one DOI is a table, figure or supplement of an article |
    | `derivative` | one title opens as a reply, an erratum, a review, a study guide, "data for" another text |
    | `other_kind`, `chapter` | data, a whole book, a review, a chapter stand against something else |
    | `other_host`, `other_data` | chapters of two books, or two data sets of one house |
    | `other_pages`, `unclear_pages` | two first pages in one volume or under two DOIs, or in volumes that differ |
    | `other_issue`, `other_volume` | papers of two issues of one volume, or of two volumes and with two DOIs |
    | `other_year` | papers two years or more apart |
    | `other_article` | two DOIs of one house and another volume, or year (a few years where title and authors agree) |
    | `other_authors` | two DOIs; no author in common and one house or two years, or some in common and two volumes |
    | `other_item` | two DOIs of one house, two titles, and no author |
    | `other_part` | two DOIs, and "II" or another number in one title |
    | `short_title` | up to five characters, or the matter around articles ("Contents", "List of referees") |

    A common first page speaks against `other_issue`, `other_volume`, and `other_article`.
    `chapter`, pages, `other_issue`, `other_volume` and `other_year` speak only of papers without authors on some side:
    the same people print a text several times.
    """
    facts = _read_pairs(pairs).with_columns(
        *[_first_page(side).alias(f"pages_{side}") for side in SIDES],
        *[_plain_doi(side).alias(f"plain_{side}") for side in SIDES],
        *[pl.col(f"doi_{side}").str.extract("^(10[.][0-9.]+)/").alias(f"house_{side}") for side in SIDES],
        *[pl.col(f"doi_{side}").str.contains(_COMPONENT).alias(f"part_{side}") for side in SIDES],
        *[_whole_title(side).alias(f"whole_{side}") for side in SIDES],
        *[_is_in_a_host(side).alias(f"is_paper_{side}") for side in SIDES],
        _authors(pairs).alias("authors"),
        (pl.col("year_left").cast(pl.Int32) - pl.col("year_right").cast(pl.Int32)).abs().alias("gap"),
    )
    told = facts.with_columns(
        *[pl.col(f"whole_{side}").str.contains(_DERIVATIVE).alias(f"derived_{side}") for side in SIDES],
        *[_numeral(side).alias(f"numeral_{side}") for side in SIDES],
        _is_continued().alias("is_continued"),
        ((pl.col("whole_left") == pl.col("whole_right")) & (pl.col("authors") == "all"))
        .fill_null(value=False)
        .alias("is_alike"),
    )
    return told.select(first_that_holds(_rules(), "").replace("", None).alias("guard")).to_series()


def guard_bits(guard: str = "guard", bits: str = "bits") -> pl.Expr:
    """Bits that a guard adds to the evidence: GUARD_BITS for the same, as many against another one; of what stays open,
    so many that the odds are just below even at best; 0 without a guard.
    """
    named = pl.col(guard)
    return (
        pl.when(named.is_in(SAME))
        .then(GUARD_BITS)
        .when(named.is_in(OTHER))
        .then(-GUARD_BITS)
        .when(named.is_in(UNSURE))
        .then(pl.min_horizontal(OPEN_BITS - pl.col(bits), 0.0))
        .otherwise(0.0)
    )


def are_papers(pairs: pl.DataFrame) -> pl.Series:
    """Whether a side of each pair is an article or a chapter: by its format, else by a journal, ISSN or issue.

    The volume of such a text is its journal's; another version of it may stand in another one.
    """
    sides = pl.any_horizontal(_is_in_a_host(side) for side in SIDES)
    return _read_pairs(pairs).select(sides.alias("is_paper")).to_series()


def _read_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    wanted = [_read(pairs, name, side).alias(f"{name}_{side}") for name in FIELDS for side in SIDES]
    read = pairs.with_columns(wanted).select(
        *[f"{name}_{side}" for name in FIELDS for side in SIDES], *(name for name in COMPARED if name in pairs.columns)
    )
    return read.with_columns(_kind(f"format_{side}").alias(f"kind_{side}") for side in SIDES)


def _read(pairs: pl.DataFrame, name: str, side: str) -> pl.Expr:
    column = f"{side}_{name}"
    text = pl.col(column).cast(pl.String) if column in pairs.columns else pl.lit(None, pl.String)
    if name == "doi":
        return doi_expr(text)
    if name == "year":
        return year_expr(text)
    plain = text.str.to_lowercase().str.strip_chars()
    return pl.when(plain.str.contains(r"[\p{L}\p{N}]") & (plain != "&na;")).then(plain)


def _is_in_a_host(side: str) -> pl.Expr:
    placed = pl.any_horizontal(pl.col(f"{name}_{side}").is_not_null() for name in ("journal", "issn", "issue"))
    return pl.col(f"kind_{side}").is_in(["article", "chapter", "review"]).fill_null(placed)


def _first_page(side: str) -> pl.Expr:
    """A bare number is a first page in an article or chapter; of a book it is the count of its pages."""
    pages = pl.col(f"pages_{side}")
    bare = pl.when(_is_in_a_host(side)).then(pages.str.extract("^0*([1-9][0-9]*)$"))
    return pl.coalesce(first_page_expr(pages), bare)


def _plain_doi(side: str) -> pl.Expr:
    """Without a version; and of British standards without the "u" of the undated edition."""
    return pl.col(f"doi_{side}").str.replace(_VERSION, "").str.replace(r"^(10[.]3403/.*[0-9])u$", "$1")


def _whole_title(side: str) -> pl.Expr:
    return fold_expr(pl.concat_str(f"title_{side}", f"subtitle_{side}", separator=" ", ignore_nulls=True))


def _numeral(side: str) -> pl.Expr:
    """The number of a part in a title, "1" where there is none: a first part often has no number."""
    return pl.col(f"whole_{side}").str.extract(r" (ii|iii|iv|vi|vii|viii|ix|[2-9])(?: |$)").fill_null("1")


def _is_continued() -> pl.Expr:
    """One title opens with the other: a subtitle may be left out."""
    left, right = pl.col("whole_left"), pl.col("whole_right")
    return left.str.starts_with(right) | right.str.starts_with(left)


def _authors(pairs: pl.DataFrame) -> pl.Expr:
    """Of the names compared: `all` of the shorter list agree, `some`, `none`; null where nothing was compared."""
    if not set(COMPARED) <= set(pairs.columns):
        return pl.lit(None, pl.String)
    fewest = pl.min_horizontal("n_names_left", "n_names_right")
    return (
        pl.when(fewest == 0)
        .then(None)
        .when(pl.col("n_names_agreed") >= fewest)
        .then(pl.lit("all"))
        .when(pl.col("n_names_agreed") > 0)
        .then(pl.lit("some"))
        .otherwise(pl.lit("none"))
    )


def _kind(column: str) -> pl.Expr:
    kinds = [pl.when(pl.col(column).str.contains(pattern)).then(pl.lit(kind)) for kind, pattern in _KINDS.items()]
    return pl.coalesce(*kinds)


def _is_short(column: str) -> pl.Expr:
    title = pl.col(column).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return (title.str.len_chars() <= 5) | title.str.contains(_AROUND)


def _rules() -> dict[str, pl.Expr]:
    differs = {
        name: pl.col(f"{name}_left") != pl.col(f"{name}_right")
        for name in (*FIELDS, "kind", "plain", "part", "derived", "whole", "numeral")
    }
    kinds = [pl.col("kind_left"), pl.col("kind_right")]
    both = {kind: (kinds[0] == kind) & (kinds[1] == kind) for kind in _KINDS}
    one_house = pl.col("house_left") == pl.col("house_right")
    nameless = pl.col("authors_left").is_null() | pl.col("authors_right").is_null()
    nobody = pl.col("authors_left").is_null() & pl.col("authors_right").is_null()
    two_articles = both["article"] & differs["doi"]
    two_papers = pl.col("is_paper_left") & pl.col("is_paper_right") & nameless
    same_volume = differs["volume"].not_()
    near_pages = one_house.fill_null(value=True) & differs["pages"] & (pl.col("gap") <= 1) & two_papers
    no_page_in_common = differs["pages"].fill_null(value=True)
    other_place = differs["volume"] & differs["pages"]
    other_year = (pl.col("gap") > MOST_YEARS) | ((pl.col("gap") >= 1) & ~pl.col("is_alike"))
    return {
        "same_doi": ~differs["doi"],
        "version_doi": ~differs["plain"],
        "component": differs["part"],
        "derivative": differs["derived"],
        "other_kind": differs["kind"] & pl.any_horizontal(kind.is_in(["data", "book", "review"]) for kind in kinds),
        "short_title": _is_short("title_left") & _is_short("title_right") & differs["doi"],
        "chapter": differs["kind"] & nameless & pl.any_horizontal(kind == "chapter" for kind in kinds),
        "other_host": both["chapter"] & differs["journal"],
        "other_data": both["data"] & one_house,
        "other_pages": (near_pages & (same_volume | pl.col("volume_left").is_null()))
        | (two_papers & differs["doi"] & differs["pages"]),
        "unclear_pages": near_pages,
        "other_issue": two_papers & same_volume & differs["issue"] & no_page_in_common,
        "other_volume": two_papers & differs["doi"] & differs["volume"] & no_page_in_common,
        "other_year": two_papers & (pl.col("gap") >= 2),
        "other_article": two_articles & one_house & (differs["volume"] | other_year) & no_page_in_common,
        "other_authors": two_articles
        & (
            ((pl.col("authors") == "none") & (one_house | (pl.col("gap") >= 1)))
            | ((pl.col("authors") == "some") & other_place)
        ),
        "other_item": nobody & one_house & differs["plain"] & ~pl.col("is_continued"),
        "other_part": two_articles & differs["numeral"],
    }
