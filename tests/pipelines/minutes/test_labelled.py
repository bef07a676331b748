"""How often tidying does what a person would do, on sentences labelled by hand."""

import re

import pytest

from pipelines.minutes.tidying import removals
from tests.pipelines.minutes.labelled import MISSED, SENTENCES

MARKUP = re.compile(r"\{(?P<goes>[^}]*)\}|\[(?P<stays>[^\]]*)\]")
LINES = SENTENCES.strip().splitlines()


def labels(line: str) -> tuple[str, list[tuple[int, str]], list[tuple[int, str]]]:
    """The sentence as heard, what goes and what stays, each with its place."""
    words, goes, stays, last = "", [], [], 0
    for found in MARKUP.finditer(line):
        words += line[last : found.start()]
        for name, wanted in (("goes", goes), ("stays", stays)):
            if found[name] is not None:
                wanted.append((len(words), found[name]))
        words += found["goes"] or found["stays"] or ""
        last = found.end()
    return words + line[last:], goes, stays


def covered(offset: int, text: str, words: str) -> int:
    """How many characters of it are removed."""
    gone = {place for removal in removals("s", words) for place in range(removal.offset, removal.end)}
    return len(gone & set(range(offset, offset + len(text))))


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_removed_that_is_not_to_go(line):
    words, goes, _stays = labels(line)
    allowed = {place for offset, text in goes for place in range(offset, offset + len(text))}
    gone = {place for removal in removals("s", words) for place in range(removal.offset, removal.end)}
    assert "".join(words[place] for place in sorted(gone - allowed)) == ""


def test_what_is_to_go_goes_but_for_what_is_known():
    wanted, missed = 0, []
    for line in LINES:
        words, goes, _stays = labels(line)
        for offset, text in goes:
            wanted += 1
            if covered(offset, text, words) < len(text):
                missed.append(text)
    assert (wanted, len(missed)) == (59, 3)
    assert set(missed) == MISSED
    assert sum(len(labels(line)[2]) for line in LINES) == 49
