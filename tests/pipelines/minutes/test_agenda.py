import pytest

from pipelines.minutes.agenda import Beginning, beginnings
from pipelines.minutes.sentences import Sentence
from tests.pipelines.minutes.meeting import TITLES


def begun(*texts: str, titles: tuple[str, ...] = TITLES) -> list[Beginning]:
    return beginnings(titles, [Sentence(number, "", "s", 0.0, text) for number, text in enumerate(texts, 1)])


@pytest.mark.parametrize(
    ("text", "number", "rule", "because"),
    [
        ("それでは、議題1に入ります。", 1, "item_number", "議題1"),
        ("次に議題の二についてお願いします。", 2, "item_number", "議題の2"),
        ("続きまして、第三号議案を議題といたします。", 3, "item_number", "第3号議案"),
        ("議題２、予算についてです。", 2, "item_number", "議題2"),
        ("次第の1番、読み取り試験の結果です。", 1, "item_number", "次第の1番"),
        ("では二番目、予算の方に移ります。", 2, "item_number", "2番目、予算の方に移り"),
        ("まず、効果の検証について事務局から説明をお願いします。", 1, "item_title", "まず"),
        ("続きまして、予算について審議いたします。", 2, "item_title", "続きまして"),
        ("それでは、効果の検索について始めます。", 1, "item_like_title", "それでは"),
        ("それでは、次の議題に移ります。", 1, "item_next", "次の議題"),
    ],
)
def test_an_item_begins_and_the_rule_says_why(text, number, rule, because):
    titles = ("窓口業務の効果の検証について", *TITLES[1:]) if rule == "item_like_title" else TITLES
    text = text.replace("効果の検索", "窓口業務の効果の検索")
    (found,) = begun(text, titles=titles)
    assert (found.number, found.rule, found.because) == (number, rule, because)


@pytest.mark.parametrize(
    "text",
    [
        "本日の議題は、効果の検証、予算、その他の三件です。",
        "効果の検証については先ほど申し上げました。",
        "以上で議題1を終わります。",
        "議題1は以上です。",
        "議題1で申し上げたとおりです。",
        "二番目に多い意見です。",
        "予算が足りません。",
        "次に議題9に移ります。",
        "それでは始めます。",
        "それでは、効果の検証と予算についてご意見をお願いします。",
    ],
)
def test_where_no_rule_is_sure_no_item_begins(text):
    assert begun(text) == []


def test_an_item_begins_once_and_none_before_it_follows():
    found = begun(
        "次に、予算についてお願いします。",
        "それでは、効果の検証についてお願いします。",
        "次に、予算です。",
        "次の議題です。",
    )
    assert [(each.number, each.sentence.turn) for each in found] == [(2, 1), (3, 4)]


def test_without_an_agenda_nothing_begins():
    assert begun("それでは、議題1に入ります。", titles=()) == []
