"""Runs as files that open from a file share: what the app shows, without the app."""
