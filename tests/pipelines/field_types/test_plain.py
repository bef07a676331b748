import pytest

from pipelines.field_types import TYPES, parse
from pipelines.field_types.dashes import DASHES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("髙橋　美咲", "髙橋美咲"),
        ("高橋美咲", "高橋美咲"),
        ("山﨑 健太郎", "山﨑健太郎"),
        ("\ufa19谷", "\ufa19谷"),  # 神 as a compatibility ideograph, which NFC would fold
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("ﾜﾀﾅﾍﾞ", "ワタナベ"),
    ],
)
def test_variants_of_a_name_are_kept_apart(text: str, value: str) -> None:
    assert parse("name", text) == (value, "")


@pytest.mark.parametrize(("one", "other"), [("髙橋", "高橋"), ("山﨑", "山崎"), ("\ufa19谷", "神谷"), ("渡邉", "渡邊")])
@pytest.mark.parametrize("kind", ["name", "address"])
def test_two_residents_are_not_one(kind: str, one: str, other: str) -> None:
    assert parse(kind, one) != parse(kind, other)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("タカハシ　ミサキ", "タカハシミサキ"),
        ("ﾔﾏｻﾞｷ ｹﾝﾀﾛｳ", "ヤマザキケンタロウ"),
        ("たかはし みさき", "タカハシミサキ"),
        ("うゞまき", "ウヾマキ"),
        ("みすゝ", "ミスヽ"),
        ("リー・ジェーン", "リー・ジェーン"),
        ("ハ\u309aリ", "パリ"),
        ("ヴァイオレット", "ヴァイオレット"),
        ("ゔぁ", "ヴァ"),
    ],
)
def test_kana_are_full_width_katakana(text: str, value: str) -> None:
    assert parse("kana", text) == (value, "")
    assert TYPES["kana"].is_value(value)


@pytest.mark.parametrize("text", ["高橋", "タカハシA", "タカハシ1", "タカハシ。", "タカハシ(旧)"])
def test_what_is_no_kana(text: str) -> None:
    assert parse("kana", text) == ("", "not_kana")


def test_a_text_keeps_its_blanks_as_one() -> None:
    assert parse("text", "　ＡＩ－ＯＣＲ の　効果 ") == ("AI-OCR の 効果", "")
    assert parse("text", "to\r\n\nbe") == ("to be", "")


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\n　"])
def test_a_text_is_one_where_its_lines_end_in_japanese(end: str) -> None:
    assert parse("text", f"夜道が{end}暗い。{end}AI{end}を") == ("夜道が暗い。 AI を", "")


@pytest.mark.parametrize("dash", [*DASHES, "-"])
def test_the_dashes_of_a_house_number_are_one(dash: str) -> None:
    assert parse("address", f"平塚市高村５{dash}２７{dash}１５　シャトー") == ("平塚市高村5-27-15シャトー", "")


def test_a_dash_of_a_word_stays() -> None:
    assert parse("address", "コーポ潮風２ー１　タワー３号") == ("コーポ潮風2-1タワー3号", "")
    assert parse("address", "二丁目一番") == ("二丁目一番", "")
    assert parse("name", "１ー２") == ("1ー2", "")


@pytest.mark.parametrize("kind", ["text", "name", "address"])
def test_a_value_has_one_line(kind: str) -> None:
    assert TYPES[kind].is_value("平塚市")
    assert not TYPES[kind].is_value("平塚市\n浅間町")
    assert not TYPES[kind].is_value("平塚市\r浅間町")
