"""What can be prepared, and by what."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dashboards.web.index.building import build
from dashboards.web.prepared.comparisons import write_comparison
from dashboards.web.prepared.meeting_comparisons import write_meeting_comparison
from dashboards.web.prepared.meetings import write_meeting
from dashboards.web.prepared.policies import write_proposal
from dashboards.web.prepared.what_if import write_measured
from pipelines.runs import store


def _index(names: Sequence[str], out: Path) -> None:
    build(store.find(names[0]), out)


def _meeting(names: Sequence[str], out: Path) -> None:
    write_meeting(store.find(names[0]), names[1], out)


def _comparison(names: Sequence[str], out: Path) -> None:
    runs = [store.find(name) for name in names]
    write = write_comparison if runs[0].file.kind == "forms" else write_meeting_comparison
    write(runs, out)


def _policy(names: Sequence[str], out: Path) -> None:
    write_proposal(store.find(names[0]), out)


def _what_if(names: Sequence[str], out: Path) -> None:
    write_measured(names[0], out)


KINDS: Mapping[str, Callable[[Sequence[str], Path], None]] = {
    "index": _index,
    "meeting": _meeting,
    "comparison": _comparison,
    "policy": _policy,
    "what_if": _what_if,
}
"""By name, what writes a file of it; the names are those of its runs and what else it needs."""


def prepare(kind: str, names: Sequence[str], out: Path) -> None:
    """Write a file and take away those of the same subject that are out of date.

    Raises:
        KoukaError: it cannot be made.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](names, out)
    subject = out.name.rpartition("-")[0]
    for other in out.parent.iterdir():
        if other != out and other.name.rpartition("-")[0] == subject:
            other.unlink(missing_ok=True)
