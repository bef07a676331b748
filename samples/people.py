"""Invented people, and the ways in which they write: names, dates, addresses, numbers.

The words are in ``samples.words``; the persons and house numbers are made up.
Telephone numbers have an exchange that begins with 0, which the numbering plan gives to nobody.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from samples.drawing import fonts
from samples.words import BUILDINGS, DAUGHTERS, GIVEN_NAMES, HARD_SURNAMES, SONS, SURNAMES, TOWNS

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """What stands on the paper and the value meant.

    Values: dates ISO 8601; numbers, money, accounts, postal codes and telephone numbers in digits alone; kana in full
    width; addresses with digits and hyphens in half width; check boxes 1 or 0; ids of choices joined by ``|``.
    """

    written: str
    meant: str


BLANK = Entry("", "")
UNTICKED, TICKED = Entry("0", "0"), Entry("1", "1")

DASHES = ("-", "-", "-", "－", "ー", "−", "‐")
ERAS = (
    ("令和", "R", date(2019, 5, 1)), ("平成", "H", date(1989, 1, 8)), ("昭和", "S", date(1926, 12, 25)),
)  # fmt: skip
FULL_WIDTH = {ord(half): ord(half) + 0xFEE0 for half in "0123456789/.,"}


@dataclass(frozen=True)
class Name:
    """Surname and given name with their readings."""

    surname: tuple[str, str]
    given: tuple[str, str]


class Inventor:
    """Invents what one person writes, from words that the face of their pen has glyphs for.

    One person keeps to one way of writing dates and digits.
    """

    def __init__(self, face: str, rng: Random) -> None:
        """Take a face, and random numbers."""
        self.rng = rng
        self._face = face
        self._full_width = rng.random() < 0.25
        self._date_style = rng.choice([_era_long, _era_long, _era_short, _western_long, _western_short])
        self._dash = self.one_of(DASHES)

    def one_of(self, choices: Sequence[T], text: Callable[[T], str] = str) -> T:
        """One of the choices that the face can write."""
        return self.rng.choice([entry for entry in choices if fonts.has_glyphs(self._face, text(entry))])

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def name(self) -> Name:
        """A person; four in ten surnames have a variant character, most often one outside the basic plane (𠮷)."""
        surnames = HARD_SURNAMES if self.chance(0.4) else SURNAMES
        written = [found for found in surnames if fonts.has_glyphs(self._face, found[0])]
        weights = [6 if max(found[0]) > "\uffff" else 1 for found in written]
        given = self.one_of(GIVEN_NAMES, lambda found: found[0])
        return Name(self.rng.choices(written, weights)[0], given)

    def children(self, surname: tuple[str, str], number: int) -> list[tuple[Name, str]]:
        """Children of this surname with their relation (続柄) to the parent, the oldest first."""
        names = {"男": self._shuffled(SONS), "女": self._shuffled(DAUGHTERS)}
        sexes = [self.rng.choice("男女") for _child in range(number)]
        ranks = [sexes[: place + 1].count(sex) for place, sex in enumerate(sexes)]
        return [
            (Name(surname, names[sex].pop()), "長二三"[rank - 1] + sex) for sex, rank in zip(sexes, ranks, strict=True)
        ]

    def _shuffled(self, names: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        written = [name for name in names if fonts.has_glyphs(self._face, name[0])]
        return self.rng.sample(written, len(written))

    def written_name(self, name: Name) -> Entry:
        """In the characters of the family register."""
        return same(f"{name.surname[0]}　{name.given[0]}")

    def kana(self, name: Name) -> Entry:
        """The reading; one in five writes it in half width."""
        meant = f"{name.surname[1]}　{name.given[1]}"
        return Entry(_half_width_kana(meant), meant) if self.chance(0.2) else same(meant)

    def day(self, first: date, last: date) -> date:
        """A day of this span, both ends in it."""
        return first + timedelta(days=self.rng.randrange((last - first).days + 1))

    def birthday(self, first: date, last: date) -> date:
        """As ``day``, but one in six is born in a first year of an era (元年) that the span touches."""
        spans = [(max(first, start), min(last, date(start.year, 12, 31))) for _era, _letter, start in ERAS[:2]]
        spans = [span for span in spans if span[0] <= span[1]]
        return self.day(*self.rng.choice(spans)) if spans and self.chance(1 / 6) else self.day(first, last)

    def notified_on(self) -> date:
        """The day on which a form is handed in: spring of 2024, or for one in eight of 令和元年."""
        if self.chance(1 / 8):
            return self.day(date(2019, 5, 20), date(2019, 6, 30))
        return self.day(date(2024, 3, 15), date(2024, 4, 26))

    def date(self, day: date) -> Entry:
        """A day in this person's way of writing dates."""
        return Entry(self._digits(self._date_style(day)), day.isoformat())

    def number(self, value: int) -> Entry:
        """A whole number."""
        return Entry(self._digits(str(value)), str(value))

    def money(self, value: int) -> Entry:
        """Yen; half of the people set commas."""
        return Entry(self._digits(f"{value:,}" if self.chance(0.5) else str(value)), str(value))

    def phone(self) -> Entry:
        """A telephone number that nobody has."""
        middle, last = self.rng.randrange(10, 100), self.rng.randrange(10_000)
        mobile = f"{self.rng.choice([70, 80, 90]):03d}", f"00{middle}", f"{last:04d}"
        parts = mobile if self.chance(0.7) else ("0463", f"0{middle % 10}", f"{last:04d}")
        written = f"{parts[0]}({parts[1]}){parts[2]}" if self.chance(0.15) else self._dash.join(parts)
        return Entry(self._digits(written), "".join(parts))

    def postal_code(self) -> Entry:
        """Of Hiratsuka."""
        last = f"{self.rng.randrange(100):04d}"
        return Entry(self._digits(f"254{self._dash}{last}"), f"254{last}")

    def account(self) -> Entry:
        """Seven digits."""
        return same(f"{self.rng.randrange(10**7):07d}")

    def my_number(self) -> Entry:
        """Eleven invented digits and their check digit."""
        digits = f"{self.rng.randrange(10**11):011d}"
        return same(digits + str(check_digit(digits)))

    def address(self, towns: Sequence[str] = TOWNS, city: str = "平塚市") -> Entry:
        """Town, house number in one of several ways, and for half of them a building and a room."""
        block, house, room = (self.rng.randrange(*span) for span in ((1, 30), (1, 41), (101, 505)))
        district = self.rng.randrange(1, 6)
        style = self.rng.choice(["dashes", "dashes", "words", "words", "plot"])
        if style == "dashes":
            number = self._dash.join(str(part) for part in (district, block, house))
            meant = f"{district}-{block}-{house}"
        elif style == "words":
            number = meant = f"{district}丁目{block}番{house}号"
        else:
            number = meant = f"{block * 37}番地の{house}"
        town = city + self.one_of(towns)
        building = f"　{self.one_of(BUILDINGS)}{room}{self.rng.choice(['', '号室'])}" if self.chance(0.5) else ""
        return Entry(self._digits(town + number + building), town + meant + building)

    def _digits(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self._full_width else text


def check_digit(digits: str) -> int:
    """Check digit of the eleven digits of an individual number (総務省令第85号第5条, 2014)."""
    weights = [place + 1 if place <= 6 else place - 5 for place in range(1, 12)]
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(digits), weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def same(text: str) -> Entry:
    """An entry that means what it says."""
    return Entry(text, text)


def _era_of(day: date) -> tuple[str, str, int]:
    """Name and letter of the era, and the year in it."""
    era, letter, start = next(era for era in ERAS if era[2] <= day)
    return era, letter, day.year - start.year + 1


def _era_long(day: date) -> str:
    era, _letter, year = _era_of(day)
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _era_short(day: date) -> str:
    _era, letter, year = _era_of(day)
    return f"{letter}{year}.{day.month}.{day.day}"


def _western_long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _western_short(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _half_width_kana(text: str) -> str:
    halves = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ", "　": " "}
    return "".join((halves | marks)[char] for char in unicodedata.normalize("NFD", text))
