"""The form 児童手当 認定請求書: claimant, up to three children, account."""

from datetime import date, timedelta

from PIL import Image

from pipelines.contracts.forms import Template, TemplateField
from samples.drawing.cells import Cell, checkbox, choice, draw_square, spot
from samples.drawing.sheet import Sheet
from samples.kinds import Entries, Kind
from samples.people import BLANK, TICKED, UNTICKED, Entry, Inventor, Name, same
from samples.words import BANKS, BRANCHES

ID = "child-allowance"
TITLE = "児童手当　認定請求書"
PAPER_MM = (210.0, 297.0)
DIGITS = "0123456789"
CHILD_ROWS = 3
CHILD_PARTS = ("name", "birth_date", "relation", "living")
CHILD_TOP, CHILD_HEIGHT = 133.0, 13.0

CELLS = (
    Cell("claim_date", "請求年月日", "", "date", 127, 33, 24, 44, 11),
    Cell("name_kana", "フリガナ", "", "kana", 22, 48, 23, 62, 11),
    Cell("name", "氏名", "（請求者）", "name", 22, 59, 23, 62, 16),
    Cell("birth_date", "生年月日", "", "date", 107, 48, 22, 66, 13),
    Cell("my_number", "個人番号", "", "my_number", 107, 61, 22, 66, 14, allowed=DIGITS, digits=12),
    Cell("postal_code", "郵便番号", "", "postal_code", 22, 75, 23, 62, 11, allowed=DIGITS + "-", lead=7),
    Cell("phone", "電話番号", "", "phone", 107, 75, 22, 66, 11, allowed=DIGITS + "-()"),
    Cell("address", "住所", "（住民票の住所）", "address", 22, 86, 23, 150, 16),
    Cell("income", "前年の所得", "", "money", 22, 114, 23, 62, 12, required=False, allowed=DIGITS + ",", tail=9),
    *(
        cell
        for row in range(CHILD_ROWS)
        for cell in (
            Cell(f"child{row + 1}_name", f"児童{row + 1}の氏名", "", "name", 22, CHILD_TOP + row * CHILD_HEIGHT, 0, 58,
                 CHILD_HEIGHT, required=row == 0),
            Cell(f"child{row + 1}_birth_date", f"児童{row + 1}の生年月日", "", "date", 80,
                 CHILD_TOP + row * CHILD_HEIGHT, 0, 52, CHILD_HEIGHT, required=row == 0),
            Cell(f"child{row + 1}_relation", f"児童{row + 1}の続柄", "", "text", 132,
                 CHILD_TOP + row * CHILD_HEIGHT, 0, 23, CHILD_HEIGHT, required=row == 0),
        )
    ),
    Cell("child_count", "児童の人数", "（請求する児童）", "number", 15, 172, 30, 35, 12, allowed=DIGITS),
    Cell("bank", "金融機関", "", "text", 22, 190, 23, 62, 12),
    Cell("branch", "支店名", "", "text", 107, 190, 22, 66, 12, required=False),
    Cell("account", "口座番号", "（右づめ）", "account", 107, 202, 22, 66, 12, allowed=DIGITS, digits=7),
    Cell("account_name", "口座名義", "（カタカナ）", "kana", 22, 214, 23, 150, 12),
)  # fmt: skip

PENSIONS = (("employee", "厚生年金"), ("mutual", "共済組合"), ("national", "国民年金"), ("none", "加入していない"))
LIVING = (("together", "同居"), ("apart", "別居"))
ACCOUNTS = (("ordinary", "普通"), ("current", "当座"))
PENSION_AT = (52.0, 90.0, 121.0, 152.0)
"""Middles of the numbers to circle, mm."""

NOTES = (
    "請求者は、児童を養育する方のうち、所得の高い方です。",
    "出生又は転入の日の翌日から15日以内に請求してください。請求が遅れると、受給できない月が生じます。",
    "「同居」「別居」、年金の種類及び口座の種別は、当てはまるものを○で囲んでください。",
    "配偶者名義や児童名義の口座を指定することはできません。",
)
OFFICE = ("受付", "審査", "認定", "入力", "通知")


