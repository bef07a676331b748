"""Which sentence begins which item of the agenda, and by which rule. Where none fires, an item begins nowhere."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evaluators.meetings.numerals import with_digits
from pipelines.minutes.sentences import Sentence

BY_NUMBER = "item_number"
BY_TITLE = "item_title"
BY_LIKE_TITLE = "item_like_title"
BY_NEXT = "item_next"

LIKE = 85
"""Of 100: how far a title must be found in a sentence, letter by letter, where the recogniser may have misheard it."""
LONG_TITLE = 6
"""Characters from which a title may be looked for that way; short ones are found everywhere."""

_OPENS = re.compile(
    r"それでは|では、|まず|はじめに|初めに|最初に|次に|次の|続きまして|続いて|続けて|最後に|移り|移ら|入り|入ら|始めま|始めた|"
    r"お諮り|議題とし|議題といた|取り上げ|お願い"
)
"""Words with which a chair opens an item."""
_CLOSES = re.compile(r"(?:は|につきましては|については)?(?:以上|終わり|終了)|終え|戻り|戻って|先ほど|さきほど|前回の")
"""Words with which an item is closed, or spoken of again."""
_NUMBERED = re.compile(
    r"(?:議題|案件|議案|協議事項|報告事項|日程|次第|項目|議事)の?(?:第|その)?[（(]?([0-9]+)[)）]?(?:番目?|つ目|号)?|"
    r"第?([0-9]+)(?:号議案|つ目の(?:議題|案件)|番目の(?:議題|案件)|点目の議題)"
)
_COUNTED = re.compile(r"([0-9]+)(?:番目?|つ目|点目)[、の]?[^。]{0,20}(?:移り|移ら|入り|入ら|参り|まいり|進み)")
"""A number that belongs to the agenda because the sentence moves on to it."""
_SAYS_SO = re.compile(r"(?:、|です|でござ|について|に関)")
"""Behind a number that stands at the head of a sentence."""
_HEAD = 6
_NEXT = re.compile(r"(?:次の|続きまして|続いて)[^。]{0,6}(?:議題|案件|議案|協議事項|項目)")
_ANNOUNCES = re.compile(r"本日の(?:議題|案件|次第|日程)は|[0-9]+件(?:です|でござ|あり|ござ)")
"""The agenda is read out, and nothing begins yet."""
_AROUND_TITLES = re.compile(r"(?:について|に関して|の件|に関すること|[（(]案[)）]|のご?説明)$")


@dataclass(frozen=True)
class Beginning:
    """Where an item begins."""

    number: int
    sentence: Sentence
    rule: str
    because: str
    """The words on which it fired, numbers in digits."""


def beginnings(titles: Sequence[str], sentences: Sequence[Sentence]) -> list[Beginning]:
    """Beginnings in order of time, each item once at most; after an item none that stands before it begins."""
    keys = [_key(title) for title in titles]
    found: list[Beginning] = []
    for sentence in sentences:
        reached = found[-1].number if found else 0
        hit = next((hit for hit in _hits(keys, sentence.text, reached) if hit[0] > reached), None)
        if hit is not None:
            number, rule, because = hit
            found.append(Beginning(number, sentence, rule, because))
    return found


def _hits(keys: Sequence[str], text: str, reached: int) -> Iterator[tuple[int, str, str]]:
    """Items that a sentence may begin, the surest rule first, each with the words it fired on."""
    plain = _plain(text)
    opens, closes = _OPENS.search(text), _CLOSES.search(text)
    named = [number for number, key in enumerate(keys, 1) if key and key in plain]
    if _ANNOUNCES.search(with_digits(_width(text))) or len(named) > 1:
        return
    numbered = _NUMBERED.search(with_digits(_width(text)))
    if numbered and (opens or named or _heads(numbered)) and not (closes and closes.start() > 0 and not opens):
        number = int(numbered[1] or numbered[2])
        if 1 <= number <= len(keys) and named in ([], [number]):
            yield number, BY_NUMBER, numbered[0]
    counted = _COUNTED.search(with_digits(_width(text)))
    if counted and 1 <= int(counted[1]) <= len(keys) and not closes:
        yield int(counted[1]), BY_NUMBER, counted[0]
    if not opens or (closes and closes.start() > opens.start()):
        return
    if named:
        yield named[0], BY_TITLE, opens[0]
        return
    likeness = [(fuzz.partial_ratio(key, plain), number) for number, key in enumerate(keys, 1) if _is_long(key, plain)]
    if likeness and max(likeness)[0] >= LIKE:
        yield max(likeness)[1], BY_LIKE_TITLE, opens[0]
    following = _NEXT.search(text)
    if following and not numbered and reached < len(keys):
        yield reached + 1, BY_NEXT, following[0]


def _heads(numbered: re.Match[str]) -> bool:
    """Whether the number is what the sentence begins with, as 次第の1番、."""
    return numbered.start() < _HEAD and _SAYS_SO.match(numbered.string, numbered.end()) is not None


def _is_long(key: str, plain: str) -> bool:
    return LONG_TITLE <= len(key) <= len(plain)


def _key(title: str) -> str:
    """A title by what of it is said."""
    return _plain(_AROUND_TITLES.sub("", _width(title)))


def _plain(text: str) -> str:
    """Letters and digits alone, numbers as digits."""
    return re.sub(r"[\W_]+", "", with_digits(_width(text)))


def _width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
