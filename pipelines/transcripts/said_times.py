"""Times at the head of a line that somebody said and that are no stamps: ``10:30 からです。`` below ``00:04 会議は``.

Stamps of a file are written in one way and go on in order, and where names stand beside them a line without a name has
none. What does not fit is a word. A clock that happens to fit cannot be told from a stamp: where it looks like one that
is said, it is told as doubtful.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipelines.transcripts.labels import before_colon, marked
from pipelines.transcripts.lines import Line, Told

SLACK = 60.0
"""Seconds by which stamps may run back: people speak at once, and products write them in some order."""
FEW = 3
"""At most one of so many heads is a word; where more do not fit, it is the stamps that are in disorder."""
BLOCK = 3
"""From so many on one after the other, what is not in order is another series of stamps."""
HOUR = 3600
LEAP = 300.0
"""Seconds that a last stamp may be behind the one before it without a doubt."""
DAY = range(5, 24)
"""Hours that somebody names in a meeting, …"""
ROUND = 5
"""… and to how many minutes."""
ENDS = "。．？！?!」』）)"
_WRITTEN = re.compile(r"(?P<first>\d+):(?:\d+:)?(?P<last>\d{2})(?P<fraction>[.,]\d+)?", re.ASCII)
_GOES_ON = re.compile(
    "から|まで|より|ごろ|頃|ころ|前後|を|に|の(?!ち)|過ぎ|すぎ|以降|以前|現在|時点|開[会始催]|集合|終了|閉会|[、,]"
)
"""What stands behind a time that is said, and hardly at the head of an utterance."""


def told_apart(lines: Sequence[Line], plain: Sequence[Line], heads: Iterable[str]) -> list[Line]:
    """The lines, with what was said put back among the words, and what could have been said marked.

    Args:
        lines: without their times.
        plain: the same as they were.
        heads: places of times that stand at the head of a line.
    """
    stamps = {n: line for n, line in enumerate(lines) if line.start is not None and line.place in {*heads}}
    said = _few(_written_otherwise(stamps), stamps)
    said |= _few(_out_of_order(_without(stamps, said)), stamps)
    doubtful: set[int] = set()
    left = _without(stamps, said)
    if any(_has_name(line.text) for line in left.values()):
        unnamed = {n for n, line in left.items() if line.text and not _has_name(line.text)}
        bare = {n for n, line in enumerate(lines) if line.text and not _has_name(line.text)} - said
        if 2 * len(unnamed) <= len(bare):
            said |= unnamed
        elif unnamed != bare or _few(unnamed, left):
            doubtful = unnamed
    else:
        doubtful = {*_like_clocks(lines, {n: line for n, line in left.items() if line.end is None})}
    found = [*lines]
    for n in said:
        found[n] = plain[n]._replace(told=Told.SAID)
    for n in doubtful:
        found[n] = lines[n]._replace(told=Told.DOUBTFUL)
    return found


def _without(stamps: Mapping[int, Line], said: set[int]) -> dict[int, Line]:
    return {n: line for n, line in stamps.items() if n not in said}


def _has_name(text: str) -> bool:
    return bool(marked(text) or before_colon(text))


def _few(found: set[int], stamps: Mapping[int, Line]) -> set[int]:
    return found if len(found) * FEW <= len(stamps) else set()


def _written_otherwise(stamps: Mapping[int, Line]) -> set[int]:
    """With another number of digits, of parts or of decimals than most."""
    written = {n: found for n, line in stamps.items() if (found := _WRITTEN.fullmatch(line.clock))}
    of_three = {n for n in written if stamps[n].clock.count(":") > 1}
    in_two = {*written} - of_three if any((stamps[n].start or 0) < HOUR for n in of_three) else set()
    exact = {n for n, each in written.items() if each["fraction"]}
    rounded = {*written} - exact
    low = [n for n, each in written.items() if n not in of_three and int(each["first"]) < 10]
    padded = {n for n in low if len(written[n]["first"]) > 1}
    return in_two | min(exact, rounded, key=len) | min(padded, {*low} - padded, key=len)


def _out_of_order(stamps: Mapping[int, Line]) -> set[int]:
    """Those outside of the longest series in order that are away from it by more than some slack."""
    at = {n: line.start or 0.0 for n, line in stamps.items()}
    series = _longest_in_order(at)
    fitting = sorted(series)
    found = set()
    for n in _scattered(at, series):
        place = bisect_left(fitting, n)
        before = at[fitting[place - 1]] if place else at[n]
        behind = at[fitting[place]] if place < len(fitting) else at[n]
        if at[n] < before - SLACK or at[n] > behind + SLACK:
            found.add(n)
    return found


def _scattered(at: Iterable[int], series: set[int]) -> Iterator[int]:
    """What is outside of the series, but for blocks: another microphone, behind the first."""
    for inside, run in groupby(at, series.__contains__):
        block = [*run]
        if not inside and len(block) < BLOCK:
            yield from block


def _longest_in_order(at: Mapping[int, float]) -> set[int]:
    """The longest series that never goes back; of several as long, the one that ends first."""
    ends: list[float] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for n, seconds in at.items():
        place = bisect_right(ends, seconds)
        ends[place : place + 1] = [seconds]
        before[n] = last[place - 1] if place else None
        last[place : place + 1] = [n]
    found = set()
    here = last[-1] if last else None
    while here is not None:
        found.add(here)
        here = before[here]
    return found


def _like_clocks(lines: Sequence[Line], stamps: Mapping[int, Line]) -> Iterator[int]:
    """Round ones that may stand within a sentence, where nobody is named; and a last one long after the others."""
    written = {n: line.text for n, line in enumerate(lines) if line.text}
    wrapped = written.keys() != stamps.keys()
    open_ends = {n for n, text in written.items() if text[-1] not in ENDS}
    usual = 2 * len(open_ends) > len(written)
    above = -1
    for n, text in written.items():
        if n in stamps and _is_round(stamps[n].clock):
            within = above in open_ends and not usual
            if wrapped or within or _GOES_ON.match(text):
                yield n
        above = n
    last = [line.start or 0.0 for line in stamps.values()][-2:]
    if len(last) > 1 and last[1] - last[0] > LEAP:
        yield [*stamps][-1]


def _is_round(clock: str) -> bool:
    found = _WRITTEN.fullmatch(clock)
    if not found or found["fraction"] or clock.count(":") > 1:
        return False
    return int(found["first"]) in DAY and int(found["last"]) % ROUND == 0
