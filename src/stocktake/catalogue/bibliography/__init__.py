"""Reference lists: BibTeX, RIS and CSL-JSON, for articles, chapters and books.

`bibtex.entries`, `ris.entries` and `csl.entries` give one entry a reference. Abstracts, notes, keywords, addresses,
file paths and links are not read.
"""
