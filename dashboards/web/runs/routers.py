"""The routes of runs, for the app."""

from dashboards.web.runs import cases, comparing, documents, meetings, over_time, overview, policy, scans

ROUTERS = tuple(part.router for part in (overview, cases, documents, scans, meetings, comparing, over_time, policy))
