"""What is decided by marks. Apart from ``marks``, so that beginning a run does not wait for OpenCV."""

MARKS = "marks"
"""Name under which decisions stand in readings.csv, as if it were an engine."""
MARK_TYPES = frozenset({"checkbox", "choice"})
"""Types that are decided by marks; no engine is asked for them."""
VERSION = "1"
"""Goes up whenever a decision may change."""