def _fields() -> tuple[TemplateField, ...]:
    pension = choice(
        "pension", "加入している年金",
        [spot(key, label, x, 108) for x, (key, label) in zip(PENSION_AT, PENSIONS, strict=True)],
        (45.7, 102.7, 148.6, 10.6),
    )  # fmt: skip
    living = [
        choice(
            f"child{row + 1}_living", f"児童{row + 1}の同居・別居",
            [spot(key, label, 165 + 20 * at, _child_middle(row), 11) for at, (key, label) in enumerate(LIVING)],
            (155.7, CHILD_TOP + row * CHILD_HEIGHT + 0.7, 38.6, CHILD_HEIGHT - 1.4), required=row == 0,
        )
        for row in range(CHILD_ROWS)
    ]  # fmt: skip
    kind = choice(
        "account_kind", "口座の種別",
        [spot(key, label, 61 + 28 * at, 208, 11) for at, (key, label) in enumerate(ACCOUNTS)],
        (45.7, 202.7, 60.6, 10.6),
    )  # fmt: skip
    boxes = checkbox("spouse", "配偶者あり", 134, 120), checkbox("consent", "公簿等の閲覧への同意", 19, 233)
    by_id = {field.id: field for field in (*(cell.field() for cell in CELLS), pension, *living, kind, *boxes)}
    order = [
        "claim_date", "name_kana", "name", "birth_date", "my_number", "postal_code", "phone", "address", "pension",
        "income", "spouse",
        *(f"child{row + 1}_{part}" for row in range(CHILD_ROWS) for part in CHILD_PARTS),
        "child_count", "bank", "branch", "account_kind", "account", "account_name", "consent",
    ]  # fmt: skip
    return tuple(by_id[key] for key in order)


def _child_middle(row: int) -> float:
    return CHILD_TOP + (row + 0.5) * CHILD_HEIGHT


def template() -> Template:
    """The template that goes with the drawing."""
    return Template(schema=1, id=ID, title="児童手当 認定請求書", paper_mm=PAPER_MM, fields=_fields())


def draw() -> Image.Image:
    """The empty form, grey levels, at ``samples.drawing.sheet.DPI``."""
    sheet = Sheet(*PAPER_MM)
    _head(sheet)
    for cell in CELLS:
        cell.draw(sheet)
    _claimant(sheet)
    _children(sheet)
    _account(sheet)
    for field in template().fields:
        if field.type == "checkbox":
            draw_square(sheet, field.box_mm)
    _foot(sheet)
    return sheet.image


def _head(sheet: Sheet) -> None:
    sheet.words(15, 13, 2.8, "様式第２号（第１条の４関係）")
    sheet.box(150, 10, 45, 8)
    sheet.rule(170, 10, 170, 18)
    sheet.spread(152, 14, 16, 2.6, "認定番号")
    sheet.spread(52, 25, 106, 6.4, TITLE)
    sheet.words(17, 33, 3.8, "（宛先）平塚市長")
    sheet.words(17, 40, 3.1, "児童手当の支給を受けたいので、次のとおり請求します。")


def _claimant(sheet: Sheet) -> None:
    sheet.box(15, 48, 7, 78)
    sheet.upright(18.5, 60, 54, 3.4, "請求者")
    sheet.words(49, 80.5, 3.8, "〒", "mm")
    sheet.words(102.5, 120, 3.5, "円", "mm")
    sheet.box(22, 102, 23, 12)
    sheet.spread(24.5, 106.6, 18, 3.4, "公的年金")
    sheet.words(33.5, 110.8, 1.75, "（番号に○を付ける）", "mm")
    sheet.box(45, 102, 150, 12)
    for x, number, (_key, label) in zip(PENSION_AT, "１２３４", PENSIONS, strict=True):
        sheet.words(x, 108, 3.4, number, "mm")
        sheet.words(x + 5, 108, 3.2, label)
    sheet.box(107, 114, 22, 12)
    sheet.spread(109.5, 120, 17, 3.4, "配偶者")
    sheet.box(129, 114, 66, 12)
    sheet.words(140, 120, 3.2, "配偶者あり")
    sheet.box(15, 48, 180, 78, weight=0.8)


def _children(sheet: Sheet) -> None:
    sheet.box(15, 126, 7, 46)
    sheet.upright(18.5, 134, 30, 3.4, "児童")
    for x, width, label in ((22, 58, "氏名"), (80, 52, "生年月日"), (132, 23, "続柄"), (155, 40, "同居・別居")):
        sheet.box(x, 126, width, 7)
        sheet.spread(x + width * 0.2, 129.5, width * 0.6, 2.9, label)
    for row in range(CHILD_ROWS):
        sheet.box(155, CHILD_TOP + row * CHILD_HEIGHT, 40, CHILD_HEIGHT)
        for at, (_key, label) in enumerate(LIVING):
            sheet.words(165 + 20 * at, _child_middle(row), 3.6, label, "mm")
        sheet.words(175, _child_middle(row), 3.2, "・", "mm")
    sheet.words(83, 178, 3.5, "人")
    sheet.words(90, 178, 2.5, "（18歳に達する日以後の最初の３月31日までの間にある児童に限る。）")
    sheet.box(15, 126, 180, 58, weight=0.8)


