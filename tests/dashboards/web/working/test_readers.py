"""Which engines a run can be started with from the app, and what they are started by."""

import shutil
from pathlib import Path

import pytest

from dashboards.web.database.tables import audit
from dashboards.web.working import process
from dashboards.web.working.batches import Found, found_batches
from dashboards.web.working.readers import Reader, readers_of
from pipelines import engines, models, recognizers
from pipelines.errors import KoukaError
from tests import processes
from tests.pipelines.batches.meeting_files import write_batch

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def forms(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    """A batch of forms of which a product returned something."""
    folder = shutil.copytree(processes.SAMPLES, tmp_path / "batches" / "forms")
    (folder / "imports" / "maker-ocr").mkdir(parents=True)
    monkeypatch.setenv("KOUKA_BATCHES", str(tmp_path / "batches"))
    (found,) = found_batches()
    return found


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been started."""
    found: list[list[str]] = []
    monkeypatch.setattr(process, "start", lambda arguments, *_more: found.append([*arguments]))
    return found


def test_what_the_command_would_take_is_chosen(forms: Found):
    found = {each.name: each for each in readers_of(forms)}
    assert {*found} == {*engines.installed(), "import:maker-ocr"}
    assert {name for name, each in found.items() if each.chosen} == {*engines.BUNDLED, "import:maker-ocr"}


def test_what_is_not_installed_is_named_with_what_to_do(forms: Found, monkeypatch: pytest.MonkeyPatch):
    class Missing:
        @staticmethod
        def version() -> str:
            raise KoukaError("It is not there.", todo="Install it.")

    ask = engines.engine_class
    monkeypatch.setattr(engines, "engine_class", lambda name: Missing if name == "rapidocr" else ask(name))
    (rapid,) = [each for each in readers_of(forms) if each.name == "rapidocr"]
    assert rapid == Reader("rapidocr", chosen=False, problem="It is not there. Install it.")


def test_meetings_are_heard_by_recognisers_with_models_and_by_products(results: Path, tmp_path: Path):
    folder = write_batch(tmp_path / "meetings")
    (folder / "imports" / "empty").mkdir(parents=True)
    (folder / "imports" / "maker").mkdir()
    (folder / "imports" / "maker" / "budget.near.txt").write_text("山田：発言0\n", "utf-8")
    found = readers_of(Found(folder, "会議", "meetings"))
    models_there = [f"{recogniser}:{model}" for recogniser in recognizers.installed() for model in models.installed()]
    assert sorted(each.name for each in found) == sorted([*models_there, "import:maker"])
    chosen = [each.name for each in found if each.chosen]
    assert chosen == [f"{recognizers.BUNDLED[0]}:{models.default().name}", "import:maker"]


def test_a_run_is_started_with_what_was_chosen(signed_in, forms: Found, started: list[list[str]], app):
    analyst = signed_in("analyst")
    page = analyst.get(f"/running/new?batch={forms.key}").text
    for name in (*engines.BUNDLED, "import:maker-ocr"):
        assert f'name="engines" value="{name}" checked' in page
    answer = analyst.post("/running/start", batch=forms.key, campaign="c", engines=["import:maker-ocr", "tesseract"])
    assert answer.status_code == 303
    assert started == [["run", "--campaign=c", "--engine=tesseract", "--engine=import:maker-ocr", str(forms.path)]]
    with app.state.engine.begin() as connection:
        (entry,) = connection.execute(audit.select().where(audit.c.action == "run_started"))
    assert entry.detail == {"engines": "tesseract import:maker-ocr"}


@pytest.mark.parametrize("chosen", [[], ["none"], ["--no-crops"], ["import:other"]])
def test_without_an_engine_that_is_there_nothing_is_started(
    signed_in, forms: Found, started: list[list[str]], chosen: list[str]
):
    answer = signed_in("analyst").post("/running/start", batch=forms.key, engines=chosen)
    assert answer.status_code == 400
    assert "No engine was chosen." in answer.text
    assert started == []


def test_batches_are_offered_to_analysts_alone(signed_in, forms: Found):
    assert forms.title in signed_in("analyst").get("/running/new").text
    assert signed_in("analyst").get("/running/new?batch=none").status_code == 404
    for name in ("staff", "viewer"):
        assert signed_in(name).get("/running/new").status_code == 403
