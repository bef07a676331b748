"""Runs to look at: how well they did, every field of them, their documents and meetings, and what might pass."""
