"""A run's fields in a file of SQLite, so that pages of large runs come at once.

It is made of what lies in the run and its batch, holds nothing that they do not, and may be thrown away at any time.
"""
