"""The reviewers' loop: pairs out to people, decisions back, how far people agree, and how many pairs to look at."""
