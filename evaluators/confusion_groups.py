"""What kind of mistake a confused pair of characters is, and which share of an engine's errors each kind has."""

import unicodedata
from collections import Counter, defaultdict
from enum import StrEnum

import numpy as np
import pandas as pd

from evaluators.characters import changes
from evaluators.fields import ANSWERED
from evaluators.intervals import clustered_proportion
from evaluators.mark_types import MARK_TYPES
from evaluators.normalise import Normaliser, normalise

FEW_ERRORS = 20
"""With fewer character errors of an engine, nothing is said of their kinds."""


class Group(StrEnum):
    """Kinds of mistakes, the costly and the telling ones first; a pair is in the first that fits."""

    DIGITS = "digits"
    """What stands on the paper is a digit."""
    SMALL_KANA = "small_kana"
    """A small kana and the large one, or the other way round."""
    VOICED_KANA = "voiced_kana"
    """Kana that differ by ゛ or ゜ alone."""
    SIMILAR = "similar"
    """Characters that look alike."""
    OTHER = "other"
    MISSING = "missing"
    ADDED = "added"


_SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_LARGE = "あいうえおつやゆよわアイウエオツヤユヨワカケ"
_TO_LARGE = str.maketrans(_SMALL, _LARGE)
_VOICED_MARKS = ("\u3099", "\u309a")

_ALIKE = (
    *(
        "千干于",
        "土士",
        "未末",
        "日曰目",
        "口ロ囗",
        "一ー―—–‐−-ｰ~〜",
        "二ニ",
        "三ミ",
        "八ハ",
        "工エ",
        "夕タ",
        "力カ",
        "卜ト",
    ),
    *("人入", "大犬太", "氏民", "己已巳", "戌戍成", "待侍", "爪瓜", "牛午", "王玉主", "石右", "白自百", "木本"),
    *(
        "シツ",
        "ソンリ",
        "ヌスマ",
        "クワケタ",
        "コユロ",
        "チテ",
        "ナメ",
        "ラヲフ",
        "ウワ",
        "へヘ",
        "りリ",
        "べベ",
        "ぺペ",
    ),
    *("ねれわ", "ぬめ", "はほ", "さちき", "るろ", "いり", "らろ", "O0oQDＯ", "I1lｌ|", "Z2", "S5", "B8", "b6", "g9q"),
    *(
        "高髙",
        "崎﨑",
        "吉𠮷",
        "斉斎齋齊",
        "沢澤",
        "辺邊邉",
        "浜濱濵",
        "広廣",
        "島嶋",
        "桜櫻",
        "国國",
        "瀬瀨",
        "徳德",
        "宮宫",
        "萩荻",
        "粟栗",
    ),
)
"""Characters that look alike, and variants of one character, which to a resident are different names."""
_SETS = defaultdict(set)
for _number, _set in enumerate(_ALIKE):
    for _character in _set:
        _SETS[_character].add(_number)


def group(kind: str, truth: str, output: str) -> Group:
    """The kind of a mistake, from what ``characters.changes`` gives.

    >>> group("substituted", "が", "か"), group("substituted", "千", "干"), group("substituted", "1", "l")
    (<Group.VOICED_KANA: 'voiced_kana'>, <Group.SIMILAR: 'similar'>, <Group.DIGITS: 'digits'>)
    """
    if truth.isdecimal():
        return Group.DIGITS
    if kind != "substituted":
        return Group.MISSING if kind == "missing" else Group.ADDED
    if truth != output and truth.translate(_TO_LARGE) == output.translate(_TO_LARGE):
        return Group.SMALL_KANA
    if _unvoiced(truth) == _unvoiced(output):
        return Group.VOICED_KANA
    return Group.SIMILAR if _SETS.get(truth, set()) & _SETS.get(output, set()) else Group.OTHER


def _unvoiced(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if each not in _VOICED_MARKS)


COLUMNS = ["engine", "group", "count", "errors", "share", "low", "high", "documents", "characters"]


def confusion_groups(scored: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Which kinds an engine's character errors are of, after nfkc; what was not read at all is not among them.

    Args:
        scored: ``frames.SCORED``; check boxes and choices are passed over.
        level: of the intervals.

    Returns:
        One row an engine and group that occurs, sorted by engine, the largest first: ``count`` of ``errors``, their
        ``share`` with ``low`` and ``high`` (:func:`evaluators.intervals.clustered_proportion`, documents as units),
        the ``documents`` that hold one, and ``characters``, the most frequent pairs as "truth→output". An engine with
        fewer than ``FEW_ERRORS`` errors has one row with its ``errors``, an empty group and NaN.
    """
    counts: defaultdict[str, Counter[tuple[str, Group]]] = defaultdict(Counter)
    examples: defaultdict[tuple[str, Group], Counter[str]] = defaultdict(Counter)
    read = scored[~scored["type"].isin(MARK_TYPES) & scored["status"].isin(ANSWERED)]
    wrong = read[read["substitutions"] + read["deletions"] + read["insertions"] > 0]
    cells = wrong[["engine", "document", "type", "truth", "text"]].itertuples(index=False)
    for engine, document, field_type, truth, output in cells:
        sides = (normalise(side, Normaliser.NFKC, field_type) for side in (truth, output))
        for kind, here, there in changes(*sides):
            found = group(kind, here, there)
            counts[engine][document, found] += 1
            examples[engine, found][f"{here}→{there}"] += 1
    rows = [row for engine in sorted(counts) for row in _rows(engine, counts[engine], examples, level)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(
    engine: str,
    counts: Counter[tuple[str, Group]],
    examples: defaultdict[tuple[str, Group], Counter[str]],
    level: float,
) -> list[tuple[str, str, int, int, float, float, float, int, str]]:
    errors = sum(counts.values())
    if errors < FEW_ERRORS:
        return [(engine, "", errors, errors, np.nan, np.nan, np.nan, len({name for name, _group in counts}), "")]
    documents = sorted({name for name, _group in counts})
    whole = np.array([sum(counts[name, each] for each in Group) for name in documents], dtype=float)
    found = []
    for each in Group:
        part = np.array([counts[name, each] for name in documents], dtype=float)
        if not part.sum():
            continue
        interval = clustered_proportion(part, whole, level)
        often = sorted(examples[engine, each].items(), key=lambda pair: (-pair[1], pair[0]))[:5]
        share = float(part.sum() / errors)
        named = ", ".join(pair for pair, _count in often)
        count = int(part.sum())
        found.append(
            (engine, str(each), count, errors, share, interval.low, interval.high, int((part > 0).sum()), named)
        )
    return sorted(found, key=lambda row: (-row[2], row[1]))
