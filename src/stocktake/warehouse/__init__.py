"""DuckDB: one owned connection, models built in dependency order, checks, publishing, manifests."""
