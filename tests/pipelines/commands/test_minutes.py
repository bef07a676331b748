import docx
import pytest

from evaluators.meetings.frames import SEGMENTS, WORDS
from pipelines.commands.minutes import FORMATS
from pipelines.errors import ExitCode
from pipelines.runs.store import Run
from pipelines.tables import read_table, write_table
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.minutes.local_model import LocalModel, serving
from tests.pipelines.minutes.runs import make_run

RUN = "trial/20260401-090000-1a2b3c4d"


@pytest.fixture(autouse=True)
def _no_language_model(monkeypatch):
    monkeypatch.delenv("KOUKA_LLM_URL", raising=False)


@pytest.mark.parametrize("form", FORMATS)
def test_every_session_is_written_into_the_run(kouka: Kouka, results, form):
    run = make_run(results, ("m1", "near"), ("m1", "far"), ("m2", "far"))
    code, out, err = kouka("minutes", RUN, "--to", form)
    assert (code, err) == (ExitCode.OK, "")
    paths = [run.folder / "minutes" / f"{name}.{form}" for name in ("m1-near", "m2-far")]
    assert out.splitlines() == [str(path) for path in paths]
    assert all(path.stat().st_size > 500 for path in paths)


def test_the_document_holds_what_the_batch_knows(kouka: Kouka, results):
    make_run(results, ("m1", "near"))
    path = kouka("minutes", "latest").out.strip()
    document = docx.Document(path)
    assert document.paragraphs[0].text.startswith("第1回検証委員会")
    assert "demonstration" in document.sections[0].header.paragraphs[0].text


def test_what_was_left_out_is_a_table_beside(kouka: Kouka, results):
    run = make_run(results, ("m1", "near"))
    kouka("minutes", RUN, "--to", "txt")
    table = read_table(run.folder / "minutes" / "m1-near.removed.csv")
    heard = {row["segment_id"]: row["words"] for row in read_table(run.folder / "segments.csv").rows}
    assert [(row["text"], row["rule"]) for row in table.rows] == [
        ("えー、", "hesitation"),
        ("えーと、", "hesitation"),
        ("そ、", "fragment"),
    ]
    for row in table.rows:
        assert heard[row["segment_id"]][int(row["offset"]) :].startswith(row["text"])


def test_verbatim_leaves_nothing_out(kouka: Kouka, results):
    run = make_run(results, ("m1", "near"))
    kouka("minutes", RUN, "--to", "txt", "--verbatim")
    text = (run.folder / "minutes" / "m1-near.txt").read_text("utf-8-sig")
    assert "えー、た〔だいまから第一回検証委員会を開会いたします。" in text
    assert not (run.folder / "minutes" / "m1-near.removed.csv").exists()


def without_times(run: Run) -> None:
    """Make it what a product wrote as text."""
    for name, frame in (("segments.csv", SEGMENTS), ("words.csv", WORDS)):
        rows = read_table(run.folder / name).rows if name == "segments.csv" else []
        write_table(run.folder / name, [{**row, "start_time": "", "end_time": ""} for row in rows], frame)


@pytest.mark.parametrize("form", ["docx", "md", "html", "txt"])
def test_what_has_no_times_is_written_in_its_order_without_any(kouka: Kouka, results, form):
    run = make_run(results, ("m1", "near"))
    without_times(run)
    code, _out, err = kouka("minutes", RUN, "--to", form)
    assert (code, err) == (ExitCode.OK, "")
    path = run.folder / "minutes" / f"m1-near.{form}"
    if form == "txt":
        text = path.read_text("utf-8-sig")
        assert "[" not in text
        assert "00:" not in text
        place = 0
        for row in read_table(run.folder / "segments.csv").rows:
            place = text.index(row["words"][-5:], place)


@pytest.mark.parametrize("form", ["vtt", "srt"])
def test_subtitles_of_what_has_no_times_are_refused(kouka: Kouka, results, form):
    run = make_run(results, ("m1", "near"))
    without_times(run)
    code, out, err = kouka("minutes", RUN, "--to", form)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "m1/near has no times" in err
    assert "--to docx" in err
    assert not (run.folder / "minutes").exists()


