import pytest

from evaluators.agreement import compared_by


@pytest.mark.parametrize(
    ("field_type", "one", "other", "agree"),
    [
        ("date", ("令和3年4月1日", "2021-04-01"), ("2021/4/1", "2021-04-01"), True),
        ("date", ("令和3年4月1日", "2021-04-01"), ("令和3年4月7日", "2021-04-07"), False),
        ("date", ("令和3年4月１目", ""), ("令和3年4月1目", ""), True),  # neither is a date, and both say the same
        ("date", ("令和3年4月1目", ""), ("令和3年4月1日", "2021-04-01"), False),
        ("date", ("", ""), ("　", ""), True),  # both saw an empty box
        ("date", ("", ""), ("1目", ""), False),
        ("date", ("2021-04-01", ""), ("R3.4.1", "2021-04-01"), False),  # a text is never taken for a value
        ("name", ("平塚 花子", "平塚花子"), ("平塚花子", "平塚花子"), True),
        ("name", ("髙橋", "髙橋"), ("高橋", "高橋"), False),
        ("name", ("\ufa19", "\ufa19"), ("神", "神"), False),
        ("text", ("ＡＢ", "AB"), ("AB", "AB"), True),
    ],
)
def test_values_count_and_texts_where_there_are_none(field_type, one, other, agree) -> None:
    assert (compared_by(*one, field_type) == compared_by(*other, field_type)) is agree
