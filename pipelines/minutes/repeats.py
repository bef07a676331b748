"""What was said twice at once: a beginning of a word before the word (そ、その), a phrase before itself (市は市は)."""

import re
from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Span
from pipelines.minutes.fillers import Found
from pipelines.minutes.tokens import Token

FRAGMENT = "fragment"
REPEAT = "repeat"

_MOST_TOKENS = 6
_SMALL = "ャュョァィゥェォ"
_CUT_OFF = re.compile(r"(?P<sound>[ぁ-ん][ゃゅょ]?)っ?[、，・…‥ 　]+")
KATAKANA = ord("ア") - ord("あ")
_NO_FRAGMENTS = frozenset("でとがにはもやかねえあんうおのをへよなわ")
"""Kana that say something on their own at the head of a clause: で、できた may be the conjunction."""
_ENDINGS = frozenset({"は", "が", "を"})
_ENDINGS_WITH_PAUSE = _ENDINGS | {"の"}
"""Not に, nor で, から, まで, へ: 絶対に、絶対に and 町へ、町へ are emphasis."""
_BEHIND_NOUN = frozenset({"は", "が", "を", "に", "の", "で", "も"})
_IDIOMS = frozenset({"これは", "それは", "あれは", "日に", "月に", "年に", "世に", "代々", "誰が", "何が"})
_TWICE_ON_PURPOSE = frozenset({"また", "ただ"})
_KINDS_WITH_PAUSE = frozenset({"接続詞", "連体詞"})


def repeats(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """The first of each pair, with the pause behind it."""
    for index in range(len(tokens)):
        span = _fragment(text, tokens, index)
        if span is not None:
            yield span, FRAGMENT
            continue
        span = _repeat(text, tokens, index)
        if span is not None:
            yield span, REPEAT


def _fragment(text: str, tokens: Sequence[Token], index: int) -> Span | None:
    """One kana at the head of a clause, a pause, and a word that begins with it."""
    if index and not tokens[index - 1].is_mark:
        return None
    found = _CUT_OFF.match(text, tokens[index].start)
    if found is None or found["sound"] in _NO_FRAGMENTS:
        return None
    place = found.end()
    while again := re.compile(re.escape(found[0])).match(text, place):
        place = again.end()
    word = next((token for token in tokens if token.start == place), None)
    if word is None or word.text == found["sound"]:
        return None
    sound = "".join(chr(ord(letter) + KATAKANA) for letter in found["sound"])
    if not word.reading.startswith(sound) or word.reading[len(sound) :][:1] in tuple(_SMALL):
        return None
    return found.span()


def _repeat(text: str, tokens: Sequence[Token], index: int) -> Span | None:
    """A phrase that stands there again at once."""
    if index and not (tokens[index - 1].is_mark or _may_end_a_phrase(tokens[index - 1])):
        return None
    for length in range(1, _MOST_TOKENS + 1):
        once = tokens[index : index + length]
        if len(once) < length or once[-1].is_mark:
            return None
        place = index + length
        pause = place < len(tokens) and tokens[place].is_comma
        again = tokens[place + pause :][:length]
        if [token.text for token in again] != [token.text for token in once]:
            continue
        behind = tokens[place + pause + length :][:1]
        if _is_restart(once, pause, behind):
            return once[0].start, tokens[place].end if pause else once[-1].end
    return None


def _may_end_a_phrase(token: Token) -> bool:
    """A phrase can begin behind it; within a compound none does."""
    return token.is_particle or "フィラー" in token.detail


def _is_restart(once: Sequence[Token], pause: bool, behind: Sequence[Token]) -> bool:
    """Whether nobody would say it twice on purpose."""
    phrase, last = "".join(token.text for token in once), once[-1]
    if once[0].is_particle or once[0].kind == "助動詞" or phrase in _IDIOMS:
        return False
    if len(once) > 1 and last.is_particle:
        return last.text in (_ENDINGS_WITH_PAUSE if pause else _ENDINGS)
    if not pause:
        return False
    if len(once) == 1 and last.kind in _KINDS_WITH_PAUSE:
        return phrase not in _TWICE_ON_PURPOSE
    nouns = all(token.is_noun for token in once)
    return nouns and bool(behind) and behind[0].is_particle and behind[0].text in _BEHIND_NOUN
