"""The pages of a run, as its head leads to them."""

from dashboards.language import _
from pipelines.runs.store import Run

Tab = tuple[str, str, str]
"""Name, address, title."""


def tabs(run: Run, address: str) -> list[Tab]:
    """Those that a kind of run has."""
    forms = run.file.kind == "forms"
    own = [
        ("cases", f"{address}/cases?outcome=error", _("Every field")),
        ("documents", f"{address}/documents", _("Documents")),
        ("policy", f"{address}/policy", _("What might pass")),
    ]
    return [
        ("overview", address, _("How well it was read") if forms else _("How well it was heard")),
        *(own if forms else []),
        ("over-time", f"{address}/over-time", _("Over time")),
        ("page", f"{address}/page", _("Result page")),
    ]
