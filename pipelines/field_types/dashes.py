"""What is written, and what is read, for the dash of a number."""

DASHES = "‐‑‒–—―⁃−─━ー一ｰ－"
"""Hyphens, dashes, minus, box lines, the sign for a long vowel, and 一, which engines read for them."""
FOLD = dict.fromkeys(map(ord, DASHES), "-")
"""For ``str.translate``."""
