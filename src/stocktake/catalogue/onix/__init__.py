"""ONIX for Books 2.1, 3.0 and 3.1, reference and short tags, as a stream of entries.

    entries(source) -> Iterator[Entry]
    read(sources, scratch) -> Iterator[tuple[Source, Entry]]

`read` is what a catalogue wants: all ONIX files of a call in the order given, every message once, in file order, with
its final fate. Of several messages with one RecordReference the latest counts: earlier ones come ignored under the rule
`superseded`; a delete message and the product it deletes both under `deleted`; test records under `test_record`; a
partial update (ONIX 3) comes as the product with its blocks replaced. Bare partial updates of 2.1 say nothing that
could be merged: `partial_update_not_merged`. `scratch` is a folder for a temporary file (written only where there are
partial updates); it is empty again afterwards. Each file is read twice, so `Source.open` must give it from the start
each time. `entries` reads one file alone and obeys only what each message says of itself.

A product gives one entry, and one more for each of its content items if the product itself is used: those with
contributors or a DOI of their own as chapters (key: RecordReference#number; `line` is the item's own), the others
ignored under `content_item_of_the_book`. So rows in = messages + content items of used products. A product without a
RecordReference has a key of the file's checksum and its number in the file, and a warning.

Beside the columns of `targets.FIELDS`, `values` may hold `original_title` and `original_language`. Pairs of `warnings`
are (code, advice). A file that is no ONIX, or defines entities, or holds a product beyond all measure, raises
BadInput (it may do so after good entries were given).

Products are cut out of the byte stream at their end tags and parsed one by one, so a broken one costs itself alone;
the parser never sees the document type declaration, so there is nothing it could fetch or expand.
"""

from stocktake.catalogue.onix.reading import entries, read

__all__ = ["entries", "read"]
