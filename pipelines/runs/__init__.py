"""Runs: a directory below ``results/<campaign>/``, opened, read, scored, listed."""
