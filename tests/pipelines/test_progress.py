import io

import pytest

from pipelines.progress import Progress, duration, say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_gets_the_last_line_and_not_every_one() -> None:
    stream = io.StringIO()
    progress = Progress("Reading", 500, every_seconds=3600, stream=stream)
    for _ in range(500):
        progress.step()
    lines = stream.getvalue().splitlines()
    assert lines[-1].startswith("Reading: 500/500, took ")
    assert len(lines) <= 2


def test_a_terminal_is_written_over_and_left_on_a_line_of_its_own() -> None:
    stream = Terminal()
    progress = Progress("Reading", 2, stream=stream)
    progress.step()
    assert stream.getvalue().startswith("\r\x1b[KReading: 1/2, about ")
    assert "\n" not in stream.getvalue()
    progress.step()
    assert stream.getvalue().count("\r") == 2
    assert stream.getvalue().endswith("\n")


def test_what_is_left_follows_from_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 20.0, 30.0, 40.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    stream = Terminal()
    progress = Progress("Reading", 4, stream=stream, _started=0.0)
    for _ in range(4):
        progress.step()
    said = [line.partition(", ")[2].strip() for line in stream.getvalue().split("\r\x1b[K")[1:]]
    assert said == ["about 30 s left", "about 20 s left", "about 10 s left", "took 40 s"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (0.4, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (5400, "1.5 h"), (86400, "24.0 h")],
)
def test_durations_are_as_exact_as_needed(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_what_is_said_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    say("Waiting …")
    assert capsys.readouterr() == ("", "Waiting …\n")
