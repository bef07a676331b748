"""Numbers in one way of writing, so that 二千二十六年, ２０２６年 and 二〇二六年 are the same year."""

import re

DIGITS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": "0"}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}

_NUMBER = re.compile(rf"[0-9{''.join(DIGITS)}{''.join(UNITS)}{''.join(MYRIADS)}]+")
_SEPARATED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


def with_digits(text: str) -> str:
    """The text with its numbers in ASCII digits.

    Separators of thousands are dropped. Kanji that are part of a word are taken for numbers as well (一般 becomes
    1般): both sides of a comparison are treated alike, so that costs nothing where they are the same word. What is no
    number as written (十百) stays as it is.

    >>> with_digits("二千二十六年度は1億2,000万円、第三回、二〇二六")
    '2026年度は120000000円、第3回、2026'
    """
    # Before, so that 1,200万 is one number, and after, since 十,000 is one as well.
    return _SEPARATED.sub("", _NUMBER.sub(lambda found: _digits(found[0]), _SEPARATED.sub("", text)))


def _digits(written: str) -> str:
    """One number, or as it stands where it is none."""
    plain = "".join(DIGITS.get(character, character) for character in written)
    if plain.isdecimal():
        return plain
    value = _value(plain)
    return written if value is None else str(value)


def _value(written: str) -> int | None:
    """Of ASCII digits and the kanji of units: 2千20 is 2020, 1億2000万 is 120000000."""
    total, rest = 0, written
    for kanji, myriad in sorted(MYRIADS.items(), key=lambda each: -each[1]):
        if kanji in rest:
            before, rest = rest.split(kanji, 1)
            part = _below_myriad(before)
            if not before or part is None:
                return None
            total += part * myriad
    if any(kanji in rest for kanji in MYRIADS):
        return None
    if not rest:
        return total
    part = _below_myriad(rest)
    return None if part is None else total + part


def _below_myriad(written: str) -> int | None:
    """Of digits and 十, 百, 千 in falling order; a unit without a digit counts once. None where it is none."""
    if not written:
        return None
    total, digits, last = 0, "", 10_000
    for character in written:
        unit = UNITS.get(character)
        if unit is None:
            if character not in "0123456789":
                return None
            digits += character
            continue
        if unit >= last:
            return None
        total, digits, last = total + (int(digits) if digits else 1) * unit, "", unit
    return total + (int(digits) if digits else 0)
