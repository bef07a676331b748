"""What somebody is to do: who, what and by when as far as it was said. Candidates: a person confirms them.

Who, what and by when are words of the sentence itself; where it does not say them they are empty.
"""

import re
from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Finding
from pipelines.minutes.sentences import Sentence

BY_DATE = "by_date"
ON_DATE = "on_date"
REQUEST = "request"
LATER = "later"
TAKEN_HOME = "taken_home"

_DOING = (
    r"(?:提出|回答|報告|確認|作成|調整|検討|共有|連絡|用意|準備|修正|送付|整理|実施|周知|公表|説明|調査|見直し|お示し|"
    r"お送り|お配り|取りまとめ|とりまとめ|まとめ|ご?相談|配付|配布|協議|手配|更新|反映|依頼|精査|試算|集計|議論|"
    r"お?届け|載せ|調べ|伝え|申し入れ|確かめ|(?:お)?知らせ|集め|見せ|送[っり]|書[いき]|配[っり]|直[し]|出し)"
)
_PROMISED = (
    r"(?:を)?(?:いたします|致します|します|し(?:て(?:おき|まいり|参り|いき))?ます|させていただきます|[てで](?:おき|まいり)ます|"
    r"すること(?:と|に)(?:いたします|します)|するように(?:いたし|し)ます|ます)"
)
_REQUESTED = (
    r"(?:を|の)?(?:して|し)?(?:の?ほど)?(?:、)?(?:いただき(?:たい|ます)|いただけ(?:ます|れば|ない)|ください|下さい|"
    r"(?:よう|を)?お願い|[てで](?:おいて)?(?:ください|下さい|いただき|いただけ)|するよう)"
)
_NUMBER = r"[0-9０-９一二三四五六七八九十百〇]+"
_DATE = (
    rf"(?:(?:令和|平成)?(?:{_NUMBER}|元)年(?:度)?の?)?(?:{_NUMBER}月(?:の?{_NUMBER}日|末|中|上旬|中旬|下旬)?|{_NUMBER}日)"
    r"(?:の?[月火水木金土日]曜日?)?(?:の?(?:正午|(?:午前|午後)?[0-9０-９一二三四五六七八九十]+時(?:半)?))?"
)
_LOOSE = (
    r"(?:本日|今日|明日|明後日|今週|来週|再来週|今月|来月|再来月|[今本来翌]?年度?|月|週|次回|次の会議|次回の会議|会議|議会|上半期|下半期)"
    rf"(?:の?(?:[月火水木金土日]曜日?|前日|{_NUMBER}日|末|中|内|初め|はじめ|上旬|中旬|下旬|会議|委員会|開催|の?開会))*"
)
_SITTING = r"(?:次回?の)?(?:会議|議会|委員会)の?(?:開催)?中に"
"""While we sit here is no date."""
_WHEN = re.compile(
    rf"(?!{_SITTING})(?P<when>(?P<date>(?:[今来再]+月の?)?{_DATE})|{_LOOSE}|{_NUMBER}(?:日|週間|か月|ヶ月|カ月)以内)(?:まで(?:に|には)?|中に|内に|に(?:は)?)"
)
_BY = re.compile(r"(?:まで(?:に|には)?|中に|内に)$")
_LATER = re.compile(r"次回|後日|後ほど|のちほど|改めて|あらためて|追って|この次|次から|会議(?:の)?後")
_HOME = re.compile(r"持ち帰(?:り|って|らせて)|宿題(?:と|に)?")
_WHO = re.compile(
    r"(?P<who>(?!一部|全部|大部|内部|外部|会議室|教室)[一-龥々ァ-ヶーA-Za-z0-9]{1,16}?(?:課|係|部|室|局|班|委員会|事務局|担当|さん|様|委員|課長|係長|部長|局長|室長|主査|主任|業者|会社))"
    r"(?:の(?:皆さん|方|皆様))?(?P<by>は|が|で|から|にて|に|には|さんに)(?=[、\s]|[^すし]|$)"
)
_ASKED_OF = re.compile(r"お願い|いただ")
_GIVEN_TO = re.compile(
    r"提出|回答|報告|共有|連絡|送付|お示し|説明|相談|配[付布]|協議|依頼|伝え|申し入れ|知らせ|見せ|お?(?:送|届け|配|出し)"
)
"""What is done to somebody: 財政課に is then whom it goes to, and as a rule no more than that."""
_VERB = re.compile(_DOING)
_ANY_VERB = re.compile(
    r"[一-龥々ァ-ヶー](?:[一-龥々ァ-ヶー]|(?![をにがはでとのもへ])[ぁ-ん]){0,8}"
    r"(?=(?:て|(?<=[んい])で)(?:(?:おいて)?(?:ください|下さい|いただき|いただけ)|(?:おき|まいり)ます))"
)
"""Whatever is to be done, where it is said by when: 次回までに課題を洗い出しておいてください."""
_PROMISE, _ASK = re.compile(_PROMISED), re.compile(_REQUESTED)
_INFLECTS = re.compile(r"ます|[てで]")
"""Behind a verb (書き|ます, 送っ|て) and not behind a noun that is done (提出|します)."""
_UNENDED = re.compile(r"(?<=いただ[きけ])[^、。，．？?！!]*")
_TAKEN_BACK = re.compile(r"ません|なかった|[?？]$|(?:ます|です|でしょう)か[。]?$|そうです|場合|かどうか|予定でした")
_POLITE_QUESTION = re.compile(r"(?:いただけ|もらえ|願え)(?:ます|ません)(?:でしょう)?か|お願いできます")
_GIVES_THE_FLOOR = re.compile(r"[^。]*(?:から|より|に|の)?(?:、)?(?:ご)?(?:説明|報告)")
"""The chair asks somebody to speak, now."""


