import pytest

from dashboards.reports.minutes.draft import Finding
from pipelines.minutes.actions import actions
from pipelines.minutes.decisions import decisions
from pipelines.minutes.sentences import Sentence


def spoken(*texts: str) -> list[Sentence]:
    return [Sentence(number, "委員長", "s", number * 1.0, text) for number, text in enumerate(texts, 1)]


def decided(text: str) -> list[tuple[str, str]]:
    return [(found.rule, found.because) for found in decisions(spoken(text))]


def to_do(text: str) -> Finding | None:
    return next(actions(spoken(text)), None)


@pytest.mark.parametrize(
    ("text", "rule", "because"),
    [
        ("それでは、原案のとおり承認することといたします。", "resolved", "承認することといたします"),
        ("議題1は承認されました。", "resolved", "承認されました"),
        ("賛成多数により可決されました。", "resolved", "可決されました"),
        ("では、そのように決定いたします。", "resolved", "決定いたします"),
        ("次回は五月十二日に開催することに決まりました。", "resolved", "に決まりました"),
        ("異議なし。", "no_objection", "異議なし"),
        ("ご異議がないようですので、案のとおり進めます。", "no_objection", "ご異議がないよう"),
        ("試行は四月から始めることといたします。", "to_do_so", "ことといたします"),
        ("では、説明のとおり進めてまいります。", "as_proposed", "説明のとおり進めてまいります"),
        ("本案は否決されました。", "rejected", "否決されました"),
    ],
)
def test_a_decision_and_the_words_that_made_it_one(text, rule, because):
    assert decided(text) == [(rule, because)]
    assert because in text


@pytest.mark.parametrize(
    "text",
    [
        "承認していただけますか。",
        "承認することとしてよろしいでしょうか。",
        "ご異議ございませんか。",
        "承認されませんでした。",
        "承認をお願いいたします。",
        "承認されれば、来月から始めます。",
        "昨年度は廃止することとしました。",
        "前回の会議で承認されました。",
        "四月から始めることとしたいと思います。",
        "導入する予定です。",
    ],
)
def test_questions_wishes_plans_conditions_and_the_past_are_no_decisions(text):
    assert decided(text) == []


def test_an_answer_is_given_with_its_question():
    asked = "案のとおり進めることにご異議ございませんか。"
    (found,) = decisions(spoken("説明は以上です。", asked, "異議なし。"))
    assert (found.quote, found.asked, found.turn, found.start, found.speaker) == ("異議なし。", asked, 3, 3.0, "委員長")


