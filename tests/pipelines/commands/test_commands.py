import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from pipelines import commands
from pipelines.errors import ExitCode, KoukaError, Place, Problem
from tests.pipelines.commands.conftest import KOUKA, Kouka

SECRET = "平塚花子"
HEAVY = ("prefect", "pandas", "cv2", "scipy", "onnxruntime", "rapidocr", "PIL", "fastapi", "sqlalchemy")
SAYS_WHAT_IT_IMPORTED = """
import sys
from pipelines import commands

code = commands.call(sys.argv[1:])
print(" ".join(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["check", "BATCH"],
        ["list"],
        ["template", "--help"],
        ["show"],
        ["show", "latest"],
        ["new", "--help"],
    ],
)
def test_what_should_answer_at_once_imports_nothing_heavy(
    forms_batch: Path, tmp_path: Path, arguments: list[str]
) -> None:
    arguments = [str(forms_batch) if argument == "BATCH" else argument for argument in arguments]
    environment = {**os.environ, "KOUKA_RESULTS": str(tmp_path / "results")}
    command = [sys.executable, "-c", SAYS_WHAT_IT_IMPORTED, *arguments]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    imported = found.stderr.splitlines()[-1].split()
    assert "click" in imported
    counts_pages = {"PIL"} if arguments[0] == "check" else set()  # 50 ms, and it has to look into pictures
    assert not (set(HEAVY) - counts_pages) & set(imported)


def test_help_lists_every_command(kouka: Kouka) -> None:
    code, out, err = kouka("--help")
    assert (code, err) == (0, "")
    listed = re.findall(r"^  (\w+)  ", out, re.MULTILINE)
    assert [name for name in listed if name in commands.COMMANDS] == list(commands.COMMANDS)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("group", [(), ("model",), ("study",), ("policy",), ("backup",), ("audit",), ("new",)])
def test_help_says_in_a_whole_sentence_what_each_command_does(
    kouka: Kouka, group: tuple[str, ...], language: str
) -> None:
    _code, out, _err = kouka("--lang", language, *group, "--help")
    _before, listed = re.split(r"^(?:Commands|コマンド):$", out, maxsplit=1, flags=re.MULTILINE)
    each = [" ".join(text.split()) for text in re.findall(r"^  \w[\w-]*  +(.+(?:\n {6,}.+)*)", listed, re.MULTILINE)]
    assert len(each) >= 2
    assert [text for text in each if text.endswith("...") or len(text) < 4] == []


@pytest.mark.parametrize("name", [name for name in commands.COMMANDS if name != "prefect"])  # whose own help it shows
def test_every_command_explains_itself(kouka: Kouka, name: str) -> None:
    code, out, _err = kouka(name, "--help")
    assert code == 0
    assert out.startswith(f"Usage: kouka {name}")
    assert re.search(r"Examples?: kouka", out) or name == "new"


def test_without_a_command_one_gets_the_help(kouka: Kouka) -> None:
    code, out, err = kouka()
    assert code == ExitCode.USAGE
    assert "Usage: kouka" in out + err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chekc"], "No such command 'chekc'"),
        (["check", "--fast", "x"], "No such option"),
        (["check"], "Missing argument 'BATCH'"),
        (["show", "a", "b"], "unexpected extra argument"),
        (["run", "x", "--engine"], "--engine"),
        (["--lang", "fr", "list"], "ja, en"),
        (["list", "--lang"], "ja, en"),
        (["run", "samples/forms", "--engine", "tessaract"], "no engine “tessaract”"),
        (["run", "samples/forms", "--campaign", "../x"], "“../x” cannot be the name of a campaign"),
    ],
)  # fmt: skip
def test_what_was_mistyped(kouka: Kouka, arguments: list[str], says: str) -> None:
    code, out, err = kouka(*arguments)
    assert code == ExitCode.USAGE
    assert says in err
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "names"),
    [
        (["chekc"], 2, "chekc"),
        (["check", "--fast", "x"], 2, "--fast"),
        (["check"], 2, "BATCH"),
        (["check", "/nowhere"], 4, "/nowhere"),
        (["show"], 2, "kouka run"),
        (["--help"], 0, "kouka"),
        (["minutes", "latest", "--to", "pdf"], 2, "docx"),
        (["minutes", "latest", "--out"], 2, "--out"),
        (["minutes", "latest", "--verbatim=yes"], 2, "--verbatim"),
        (["plan", "--target", "2"], 2, "0<x<1"),
        (["plan", "--target", "x"], 2, "--target"),
        (["plan", "--items", "3"], 2, "--fields"),
        (["show", "a", "b"], 2, "(b)"),
        (["compare", "latest", "--out", __file__], 2, "--out"),
    ],
)
def test_everything_is_said_in_japanese(
    kouka: Kouka, japanese: None, arguments: list[str], code: int, names: str
) -> None:
    answer = kouka(*arguments)
    assert answer.code == code
    said = answer.out + answer.err
    assert names in said
    assert re.search("[ぁ-ん]", said)
    assert not re.search(r"(?i)no such|missing|error|usage|show this|there is| is | takes? |mean|require", said)


@pytest.mark.parametrize("where", [0, 1, 2])
@pytest.mark.parametrize("form", [["--lang", "en"], ["--lang=en"]])
def test_the_language_may_stand_anywhere(
    kouka: Kouka, monkeypatch: pytest.MonkeyPatch, where: int, form: list[str]
) -> None:
    monkeypatch.setenv("KOUKA_LANG", "ja")
    arguments = ["show", "nowhere/20260401-090000-1a2b3c4d"]
    arguments[where:where] = form
    code, _out, err = kouka(*arguments)
    assert code == ExitCode.INPUT
    assert "There is no run here." in err


def test_the_language_of_one_call_is_not_that_of_the_next(kouka: Kouka, monkeypatch: pytest.MonkeyPatch) -> None:
    kouka("--lang", "en", "list")
    monkeypatch.setenv("KOUKA_LANG", "fr")
    monkeypatch.setattr(commands.language, "DEFAULT", "en")
    assert kouka("list").code == 0


def test_an_error_says_what_where_and_what_to_do(kouka: Kouka, tmp_path: Path) -> None:
    code, out, err = kouka("check", tmp_path / "none")
    assert (code, out) == (ExitCode.INPUT, "")
    first, second, *_rest = err.splitlines()
    assert first == f"{tmp_path / 'none'}: There is no batch here."
    assert second.startswith("  → Make one")


def raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let ``kouka list`` raise an error."""

    def fail() -> None:
        raise error

    monkeypatch.setattr("pipelines.commands.list._list", fail)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KoukaError("x", code=ExitCode.SETUP), 3),
        (KoukaError("x"), 4),
        (KoukaError("x", code=ExitCode.BUSY), 6),
        (click.UsageError("x"), 2),
        (click.FileError("x"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (EOFError(), 130),
        (RuntimeError(), 1),
        (MemoryError(), 1),
        (RecursionError(), 1),
        (OSError(errno.ENOSPC, "No space left on device", "/results/x.csv"), 4),
        (PermissionError(errno.EACCES, "Permission denied", "/results"), 4),
        (FileNotFoundError(errno.ENOENT, "No such file", "/x"), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_of_error_has_its_exit_code(
    kouka: Kouka, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    raises(monkeypatch, error)
    assert kouka("list").code == code


def test_who_stops_a_command_is_told_that_it_goes_on(kouka: Kouka, monkeypatch: pytest.MonkeyPatch) -> None:
    raises(monkeypatch, KeyboardInterrupt())
    code, out, err = kouka("list")
    assert (code, out) == (ExitCode.INTERRUPTED, "")
    assert "the same command goes on from there" in err
    assert "Traceback" not in err


def test_a_fault_is_told_without_content(kouka: Kouka, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as cause:
        error = ValueError(SECRET, f"{SECRET}.pdf")
        error.__cause__ = cause
    error.add_note(SECRET)
    raises(monkeypatch, error)
    code, out, err = kouka("list")
    assert (code, out) == (ExitCode.BUG, "")
    assert "a fault of kouka's: ValueError" in err
    assert re.search(r"list\.py:\d+", err)
    assert SECRET not in err
    assert str(Path.cwd()) not in err


def test_a_full_disk_is_named_and_no_fault(kouka: Kouka, monkeypatch: pytest.MonkeyPatch) -> None:
    raises(monkeypatch, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/results/readings.csv"))
    assert kouka("list").err == (
        "/results/readings.csv: The disk is full.\n"
        "  → Make room. What was finished is kept; the same command goes on from there.\n"
    )


def test_what_a_file_holds_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    commands.tell(
        Problem("“\x1b[2Jx\r\u202ey\0” 髙\ufe00\u3000\udcff", Place(Path("a\nb\udcff.csv"), 3), "\ue000\x07\x9b"),
    )
    assert capsys.readouterr().err == "a�b�.csv:3: “�[2Jx��y�” 髙\ufe00\u3000�\n  → \ue000��\n"


def test_a_path_that_is_no_text_is_named(process: Kouka) -> None:
    code, _out, err = process("check", b"\xff.batch".decode("utf-8", "surrogateescape"))
    assert code == ExitCode.INPUT
    assert "There is no batch here" in err
    assert "Traceback" not in err


def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    environment = {**os.environ, "KOUKA_RESULTS": str(tmp_path)}
    read, write = os.pipe()
    os.close(read)
    command = [KOUKA, "list"]
    found = subprocess.run(command, env=environment, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (found.returncode, found.stderr) == (0, "")


def opened_for_writing(pipe: Path, reader: subprocess.Popen[str]) -> int:
    """The pipe, as soon as the reader has it open."""
    while reader.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    pytest.fail(f"it did not read: {reader.communicate()}")


def test_stopping_a_command_with_ctrl_c(tmp_path: Path) -> None:
    """A real signal, while the batch is examined: a pipe in the place of a table keeps the command waiting."""
    batch = tmp_path / "batch"
    batch.mkdir()
    os.mkfifo(batch / "batch.toml")
    with subprocess.Popen([KOUKA, "--lang", "en", "check", batch], stderr=subprocess.PIPE, text=True) as waiting:
        pipe = opened_for_writing(batch / "batch.toml", waiting)
        waiting.send_signal(signal.SIGINT)
        _out, err = waiting.communicate(timeout=30)
    os.close(pipe)
    assert waiting.returncode == ExitCode.INTERRUPTED
    assert err.strip() == "Stopped. What was finished is kept; the same command goes on from there."


def test_without_a_compiled_catalogue_one_is_told_what_to_do(
    kouka: Kouka, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands.language.catalogue.cache_clear()
    monkeypatch.setattr(commands.language, "CATALOGUES", tmp_path)
    code, _out, err = kouka("--lang", "ja", "list")
    commands.language.catalogue.cache_clear()
    assert code == ExitCode.SETUP
    assert "./run" in err
