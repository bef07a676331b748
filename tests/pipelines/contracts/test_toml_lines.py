import time

import pytest

from pipelines.contracts.toml_lines import line_of

AGENDA = """\
schema = 1

[[sessions.first]]
title = "開会"

[[sessions.second]]
title = "開会"

[[sessions.second]]
title = "質疑"
terms = ["効果",
  "title = 費用"]
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("sessions",), 3),
        (("sessions", "first", 0), 3),
        (("sessions", "first", 0, "title"), 4),
        (("sessions", "second", 1), 9),
        (("sessions", "second", 1, "title"), 10),
        (("sessions", "second", 1, "terms", 1), 11),
        (("sessions", "second", 0, "terms"), 6),
        (("sessions", "third"), 3),
        (("title",), None),
        ((), None),
    ],
)
def test_lines_in_nested_arrays_of_tables(location: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(AGENDA, location) == line


@pytest.mark.parametrize(
    ("text", "location", "line"),
    [
        ("[a]\nx = 1\n[a.b]\ny = 2\n", ("a", "b", "y"), 4),
        ("[a]\nx = 1\n[b]\nx = 2\n", ("b", "x"), 4),
        ("a.x = 1\na.y = 2\n", ("a", "y"), 2),
        ('[ "a" . b ]\n  "x" = 1\n', ("a", "b", "x"), 2),
        ('# x = 0\nnote = """\nx = 1\n"""\nx = 2\n', ("x",), 5),
        ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n", ("a", 1, "b", 1, "x"), 6),
        ("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 2\n", ("a", 1, "b", "x"), 6),
        ('t = "\u2028\x85"\nx = 1\n', ("x",), 2),
        ("a = {b = {x = 1}}\n", ("a", "b", "x"), 1),
    ],
)
def test_lines_of_keys(text: str, location: tuple[str | int, ...], line: int) -> None:
    assert line_of(text, location) == line


def test_a_name_of_endless_dots_takes_no_time_and_keeps_its_line() -> None:
    begin = time.thread_time()  # on a busy machine, too, only what is done here counts
    assert line_of("a = 1\n" + ".".join(["b"] * 20_000) + " = 1\n", ("b", "b", "b")) == 2
    assert time.thread_time() - begin < 2
