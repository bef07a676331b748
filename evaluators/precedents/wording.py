"""What an outcome says in words: 約78%, 5分の1, 4割ほど, 約330時間."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from evaluators.precedents.printed import Figure, figure


class Means(StrEnum):
    """What a number in the wording is."""

    SHARE_SAVED = "share_saved"
    """Share of the time that is saved, 0 to 1."""
    SHARE_LEFT = "share_left"
    """Share of the time that is left: 約75%の時間, 5分の1."""
    HOURS = "hours"
    MINUTES = "minutes"
    YEN = "yen"


@dataclass(frozen=True)
class Claim:
    """One number of the wording."""

    means: Means
    figure: Figure
    text: str
    """The words that say it."""


NUMBER = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
"""No longer than anybody prints: what is longer is no number, and is passed over as a whole."""
PATTERN = re.compile(
    rf"(?P<about>約)?(?<!\d)(?P<since>{NUMBER}(?:から|[~～〜])約?)?(?:(?P<parts>\d{{1,6}})分の(?P<of>\d{{1,6}})(?!\d)|(?P<half>半分|半減)|(?P<number>{NUMBER})\s*"
    r"(?P<unit>[%％](?:の時間)?|割(?:の時間)?|時間|分(?!の)|億円|万円|円))"
    r"(?P<near>ほど|程度|近い|弱|強)?"
)
RANGE = re.compile(r"から|[~～〜]")
"""Between two numbers: from one to the other. Which of them is the outcome nobody can say, so neither is taken."""
YEN = {"円": 1.0, "万円": 1e4, "億円": 1e8}
TENTH = 0.1


def claims(printed: str) -> tuple[Claim, ...]:
    """The numbers that a wording holds, in its order; what is no number of these kinds is passed over.

    >>> [(each.means.value, each.figure.value) for each in claims("23分短縮/約75%の時間")]
    [('minutes', 23.0), ('share_left', 0.75)]
    """
    found = [(match, claim) for match in PATTERN.finditer(printed) if (claim := _claim(match))]
    ranged = {
        index
        for index, ((first, _), (second, _)) in enumerate(pairwise(found))
        if RANGE.fullmatch(printed[first.end() : second.start()].strip())
    }
    return tuple(claim for index, (_, claim) in enumerate(found) if not {index, index - 1} & ranged)


def _claim(match: re.Match[str]) -> Claim | None:
    if match["since"]:  # 20～30%: a range that names its unit once
        return None
    if match["half"]:
        return Claim(Means.SHARE_LEFT, Figure(0.5, TENTH), match[0])
    if match["parts"]:
        return _fraction(int(match["parts"]), int(match["of"]), match[0])
    number = figure(match["number"], about=bool(match["about"] or match["near"]))
    if number is None:
        return None
    unit = match["unit"].removesuffix("の時間")
    left = unit != match["unit"]
    share = Means.SHARE_LEFT if left else Means.SHARE_SAVED
    match unit:
        case "%" | "％":
            # 約80% is not “to tens”: in per cent a zero at the end is a digit.
            exact = figure(match["number"])
            return Claim(share, exact.scaled(0.01), match[0]) if exact else None
        case "割":
            return Claim(share, number.scaled(TENTH), match[0])
        case "時間":
            return Claim(Means.HOURS, number, match[0])
        case "分":
            return Claim(Means.MINUTES, number, match[0])
        case _:
            return Claim(Means.YEN, number.scaled(YEN[unit]), match[0])


def _fraction(parts: int, of_them: int, text: str) -> Claim | None:
    """5分の1 is what lies between 1/5.5 and 1/4.5: the number of parts was rounded."""
    if not parts:
        return None
    return Claim(Means.SHARE_LEFT, Figure(of_them / parts, of_them / (parts - 0.5) - of_them / (parts + 0.5)), text)
