"""Six invented people: what each wrote on the form, and what each meant by it.

Surnames, districts and towns are real words; the persons, house numbers and buildings are made up.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Entry:
    """What stands on the paper and the value meant: dates ISO 8601, numbers in digits, kana in full width."""

    written: str
    meant: str


@dataclass(frozen=True)
class Filling:
    """One filled form: the file it becomes, how it was written and scanned, and its entries by field id."""

    file: str
    pen: Literal["print", "hand"]
    skew: float
    """Counter-clockwise turn of the paper in the scanner, degrees."""
    entries: dict[str, Entry]


BLANK = Entry("", "")


def _same(text: str) -> Entry:
    return Entry(text, text)


FILLINGS = (
    Filling(
        "moving-01.pdf",
        "print",
        0.0,
        {
            "notice_date": Entry("令和6年3月15日", "2024-03-15"),
            "moving_date": Entry("令和6年3月10日", "2024-03-10"),
            "name": _same("髙橋　美咲"),
            "name_kana": _same("タカハシ　ミサキ"),
            "birth_date": Entry("平成2年8月7日", "1990-08-07"),
            "new_address": _same("平塚市夕陽ケ丘12番8号　コーポ潮風203号室"),
            "old_address": _same("東京都世田谷区上馬4丁目38番15号"),
            "household_size": _same("1"),
        },
    ),
    Filling(
        "moving-02.pdf",
        "hand",
        -0.6,
        {
            "notice_date": Entry("R6.3.25", "2024-03-25"),
            "moving_date": Entry("R6.3.20", "2024-03-20"),
            "name": _same("渡邉　正弘"),
            "name_kana": _same("ワタナベ　マサヒロ"),
            "birth_date": Entry("S52.11.23", "1977-11-23"),
            "new_address": _same("平塚市中原2-17-5　メゾン相模401"),
            "old_address": _same("横浜市戸塚区汲沢町1038-2"),
            "household_size": _same("3"),
        },
    ),
    Filling(
        "moving-03.pdf",
        "hand",
        0.8,
        {
            "notice_date": Entry("令和元年5月10日", "2019-05-10"),
            "moving_date": Entry("令和元年5月1日", "2019-05-01"),
            "name": _same("佐藤　結衣"),
            "name_kana": _same("サトウ　ユイ"),
            "birth_date": Entry("昭和58年12月30日", "1983-12-30"),
            "new_address": _same("平塚市撫子原6番14号"),
            "old_address": _same("静岡県沼津市大岡2205番地の7"),
            "household_size": BLANK,
        },
    ),
    Filling(
        "moving-04.pdf",
        "print",
        -0.3,
        {
            "notice_date": Entry("２０２４年４月１日", "2024-04-01"),
            "moving_date": Entry("２０２４年３月２８日", "2024-03-28"),
            "name": _same("山﨑　健太郎"),
            "name_kana": Entry("ﾔﾏｻﾞｷ ｹﾝﾀﾛｳ", "ヤマザキ　ケンタロウ"),
            "birth_date": Entry("１９９８年１月９日", "1998-01-09"),
            "new_address": _same("平塚市日向岡１－２３－４"),
            "old_address": _same("埼玉県川越市旭町３－１１－９　旭ハイツ１０２号室"),
            "household_size": _same("4"),
        },
    ),
    Filling(
        "moving-05.pdf",
        "hand",
        0.5,
        {
            "notice_date": Entry("2024/4/5", "2024-04-05"),
            "moving_date": Entry("2024/4/1", "2024-04-01"),
            "name": _same("鈴木　大輔"),
            "name_kana": _same("スズキ　ダイスケ"),
            "birth_date": Entry("1989/7/14", "1989-07-14"),
            "new_address": _same("平塚市四之宮3丁目6番21号　第二青葉荘102号"),
            "old_address": _same("神奈川県秦野市鶴巻北2丁目4番5号"),
            "household_size": _same("2"),
        },
    ),
    Filling(
        "moving-06.pdf",
        "print",
        -0.8,
        {
            "notice_date": Entry("令和6年4月12日", "2024-04-12"),
            "moving_date": Entry("R6.4.8", "2024-04-08"),
            "name": _same("小林　千夏"),
            "name_kana": _same("コバヤシ　チナツ"),
            "birth_date": Entry("平成元年6月2日", "1989-06-02"),
            "new_address": _same("平塚市纒128番地の3"),
            "old_address": _same("神奈川県小田原市栄町1丁目22番6号　グリーン栄305"),
            "household_size": _same("5"),
        },
    ),
)
