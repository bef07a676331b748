"""Fillers: sounds and words that say nothing but that somebody is still speaking (ケバ).

A word that could mean something is left where it stands: その件, あの方, まあまあ, ええ as an answer, 大切ですね.
"""

import re
from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Span
from pipelines.minutes.tokens import Token

Found = tuple[Span, str]
"""What could be taken out, and the rule that says so."""

HESITATION = "hesitation"
FILLER_WORD = "filler_word"
DESU_NE = "desu_ne"

_SOUND = re.compile(
    r"え[ぇえ]?[ーっ]*と[ーぉ]*|う[ーん]+と[ーぉ]*|んー+と[ーぉ]*|"  # えーと, えっと, ええと, うーんと
    r"え[ぇえ]*ー+|[あうん]ー+|あの[ーぉ]+|あのう|その[ーぉ]+|ま[ぁあ]?ー+"
)
"""Sounds that are no words of their own. In hiragana alone: エー may be the letter A."""
_UNMISTAKABLE = re.compile(r"え.*と|う.*と|ん.*と|あの.+|その.+")
"""Those of them that are never an answer."""
_SAID = re.compile(r"[言いゆ思おっ]")
"""Behind えーと: it is quoted (えーと言って)."""
_WORD = re.compile(
    r"(?:あの|その|なんか)ですね|あの|その|まあ|まぁ|ま|なんて[い言]うか|なんか|何と[い言]いますか|なんと[い言]うか"
)
_AFTER_PARTICLE = frozenset({"あの", "その", "まあ", "まぁ"})
"""Behind a particle they are fillers as well, where a comma follows; 書類なんか、 is not."""
_DETERMINED = re.compile(
    r"件|後|他|ほか|方|時|とき|点|上|うえ|際|場合|中|うち|ため|次|前|旨|意味|分|通り|とおり|辺|あたり|人|もの|こと|まま"
)
"""What その and あの belong to, even where a pause was heard between."""
_DESU_NE = re.compile(r"ですね[ーえぇ]*")
_BEFORE_DESU_NE = frozenset({"は", "が", "を", "に", "へ", "で", "と", "も", "て", "ば", "ので", "けど", "けれど"})
"""Particles behind which ですね is no predicate. Not の, から, まで: なのですね and ここまでですね say something."""


def fillers(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Fillers of a segment, each where it stands, without the pauses around it."""
    ends = {token.end for token in tokens}
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        yield from _sounds(text, token, before, ends)
        yield from _words(text, token, before, ends)
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


def _words(text: str, token: Token, before: Token | None, ends: set[int]) -> Iterator[Found]:
    for found in _matches(_WORD, text, token.start):
        rest = text[found.end() :]
        if found.end() not in ends or not re.match(r"[、，…‥]", rest):
            continue
        following = rest.lstrip("、，…‥ 　")
        if not following or not re.match(r"\w", following):
            continue
        if found[0] in ("あの", "その") and _DETERMINED.match(following):
            continue
        after_particle = before is not None and before.is_particle and found[0] in _AFTER_PARTICLE
        if before is None or before.is_mark or after_particle or _is_sound(before):
            yield found.span(), FILLER_WORD


def _desu_ne(text: str, token: Token, before: Token) -> Iterator[Found]:
    found = _DESU_NE.match(text, token.start)
    if found is None or not re.match(r"[、，]\s*\w", text[found.end() :]):
        return
    particle = before.is_particle and before.text in _BEFORE_DESU_NE and "準体" not in before.detail
    if particle or before.kind == "接続詞" or _is_sound(before):
        yield found.span(), DESU_NE


def _is_sound(token: Token) -> bool:
    return "フィラー" in token.detail


def _matches(pattern: re.Pattern[str], text: str, place: int) -> Iterator[re.Match[str]]:
    found = pattern.match(text, place)
    if found is not None:
        yield found
