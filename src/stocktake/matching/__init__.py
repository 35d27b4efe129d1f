"""Evidence and verdicts. The only room that knows RapidFuzz."""
