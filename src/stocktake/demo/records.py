"""From a work to its rows in the dump: several a work, by edition, format and scan, each with gaps."""

from __future__ import annotations

from random import Random

from stocktake.demo.credits import credited, fiction_cell, scimag_cell, updated_cell
from stocktake.demo.damage import misprint, typo
from stocktake.demo.files import file_values
from stocktake.demo.isbns import hyphenated, isbn10
from stocktake.demo.rows import Row, Value
from stocktake.demo.titles import VOLUME_WORDS, main_title, subtitle
from stocktake.demo.works import Edition, Work

_LANGUAGE_SPELLINGS = {
    "eng": ("English", "English", "English", "English", "en", "eng", "English-Russian", "English "),
    "deu": ("German", "German", "German", "Deutsch", "de", "ger"),
    "fra": ("French", "French", "Français", "fr", "fre"),
    "spa": ("Spanish", "Spanish", "Español", "es_ES", "spa"),
    "rus": ("Russian", "Russian", "Русский", "ru"),
    "zho": ("Chinese", "Chinese", "中文", "zh"),
}
_UPDATED_ISBN_SHARE, _FICTION_ISBN_SHARE = 0.95, 0.08  # of the editions that have one


def rows_of(rng: Random, work: Work) -> list[Row]:
    """Every row of a work that the dump holds; none for an absent one."""
    if not work.case.present:
        return []
    if work.paper:
        return [paper_row(rng, work)]
    rows = [book_row(rng, work, at) for at in _editions_taken(rng, work)]
    for row in rows[1:]:
        if rng.random() < 0.08:
            row.values["Generic"] = rows[0].values["MD5"]
    return rows


def book_row(rng: Random, work: Work, at: int) -> Row:
    """One row of an edition, in `fiction` or `updated`."""
    edition = work.editions[at]
    title, title_labels = _title(rng, work, edition)
    latin = edition.language in ("rus", "zho") and not work.case.transliterated and rng.random() < 0.06
    names = credited(work, edition.language, latin)
    table = "fiction" if work.is_fiction else "updated"
    if work.is_fiction:
        author, author_labels = fiction_cell(rng, names)
    else:
        author, author_labels = updated_cell(rng, names, work.edited)
    raw, isbns = _identifier(rng, work, edition)
    values: dict[str, Value] = {
        "Title": title,
        "Author": _with_translator(rng, author, edition, work.is_fiction),
        "Year": _year(rng, edition)[: 10 if work.is_fiction else 14],
        "Edition": _edition_cell(rng, edition),
        "Publisher": _publisher(rng, work, edition),
        "Language": rng.choice(_LANGUAGE_SPELLINGS[edition.language]),
        "Identifier": raw,
        **file_values(rng, table),
    }
    if table == "updated":
        values |= _updated_only(rng, work, edition, raw)
    labels = (*title_labels, *author_labels, *([] if isbns else ["isbn_missing"]))
    return Row(table, values, work if work.number else None, at, isbns, labels)


def paper_row(rng: Random, work: Work) -> Row:
    """The row of an article in `scimag`."""
    paper = work.paper
    if paper is None:
        raise ValueError(f"work {work.number} is no paper")
    values: dict[str, Value] = {
        "DOI": paper.doi if rng.random() < 0.9 else paper.doi.upper(),
        "Title": main_title(work.spec, work.language) if rng.random() < 0.95 else "",
        "Author": scimag_cell(rng, credited(work, work.language, False)) if rng.random() < 0.85 else "",
        "Year": str(paper.year),
        "Month": str(paper.month),
        "Volume": str(paper.volume),
        "Issue": str(paper.issue),
        "First_page": str(paper.first_page),
        "Last_page": str(paper.last_page),
        "Journal": paper.journal if rng.random() < 0.55 else "",
        "ISSNP": paper.issn if rng.random() < 0.81 else "",
        "JOURNALID": str(1000 + int(paper.issn[5:8])),
        **file_values(rng, "scimag"),
    }
    return Row("scimag", values, work if work.number else None)


def _editions_taken(rng: Random, work: Work) -> list[int]:
    """Which editions stand in the dump, one entry a row: a listed original first for most works."""
    everything = list(range(len(work.editions)))
    if work.case.translation_only:
        return [n for n in everything if work.editions[n].translator]
    originals = [n for n in everything if work.editions[n].listed and not work.editions[n].translator]
    taken = [rng.choice(originals if rng.random() < 0.88 else everything)]
    while len(taken) < 9 and rng.random() < 0.48:
        taken.append(rng.choice(everything))
    return taken


