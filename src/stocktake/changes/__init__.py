"""What changed between two published runs: listed titles paired across them, and the table `deltas`."""
