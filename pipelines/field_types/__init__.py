"""What a type of field makes of the text in its box. A new type is one module here and one line in ``TYPES``."""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.field_types import choice, date, digits, money, my_number, number, plain
from pipelines.field_types.unparsable import Unparsable


@dataclass(frozen=True)
class Type:
    """One type of field."""

    parse: Callable[[str], str]
    """Text to value; raises ``Unparsable`` with a code."""
    is_value: Callable[[str], bool]
    """Whether a cell of values/ is a value of this type as written in a file."""
    wants: str
    """How a value is written, by example, for messages."""


TYPES: dict[str, Type] = {
    "text": Type(plain.parse, plain.is_value, "text"),
    "name": Type(plain.parse_name, plain.is_value, "平塚 花子"),
    "address": Type(plain.parse_address, plain.is_value, "平塚市浅間町9番1号"),
    "kana": Type(plain.parse_kana, plain.is_kana, "ヒラツカ ハナコ"),
    "date": Type(date.parse, date.is_value, "2021-04-01"),
    "number": Type(number.parse, number.is_value, "3"),
    "money": Type(money.parse, number.is_value, "12000"),
    "postal_code": Type(digits.parse_postal_code, digits.is_postal_code, "2548686"),
    "phone": Type(digits.parse_phone, digits.is_phone, "0463000000"),
    "account": Type(digits.parse_account, digits.is_account, "0123456"),
    "checkbox": Type(choice.parse_checkbox, choice.is_checkbox, "1"),
    "choice": Type(choice.parse_choice, choice.is_choice, "first|third"),
    "my_number": Type(my_number.parse, my_number.is_value, "valid"),
}

HIDDEN_TYPES = frozenset({"my_number"})
"""Types of which no text is kept, and whose boxes are blacked out unless the batch states a legal basis."""


def parse(field_type: str, text: str) -> tuple[str, str]:
    """Value and error code of a text. An empty box has the empty value and no error."""
    if not text.strip():
        return "", ""
    try:
        return TYPES[field_type].parse(text), ""
    except Unparsable as error:
        return "", str(error)
