"""Meetings: what a run of them does between the batch and the page."""
