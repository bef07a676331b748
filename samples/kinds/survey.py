"""The form 市民アンケート: answers circled, boxes ticked, and free text."""

from datetime import date

from PIL import Image

from pipelines.contracts.forms import Box, Template, TemplateField
from samples.drawing.cells import SQUARE_MM, Cell, checkbox, choice, spot, tick_box
from samples.drawing.sheet import Sheet
from samples.kinds import Entries, Kind
from samples.kinds.survey_words import (
    AGES,
    AIMS,
    CHANNELS,
    DISTRICTS,
    LIKED,
    MATTERS,
    OPINIONS,
    PLACES,
    SCALE,
    Labels,
)
from samples.people import BLANK, TICKED, UNTICKED, Entry, Inventor, same

ID = "survey"
TITLE = "平塚市　市民アンケート"
PAPER_MM = (210.0, 297.0)
LEFT, RIGHT = 15.0, 195.0
DIGITS = "0123456789"

Places = tuple[tuple[str, str, float, float], ...]
"""Id and label of an answer, and where it stands: x, y in mm."""

MATTER_TOP, MATTER_HEIGHT = 117.0, 7.5
SCALE_LEFT, SCALE_STEP = 87.0, 21.6

CELLS = (
    Cell("years", "年数", "", "number", 127, 92, 18, 28, 11, required=False, allowed=DIGITS, tail=8),
    Cell("good_point", "問８の回答", "", "text", 15, 215, 0, 180, 11, required=False),
    Cell("opinion", "問９の回答", "", "text", 15, 232, 0, 180, 31.4, required=False),
    Cell("answered_on", "記入日", "", "date", 15, 267, 18, 42, 11, required=False),
    Cell("phone", "電話番号", "", "phone", 132, 267, 20, 43, 11, required=False, allowed=DIGITS + "-()"),
)


