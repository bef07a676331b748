"""Where draws begin."""

SEED = 20260401
"""Fixed, so that the same readings give the same bytes."""
