"""Runs that are started, watched and stopped from the app. Each is a process of its own; files say how it stands."""