def _placed(labels: Labels, y: float, x: float, step: float, across: int, height: float = 8.0) -> Places:
    """The answers in lines of ``across``, the first at (x, y)."""
    return tuple(
        (key, label, x + step * (at % across), y + height * (at // across)) for at, (key, label) in enumerate(labels)
    )


AGE_PLACES = _placed(AGES, 63.5, 22, 29.5, 6)
DISTRICT_PLACES = _placed(DISTRICTS, 76.5, 22, 44, 4)
PLACE_PLACES = _placed(PLACES, 159, 19, 44, 4, 7)
AIM_PLACES = _placed(AIMS, 181, 22, 44, 4)
CHANNEL_PLACES = _placed(CHANNELS, 203.5, 19, 44, 4)


def _circled(id: str, label: str, places: Places, *, multiple: bool = False) -> TemplateField:
    options = [spot(key, text, x, y) for key, text, x, y in places]
    return choice(id, label, options, _round(places), multiple=multiple, required=False)


def _to_tick(id: str, label: str, places: Places, *, multiple: bool = False) -> TemplateField:
    options = [tick_box(key, text, x, y) for key, text, x, y in places]
    return choice(id, label, options, _round(places), multiple=multiple, required=False)


def _round(places: Places) -> Box:
    """The whole width of the page, from above the first line of answers to below the last."""
    top, bottom = min(y for *_, y in places) - 3.6, max(y for *_, y in places) + 3.6
    return LEFT, top, RIGHT - LEFT, bottom - top


def _matter(at: int) -> TemplateField:
    key, label = MATTERS[at]
    y = MATTER_TOP + (at + 0.5) * MATTER_HEIGHT
    options = [spot(grade, text.replace("\n", ""), SCALE_LEFT + (place + 0.5) * SCALE_STEP, y)
               for place, (grade, text) in enumerate(SCALE)]  # fmt: skip
    box = SCALE_LEFT + 0.4, MATTER_TOP + at * MATTER_HEIGHT + 0.4, 5 * SCALE_STEP - 0.8, MATTER_HEIGHT - 0.8
    return choice(key, f"問４ {label}", options, box, required=False)


def template() -> Template:
    """The template that goes with the drawing."""
    years, good_point, opinion, answered_on, phone = (cell.field() for cell in CELLS)
    fields = (
        _circled("age", "問１ 年齢", AGE_PLACES),
        _circled("district", "問２ お住まいの地区", DISTRICT_PLACES),
        years,
        *(_matter(at) for at in range(len(MATTERS))),
        _to_tick("places", "問５ 利用した施設", PLACE_PLACES, multiple=True),
        _circled("aims", "問６ 力を入れてほしいこと", AIM_PLACES, multiple=True),
        _to_tick("channel", "問７ 手続の方法", CHANNEL_PLACES),
        good_point,
        opinion,
        answered_on,
        checkbox("follow_up", "今後の調査への協力", 80, 272.5),
        phone,
    )
    return Template(schema=1, id=ID, title="市民アンケート", paper_mm=PAPER_MM, fields=fields)


def draw() -> Image.Image:
    """The empty form, grey levels, at ``samples.drawing.sheet.DPI``."""
    sheet = Sheet(*PAPER_MM)
    _head(sheet)
    _question(sheet, 57, "問１", "あなたの年齢をお答えください。", "（番号１つに○）")
    _numbered(sheet, AGE_PLACES)
    _question(sheet, 70, "問２", "お住まいの地区をお答えください。", "（番号１つに○）")
    _numbered(sheet, DISTRICT_PLACES)
    _question(sheet, 97.5, "問３", "平塚市に何年お住まいですか。", "（数字を記入）")
    sheet.words(171, 97.5, 3.2, "年", "rm")
    _question(sheet, 106.5, "問４", "次のことについて、どのくらい満足していますか。", "（番号それぞれ１つに○）")
    _scale(sheet)
    _question(sheet, 152.5, "問５", "この１年間に利用した市の施設はどれですか。", "（あてはまるものすべてに✓）")
    _boxed(sheet, PLACE_PLACES)
    _question(sheet, 174.5, "問６", "市が特に力を入れるべきことは何ですか。", "（番号３つまでに○）")
    _numbered(sheet, AIM_PLACES)
    _question(sheet, 197, "問７", "直近の市役所での手続は、どのような方法でしましたか。", "（１つに✓）")
    _boxed(sheet, CHANNEL_PLACES)
    _question(sheet, 211.5, "問８", "平塚市の良いところを一つ挙げてください。", "（１行で）")
    _question(sheet, 229, "問９", "市へのご意見・ご要望をご自由にお書きください。", "（３行以内）")
    for cell in CELLS:
        cell.draw(sheet)
    _foot(sheet)
    return sheet.image


def _head(sheet: Sheet) -> None:
    sheet.fill(15, 14, 180, 14, 226)
    sheet.box(15, 14, 180, 14, weight=0.5)
    sheet.spread(45, 21, 120, 6.4, TITLE)
    sheet.words(195, 32, 2.6, "令和６年度　市民意識調査　調査票", "rm")
    sheet.lines(
        17, 37.5, 2.9, 4.8,
        (
            "日ごろから市政にご協力いただき、ありがとうございます。この調査は、住みよいまちづくりの資料とするため、",
            "無作為に選んだ市民の皆さまにお願いするものです。お名前の記入は必要ありません。お答えは統計としてのみ扱います。",
            "黒のボールペンで記入し、同封の封筒に入れて、５月10日までに切手を貼らずに投函してください。",
        ),
    )  # fmt: skip
    sheet.rule(15, 52, 195, 52, 0.4)


def _question(sheet: Sheet, y: float, number: str, text: str, how: str) -> None:
    sheet.words(15, y, 3.5, number)
    sheet.words(26, y, 3.3, text)
    sheet.words(26 + 3.3 * (len(text) + 0.5), y, 2.7, how.replace("✓", "レ"))


def _numbered(sheet: Sheet, places: Places) -> None:
    for at, (_key, label, x, y) in enumerate(places):
        sheet.words(x, y, 3.3, "１２３４５６７８"[at], "mm")
        sheet.words(x + 4.2, y, 3.1, label)


def _boxed(sheet: Sheet, places: Places) -> None:
    for _key, label, x, y in places:
        sheet.square(x, y - SQUARE_MM / 2, SQUARE_MM)
        sheet.words(x + 6, y, 3.1, label)


def _scale(sheet: Sheet) -> None:
    sheet.box(LEFT, 110, RIGHT - LEFT, 7 + MATTER_HEIGHT * len(MATTERS), weight=0.4)
    for place, (_key, label) in enumerate(SCALE):
        middle = SCALE_LEFT + (place + 0.5) * SCALE_STEP
        sheet.rule(middle - SCALE_STEP / 2, 110, middle - SCALE_STEP / 2, MATTER_TOP + MATTER_HEIGHT * len(MATTERS))
        parts = label.split("\n")
        for line, part in enumerate(parts):
            sheet.words(middle, 113.5 + 2.8 * (line - (len(parts) - 1) / 2), 2.5, part, "mm")
    for at, (_key, label) in enumerate(MATTERS):
        y = MATTER_TOP + at * MATTER_HEIGHT
        sheet.rule(LEFT, y, RIGHT, y)
        sheet.words(17, y + MATTER_HEIGHT / 2, 3.1, f"（{at + 1}）{label}")
        for place in range(len(SCALE)):
            middle = SCALE_LEFT + (place + 0.5) * SCALE_STEP
            sheet.words(middle, y + MATTER_HEIGHT / 2, 3.3, "１２３４５"[place], "mm")


def _foot(sheet: Sheet) -> None:
    for line in (1, 2):
        sheet.dots(17, 193, 232 + 31.4 * line / 3)
    sheet.square(80, 272.5 - SQUARE_MM / 2, SQUARE_MM)
    sheet.words(86, 272.5, 2.9, "今後の調査に協力してもよい")
    sheet.words(152, 281.5, 2.2, "（協力してもよい方のみ）", "mm")
    sheet.words(15, 286, 2.6, "企画政策課　意識調査（令和６年４月）")
    sheet.words(195, 286, 2.6, "見本の様式です。回答は架空のものです。", "rm")


def fill(person: Inventor) -> Entries:
    """A citizen who leaves some questions out."""
    rng, follow_up = person.rng, person.chance(0.4)
    entries = {
        "age": _one(person, AGES),
        "district": _one(person, DISTRICTS),
        "years": BLANK if person.chance(0.1) else person.number(rng.randrange(0, 70)),
        "places": _several(person, PLACES[:-1], 4) if person.chance(0.8) else same("nowhere"),
        "aims": _several(person, AIMS, 3),
        "channel": _one(person, CHANNELS),
        "good_point": BLANK if person.chance(0.2) else same(person.one_of(LIKED)),
        "opinion": BLANK if person.chance(0.2) else _opinion(person),
        "answered_on": BLANK if person.chance(0.1) else person.date(person.day(date(2024, 4, 8), date(2024, 5, 10))),
        "follow_up": TICKED if follow_up else UNTICKED,
        "phone": person.phone() if follow_up else BLANK,
    }
    return entries | {key: _one(person, SCALE, [2, 5, 4, 3, 1]) for key, _ in MATTERS}


def _one(person: Inventor, labels: Labels, weights: list[int] | None = None) -> Entry:
    if person.chance(0.06):
        return BLANK
    return same(person.rng.choices([key for key, _ in labels], weights)[0])


def _several(person: Inventor, labels: Labels, most: int) -> Entry:
    """Ids in the order of the form."""
    keys = [key for key, _ in labels]
    chosen = set(person.rng.sample(keys, person.rng.randrange(1, most + 1)))
    return same("|".join(key for key in keys if key in chosen))


def _opinion(person: Inventor) -> Entry:
    first = person.one_of(OPINIONS)
    return same(first + person.one_of([text for text in OPINIONS if text != first]) if person.chance(0.5) else first)


KIND = Kind(
    name="survey",
    template=template(),
    draw=draw,
    fill=fill,
    strays=("opinion", "good_point"),
    corrected=("age", "safety", "aims", "answered_on"),
    marked=("years", "answered_on", "good_point"),
    ticked=frozenset({"places", "channel"}),
)
