"""Other products and works that the feed ties to this one."""

from __future__ import annotations

from collections.abc import Iterator

from stocktake.catalogue.entries import Related
from stocktake.catalogue.onix.codes import DOI_TYPES, PRODUCT_RELATIONS, PROPRIETARY, WORK_RELATIONS, WORK_SCHEMES
from stocktake.catalogue.onix.composite import Composite
from stocktake.catalogue.onix.numbers import pointed_to

_ISBN_WORKS = ("15", "02")
_SERIES_SCHEMES = {"02": "issn", "15": "isbn", "06": "doi"}


def related_of(found: Composite) -> tuple[Related, ...]:
    """Every stated link that speaks of the same work, its parts or its sets, each once, in a fixed order."""
    links = (*_products(found), *_works(found), *_contents(found), *_collections(found))
    return tuple(dict.fromkeys(links)) if len(links) > 1 else links


def work_id(related: tuple[Related, ...]) -> str:
    """The first number of the work itself, with its scheme: what groups the sender's editions."""
    return next((link.raw for link in related if (link.relation, link.scheme) == ("same_work", "work_id")), "")


def _products(found: Composite) -> Iterator[Related]:
    for product in found.each("RelatedProduct"):
        codes = product.codes("ProductRelationCode")
        relations = dict.fromkeys(PRODUCT_RELATIONS.get(code, "") for code in codes)
        for relation in filter(None, relations):
            for scheme, value in pointed_to(product):
                yield Related(relation, scheme, value)


def _works(found: Composite) -> Iterator[Related]:
    """RelatedWork of 3.x; in 2.1 the product's own WorkIdentifier says what it is a manifestation of."""
    for work in found.each("RelatedWork"):
        relation = WORK_RELATIONS.get(work.code("WorkRelationCode"))
        if relation:
            yield from _work_numbers(relation, work)
    yield from _work_numbers("same_work", found)


def _work_numbers(relation: str, found: Composite) -> Iterator[Related]:
    for identifier in found.each("WorkIdentifier"):
        kind, value = identifier.code("WorkIDType"), identifier.first("IDValue")
        if not value:
            continue
        if kind in _ISBN_WORKS:
            yield Related(relation, "isbn", value)
        elif kind in DOI_TYPES:
            yield Related(relation, "doi", value)
        else:
            own = identifier.first("IDTypeName") or "proprietary" if kind in PROPRIETARY[:1] else f"list16-{kind}"
            yield Related(relation, "work_id", f"{WORK_SCHEMES.get(kind, own)}:{value}")


def _contents(found: Composite) -> Iterator[Related]:
    for part in found.each("ProductPart"):
        for scheme, value in pointed_to(part):
            yield Related("includes", scheme, value)


def _collections(found: Composite) -> Iterator[Related]:
    """The set or series by its ISBN, DOI or ISSN. Its title is no title of this product and is not kept."""
    for collection in found.each("Collection"):
        for issn in collection.all("SeriesISSN"):
            yield Related("part_of", "issn", issn)
        for isbn in collection.all("ISBNOfSet"):
            yield Related("part_of", "isbn", isbn)
        for scheme, value in pointed_to(collection):
            yield Related("part_of", scheme, value)
        for identifier in collection.each("CollectionIdentifier"):
            yield from _collection_number(identifier)


def _collection_number(identifier: Composite) -> Iterator[Related]:
    kind, value = identifier.code("CollectionIDType"), identifier.first("IDValue")
    if value and kind in _SERIES_SCHEMES:
        yield Related("part_of", _SERIES_SCHEMES[kind], value)
