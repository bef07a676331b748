"""What other municipalities published (先進事例): recomputed from what they printed, flagged, and set beside one's own.

The rules see the columns of ``precedents.frames.PRECEDENTS`` and nothing else: no row, body or source is known to them.
"""
