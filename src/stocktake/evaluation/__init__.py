"""Measuring: pairs that somebody labelled, and links against a gold list."""
