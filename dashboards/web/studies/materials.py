"""What a run has to be worked on in a study. All of it is read from files before a study is written into the database.

Reading a large batch takes longer than people at work should wait for a place to write.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.language import _
from dashboards.web.station.lookup import MEETINGS
from dashboards.web.station.meeting_items import MeetingItem, items_of, overlap
from dashboards.web.studies import snapshot
from dashboards.web.studies.engines import best_reader, best_recogniser
from dashboards.web.studies.signed import NO_POLICY, passed_by_policy
from dashboards.web.studies.wanted import POLICY_ARM, Wanted
from pipelines.batches.forms import Document, FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.runs import store
from pipelines.runs.changes import check_finished, check_unchanged
from pipelines.runs.store import Run
from pipelines.scored import parsed
from pipelines.tables import Row, read_table


@dataclass(frozen=True)
class Forms:
    """Registered forms of a run, with what was read on them."""

    run: Run
    batch: FormsBatch
    engine: str
    policy: str
    """Digest of the signed policy; empty where none is needed."""
    documents: Mapping[str, Document]
    """Those with a picture of every page."""
    images: Mapping[str, Mapping[str, str]]
    readings: Mapping[str, Sequence[Row]]
    """Rows of readings.csv by document."""
    passed: Mapping[str, Mapping[str, str]]

    @property
    def strata(self) -> Mapping[str, str]:
        """By document what it is alike in with others, its template; in the order of the batch."""
        return {name: document.template for name, document in self.documents.items()}

    def unseen(self, seen: Collection[str]) -> list[str]:
        """Those that nobody has seen: neither by their name, nor by an image of their pages."""
        return [
            name for name in self.documents
            if name not in seen and not any(image in seen for image in self.images[name].values())
        ]  # fmt: skip

    def templates(self, names: Iterable[str]) -> Mapping[str, Any]:
        """As they are written."""
        return snapshot.templates_of(self.batch, [self.documents[name] for name in names])

    def rows(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """With pictures, readings, and what the policy lets pass."""
        documents = [self.documents[name] for name in names]
        read = [row for name in names for row in self.readings.get(name, ())]
        shown = snapshot.readings_of(self.batch, documents, read, self.engine)
        return [
            {"item": each.name, "template": each.template, "pages": self.images[each.name],
             "readings": shown[each.name], "passed": self.passed.get(each.name, {})}
            for each in documents
        ]  # fmt: skip

    def too_few(self) -> tuple[str, str]:
        """What is said where there are not enough of them, with names to be filled in, and what to do."""
        what = _(
            "There are {free} forms that these people have not seen; {items} and {practice} for practice are needed."
        )
        if not self.images:
            return what, _("The pictures of its pages are gone. Read it again: {command}", command=self.run.again)
        return what, _(
            "Ask for fewer, or read a larger batch. Pages that were refused, or whose picture is gone, are out."
        )


@dataclass(frozen=True)
class Meetings:
    """Sessions of a run, or stretches of them, with their draft."""

    run: Run
    batch: MeetingsBatch
    engine: str
    items: Mapping[str, MeetingItem]
    policy: str = ""

    @property
    def strata(self) -> Mapping[str, str]:
        """By item its session."""
        return {name: item.session for name, item in self.items.items()}

    def unseen(self, seen: Collection[str]) -> list[str]:
        """Those of which nobody has heard any part."""
        return [name for name in self.items if not any(overlap(name, other) for other in seen)]

    def templates(self, names: Iterable[str]) -> Mapping[str, Any]:
        """Meetings have none."""
        return {}

    def rows(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """With their drafts."""
        return [
            {"item": name, "template": "", "pages": {}, "passed": {},
             "readings": self.items[name].model_dump(mode="json")}
            for name in names
        ]  # fmt: skip

    def too_few(self) -> tuple[str, str]:
        """As of forms."""
        return (
            _(
                "There are {free} meetings, or stretches of them, that these people have not heard; {items} and "
                "{practice} for practice are needed."
            ),
            _("Ask for fewer, or for stretches of some minutes: --minutes 5. What could not be heard is out."),
        )


Materials = Forms | Meetings


def materials_of(wanted: Wanted) -> Materials:
    """What the run that is asked for has.

    Raises:
        KoukaError: there is no such run, or it is not finished; its batch is another by now; it has no such engine; no
            signed policy holds for it, where the arm ``ai_policy`` needs one; a draft of a meeting has no times.
    """
    run = store.find(wanted.run)
    check_finished(run)
    return _meetings(run, wanted) if run.file.kind == MEETINGS else _forms(run, wanted)


def _forms(run: Run, wanted: Wanted) -> Forms:
    batch = store.batch_of(run)
    check_unchanged(run, batch)
    pages = read_table(run.folder / "pages.csv").rows
    readings = parsed(batch, read_table(run.folder / "readings.csv").rows)
    images = snapshot.pages_of(pages)
    by_document: dict[str, list[Row]] = {}
    for row in readings:
        by_document.setdefault(row["document"], []).append(row)
    signed = passed_by_policy(run, batch, pages, readings) if POLICY_ARM in wanted.arms else NO_POLICY
    engine = best_reader(run, wanted.engine or signed.engine)
    documents = {each.name: each for each in batch.documents if each.template in batch.templates}
    shown = {name: document for name, document in documents.items() if name in images}
    return Forms(run, batch, engine, signed.digest, shown, images, by_document, signed.passed)


def _meetings(run: Run, wanted: Wanted) -> Meetings:
    batch = store.meetings_of(run)
    check_unchanged(run, batch)
    engine = best_recogniser(run, wanted.engine)
    return Meetings(run, batch, engine, items_of(run, batch, engine, wanted.recording, wanted.minutes))
