"""Decisions that were said, by rules that say on which words they fired. Candidates: a person confirms them."""

import re
from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Finding
from pipelines.minutes.sentences import Sentence

RESOLVED = "resolved"
NO_OBJECTION = "no_objection"
TO_DO_SO = "to_do_so"
AS_PROPOSED = "as_proposed"
REJECTED = "rejected"
COUNTED_UP = "counted_up"

_VERB = r"(?<!かを)(?:承認|可決|了承|決定|採択|議決|同意|認定)"
_PERFORMED = (
    r"(?:され(?:ました|た|ます)|いたしました|いたします|しました|します|(?:と|に)いたします|とします|"
    r"すること(?:と|に)(?:いたします|します|なりました|決まりました)|とさせていただきます|(?:を)?いただいた(?:もの)?とします|です)"
)
RULES = (
    (
        REJECTED,
        re.compile(
            r"(?:否決|不採択|却下|見送り?|見合わせ)[^。、]{0,4}(?:され(?:ました|た)|と?いたします|とします|と決)"
        ),
    ),
    (RESOLVED, re.compile(rf"{_VERB}{_PERFORMED}|(?:に|と)決まりました|に決めます")),
    (
        NO_OBJECTION,
        re.compile(r"ご?異議(?:が|は)?(?:なし|ない(?:もの|よう|と)|ありません(?!か)|ございません(?!か))|異議はないと"),
    ),
    (TO_DO_SO, re.compile(r"(?:こと|もの)(?:と|に)(?:いたします|します|決しました|決まりました|決定)")),
    (
        AS_PROPOSED,
        re.compile(
            r"(?:案|提案|説明|資料|原案)の?(?:とおり|通り)[^。]{0,12}(?:進め|行い|行う|実施|決|定め|まいり|とし|いたし)"
            r"[^。]{0,6}(?:ます|ました)"
        ),
    ),
)
_NOT_YET = re.compile(
    r"[?？]|(?:ます|です|ません|でしょう|ました|いかが)か[。、]?$|でしょうか|いかが|ません[。か]?$|なかった|"
    r"お願い|いただけ|いただきたい|たいと|思い|お諮り|求め|予定|見込|場合|(?:れ|え|け|せ|め)ば|たら|かどうか|そうです"
)
"""A question, a wish, a plan, a condition, a negation, hearsay: behind the words of a decision they take it back."""
_PAST = re.compile(r"昨年|前年|一昨年|前回|先日|先月|過去|当時|以前|かつて")
"""It tells of an earlier decision."""
_COUNTS_UP = re.compile(
    r"(?:決まった|決定した|合意した)(?:こと|事項|内容|点)[^。]{0,12}(?:確かめ|確認|まとめ|申し上げ|整理|読み上げ)"
)
"""What follows in a row, each with its number, was decided."""
_ONE_OF_THEM = re.compile(
    r"(?:[0-9０-９一二三四五六七八九]+(?:つ目?|点目?|番目?)|第[0-9０-９一二三四五六七八九]+(?:に|は)|まず|次に|それから)[、は]"
)
_ASKS = re.compile(r"(?:異議|賛成|反対|よろしい|いかが)[^。]{0,20}か[。？?]?$|(?:いい|よろしい)ですね[。？?]?$|お諮り")
ASKED_WITHIN = 4
"""Sentences before an answer among which its question is looked for."""


def decisions(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding a sentence at most, in order of time."""
    counting = ""
    for index, sentence in enumerate(sentences):
        counts = _COUNTS_UP.search(sentence.text)
        if counts is not None:
            counting = counts[0]
            continue
        if not _ONE_OF_THEM.match(sentence.text):
            counting = ""
        found = (COUNTED_UP, counting) if counting else _rule(sentence.text)
        if found is not None:
            rule, because = found
            asked = _question(sentences[max(0, index - ASKED_WITHIN) : index]) if rule == NO_OBJECTION else ""
            yield Finding(rule, because, sentence.text, sentence.turn, sentence.start, sentence.speaker, asked=asked)


def _rule(text: str) -> tuple[str, str] | None:
    for rule, pattern in RULES:
        for found in pattern.finditer(text):
            if not _NOT_YET.search(text[found.end() - 1 :]) and not _PAST.search(text[: found.start()]):
                return rule, found[0]
    return None


def _question(before: Sequence[Sentence]) -> str:
    return next((sentence.text for sentence in reversed(before) if _ASKS.search(sentence.text)), "")
