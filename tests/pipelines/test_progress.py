import io

import pytest

from dashboards.language import speaking
from pipelines.progress import Progress, duration, fitting, say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def lines(stream: io.StringIO) -> list[str]:
    """What a terminal has shown in its line, one after the other."""
    return [line.rstrip("\n") for line in stream.getvalue().split("\r\x1b[K")[1:]]


def test_a_file_gets_a_line_every_so_many_seconds_and_the_last_one(clock: Clock) -> None:
    stream = io.StringIO()
    with Progress(500, 500, every_seconds=30, stream=stream, clock=clock) as progress:
        for done in range(500):
            progress.show(done, done, ["tesseract"])
            clock.now += 0.25
        progress.end(500)
    found = stream.getvalue().splitlines()
    assert len(found) == 1 + 124.75 // 30 + 1
    assert found[0] == "Reading: 0 of 500 documents; waiting for tesseract"
    assert found[1] == "Reading: 120 of 500 documents, about 2 min left; waiting for tesseract"
    assert found[-1] == "Reading: 500 of 500 documents, took 2 min"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_file_gets_no_control_characters(clock: Clock, language) -> None:
    stream = io.StringIO()
    with speaking(language), Progress(2, 2, stream=stream, clock=clock) as progress:
        progress.show(0, 0, ["tesseract"])
        progress.end(2)
    assert stream.getvalue().count("\n") == 2
    assert stream.getvalue().replace("\n", "").isprintable()


def test_a_terminal_is_written_over_and_left_on_a_line_of_its_own(clock: Clock) -> None:
    stream = Terminal()
    with Progress(2, 2, stream=stream, clock=clock) as progress:
        progress.show(0, 0, ["tesseract", "rapidocr"])
        progress.show(0, 0, ["tesseract", "rapidocr"])
        progress.show(1, 1, ["rapidocr"])
        assert "\n" not in stream.getvalue()
        progress.end(2)
    assert lines(stream) == [
        "Reading: 0 of 2 documents; waiting for tesseract, rapidocr",
        "Reading: 1 of 2 documents; waiting for rapidocr",
        "Reading: 2 of 2 documents, took 0 s",
    ]
    assert stream.getvalue().endswith("\n")


def test_the_line_is_left_when_a_run_is_stopped(clock: Clock) -> None:
    stream = Terminal()
    progress = Progress(2, 2, stream=stream, clock=clock)
    progress.show(0, 0, ["tesseract"])
    with pytest.raises(KeyboardInterrupt), progress:
        raise KeyboardInterrupt
    assert stream.getvalue().endswith("tesseract\n")


def test_what_is_left_follows_from_what_had_to_be_read_and_counts_down(clock: Clock) -> None:
    stream = Terminal()
    with Progress(total=100, fresh=40, stream=stream, clock=clock) as progress:
        # Sixty are kept from before and there at once; of the others ten take a minute.
        for after, done, fresh_done in [(0, 60, 0), (60, 70, 10), (61, 70, 10), (100, 70, 10), (120, 80, 20)]:
            clock.now = 100.0 + after
            progress.show(done, fresh_done, ["tesseract"])
    assert [line.removeprefix("Reading: ").removesuffix("; waiting for tesseract") for line in lines(stream)] == [
        "60 of 100 documents",
        "70 of 100 documents, about 3 min left",
        "70 of 100 documents, about 2 min left",
        "80 of 100 documents, about 2 min left",
    ]


def test_time_that_has_run_out_is_not_said(clock: Clock) -> None:
    stream = Terminal()
    with Progress(20, 20, stream=stream, clock=clock) as progress:
        for after in (0, 30, 42, 59, 61, 300):
            clock.now = 100.0 + after
            progress.show(10 * (after >= 30), 10 * (after >= 30), ["rapidocr"])
    assert lines(stream) == [
        "Reading: 0 of 20 documents; waiting for rapidocr",
        "Reading: 10 of 20 documents, about 30 s left; waiting for rapidocr",
        "Reading: 10 of 20 documents, about 20 s left; waiting for rapidocr",
        "Reading: 10 of 20 documents, about 10 s left; waiting for rapidocr",
        "Reading: 10 of 20 documents; waiting for rapidocr",
    ]


@pytest.mark.parametrize(
    ("line", "columns", "shown"),
    [("Reading", 7, "Reading"), ("Reading", 6, "Readin"), ("読み取り", 8, "読み取り"), ("読み取り", 7, "読み取")],
)
def test_a_line_is_cut_where_the_terminal_ends(line: str, columns: int, shown: str) -> None:
    assert fitting(line, columns) == shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (0.4, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (5400, "1.5 h"), (86400, "24.0 h")],
)
def test_durations_are_as_exact_as_needed(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_what_is_said_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    say("Waiting …")
    assert capsys.readouterr() == ("", "Waiting …\n")
