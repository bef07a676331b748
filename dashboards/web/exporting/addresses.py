"""Where things are in an export: files beside each other, called by numbers, so that no name of a document matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboards.language import _
from dashboards.web.runs.overview import Shown
from dashboards.web.tabs import Tab
from evaluators.quantity import Quantity
from pipelines.runs.store import Run

HOME = "index.html"


@dataclass(frozen=True)
class Places:
    """What is in the folder of a run, by addresses from there."""

    folder: str = ""
    """The folder itself, from that of the export."""
    cases: Mapping[str, str] = field(default_factory=dict)
    """First page of the wrong fields of each engine."""
    fields: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Where those of a field, or of a kind of form, begin: by engine, template and field."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Page of each document that has one."""
    meetings: Mapping[str, str] = field(default_factory=dict)
    """Page of each meeting, by its session."""
    policy: bool = False
    page: bool = False
    """Whether the result page is there."""
    up: str = ""
    """From a page to the folder of the run."""

    def below(self) -> "Places":
        """The same, for pages in a folder below."""
        return replace(self, up="../")

    def tabs(self, run: Run, _address: str) -> list[Tab]:
        """The pages of a run that its head leads to."""
        title = _("How well it was read") if run.file.kind == "forms" else _("How well it was heard")
        found = [
            ("overview", HOME, title),
            ("cases", next(iter(self.cases.values()), ""), _("Fields that were read wrong")),
            ("documents", "documents.html" if self.documents else "", _("Documents")),
            ("policy", "policy.html" if self.policy else "", _("What might pass")),
            ("page", "page.html" if self.page else "", _("Result page")),
            ("home", f"../../{HOME}", _("All runs")),
        ]
        return [(name, self.up + address, title) for name, address, title in found if address]


@dataclass(frozen=True)
class ExportedShown(Shown):
    """A run as its page among files shows it."""

    places: Places = field(default_factory=Places)

    def cases(self, quantity: Quantity | None) -> str | None:
        """Where the cases behind a number are: at their field where it is of one, else all of the engine."""
        if quantity is None:
            return None
        if session := quantity.scope.get("session_id"):
            return self.places.meetings.get(session)
        engine, scope = quantity.engine or "", quantity.scope
        place = (engine, scope.get("template", ""), scope.get("field", ""))
        return self.places.fields.get(place) or self.places.cases.get(engine)

    def meeting(self, session: str) -> str:
        """Where a meeting is."""
        return self.places.meetings.get(session, HOME)
