"""Yen: 12,000円, ¥12,000-, 金一万二千円 is left to people."""

import re
import unicodedata

from pipelines.field_types.unparsable import Unparsable

WRITTEN = re.compile(r"[¥\\金]?(\d{1,3}(?:,\d{3})+|\d+)(?:円(?:也)?|-)?", re.ASCII)


def parse(text: str) -> str:
    """Digits without leading zeros; commas, the sign for yen and 円 are allowed.

    Raises:
        Unparsable: ``not_money``; a comma that does not stand before three digits is no thousands comma.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split()).replace("、", ",").replace("，", ",")  # noqa: RUF001
    found = WRITTEN.fullmatch(folded)
    if not found:
        raise Unparsable("not_money")
    return str(int(found[1].replace(",", "")))
