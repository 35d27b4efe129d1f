"""How right the verdicts are, measured on labelled data through the doors that users have: see docs/accuracy.md."""
