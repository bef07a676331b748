"""What is said of transcripts that are wrong: the file, the line, the cause and what to do."""

import zipfile
from pathlib import Path

import docx
import pytest

from pipelines.errors import KoukaError, Severity
from pipelines.limits import Limits
from pipelines.transcripts import read, read_with_problems, source, word_files

SEGMENT = '{"session_id": "a", "speaker": "山田", "start_time": %s, "end_time": %s, "words": "はい。"}'
GOOD = SEGMENT % (1, 2)
OTHER = GOOD.replace('"a"', '"b"')


def _save(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "line", "says", "todo"),
    [
        ("a.json", b"", None, "is empty", "again"),
        ("a.json", "山田：はい".encode("cp932"), 1, "Shift_JIS", "UTF-8"),
        ("a.txt", "1\n2\n山田：はい".encode("cp932"), 3, "Shift_JIS", "Notepad"),
        ("a.csv", "話者,発言\r\n山田,はい\r\n".encode("cp932"), 1, "Shift_JIS", "CSV UTF-8"),
        ("a.vtt", "WEBVTT".encode("utf-16"), 1, "UTF-16", "UTF-8"),
        ("a.srt", b"1\n\xff\xff\xff", 2, "not UTF-8", "UTF-8"),
        ("a.txt", b"a\nb\0c", 2, "not text", "UTF-8"),
        ("a.pdf", b"%PDF-", None, "“.pdf” cannot be read; this version reads: .json, .stm", ""),
        ("a.txt", "\n \n", None, "Nothing is said", "right one"),
        ("a.json", "[]", None, "Nothing is said", "right one"),
        ("a.json", '{"segments": []}', 1, "no list of segments", "start_time"),
        ("a.json", f"[\n{GOOD},\n{SEGMENT % (2, 1)}]", 3, "ends at 1.0 s, before it starts at 2.0 s", "start_time"),
        ("a.json", f"[{GOOD},\n{{}}]", 2, "“session_id” is missing", "start_time"),
        ("a.json", f"[{GOOD},\n3]", 2, "a table with keys is wanted", "start_time"),
        ("a.json", f"[{GOOD}\n{GOOD}]", 2, "a comma or ] is missing", ""),
        ("a.json", f"[{GOOD},\n\n", 3, "not JSON", ""),
        ("a.json", f"[{GOOD}]\n[]", 2, "something follows", ""),
        ("a.json", f"[{GOOD},\n{SEGMENT % (1, 'NaN')}]", 2, "NaN", ""),
        ("a.json", f"[{SEGMENT % (1, '1e999')}]", 1, "end_time", ""),
        ("a.json", f"[{GOOD},\n{SEGMENT % (1, '9' * 5000)}]", 2, "not JSON", ""),
        ("a.json", "[\n" + "[" * 100_000, 2, "not JSON", ""),
        ("a.json", f"[{GOOD},\n{OTHER}]", 2, "several meetings: “a” and “b”", "each meeting"),
        ("a.stm", "a 1 山田 0.0 1.0 はい\na 1 山田 1.0\n", 2, "4 columns", "0.00 2.50"),
        ("a.stm", ";; x\na 1 山田 zero 1.0 はい\n", 2, "“zero” is no time", "0.00 2.50"),
        ("a.stm", "a 1 山田 5 1.0 はい\n", 1, "ends at 1.0 s", "times"),
        ("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nはい\n", 1, "named .vtt", "WEBVTT"),
        ("a.vtt", "WEBVTT\n\n00:01 --> 00:02\nはい\n", 3, "“00:01 --> 00:02” is no line of times", "00:00:01.000"),
        ("a.srt", "1\n00:00:05,000 --> 00:00:02,000\nはい\n", 2, "ends at 2.0 s", "times"),
        ("a.csv", "話者,発言時間\n山田,1\n", 1, "“words” is missing", "発言内容"),
        ("a.csv", "speaker,start,words\n山田,1,はい\n山田,いま,はい\n", 3, "“いま” is no time", "0:01:23"),
        ("a.csv", "speaker,words\n山田,はい,ええ\n", 2, "3 cells", "comma"),
        ("a.docx", b"PK\3\4nothing", None, "is something else", "Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0", None, "is something else", "Word"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, name: str, content: str | bytes, line: int | None, says: str, todo: str
) -> None:
    path = _save(tmp_path / name, content)
    with pytest.raises(KoukaError) as caught:
        read(path)
    problem = caught.value.problem
    assert says in problem.what
    assert str(problem.where) == str(path) + (f":{line}" if line else "")
    assert todo in (problem.todo or "")


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.json").mkdir()
    for name in ("a.json", "b.json"):
        with pytest.raises(KoukaError, match="missing"):
            read(tmp_path / name)


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LIMITS", Limits(transcript_bytes=10))
    with pytest.raises(KoukaError, match="larger than"):
        read(_save(tmp_path / "a.txt", "12345678901"))


def test_a_document_that_unpacks_to_more_than_a_transcript_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document()
    document.add_paragraph("山田：はい。")
    document.save(str(tmp_path / "a.docx"))
    with zipfile.ZipFile(tmp_path / "a.docx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"\0" * 3_000_000)
    assert (tmp_path / "a.docx").stat().st_size < 100_000
    for limits in (Limits(docx_unpacked_bytes=3_000_000), Limits(docx_text_bytes=3_000_000)):
        monkeypatch.setattr(word_files, "LIMITS", limits)
        with pytest.raises(KoukaError, match="unpacks to more than 3 MB"):
            read(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v" + "." * 100_000,
        "WEBVTT\n" + "00:01.000 --> 00:02.000\n" * 20_000 + "はい",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v a>" * 20_000 + "はい",
    ],
    ids=["dots", "times", "voices"],
)
def test_a_hostile_file_of_subtitles_is_read_in_one_go(tmp_path: Path, text: str) -> None:
    assert len(read(_save(tmp_path / "a.vtt", text))) == 1


@pytest.mark.parametrize("text", ["○" * 100_000, "（" * 100_000, "あ" * 100_000 + "：", ("（" + "あ" * 20) * 5_000])
def test_a_hostile_line_is_read_in_one_go(tmp_path: Path, text: str) -> None:
    (said,) = read(_save(tmp_path / "a.txt", text))
    assert said.words == text


def test_a_document_of_tables_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).text = "山田"
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(KoukaError, match="in tables"):
        read(tmp_path / "a.docx")


