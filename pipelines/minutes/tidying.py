"""ケバ取り: what can be left out of what was said without leaving out what was meant.

Every removal says what it took from where and by which rule; put back, they give what was heard, character for
character. Where no rule is certain, the words stay.
"""

from collections.abc import Iterable, Sequence

from dashboards.reports.minutes.draft import Removal, Span
from pipelines.minutes.corrections import corrections
from pipelines.minutes.fillers import DESU_NE, Found, fillers
from pipelines.minutes.protected import joins_numbers, protected, touches
from pipelines.minutes.repeats import repeats
from pipelines.minutes.tokens import COMMAS, ENDS, tokens_of

MOST_ROUNDS = 4
"""A filler between two halves of a repetition hides it, so the rules are asked again; more rounds find nothing."""


def removals(segment: str, words: str, terms: Iterable[str] = ()) -> tuple[Removal, ...]:
    """What tidying takes out of a segment, in order.

    Args:
        segment: its id.
        words: as heard.
        terms: never touched where they stand as written.
    """
    terms = tuple(terms)
    rules = [""] * len(words)
    kept = list(range(len(words)))
    for _round in range(MOST_ROUNDS):
        text = "".join(words[place] for place in kept)
        spans = _spans(text, terms)
        if not spans:
            break
        for (start, end), rule in spans:
            for place in kept[start:end]:
                rules[place] = rule
        kept = [place for place in kept if not rules[place]]
    return tuple(_runs(segment, words, rules))


def _spans(text: str, terms: Sequence[str]) -> list[Found]:
    """What one round takes out: apart from one another, in order."""
    tokens = tokens_of(text)
    safe = protected(text, tokens, terms)
    found = [*fillers(text, tokens), *repeats(text, tokens), *corrections(text, tokens)]
    chosen: list[Found] = []
    begins = 0
    for span, rule in sorted(found, key=lambda each: each[0]):
        behind_another = bool(chosen) and chosen[-1][0][1] == span[0]
        # The comma behind ですね is one of the sentence, but behind a filler it belongs to that.
        whole = span if rule == DESU_NE and not behind_another else _with_pause(text, span)
        free = not chosen or chosen[-1][0][1] <= whole[0]
        begins = begins if chosen and chosen[-1][0][1] == whole[0] else whole[0]
        # Together with those right before it that go as well: 三えーえー三 is not 三三.
        if free and not touches(whole, safe) and not joins_numbers((begins, whole[1]), text):
            chosen.append((whole, rule))
    return chosen


def _with_pause(text: str, span: Span) -> Span:
    """The span with the mark that belongs to it, so that none is left over."""
    start, end = span
    follows, before = text[end : end + 1], text[start - 1 : start] if start else ""
    if not follows or follows in ENDS:
        if before and before in COMMAS:
            return start - 1, end
        alone = not before or before in ENDS
        return (start, end + len(follows)) if alone else span
    while end < len(text) and text[end] in COMMAS:
        end += 1
    return start, end


def _runs(segment: str, words: str, rules: Sequence[str]) -> Iterable[Removal]:
    """Characters of one rule that stand side by side are one removal."""
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or rules[place] != rules[start]:
            if rules[start]:
                yield Removal(segment, start, words[start:place], rules[start])
            start = place
