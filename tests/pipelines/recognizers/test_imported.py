import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.errors import KoukaError
from pipelines.recognizers.imported import UNTIMED, file_of, products, said, timed, version


@dataclass(frozen=True)
class Utterance:
    speaker: str
    start: float | None
    end: float | None
    words: str


def test_files_are_found_by_product_and_session(tmp_path: Path) -> None:
    for name in ("a/meeting-1.vtt", "a/会議.docx", "b/meeting-1.txt", "b/meeting-10.txt", ".hidden/x.txt"):
        file = tmp_path / "imports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    assert products(tmp_path) == ["a", "b"]
    assert file_of(tmp_path, "a", "meeting-1") == tmp_path / "imports/a/meeting-1.vtt"
    assert file_of(tmp_path, "a", "会議") == tmp_path / "imports/a/会議.docx"
    assert file_of(tmp_path, "a", "meeting-10") is None
    assert file_of(tmp_path, "c", "meeting-1") is None
    assert products(tmp_path / "none") == []


@pytest.mark.usefixtures("english")
def test_several_files_for_a_session_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "imports" / "a"
    folder.mkdir(parents=True)
    for ending in ("vtt", "srt"):
        (folder / f"m.{ending}").write_text("x")
    with pytest.raises(KoukaError, match=r"m\.srt, m\.vtt"):
        file_of(tmp_path, "a", "m")


def test_a_changed_file_is_another_version(tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_text("一")
    before = version(file)
    file.write_text("二")
    assert version(file) != before


def test_times_of_the_product_are_taken(tmp_path: Path) -> None:
    found = timed(
        [Utterance("市長", 5, 9, "次に"), Utterance("", 1, 4, " 本日は "), Utterance("市長", 9, 9.5, "  ")], 60
    )
    assert [(one.speaker, one.heard.start, one.heard.end, one.heard.text) for one in found] == [
        ("", 1, 4, "本日は"),
        ("市長", 5, 9, "次に"),
    ]
    assert not any(one.heard.flags for one in found)


def test_what_has_no_time_is_spread_by_characters() -> None:
    found = timed([Utterance("A", None, None, "あ" * 3), Utterance("B", None, None, "い")], 40)
    assert [(one.heard.start, one.heard.end) for one in found] == [(0, 30), (30, 40)]
    assert all(one.heard.flags == {UNTIMED} for one in found)


def test_between_times_that_are_known_the_others_are_spread() -> None:
    known = [
        Utterance("A", 0, 10, "あ"),
        Utterance("B", None, None, "い"),
        Utterance("C", None, None, "うう"),
        Utterance("D", 40, None, "え"),
        Utterance("E", 50, None, "お"),
    ]
    found = timed(known, 60)
    assert [(one.heard.start, one.heard.end) for one in found] == [(0, 10), (10, 20), (20, 40), (40, 50), (50, 60)]
    assert [bool(one.heard.flags) for one in found] == [False, True, True, False, False]


def test_times_beyond_the_recording_stay_in_order() -> None:
    found = timed([Utterance("A", 70, 80, "あ"), Utterance("B", None, None, "い"), Utterance("C", 5, 3, "う")], 60)
    assert all(one.heard.end >= one.heard.start for one in found)
    assert timed([], 60) == []


def test_the_transcript_is_read_as_every_other_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcripts = ModuleType("pipelines.transcripts")
    transcripts.read = lambda path: (Utterance("A", 0, 1, path.name),)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipelines.transcripts", transcripts)
    (one,) = said(tmp_path / "m.vtt", 60)
    assert (one.speaker, one.heard.text) == ("A", "m.vtt")
