"""How often tidying does what a person would do, on sentences labelled by hand."""

import re

import pytest

from pipelines.minutes.tidying import removals
from tests.pipelines.minutes.labelled import MISSED, SENTENCES, WRONG

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


@pytest.mark.parametrize("line", [line for line in LINES if line not in WRONG])
def test_nothing_is_removed_that_is_not_to_go(line):
    words, goes, _stays = labels(line)
    allowed = {place for offset, text in goes for place in range(offset, offset + len(text))}
    gone = {place for removal in removals("s", words) for place in range(removal.offset, removal.end)}
    assert "".join(words[place] for place in sorted(gone - allowed)) == ""


def test_how_often_what_is_to_go_goes_and_what_is_to_stay_stays():
    wanted, missed, tempting, wrong = 0, [], 0, []
    for line in LINES:
        words, goes, stays = labels(line)
        wanted, tempting = wanted + len(goes), tempting + len(stays)
        missed += [text for offset, text in goes if covered(offset, text, words) < len(text)]
        wrong += [line for offset, text in stays if covered(offset, text, words)]
    assert (wanted, len(missed)) == (89, 13)
    assert (tempting, len(wrong)) == (78, 1)
    assert (set(missed), set(wrong)) == (MISSED, WRONG)