def actions(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding a sentence at most, in order of time."""
    for sentence in sentences:
        found = _action(sentence)
        if found is not None:
            yield found


def _action(sentence: Sentence) -> Finding | None:
    text = sentence.text
    found = _found(sentence, [*_VERB.finditer(text)])
    if found is None:
        due = _found(sentence, [*_ANY_VERB.finditer(text)])
        found = due if due is not None and due.rule == BY_DATE else None
    if found is not None:
        return found
    home = _HOME.search(text)
    if home and not _TAKEN_BACK.search(text[home.end() :]):
        return Finding(TAKEN_HOME, home[0], text, sentence.turn, sentence.start, sentence.speaker)
    return None


def _found(sentence: Sentence, verbs: Sequence[re.Match[str]]) -> Finding | None:
    """The last of the verbs that somebody is asked or promises to do."""
    text = sentence.text
    for verb in reversed(verbs):
        rest = text[verb.end() :]
        asked = _ASK.match(rest)
        ending = asked or _PROMISE.match(rest)
        if ending is None or _refused(rest, bool(asked)):
            continue
        when, who = _when(text[: verb.start()]), _who(text[: verb.start()], verb, ending)
        rule, because = _rule(text, verb, when, ending[0], bool(asked))
        if rule:
            what = _what(text, verb, _end(text, verb, ending), who, when)
            return Finding(
                rule,
                because,
                text,
                sentence.turn,
                sentence.start,
                sentence.speaker,
                who=who["who"] if who else "",
                what=what,
                by_when=when["when"] if when else "",
            )
    return None


def _refused(rest: str, asked: bool) -> bool:
    if asked and _POLITE_QUESTION.search(rest):
        return False
    return _TAKEN_BACK.search(rest) is not None


def _rule(text: str, verb: re.Match[str], when: re.Match[str] | None, ending: str, asked: bool) -> tuple[str, str]:
    """The rule, and the words it fired on; both empty where it is no more than talk."""
    if when is not None and _BY.search(when[0]):
        return BY_DATE, when[0]
    home = _HOME.search(text[: verb.start()])
    if home:
        return TAKEN_HOME, home[0]
    if asked and not _GIVES_THE_FLOOR.fullmatch(text[: verb.end()]):
        return REQUEST, verb[0] + ending
    if when is not None and when["date"]:
        return ON_DATE, when[0]
    later = _LATER.search(text[: verb.start()])
    if later:
        return LATER, later[0]
    return "", ""


def _when(before: str) -> re.Match[str] | None:
    """The last date before the verb, one with まで before one without."""
    found = [*_WHEN.finditer(before)]
    due = [each for each in found if _BY.search(each[0])]
    return next(reversed(due or found), None)


def _who(before: str, verb: re.Match[str], ending: re.Match[str]) -> re.Match[str] | None:
    """Who is to do it; before に only where somebody is asked: 佐藤委員に確認をお願いします, not 財政課に提出します."""
    of_them = _ASKED_OF.search(ending[0]) and not _GIVEN_TO.search(verb[0])
    return next(
        (found for found in _WHO.finditer(before) if of_them or found["by"] not in ("に", "には", "さんに")), None
    )


def _end(text: str, verb: re.Match[str], ending: re.Match[str]) -> int:
    """Behind the noun that says what is done, or behind the whole verb: 書き and 送って are no ends."""
    if not _INFLECTS.match(ending[0]):
        return verb.end()
    end = verb.end() + ending.end()
    rest = _UNENDED.match(text, end)
    return rest.end() if rest else end


def _what(text: str, verb: re.Match[str], end: int, who: re.Match[str] | None, when: re.Match[str] | None) -> str:
    """The words up to the end of what is done, from behind who, when and the last comma."""
    behind_who, behind_when = (each.end() if each else 0 for each in (who, when))
    start = max(behind_who, behind_when)
    before = text[behind_who : when.start()] if when else ""
    if start == verb.start() and before.strip() and not before.endswith("、"):
        start = behind_who  # 報告書は三月末までに提出: what is meant stands before the date
    comma = text.rfind("、", start, verb.end())
    return text[comma + 1 if comma >= 0 else start : end].strip()
