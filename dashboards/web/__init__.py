"""The web app: results to look at, and the review station in which people's time is measured.

It is the outermost part: it may import ``pipelines``, nothing imports it. A run is started as a command of its own.
"""
