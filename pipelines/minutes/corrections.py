"""Self-corrections: 財政課、いや、総務課が. The corrected words alone are kept where nothing else can be meant.

紙じゃなくて電子で says something, 三月、いや、四月 is a date, 市民が、いや、国民が may be rhetoric: these stay, and a
person is told where the speaker seems to have corrected a number.
"""

import re
from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Span
from pipelines.minutes.fillers import Found
from pipelines.minutes.tokens import Token

CORRECTION = "correction"

_NO = r"いや|いえ"
_SORRY = r"失礼(?:しました|いたしました)?|もとい|訂正(?:します|いたします)|間違えました"
_MARKER = re.compile(rf"(?:(?P<no>{_NO})|(?P<sorry>{_SORRY}))(?=[、，。])")
_INSTEAD = re.compile(r"じゃなくて|ではなくて|じゃなく|ではなく")
_PARTICLES = frozenset({"は", "が", "を", "に", "で", "の", "へ", "から", "まで", "と"})
_NEAR = 6
"""Tokens on either side in which a number makes a correction worth hearing again."""


def corrections(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """What was said first, with the words that took it back."""
    for start, end, sorry in _markers(text, tokens):
        before = _noun_before(tokens, start)
        after = _noun_after(tokens, end)
        if before is None or after is None:
            continue
        (first, particle), (second, following) = before, after
        alike = first[-1].text == second[-1].text and len(first) > 1 and len(second) > 1
        fits = particle == following if particle else bool(following)
        if fits and (alike or (sorry and (particle or first[-1].text[-1] == second[-1].text[-1]))):
            yield (first[0].start, second[0].start), CORRECTION


def corrected_numbers(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Where a speaker seems to have taken back a number: the number said first up to that said last."""
    places = [(start, end) for start, end, _sorry in _markers(text, tokens)]
    places += [found.span() for found in _INSTEAD.finditer(text)]
    for start, end in sorted(places):
        before = [token for token in tokens if token.end <= start][-_NEAR:]
        after = [token for token in tokens if token.start >= end][:_NEAR]
        first = next((token for token in before if token.is_numeral), None)
        last = next((token for token in reversed(after) if token.is_numeral), None)
        if first is not None and last is not None:
            yield first.start, last.end


def _markers(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Words that take back what was said, between pauses within a sentence, and whether they excuse themselves."""
    starts = {token.start: index for index, token in enumerate(tokens)}
    for found in _MARKER.finditer(text):
        index = starts.get(found.start())
        if index is None or index == 0 or not tokens[index - 1].is_comma:
            continue
        sorry = found["sorry"] is not None
        if sorry or text[found.end()] in "、，":
            yield found.start(), found.end(), sorry


def _noun_before(tokens: Sequence[Token], place: int) -> tuple[list[Token], str] | None:
    """The noun that ends before the marker, and its particle."""
    index = next(index for index, token in enumerate(tokens) if token.start == place) - 1
    while index >= 0 and tokens[index].is_comma:
        index -= 1
    particle = ""
    if index >= 0 and tokens[index].is_particle and tokens[index].text in _PARTICLES:
        particle, index = tokens[index].text, index - 1
    last = index
    while index >= 0 and tokens[index].is_noun:
        index -= 1
    return (list(tokens[index + 1 : last + 1]), particle) if index < last else None


def _noun_after(tokens: Sequence[Token], place: int) -> tuple[list[Token], str] | None:
    """The noun behind the marker, and its particle."""
    index = next((index for index, token in enumerate(tokens) if token.start >= place), len(tokens))
    while index < len(tokens) and tokens[index].is_mark:
        index += 1
    first = index
    while index < len(tokens) and tokens[index].is_noun:
        index += 1
    if index == first:
        return None
    particle = tokens[index].text if index < len(tokens) and tokens[index].is_particle else ""
    return list(tokens[first:index]), particle if particle in _PARTICLES else ""
