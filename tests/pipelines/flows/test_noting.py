"""A run that neither a command nor the app has written down is written down by its flow, or does not begin."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext

from pipelines.commands import uses
from pipelines.errors import ExitCode, KoukaError
from pipelines.flows import noting
from pipelines.flows.discretion import Withheld
from pipelines.flows.forms import forms
from pipelines.flows.meetings import meetings

pytestmark = pytest.mark.prefect  # which is imported

RUN, DEPLOYMENT, FLOW = UUID(int=1), UUID(int=2), UUID(int=3)
Told = tuple[str, str, dict[str, object]]


@pytest.fixture
def asked(results: Path, monkeypatch: pytest.MonkeyPatch) -> list[Told]:
    """What was to be written to a log that cannot be."""
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    results.mkdir()
    (results / "kouka.sqlite").touch()
    found: list[Told] = []

    def ask(_note: str, _dashes: str, action: str, about: str, detail: str) -> int:
        found.append((action, about, json.loads(detail)))
        return 3

    monkeypatch.setattr(uses, "ask_web", ask)
    return found


@pytest.fixture
def spoken(forms_batch: Path) -> Path:
    """What begins like a batch of meetings; nothing else of it is looked at."""
    (forms_batch / "batch.toml").write_text('schema = 1\nkind = "meetings"\ntitle = "x"\n', encoding="utf-8")
    return forms_batch


def of_worker(attempt: int, deployment: UUID | None = DEPLOYMENT) -> FlowRunContext:
    run = FlowRun(id=RUN, flow_id=FLOW, deployment_id=deployment, run_count=attempt)
    return FlowRunContext.model_construct(flow_run=run)


def test_a_run_of_forms_stands_in_the_log_first_and_without_it_nothing_is_begun(
    asked: list[Told], results: Path, forms_batch: Path
) -> None:
    with pytest.raises(Withheld) as caught:
        forms.fn(str(forms_batch), "trial", ["tesseract", "rapidocr"], crops=False)
    assert isinstance(caught.value.error, KoukaError)
    assert caught.value.error.code == ExitCode.SETUP
    assert str(caught.value).startswith("KoukaError in uses.py:")  # which is all that Prefect gets to know
    assert asked == [("run_started", "trial: batch", {"engines": "tesseract rapidocr", "no_crops": True})]
    assert [path.name for path in results.rglob("*")] == ["kouka.sqlite"]


def test_and_so_does_one_of_meetings(asked: list[Told], results: Path, spoken: Path) -> None:
    with pytest.raises(Withheld):
        meetings.fn(str(spoken), "trial")
    assert asked == [("run_started", "trial: batch", {})]
    assert [path.name for path in results.rglob("*")] == ["kouka.sqlite"]


@pytest.mark.parametrize(
    ("context", "told"),
    [
        (of_worker(1), {"flow_run": str(RUN), "deployment": str(DEPLOYMENT)}),
        (of_worker(2), {"flow_run": str(RUN), "deployment": str(DEPLOYMENT), "attempt": 2}),
        (of_worker(1, None), {"flow_run": str(RUN)}),
    ],
    ids=["deployed", "tried again", "called by a program"],
)
def test_it_is_said_whether_prefect_started_it_and_for_which_time(
    asked: list[Told], forms_batch: Path, context: FlowRunContext, told: dict[str, object]
) -> None:
    with context, pytest.raises(KoukaError):
        noting.note_run(str(forms_batch), "trial", ["tesseract"], shown=True)
    assert asked == [("run_started", "trial: batch", {"engines": "tesseract", **told})]


def test_what_stands_there_already_stands_there_once(asked: list[Told], forms_batch: Path) -> None:
    with noting.noted():
        noting.note_run(str(forms_batch), "trial", ["tesseract"], shown=True)
    assert asked == []
    with pytest.raises(KoukaError):
        noting.note_run(str(forms_batch), "trial", ["tesseract"], shown=True)


def test_where_there_is_no_log_none_is_made(asked: list[Told], results: Path, forms_batch: Path) -> None:
    (results / "kouka.sqlite").unlink()
    noting.note_run(str(forms_batch), "trial", ["tesseract"], shown=True)
    assert asked == []


def test_what_is_not_there_is_for_the_run_to_name(asked: list[Told], tmp_path: Path) -> None:
    noting.note_run(str(tmp_path / "nowhere"), "trial", ["tesseract"], shown=True)
    with pytest.raises(KoukaError) as caught:
        noting.note_run(str(tmp_path), "../x", ["tesseract"], shown=True)
    assert caught.value.code == ExitCode.USAGE
    assert asked == []
