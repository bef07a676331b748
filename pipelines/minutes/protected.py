"""What tidying never touches: numbers, dates and the terms of the meeting."""

import re
from collections.abc import Iterable, Sequence

from dashboards.reports.minutes.draft import Span
from pipelines.minutes.tokens import Token

DATE_WORDS = re.compile(
    r"令和|平成|昭和|西暦|元年|年度|[年月日週]末|[月火水木金土日]曜日?|[本当翌前後明昨即平休祝]日|明後日|一昨日|"
    r"[今来先翌再毎昨前去本]+[週月年]度?|午前|午後|正午|上旬|中旬|下旬|上半期|下半期|四半期"
)
DIGITS = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万億兆]+")
_NEAR = 40
"""Characters in which the next number is looked for: nothing but marks may be between."""


def protected(text: str, tokens: Sequence[Token], terms: Iterable[str]) -> list[Span]:
    """Where numbers, words for dates and terms stand; spans may overlap.

    Terms are looked for as they are written.
    """
    spans = [found.span() for pattern in (DATE_WORDS, DIGITS) for found in pattern.finditer(text)]
    spans += [(token.start, token.end) for token in tokens if token.is_numeral]
    for term in filter(None, terms):
        place = text.find(term)
        while place >= 0:
            spans.append((place, place + len(term)))
            place = text.find(term, place + 1)
    return spans


def touches(span: Span, spans: Iterable[Span]) -> bool:
    """Whether it shares a character with one of them."""
    return any(span[0] < end and start < span[1] for start, end in spans)


def joins_numbers(span: Span, text: str) -> bool:
    """Whether without the span, and the pauses beside it, one number would follow another: 三、えー、十 is not 三十."""
    before = re.search(rf"({DIGITS.pattern})[^\w]*$", text[max(0, span[0] - _NEAR) : span[0]])
    after = re.match(rf"[^\w]*({DIGITS.pattern})", text[span[1] : span[1] + _NEAR])
    return before is not None and after is not None
