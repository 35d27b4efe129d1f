"""ISBN prefixes against the named imprint, by what the catalogue itself shows of who uses which prefix.

No list says to whom a prefix was given, and imprints are bought and sold. So a prefix counts as an imprint's own only
where nearly all of its titles in the catalogue name that imprint, and a title is told only if its own imprint has such
a prefix too. Imprints of one publisher share prefixes, so a title whose publisher is the same is never told; nor is one
whose imprint is named more shortly ("Kluwer", "Kluwer Academic").
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.model import Scheme
from stocktake.text.publishers import publisher_key_expr
from stocktake.text.registrants import registrants

_ENOUGH, _MOST = 5, 0.9  # titles with a prefix, and the share of them that must name the same imprint


def prefixed_titles(tables: Tables) -> pl.LazyFrame:
    """One row a title and valid ISBN: PLACE, value, prefix, house (as named), house_key, publisher_key."""
    valid = (pl.col("scheme") == Scheme.ISBN13) & pl.col("repair").ne_missing("doi_embedded")
    numbers = tables.numbers.filter(valid).select("title_id", "value")
    prefix = pl.col("value").map_batches(registrants, return_dtype=pl.String, is_elementwise=True)
    house = pl.coalesce("imprint", "publisher")
    named = tables.titles.filter(house.is_not_null()).select(
        *PLACE, "publisher_key", house=house, house_key=publisher_key_expr(house)
    )
    joined = numbers.join(named.drop_nulls("house_key"), on="title_id")
    return joined.with_columns(prefix=prefix).drop_nulls("prefix")


def prefix_owners(tables: Tables) -> pl.DataFrame:
    """One row a prefix with enough titles: prefix, n_titles, house, house_key, publisher_key, n_of_house, is_own."""
    titles = prefixed_titles(tables)
    by_house = titles.group_by("prefix", "house_key").agg(
        n=pl.len(), house=pl.col("house").min(), publisher_key=pl.col("publisher_key").drop_nulls().mode().min()
    )
    ranked = by_house.sort("prefix", "n", "house_key", descending=[False, True, False])
    owners = ranked.group_by("prefix", maintain_order=True).agg(
        n_titles=pl.sum("n"),
        house=pl.first("house"),
        house_key=pl.first("house_key"),
        publisher_key=pl.first("publisher_key"),
        n_of_house=pl.first("n"),
    )
    enough = owners.filter(pl.col("n_titles") >= _ENOUGH)
    own = (pl.col("n_of_house") >= _MOST * pl.col("n_titles")) & (pl.col("n_of_house") >= _ENOUGH)
    return enough.with_columns(is_own=own).sort("n_titles", "prefix", descending=[True, False]).collect()


def elsewhere(tables: Tables) -> pl.LazyFrame:
    """Titles whose ISBN has another imprint's own prefix, while their imprint has one itself."""
    owners = prefix_owners(tables).filter("is_own")
    owned = owners.select(
        "prefix", "n_titles", "n_of_house", owner="house", owner_key="house_key", owner_publisher="publisher_key"
    )
    settled = owners.select("house_key").unique().lazy()
    found = prefixed_titles(tables).join(owned.lazy(), on="prefix").filter(pl.col("house_key") != pl.col("owner_key"))
    same_publisher = (pl.col("publisher_key") == pl.col("owner_publisher")).fill_null(value=False)
    words, theirs = pl.col("house_key").str.split(" "), pl.col("owner_key").str.split(" ")
    shorter = pl.min_horizontal(words.list.len(), theirs.list.len())
    same_name = words.list.set_intersection(theirs).list.len() >= shorter
    found = found.filter(~same_publisher & ~same_name).join(settled, on="house_key", how="semi")
    advice = (
        "In this catalogue {} of {} titles with the prefix {} are of {}, not of {}: it may be an acquired or "
        "distributed title, or a typing error in the ISBN or the imprint."
    )
    named = pl.format(advice, "n_of_house", "n_titles", "prefix", "owner", "house")
    return found.select(*PLACE, column=pl.lit("isbn"), value=pl.format("{} ({})", "value", "house"), advice=named)


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {"isbn_prefix_elsewhere": elsewhere}
