"""The columns of the three tables in their published order."""

_UPDATED = """ID Title VolumeInfo Series Periodical Author Year Edition Publisher City Pages PagesInFile
Language Topic Library Issue Identifier ISSN ASIN UDC LBC DDC LCC Doi Googlebookid
OpenLibraryID Commentary DPI Color Cleaned Orientation Paginated Scanned Bookmarked
Searchable Filesize Extension MD5 Generic Visible Locator Local TimeAdded TimeLastModified
Coverurl Tags IdentifierWODash"""
_FICTION = """ID MD5 Title Author Series Edition Language Year Publisher Pages Identifier GooglebookID
ASIN Coverurl Extension Filesize Library Issue Locator Commentary Generic Visible
TimeAdded TimeLastModified"""
_SCIMAG = """ID DOI DOI2 Title Author Year Month Day Volume Issue First_page Last_page Journal ISBN
ISSNP ISSNE MD5 Filesize TimeAdded JOURNALID AbstractURL Attribute1 Attribute2 Attribute3
Attribute4 Attribute5 Attribute6 visible PubmedID PMC PII"""

UPDATED_COLUMNS = tuple(_UPDATED.split())
FICTION_COLUMNS = tuple(_FICTION.split())
SCIMAG_COLUMNS = tuple(_SCIMAG.split())