def _account(sheet: Sheet) -> None:
    sheet.box(15, 190, 7, 36)
    sheet.upright(18.5, 191.5, 33, 3.2, "振込先口座")
    sheet.box(22, 202, 23, 12)
    sheet.spread(24.5, 208, 18, 3.4, "口座種別")
    sheet.box(45, 202, 62, 12)
    for at, (_key, label) in enumerate(ACCOUNTS):
        sheet.words(61 + 28 * at, 208, 3.6, label, "mm")
    sheet.words(75, 208, 3.2, "・", "mm")
    sheet.box(15, 190, 180, 36, weight=0.8)


def _foot(sheet: Sheet) -> None:
    sheet.words(25, 233, 3.1, "受給資格の確認のため、市が住民基本台帳その他の公簿等を閲覧することに同意します。")
    sheet.words(15, 241, 2.9, "記入上の注意")
    sheet.lines(17, 246, 2.5, 4.4, [f"{place + 1}　{note}" for place, note in enumerate(NOTES)])
    sheet.words(105, 263.5, 2.4, "以下は記入しないでください", "mm")
    sheet.dots(15, 82, 263.5)
    sheet.dots(128, 195, 263.5)
    sheet.box(15, 266, 180, 15, weight=0.4)
    for place, step in enumerate(OFFICE):
        x = 15 + 22 * place
        sheet.box(x, 266, 22, 15)
        sheet.rule(x, 271, x + 22, 271)
        sheet.spread(x + 5, 268.5, 12, 2.4, step)
    sheet.words(127, 270, 2.5, "認定・却下　　　　　年　　　月　　　日")
    sheet.words(127, 277, 2.5, "支給開始　　　　　　年　　　月から")
    sheet.words(15, 286, 2.6, "こども家庭課　児手－０２（令和６年１月）")
    sheet.words(195, 286, 2.6, "見本の様式です。記入された人物と口座は架空のものです。", "rm")


def fill(person: Inventor) -> Entries:
    """A parent of one to three children, the youngest born or moved here in the last weeks."""
    claimant, claimed = person.name(), person.notified_on()
    number = person.rng.choice([1, 1, 2, 2, 3])
    entries = {
        "claim_date": person.date(claimed),
        "name_kana": person.kana(claimant),
        "name": person.written_name(claimant),
        "birth_date": person.date(person.birthday(date(1978, 1, 1), date(1999, 12, 31))),
        "my_number": person.my_number(),
        "postal_code": person.postal_code(),
        "phone": person.phone(),
        "address": person.address(),
        "pension": same(person.rng.choices([key for key, _ in PENSIONS], [10, 3, 6, 1])[0]),
        "income": BLANK if person.chance(0.3) else person.money(person.rng.randrange(80, 900) * 10_000),
        "spouse": TICKED if person.chance(0.75) else UNTICKED,
        "child_count": person.number(number),
        "bank": same(person.one_of(BANKS)),
        "branch": BLANK if person.chance(0.2) else same(person.one_of(BRANCHES)),
        "account_kind": same("current" if person.chance(0.15) else "ordinary"),
        "account": person.account(),
        "account_name": person.kana(claimant),
        "consent": TICKED if person.chance(0.85) else UNTICKED,
    }
    children = person.children(claimant.surname, number)
    for row in range(CHILD_ROWS):
        entries |= _child(person, *children[row], claimed, row, number) if row < number else _no_child(row)
    return entries


def _child(person: Inventor, name: Name, relation: str, claimed: date, row: int, number: int) -> Entries:
    """Each child is born two to three years after the one before."""
    last = claimed - timedelta(days=900 * (number - 1 - row) + 5)
    born = person.birthday(last - timedelta(days=300), last)
    return {
        f"child{row + 1}_name": person.written_name(name),
        f"child{row + 1}_birth_date": person.date(born),
        f"child{row + 1}_relation": same(relation),
        f"child{row + 1}_living": same("apart" if person.chance(0.12) else "together"),
    }


def _no_child(row: int) -> dict[str, Entry]:
    return {f"child{row + 1}_{part}": BLANK for part in CHILD_PARTS}


KIND = Kind(
    name="child",
    template=template(),
    draw=draw,
    fill=fill,
    strays=("name", "address"),
    corrected=("account_name", "address", "pension", "child1_birth_date"),
    marked=("claim_date", "branch", "address"),
    sealed=("name", "name"),
    digits={cell.id: cell.digits for cell in CELLS if cell.digits},
)
