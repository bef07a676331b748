"""Copies of the database and the results in one file, and the way back."""
