"""The form 住民票の写し等交付請求書, which is slipped into batches of other forms: it belongs to no template there."""

from datetime import date

from PIL import Image

from pipelines.contracts.forms import Template
from samples.drawing.cells import Cell
from samples.drawing.sheet import Sheet
from samples.kinds import Entries, Kind
from samples.people import Inventor

PAPER_MM = (210.0, 297.0)
TITLE = "住民票の写し等交付請求書"
CELLS = (
    Cell("claim_date", "請求日", "", "date", 15, 44, 26, 70, 11),
    Cell("address", "住所", "（窓口に来た方）", "address", 15, 62, 26, 154, 15),
    Cell("name", "氏名", "（窓口に来た方）", "name", 15, 77, 26, 74, 15),
    Cell("birth_date", "生年月日", "", "date", 115, 77, 24, 56, 15),
    Cell("phone", "電話番号", "", "phone", 15, 92, 26, 74, 11),
)
WANTED = (
    "住民票の写し（世帯全員）",
    "住民票の写し（世帯の一部）",
    "住民票記載事項証明書",
    "除かれた住民票の写し",
    "戸籍の附票の写し",
    "印鑑登録証明書",
    "身分証明書",
    "その他（　　　　　　　　　　　　　）",
)


def draw() -> Image.Image:
    """The empty form, grey levels, at ``samples.drawing.sheet.DPI``."""
    sheet = Sheet(*PAPER_MM)
    sheet.spread(45, 24, 120, 6.2, TITLE)
    sheet.words(17, 36, 3.8, "（宛先）平塚市長")
    for cell in CELLS:
        cell.draw(sheet)
    sheet.box(115, 92, 80, 11)
    sheet.words(118, 97.5, 2.8, "本人　・　同一世帯員　・　代理人（委任状が必要）")
    sheet.box(15, 112, 180, 12 * len(WANTED) + 9)
    sheet.fill(15.2, 112.2, 179.6, 8.8, 230)
    sheet.words(20, 116.5, 3.2, "必要な証明")
    sheet.words(175, 116.5, 3.2, "通数", "mm")
    for place, label in enumerate(WANTED):
        y = 127 + 12 * place
        sheet.rule(15, y - 6, 195, y - 6)
        sheet.square(20, y - 1.8, 3.6)
        sheet.words(27, y, 3.4, label)
        sheet.words(188, y, 3.2, "通", "mm")
    sheet.rule(155, 112, 155, 121 + 12 * len(WANTED))
    sheet.words(17, 232, 2.9, "偽りその他不正の手段により交付を受けたときは、罰せられることがあります。")
    sheet.words(17, 240, 2.9, "本人確認のため、運転免許証その他の書類の提示をお願いします。")
    sheet.words(15, 285, 2.6, "市民課　証明－０３（令和４年10月）")
    return sheet.image


def fill(person: Inventor) -> Entries:
    """Somebody who wants a copy of the register."""
    return {
        "claim_date": person.date(person.notified_on()),
        "address": person.address(),
        "name": person.written_name(person.name()),
        "birth_date": person.date(person.birthday(date(1945, 1, 1), date(2002, 12, 31))),
        "phone": person.phone(),
    }


KIND = Kind(
    name="certificate",
    template=Template(
        schema=1, id="certificate-request", title=TITLE, paper_mm=PAPER_MM, fields=tuple(c.field() for c in CELLS)
    ),
    draw=draw,
    fill=fill,
    strays=(),
    corrected=(),
    marked=(),
)
