"""Runs to look at: how well they did, every field of them, their documents and meetings, and what might pass."""

from dashboards.web.runs import cases, comparing, documents, meetings, over_time, overview, policy, scans

ROUTERS = tuple(part.router for part in (overview, cases, documents, scans, meetings, comparing, over_time, policy))
