"""One person's name, an idea a file: brackets, headings, ornaments, word order, keys. `stocktake.text.names` puts them
together."""
