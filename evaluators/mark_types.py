"""What is decided by marks instead of read as text. Apart from ``marks``, so that beginning a run needs no pandas."""

MARK_TYPES = frozenset({"checkbox", "choice"})
"""Types of fields that hold marks and no text; no engine is asked for them."""
MARKS_ENGINE = "marks"
"""Name under which decisions stand in readings.csv, as if it were an engine."""
