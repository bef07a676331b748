from pathlib import Path

import pytest

from evaluators.meetings.frames import SEGMENTS
from pipelines.errors import KoukaError
from pipelines.minutes import loading
from pipelines.runs.store import Run
from pipelines.tables import read_table, write_table
from tests.pipelines.minutes.runs import make_run


def chosen(run, session=None, recording=None):
    return [(each.source.session, each.source.recording) for each in loading.heard(run, session, recording)]


def test_the_near_recording_of_every_session_is_taken_where_there_is_one(results):
    run = make_run(results, ("m1", "far"), ("m1", "near"), ("m2", "far"), ("m2", "phone"))
    assert chosen(run) == [("m1", "near"), ("m2", "far")]
    assert chosen(run, "m2", "phone") == [("m2", "phone")]


def test_rows_are_those_of_the_recording(results):
    run = make_run(results, ("m1", "near"), ("m1", "far"))
    (found,) = loading.heard(run, None, None)
    assert {row["recording"] for row in found.segments} == {"near"}
    assert {row["segment_id"] for row in found.words} == {row["segment_id"] for row in found.segments}
    source = found.source
    assert (source.engine, source.model, source.demonstration) == ("faster-whisper", "demo", True)


def with_another(results: Path) -> Run:
    """A run whose recordings a second engine heard as well, with rows between those of the first."""
    run = make_run(results, ("m1", "near"))
    rows = read_table(run.folder / "segments.csv").rows
    others = [
        row | {"engine": "import:product", "segment_id": f"p-{row['segment_id']}", "words": "別の製品"} for row in rows
    ]
    write_table(
        run.folder / "segments.csv", [each for pair in zip(rows, others, strict=True) for each in pair], SEGMENTS
    )
    return run


def test_drafts_of_two_engines_are_never_mixed(results):
    run = with_another(results)
    (first,) = loading.heard(run)
    assert {row["engine"] for row in first.segments} == {"faster-whisper:demo"}
    (second,) = loading.heard(run, engine="import:product")
    assert {row["words"] for row in second.segments} == {"別の製品"}
    assert (second.source.engine, second.words) == ("product", ())


def test_voices_are_told_from_names(results):
    run = make_run(results, ("m1", "near"), ("m1", "far"))
    segments = read_table(run.folder / "segments.csv").rows
    voices = {"near": "S2", "far": "佐藤委員"}
    named = [row | {"speaker": voices[row["recording"]]} for row in segments]
    products = [
        row | {"speaker": "S2", "engine": "import:product", "segment_id": f"p-{row['segment_id']}"} for row in segments
    ]
    write_table(run.folder / "segments.csv", [*named, *products], SEGMENTS)

    def by_voice(recording, engine=None):
        (found,) = loading.heard(run, "m1", recording, engine)
        return found.source.by_voice

    assert by_voice("near")
    assert not by_voice("far")
    assert not by_voice("near", "import:product")


def test_an_engine_that_heard_nothing_is_named_with_those_that_did(results):
    with pytest.raises(KoukaError) as raised:
        list(loading.heard(with_another(results), engine="nobody"))
    assert raised.value.problem.todo == "There are: faster-whisper:demo, import:product"


def test_another_model_is_no_demonstration(results):
    (found,) = loading.heard(make_run(results, ("m1", "near"), model="large-v3-turbo"), None, None)
    assert (found.source.model, found.source.demonstration) == ("large-v3-turbo", False)


def test_what_the_batch_knows(results):
    known = loading.known(make_run(results, ("m1", "near")))
    assert known.meetings["m1"].title == "第1回検証委員会"
    assert (known.terms, known.problems) == (("デジタル推進課", "窓口支援システム"), ())


def test_a_batch_that_is_gone_is_done_without(results):
    run = make_run(results, ("m1", "near"))
    (results.parent / "meetings").rename(results.parent / "moved")
    assert loading.known(run) == loading.Known({}, (), ())


def test_a_broken_agenda_is_named_and_done_without(results):
    run = make_run(results, ("m1", "near"))
    (results.parent / "meetings" / "agenda.toml").write_text("schema = 1\nsessions = 3\n")
    (results.parent / "meetings" / "terms.txt").write_bytes("用語".encode("cp932"))
    known = loading.known(run)
    assert (known.meetings, known.terms) == ({}, ())
    assert [problem.where.file.name for problem in known.problems] == ["agenda.toml", "terms.txt"]


@pytest.mark.parametrize(
    ("session", "recording", "named"), [("m9", None, "m1, m2"), ("m1", "far", "near"), (None, "far", "near")]
)
def test_what_is_not_there_is_said_with_what_is(results, session, recording, named):
    run = make_run(results, ("m1", "near"), ("m2", "near"))
    with pytest.raises(KoukaError) as caught:
        chosen(run, session, recording)
    assert named in caught.value.problem.todo


def test_a_broken_table_is_named_with_its_line(results):
    run = make_run(results, ("m1", "near"))
    table = run.folder / "segments.csv"
    table.write_text(table.read_text("utf-8-sig").replace("22.0", "soon", 1), encoding="utf-8-sig")
    with pytest.raises(KoukaError, match="not a number") as caught:
        chosen(run)
    assert caught.value.problem.where.line == 3