def _title(rng: Random, work: Work, edition: Edition) -> tuple[str, tuple[str, ...]]:
    """The title as somebody typed it, and what was done to it."""
    main, second = main_title(work.spec, edition.language), subtitle(work.spec, edition.language)
    labels: list[str] = []
    if work.volume:
        main = f"{main}, {VOLUME_WORDS[edition.language]} {work.volume}"
    if second and rng.random() < 0.62:
        main = f"{main}: {second}"
    elif second:
        labels.append("subtitle_missing_in_record")
    if edition.translator and rng.random() < 0.5:
        main, labels = f"{main} = {main_title(work.spec, work.language)}", [*labels, "parallel_title"]
    chance = rng.random()
    if chance < 0.015:
        main, labels = typo(rng, main), [*labels, "typo_in_record"]
    elif chance < 0.025:
        main, labels = "".join(_entity(c) for c in main), [*labels, "entities"]
    elif chance < 0.065:
        main, labels = _decorated(rng, main, edition), [*labels, "decorated_title"]
    return main, tuple(labels)


def _entity(character: str) -> str:
    return character if character.isascii() else f"&#{ord(character)};"


def _decorated(rng: Random, title: str, edition: Edition) -> str:
    extra = (f" [{edition.publisher.name}]", f" ({edition.year})", " (Retail)", "  ", " [retail", ".")
    return rng.choice((*(title + tail for tail in extra), f"<em>{title}</em>", title.lower()))


def _with_translator(rng: Random, author: str, edition: Edition, fiction: bool) -> str:
    """Translators are named in four records of ten, as if they were authors or with their role."""
    if edition.translator is None or rng.random() < 0.6:
        return author
    name = edition.translator.name
    role = rng.choice(("", " (transl.)", " (trans.)"))
    return f"{author}; {name.inverted()}{role}"[:300] if fiction else f"{author}, {name.direct()}{role}"


def _year(rng: Random, edition: Edition) -> str:
    """A plain year nearly always; empty for six in a hundred; else one of the odd forms."""
    chance, year = rng.random(), edition.year
    if chance < 0.94:
        return str(year)
    odd = (f"[{year}?]", f"c{year}", f"{year};{year + 2}", f"{year}-{year + 1}", f"{year} (2009)")
    return "" if chance < 0.98 else f"{year}年1月1日" if edition.language == "zho" else rng.choice(odd)


def _edition_cell(rng: Random, edition: Edition) -> str:
    if edition.number == 1:
        return rng.choice(("", "", "", "1", "1st", "First Edition"))
    number = edition.number
    return rng.choice((str(number), f"{number}. ed.", f"{number}th ed.", ""))


def _publisher(rng: Random, work: Work, edition: Edition) -> str:
    """Nearly always filled in non-fiction, hardly ever in fiction; imprint, house and city are mixed up."""
    if rng.random() > (0.03 if work.is_fiction else 0.96):
        return ""
    name = edition.publisher.name
    forms = (name, name, name, name.upper(), f"{name}, {edition.publisher.city}", f"{name} Ltd")
    return rng.choice(forms)


def _identifier(rng: Random, work: Work, edition: Edition) -> tuple[str, frozenset[str]]:
    """The Identifier column and the ISBNs a reader can get from it.

    One work in eighty has a misprinted check digit in every record (and in every list, see listing.py).
    """
    share = _FICTION_ISBN_SHARE if work.is_fiction else _UPDATED_ISBN_SHARE
    if work.case.pen_name or work.case.translation_only:
        share = max(share, 0.6)  # otherwise most of them could not be found by anybody
    if not edition.isbns or rng.random() > share:
        return "", frozenset()
    isbns = [isbn for _, isbn in edition.isbns]
    if work.number % 80 == 7:
        return misprint(isbns[0]), frozenset()
    kept = isbns[: rng.choices((1, 2, 3), (53, 30, 17))[0]]
    forms = [form for isbn in kept for form in _isbn_forms(rng, isbn)]
    return rng.choice((",", ", ")).join(forms), frozenset(kept)


def _isbn_forms(rng: Random, isbn: str) -> list[str]:
    chance = rng.random()
    if chance < 0.45:
        return [isbn]
    if chance < 0.60:
        return [isbn10(isbn)]
    if chance < 0.85:
        return [isbn10(isbn), isbn] if chance < 0.72 else [isbn, isbn10(isbn)]
    return [hyphenated(isbn)] if chance < 0.93 else [hyphenated(isbn10(isbn))]


def _updated_only(rng: Random, work: Work, edition: Edition, raw: str) -> dict[str, Value]:
    """The columns that only `updated` has."""
    pages = rng.randint(90, 800)
    return {
        "VolumeInfo": str(work.volume) if work.volume and rng.random() < 0.6 else "",
        "City": edition.publisher.city if rng.random() < 0.3 else "",
        "Pages": str(pages) if rng.random() < 0.8 else "",
        "PagesInFile": pages + rng.randint(0, 12),
        "Topic": str(rng.randint(1, 300)),
        "IdentifierWODash": raw.replace("-", "").replace(" ", ""),
        "DPI": rng.choice((0, 0, 300, 600)),
    }
