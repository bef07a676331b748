"""Yen: 12,000円, ¥12,000-, 金12,000円也. Amounts in words (金一万二千円, 12万円) are left to people."""

import re
import unicodedata

from pipelines.field_types import number
from pipelines.field_types.dashes import FOLD
from pipelines.field_types.unparsable import Unparsable

WRITTEN = re.compile(r"金?[¥\\]?(?P<amount>\d{1,3}(?:,\d{3})+|\d+)(?:円(?:也|-)?|也|-)?", re.ASCII)


def parse(text: str) -> str:
    """Digits without leading zeros; commas, the sign for yen, 円 and what closes an amount are allowed.

    Raises:
        Unparsable: ``not_money``; a comma that does not stand before three digits is no thousands comma.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split()).translate(FOLD).replace("、", ",")
    found = WRITTEN.fullmatch(folded)
    if not found:
        raise Unparsable("not_money")
    return number.parse(found["amount"])