def test_a_file_or_a_folder_may_be_named(kouka: Kouka, results, tmp_path):
    make_run(results, ("m1", "near"), ("m2", "near"))
    assert kouka("minutes", RUN, "--to", "md", "--session", "m2", "--out", tmp_path / "a.md").code == 0
    assert (tmp_path / "a.md").is_file()
    assert kouka("minutes", RUN, "--to", "md", "--out", tmp_path / "out").code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.md")) == ["m1-near.md", "m2-near.md"]


def test_one_file_for_several_sessions_is_refused(kouka: Kouka, results, tmp_path):
    make_run(results, ("m1", "near"), ("m2", "near"))
    answer = kouka("minutes", RUN, "--to", "md", "--out", tmp_path / "a.md")
    assert answer.code == ExitCode.USAGE
    assert "--session m1" in answer.err
    assert not (tmp_path / "a.md").exists()


def test_a_file_of_another_format_is_refused(kouka: Kouka, results, tmp_path):
    make_run(results, ("m1", "near"))
    answer = kouka("minutes", RUN, "--to", "md", "--out", tmp_path / "a.docx")
    assert (answer.code, "--to docx" in answer.err) == (ExitCode.USAGE, True)


def test_names_of_sessions_are_made_names_of_files(kouka: Kouka, results):
    run = make_run(results, ("../../x", "near"), ("..?..?x", "near"), ("第1回", "near"))
    out = kouka("minutes", RUN, "--to", "txt").out.splitlines()
    assert [path.removeprefix(f"{run.folder}/minutes/") for path in out] == [
        "______x-near.txt",
        "______x-near-2.txt",
        "第1回-near.txt",
    ]


def test_a_run_of_forms_is_refused_kindly(kouka: Kouka, results):
    make_run(results, kind="forms")
    answer = kouka("minutes", RUN)
    assert answer.code == ExitCode.USAGE
    assert "This run read forms" in answer.err
    assert "kouka list" in answer.err


def test_an_unfinished_run_is_refused(kouka: Kouka, results):
    make_run(results, ("m1", "near"), finished=False)
    assert kouka("minutes", RUN).code == ExitCode.INCOMPLETE


def test_a_run_in_which_nothing_was_heard_says_so(kouka: Kouka, results):
    make_run(results)
    answer = kouka("minutes", RUN)
    assert (answer.code, "Nothing was heard" in answer.err) == (ExitCode.INPUT, True)


def test_a_broken_agenda_is_said_and_the_minutes_are_written(kouka: Kouka, results):
    make_run(results, ("m1", "near"))
    (results.parent / "meetings" / "agenda.toml").write_text("schema = 2\n")
    code, out, err = kouka("minutes", RUN, "--to", "txt")
    assert code == ExitCode.OK
    assert "agenda.toml" in err
    assert out.strip().endswith("m1-near.txt")


def test_a_local_language_model_writes_a_summary(kouka: Kouka, results, monkeypatch):
    run = make_run(results, ("m1", "near"))
    with serving(LocalModel()) as model:
        monkeypatch.setenv("KOUKA_LLM_URL", model.url)
        monkeypatch.setenv("KOUKA_LLM_MODEL", "gemma")
        assert kouka("minutes", RUN, "--to", "txt").code == ExitCode.OK
    text = (run.folder / "minutes" / "m1-near.txt").read_text("utf-8-sig")
    assert "Written by the language model gemma" in text
    assert "効果と予算を審議した。" in text


@pytest.mark.parametrize("url", ["http://192.0.2.1/v1", "http://127.0.0.1:9/v1", "nonsense"])
def test_minutes_are_written_whatever_the_language_model_does(kouka: Kouka, results, monkeypatch, url):
    run = make_run(results, ("m1", "near"))
    monkeypatch.setenv("KOUKA_LLM_URL", url)
    monkeypatch.setenv("KOUKA_LLM_MODEL", "gemma")
    code, _out, err = kouka("minutes", RUN, "--to", "txt")
    assert code == ExitCode.OK
    assert "without a summary" in err
    assert "Summary" not in (run.folder / "minutes" / "m1-near.txt").read_text("utf-8-sig")
