"""The reference room: dumps and tables of records in, one prepared store out. Knows nothing of the
catalogue.
"""
