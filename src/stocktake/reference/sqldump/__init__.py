"""Reading MySQL dump text: exact, streaming, and suspicious of itself.

A dump passes through four small machines: `window` (bytes with escapes hidden), `statements` (where rows
begin and end), `decode` (rows to columns, fast) and `literals` (rows to columns, one value at a time; the
judge when the fast way cannot vouch for a batch).
"""