@pytest.mark.parametrize(
    ("text", "rule", "who", "what", "by_when"),
    [
        ("財政課は、来週の金曜日までに試算を提出してください。", "by_date", "財政課", "試算を提出", "来週の金曜日"),
        ("報告書は三月末までに提出いたします。", "by_date", "", "報告書は三月末までに提出", "三月末"),
        ("次回の会議までに事務局で資料を修正いたします。", "by_date", "事務局", "資料を修正", "次回の会議"),
        ("各課は五月十日までに回答をお願いいたします。", "by_date", "各課", "回答", "五月十日"),
        ("令和8年6月15日までに取りまとめてください。", "by_date", "", "取りまとめてください", "令和8年6月15日"),
        ("市民への周知を年度内に実施することとします。", "by_date", "", "市民への周知を年度内に実施", "年度内"),
        ("デジタル推進課から後日回答いたします。", "later", "デジタル推進課", "後日回答", ""),
        ("アンケートの結果を次回お示しします。", "later", "", "アンケートの結果を次回お示し", ""),
        ("この次から、見込みを並べて書きます。", "later", "", "見込みを並べて書きます", ""),
        ("病院には今月の二十日に申し入れます。", "on_date", "", "病院には今月の二十日に申し入れます", "今月の二十日"),
        (
            "大橋さんは、費用の計算を皆さんに送ってください。",
            "request",
            "大橋さん",
            "費用の計算を皆さんに送ってください",
            "",
        ),
        ("かしこまりました、11月27日までにお送りします。", "by_date", "", "お送り", "11月27日"),
        ("9日の正午までに、すべての会派へお届けします。", "by_date", "", "すべての会派へお届け", "9日の正午"),
        ("議事録は、課内で見直していただきたいと思います。", "request", "", "課内で見直していただきたいと思います", ""),
        ("資料を配っていただけますか。", "request", "", "資料を配っていただけますか", ""),
        ("要望は今月中に伝えておきます。", "by_date", "", "要望は今月中に伝えておきます", "今月中"),
        ("次回までに課題を洗い出しておいてください。", "by_date", "", "課題を洗い出しておいてください", "次回"),
        ("総務課は来週中に見積りを取り寄せてください。", "by_date", "総務課", "見積りを取り寄せてください", "来週中"),
        ("次の会議までに名前を決めておきます。", "by_date", "", "名前を決めておきます", "次の会議"),
        ("各課は年度内に削減に取り組んでください。", "by_date", "各課", "削減に取り組んでください", "年度内"),
        ("来年度中に契約を結んでおきます。", "by_date", "", "契約を結んでおきます", "来年度中"),
        ("今年中に片付けていただきたい。", "by_date", "", "片付けていただきたい", "今年中"),
        ("佐藤委員に確認をお願いします。", "request", "佐藤委員", "確認", ""),
        ("検討していただけますか。", "request", "", "検討", ""),
        ("持ち帰って検討いたします。", "taken_home", "", "持ち帰って検討", ""),
        ("これは宿題とさせていただきます。", "taken_home", "", "", ""),
    ],
)
def test_an_action_with_who_what_and_by_when_as_far_as_it_was_said(text, rule, who, what, by_when):
    found = to_do(text)
    assert found is not None
    assert (found.rule, found.who, found.what, found.by_when) == (rule, who, what, by_when)
    assert all(words in text for words in (found.because, who, what, by_when))


@pytest.mark.parametrize(
    "text",
    [
        "先ほど説明いたしました。",
        "資料1に基づき説明します。",
        "それでは、事務局から説明をお願いいたします。",
        "三月末までに提出しませんでした。",
        "費用との関係が来月末までに報告されます。",
        "システムの更新を検討しています。",
        "三月末までに提出しますか。",
        "お手元の資料をご覧ください。",
        "皆さんの声を聞かせてください。",
        "足元に気を付けてお帰りください。",
        "来月の広報に載せるそうです。",
        "見積りを三社から取り寄せてください。",
        "三時までは静かにしてください。",
        "会議中に電源を切ってください。",
        "次の会議中に席を離れておきます。",
    ],
)
def test_talk_is_no_action(text):
    assert to_do(text) is None


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("今月末までに、予算要求書を財政課に出してください。", "", "予算要求書を財政課に出してください"),
        ("来週までに水道課に確認します。", "", "水道課に確認"),
        ("五月十日までに財政課に回答をお願いします。", "", "財政課に回答"),
        ("議会には総務部長から来週中に説明します。", "総務部長", "説明"),
        ("財政課には大橋さんから五月十日までに回答してください。", "大橋さん", "回答"),
        ("財政課に調査をお願いします。", "財政課", "調査"),
        ("佐藤委員に確認していただきます。", "佐藤委員", "確認"),
    ],
)
def test_whom_something_goes_to_is_not_who_is_to_do_it(text, who, what):
    found = to_do(text)
    assert found is not None
    assert (found.who, found.what) == (who, what)


def test_a_part_of_something_is_nobody():
    found = to_do("一部は三月末までに修正します。")
    assert found is not None
    assert found.who == ""


def test_what_is_counted_up_as_decided_is_listed_item_by_item():
    found = decisions(
        spoken(
            "それでは、今日決まったことを確かめます。",
            "一つ、読み取りは来年一月から試す。",
            "2つ、マイクを四本買う。",
            "皆さん、いいですね。",
            "異議ありません。",
        )
    )
    assert [(each.rule, each.turn, each.asked) for each in found] == [
        ("counted_up", 2, ""),
        ("counted_up", 3, ""),
        ("no_objection", 5, "皆さん、いいですね。"),
    ]
