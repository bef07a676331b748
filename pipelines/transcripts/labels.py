"""Who speaks, as minutes write it at the head of a line: ``山田：…`` and ``○議長（山田太郎君）　…``."""

import re
from typing import NamedTuple

MARKS = "○〇◯◎●◆"
HEADS = "■□△▽▼"
"""Before headings of minutes, which nobody says; nor what follows, up to the next speaker."""
LONGEST = 24
"""Characters of a name in front of a colon, and of an office behind a mark."""
HEADINGS = re.compile(
    "会議名?|名称|件名|開?催?日時|開催日|(開催)?場所|会場|(事務局)?出席(者|委員)|欠席(者|委員)|傍聴[者人]|議題|議事|次第"
    "|(配[布付])?資料|備考|(記録|作成)者|作成日|注|例|結論|理由|内容|問|答"
)
"""What stands before a colon at the head of minutes and is nobody's name."""

_MARKED = re.compile(
    rf"[{MARKS}]\s*(?P<office>[^\s（(：:。、]{{1,{LONGEST}}})?\s*"
    rf"(?:[（(](?P<person>[^）)]{{1,{LONGEST}}})[）)])?(?P<gap>[\s：:]+|$)(?P<words>.*)",
    re.DOTALL,
)
_COLON = re.compile(
    rf"(?P<name>[^：:。、，,「」『』？?！!/\t]{{1,{LONGEST}}}?)\s*[：:](?!//)\s*(?P<words>.*)", re.DOTALL
)
_OPENED = re.compile(r"[（(〔［\[][^）)〕］\]]*$")
_TITLED = re.compile(r"(?P<name>.+?)\s*(?:君|くん|さん|氏|様)")
_NOTE = re.compile(r"[（(〔［\[][^（()）〔〕［］\[\]]*[）)〕］\]][。]?")


class Labelled(NamedTuple):
    """A line that says who speaks."""

    speaker: str
    words: str


def marked(line: str) -> Labelled | None:
    """The speaker behind a mark: the person in brackets where it is one, else the whole label.

    >>> marked("○議長（山田太郎君）　ただいまから会議を開きます。")
    Labelled(speaker='山田太郎', words='ただいまから会議を開きます。')
    """
    found = _MARKED.fullmatch(line.strip())
    if not found or not (found["office"] or found["person"]):
        return None
    office, person = found["office"] or "", found["person"] or ""
    if titled := _TITLED.fullmatch(person):
        return Labelled(titled["name"], found["words"])
    return Labelled(f"{office}（{person}）" if office and person else office or person, found["words"])


def before_colon(line: str) -> Labelled | None:
    """The speaker before a colon; None where a heading or a number stands there, or a bracket that is closed behind it.

    >>> before_colon("鈴木：　賛成です。")
    Labelled(speaker='鈴木', words='賛成です。')
    """
    found = _COLON.fullmatch(line.strip())
    if not found or not any(map(str.isalpha, found["name"])) or HEADINGS.fullmatch(found["name"]):
        return None
    if _OPENED.search(found["name"]):  # 明日（10:30）から
        return None
    return Labelled(found["name"], found["words"])


def is_note(line: str) -> bool:
    """Whether the whole line stands in brackets: （拍手）, （「異議なし」と呼ぶ者あり）."""
    return _NOTE.fullmatch(line.strip()) is not None
