"""Fillers: sounds and words that say nothing but that somebody is still speaking (ケバ).

A word that could mean something is left where it stands: その件, あの方, まあまあ, ええ as an answer, 大切ですね.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from dashboards.reports.minutes.draft import Span
from pipelines.minutes.tokens import Token

Found = tuple[Span, str]
"""What could be taken out, and the rule that says so."""

HESITATION = "hesitation"
FILLER_WORD = "filler_word"
DESU_NE = "desu_ne"

_SOUND = re.compile(
    r"え[ぇえ]?[ーっ]*と[ーぉ]*|うー+ん?ー*と[ーぉ]*|んー+と[ーぉ]*|"  # えーと, えっと, ええと, うーんと
    r"え[ぇえ]*ー+|[あうん]ー+|あの[ーぉ]+|あのう|その[ーぉ]+|ま[ぁあ]?ー+"
)
"""Sounds that are no words of their own. In hiragana alone: エー may be the letter A."""
_UNMISTAKABLE = re.compile(r"え.*と|う.*と|ん.*と|あの.+|その.+")
"""Those of them that are never an answer."""
_SAID = re.compile(r"[言いゆ思おっ]")
"""Behind えーと: it is quoted (えーと言って)."""
_WORD = re.compile(
    r"(?:あの|その|なんか)ですね|(?:あの|その|まあ|まぁ|なんか)+|ま|なんて[い言]うか|何と[い言]いますか|なんと[い言]うか"
)
_AFTER_PARTICLE = frozenset({"あの", "その", "まあ", "まぁ"})
"""Behind a particle they are fillers as well, where a comma follows; 書類なんか、 is not."""
_TWICE = frozenset({"まあまあ", "まぁまぁ"})
"""These say something: fairly."""
_DETERMINABLE = frozenset({"名詞", "接頭辞", "形状詞", "形容詞"})
"""What その and あの may belong to, even where a pause stands between: その、種の存続."""
_DESU_NE = re.compile(r"ですね[ーえぇ]*")
_BEFORE_DESU_NE = frozenset({"は", "が", "を", "に", "へ", "で", "と", "も", "て", "ば", "ので", "けど", "けれど"})
"""Particles behind which ですね is no predicate. Not の, から, まで: なのですね and ここまでですね say something."""


def fillers(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Fillers of a segment, each where it stands, without the pauses around it."""
    ends = {token.end for token in tokens}
    starts = {token.start: token for token in tokens}
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        yield from _sounds(text, token, before, ends)
        yield from _words(text, token, before, ends, starts)
        if before is not None:
            yield from _desu_ne(text, token, before)


def _sounds(text: str, token: Token, before: Token | None, ends: set[int]) -> Iterator[Found]:
    found = _SOUND.match(text, token.start)
    if found is None or found.end() not in ends:
        return
    rest = text[found.end() :]
    exclaimed = rest[:1] in tuple("！!？?")
    quoted = found[0].endswith("と") and _SAID.match(rest)
    begins = before is None or before.is_mark or "フィラー" in token.detail
    if not begins or exclaimed or quoted:
        return
    alone = not re.search(r"\w", text[: found.start()] + rest)
    if alone and not _UNMISTAKABLE.fullmatch(found[0]):
        return
    yield found.span(), HESITATION


def _words(
    text: str, token: Token, before: Token | None, ends: set[int], starts: Mapping[int, Token]
) -> Iterator[Found]:
    found = _WORD.match(text, token.start)
    if found is None or found[0] in _TWICE or found.end() not in ends:
        return
    rest = text[found.end() :]
    following = rest.lstrip("、，…‥ 　")
    if not re.match(r"[、，…‥]", rest) or not re.match(r"\w", following):
        return
    behind = starts.get(len(text) - len(following))
    if found[0] in ("あの", "その") and behind is not None and _is_determinable(behind):
        return
    after_particle = before is not None and before.is_particle and found[0] in _AFTER_PARTICLE
    if before is None or before.is_mark or after_particle or _is_sound(before):
        yield found.span(), FILLER_WORD


def _is_determinable(token: Token) -> bool:
    return token.kind in _DETERMINABLE and "副詞可能" not in token.detail


def _desu_ne(text: str, token: Token, before: Token) -> Iterator[Found]:
    found = _DESU_NE.match(text, token.start)
    if found is None or not re.match(r"[、，]\s*\w", text[found.end() :]):
        return
    particle = before.is_particle and before.text in _BEFORE_DESU_NE and "準体" not in before.detail
    if particle or before.kind == "接続詞" or _is_sound(before):
        yield found.span(), DESU_NE


def _is_sound(token: Token) -> bool:
    return "フィラー" in token.detail