def test_an_entity_of_a_document_is_not_followed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("MARK")
    document.save(str(tmp_path / "a.docx"))
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "word/document.xml":
                kind = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{Path(__file__)}">]>'.encode()
                part = part.replace(b"?>", b"?>" + kind, 1).replace(b"MARK", b"MARK&x;")
            new.writestr(entry, part)
    assert "never" not in "".join(each.words for each in read(tmp_path / "b.docx"))  # the word stands in this file


def test_times_out_of_order_are_put_in_order_with_a_warning(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.json", f"[{SEGMENT % (5, 6)},\n{SEGMENT % (1, 2)},\n{SEGMENT % (0, 1)}]")
    transcript = read_with_problems(path)
    assert [each.start for each in transcript.utterances] == [0, 1, 5]
    (warning,) = transcript.warnings
    assert (str(warning.where), warning.severity) == (f"{path}:2", Severity.WARNING)
    assert "begins at 1.0 s, the one before it at 5.0 s" in warning.what


def test_a_speaker_in_two_spellings_is_one_with_a_warning(tmp_path: Path) -> None:
    path = _save(
        tmp_path / "a.txt",
        "山田 太郎：はい。\n佐藤：ええ。\n山田　太郎：はい。\n山田太郎：はい。\nＡ：はい。\nA ：ええ。\n",
    )
    transcript = read_with_problems(path)
    assert [each.speaker for each in transcript.utterances] == [
        "山田 太郎",
        "佐藤",
        "山田 太郎",
        "山田 太郎",
        "Ａ",
        "Ａ",
    ]
    first, second = transcript.warnings
    assert (str(first.where), str(second.where)) == (f"{path}:3", f"{path}:6")
    assert "山田 太郎 / 山田　太郎 / 山田太郎" in first.what


def test_two_characters_of_a_name_are_two_speakers(tmp_path: Path) -> None:
    transcript = read_with_problems(
        _save(tmp_path / "a.txt", "髙橋：はい。\n高橋：ええ。\n\ufa19田：はい。\n神田：ええ。\n")
    )
    assert len({each.speaker for each in transcript.utterances}) == 4
    assert transcript.warnings == ()
