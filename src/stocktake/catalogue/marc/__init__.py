"""MARC 21: binary (UTF-8, MARC-8, and files that lie about it) and MARCXML, record by record, as entries.

`binary.entries` and `marcxml.entries` read their files into pymarc records; `described.entry_of` says what a record
tells of a title, and is the same for both.
"""
