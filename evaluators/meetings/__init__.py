"""Measuring transcripts of meetings: what was heard, by whom, and when."""
