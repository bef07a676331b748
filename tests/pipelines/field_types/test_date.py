import datetime
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.field_types import TYPES, parse
from pipelines.field_types.date import ERAS, is_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和6年3月15日", "2024-03-15"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和1年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和元年12月25日", "1926-12-25"),
        ("大正15年12月24日", "1926-12-24"),
        ("大正元年7月30日", "1912-07-30"),
        ("明治45年7月29日", "1912-07-29"),
        ("R6.3.15", "2024-03-15"),
        ("r6/3/15", "2024-03-15"),
        ("S52.11.23", "1977-11-23"),
        ("Ｈ２．８．７", "1990-08-07"),
        ("２０２４年４月１日", "2024-04-01"),
        ("2024-04-01", "2024-04-01"),
        ("2024/4/1", "2024-04-01"),
        ("2024 年 4 月\n1 日", "2024-04-01"),
        ("　令和６年　３月１５日　", "2024-03-15"),
        ("㋿6年3月15日", "2024-03-15"),
        ("2024‐4‐1", "2024-04-01"),  # HYPHEN
        ("2024−4−1", "2024-04-01"),  # MINUS SIGN
        ("2024ー4ー1", "2024-04-01"),  # the long vowel mark, which people and engines write for a dash
        ("2024・4・1", "2024-04-01"),
        ("2024年2月29日", "2024-02-29"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, value: str) -> None:
    assert parse("date", text) == (value, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平成元年1月7日", "outside_era"),  # still 昭和64年
        ("昭和64年1月8日", "outside_era"),
        ("平成31年5月1日", "outside_era"),
        ("令和元年4月30日", "outside_era"),
        ("平成40年1月1日", "outside_era"),
        ("大正15年12月26日", "outside_era"),
        ("昭和元年12月24日", "outside_era"),
        ("令和0年12月31日", "outside_era"),
        ("令和6年2月30日", "no_such_day"),
        ("2023年2月29日", "no_such_day"),
        ("2024年13月1日", "no_such_day"),
        ("2024年0月1日", "no_such_day"),
        ("令和9999年1月1日", "no_such_day"),
        ("元年4月1日", "not_a_date"),
        ("2024月4年1日", "not_a_date"),
        ("6年3月15日", "not_a_date"),  # of which era?
        ("24/4/1", "not_a_date"),
        ("令和6年3月", "not_a_date"),
        ("20240401", "not_a_date"),
        ("慶応3年1月1日", "not_a_date"),
        ("令和六年三月十五日", "not_a_date"),
        ("令和6年3月15日生", "not_a_date"),
        ("٢٠٢٤/4/1", "not_a_date"),
        ("不明", "not_a_date"),
    ],
)  # fmt: skip
def test_what_is_no_date_says_why(text: str, code: str) -> None:
    assert parse("date", text) == ("", code)


WIDE = str.maketrans("0123456789./-MTSHR", "０１２３４５６７８９．／－ＭＴＳＨＲ")


@st.composite
def written(draw: st.DrawFn) -> tuple[datetime.date, str]:
    """A day and one of the ways in which people write it."""
    era, (letter, first, last) = draw(st.sampled_from(sorted(ERAS.items())))
    day = draw(st.dates(first, last))
    of_era = day.year - first.year + 1
    year = draw(
        st.sampled_from([f"{era}{of_era}", f"{letter}{of_era}", f"{letter.lower()}{of_era}", str(day.year)])
        if of_era > 1
        else st.sampled_from([f"{era}元", f"{era}1", f"{letter}1", str(day.year)])
    )
    month, number = draw(st.sampled_from([(str(day.month), str(day.day)), (f"{day.month:02}", f"{day.day:02}")]))
    pattern = draw(st.sampled_from(["{}年{}月{}日", "{}.{}.{}", "{}/{}/{}", "{}-{}-{}", "{} 年 {} 月 {} 日"]))
    text = pattern.format(year, month, number)
    return day, text.translate(WIDE) if draw(st.booleans()) else text


@given(written())
def test_a_date_of_any_era_in_any_style_is_itself(day_and_text: tuple[datetime.date, str]) -> None:
    day, text = day_and_text
    assert parse("date", text) == (day.isoformat(), "")


@given(st.dates(datetime.date(1000, 1, 1)))
def test_a_value_is_a_value_and_is_read_as_itself(day: datetime.date) -> None:
    assert is_value(day.isoformat())
    assert parse("date", day.isoformat()) == (day.isoformat(), "")


@pytest.mark.parametrize(
    "cell", ["2024/04/01", "2024-4-1", "20240401", "2024-W14-1", "令和6年4月1日", "2024-02-30", " "]
)
def test_what_is_no_value(cell: str) -> None:
    assert not TYPES["date"].is_value(cell)


def test_eras_follow_each_other_without_a_gap() -> None:
    spans = [(first, last) for _letter, first, last in ERAS.values()]
    between = [(after - before).days for (_first, before), (after, _last) in itertools.pairwise(spans)]
    # Until 平成 an era began on the last day of the one before, since then on the day after.
    assert between == [0, 0, 1, 1]
    assert all(unicodedata.normalize("NFKC", letter) == letter for letter, _first, _last in ERAS.values())


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024一04一01", "2024-04-01"),
        ("R6―4―1", "2024-04-01"),
        ("令和6─4━1", "2024-04-01"),
        ("2024-4-1", "2024-04-01"),
        # The day on which an era began was the last one of the era before as well, until 平成.
        ("明治45年7月30日", "1912-07-30"),
        ("大正元年7月30日", "1912-07-30"),
        ("大正15年12月25日", "1926-12-25"),
        ("昭和元年12月25日", "1926-12-25"),
    ],
)
def test_dashes_as_engines_read_them_and_days_of_two_eras(written: str, iso: str) -> None:
    assert parse("date", written) == (iso, "")
