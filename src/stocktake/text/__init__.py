"""Readers of single fields: ISBN, DOI, ISSN, names, titles, years, languages, publishers.

Every function is pure, never raises on data, and answers with the clean value or None. Beside each plain
function stands its vectorised twin (`*_expr` for a text column, `*_frame` where one cell yields rows); the
plain one is the oracle of the twin in the tests.
"""
