"""The form 住民異動届（転入）: where its cells stand, what is printed on it, and its template."""

from datetime import date, timedelta

from PIL import Image

from pipelines.contracts.forms import Template
from samples.drawing.cells import Cell
from samples.drawing.sheet import Sheet
from samples.kinds import Entries, Kind
from samples.people import BLANK, Inventor
from samples.words import FORMER_TOWNS

ID = "moving-notice"
TITLE = "住民異動届（転入）"
PAPER_MM = (210.0, 297.0)

CELLS = (
    Cell("notice_date", "届出日", "", "date", 15, 52, 26, 72, 14),
    Cell("moving_date", "異動日", "（住み始めた日）", "date", 113, 52, 25, 57, 14),
    Cell("name_kana", "フリガナ", "", "kana", 15, 66, 26, 72, 12),
    Cell("name", "氏名", "（戸籍の文字）", "name", 15, 78, 26, 72, 18),
    Cell("birth_date", "生年月日", "", "date", 113, 66, 25, 57, 16),
    Cell("household_size", "世帯人数", "", "number", 113, 82, 25, 30, 14, required=False, allowed="0123456789"),
    Cell("new_address", "新しい住所", "（これから住むところ）", "address", 15, 96, 26, 154, 17),
    Cell("old_address", "前の住所", "（いままで住んでいたところ）", "address", 15, 113, 26, 154, 17),
)
TABLE = (15, 52, 180, 78)

NOTES = (
    "届出は、新しい住所に住み始めた日から14日以内に行ってください。",
    "届出日、異動日及び生年月日は、和暦・西暦のどちらで記入してもかまいません。",
    "氏名は戸籍に記載されている文字で、フリガナはカタカナで記入してください。",
    "住所は、丁目、番、号、建物の名称及び部屋番号まで省略せずに記入してください。",
    "世帯人数は、届出をした後の世帯の人数を数字で記入してください（分からないときは空欄）。",
    "転出証明書又はマイナンバーカードと、窓口に来た方の本人確認書類をお持ちください。",
)

OFFICE_CHECKS = (
    (
        "本人確認",
        ("運転免許証", "マイナンバーカード", "旅券", "在留カード", "資格確認書", "その他（　　　　　　　　）"),
    ),
    ("添付書類", ("転出証明書", "委任状", "戸籍の附票", "賃貸借契約書の写し", "その他（　　　　　　　　）")),
    ("関係手続", ("国民健康保険", "国民年金", "介護保険", "児童手当", "転入学", "飼い犬の登録")),
)


def template() -> Template:
    """The template that goes with the drawing: the same cells."""
    fields = tuple(cell.field() for cell in CELLS)
    return Template(schema=1, id=ID, title=TITLE, paper_mm=PAPER_MM, fields=fields)


def fill(person: Inventor) -> Entries:
    """A person who moved to the city within the last two weeks."""
    name, notified = person.name(), person.notified_on()
    moved = notified - timedelta(days=person.rng.randrange(15))
    return {
        "notice_date": person.date(notified),
        "moving_date": person.date(moved),
        "name_kana": person.kana(name),
        "name": person.written_name(name),
        "birth_date": person.date(person.birthday(date(1945, 1, 1), date(2002, 12, 31))),
        "household_size": BLANK if person.chance(0.25) else person.number(person.rng.randrange(1, 7)),
        "new_address": person.address(),
        "old_address": person.address(FORMER_TOWNS, city=""),
    }


def draw() -> Image.Image:
    """The empty form, grey levels, at ``samples.drawing.sheet.DPI``."""
    sheet = Sheet(*PAPER_MM)
    _head(sheet)
    _table(sheet)
    _notes(sheet)
    _office(sheet)
    sheet.words(15, 285, 2.6, "市民課　転入－０１（令和５年４月）")
    sheet.words(195, 285, 2.6, "見本の様式です。記入された人物と住所は架空のものです。", "rm")
    return sheet.image


def _head(sheet: Sheet) -> None:
    sheet.words(15, 14, 2.8, "第１号様式（第３条関係）")
    sheet.box(141, 11, 54, 9)
    sheet.rule(160, 11, 160, 20)
    sheet.spread(143, 15.5, 15, 2.8, "整理番号")
    sheet.spread(56, 29, 98, 6.6, TITLE)
    sheet.words(17, 39, 3.8, "（宛先）平塚市長")
    sheet.words(17, 46.5, 3.4, "次のとおり届け出ます。")
    sheet.words(195, 46.5, 2.9, "太枠の中を、黒のボールペンではっきりと記入してください。", "rm")


def _table(sheet: Sheet) -> None:
    for cell in CELLS:
        cell.draw(sheet)
    sheet.words(170, 89, 3.5, "人")
    sheet.words(175, 89, 2.3, "（届出後の人数）")
    sheet.box(*TABLE, weight=0.8)


def _notes(sheet: Sheet) -> None:
    sheet.words(15, 137, 3.1, "記入上の注意")
    for place, note in enumerate(NOTES):
        sheet.words(17, 143 + 5 * place, 2.7, f"{place + 1}　{note}")


def _office(sheet: Sheet) -> None:
    sheet.dots(15, 80, 177)
    sheet.words(105, 177, 2.6, "以下は記入しないでください", "mm")
    sheet.dots(130, 195, 177)
    sheet.box(15, 182, 180, 96, weight=0.4)
    sheet.rule(24, 182, 24, 278)
    sheet.upright(19.5, 200, 60, 3.4, "職員記入欄")
    for place, (label, choices) in enumerate(OFFICE_CHECKS):
        _checks(sheet, 182 + 18 * place, label, choices)
    _remarks(sheet)
    _stamps(sheet)


def _checks(sheet: Sheet, y: float, label: str, choices: tuple[str, ...]) -> None:
    sheet.box(24, y, 24, 18)
    sheet.spread(26.5, y + 9, 19, 3, label)
    sheet.rule(48, y + 18, 195, y + 18)
    for place, choice in enumerate(choices):
        x, line = 52 + 47 * (place % 3), y + 5.5 + 7 * (place // 3)
        sheet.box(x, line - 1.4, 2.8, 2.8, weight=0.2)
        sheet.words(x + 4.5, line, 2.8, choice)


def _remarks(sheet: Sheet) -> None:
    sheet.box(24, 236, 24, 42)
    sheet.spread(26.5, 257, 19, 3, "備考")
    for y in (246, 256, 266):
        sheet.dots(51, 106, y)


def _stamps(sheet: Sheet) -> None:
    sheet.box(109, 236, 46, 42)
    sheet.words(132, 240, 2.6, "受付印", "mm")
    sheet.ring(132, 259, 15)
    for place, step in enumerate(("受付", "入力", "照合", "交付")):
        x, y = 155 + 20 * (place % 2), 236 + 21 * (place // 2)
        sheet.box(x, y, 20, 21)
        sheet.rule(x, y + 6, x + 20, y + 6)
        sheet.spread(x + 4, y + 3, 12, 2.6, step)


KIND = Kind(
    name="moving",
    template=template(),
    draw=draw,
    fill=fill,
    strays=("name", "new_address"),
    corrected=("old_address", "moving_date", "birth_date"),
    marked=("notice_date", "new_address"),
    sealed=("name", "name"),
)
