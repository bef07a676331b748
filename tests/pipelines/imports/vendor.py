"""Tables as AI-OCR products write them, of the six moving notices."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

LABELS = {
    "notice_date": "届出日",
    "moving_date": "異動日",
    "name_kana": "フリガナ",
    "name": "氏名",
    "birth_date": "生年月日",
    "household_size": "世帯人数",
    "new_address": "新しい住所",
    "old_address": "前の住所",
}
FILE = "ファイル名"


def truth(batch: Path) -> list[dict[str, str]]:
    """What stands on the paper."""
    with (batch / "truth" / "moving-notice.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(rows: Iterable[Sequence[str]]) -> str:
    """CSV as Excel writes it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def perfect(batch: Path, fields: Sequence[str] = tuple(LABELS), documents: int = 6) -> list[list[str]]:
    """A header and a row a document: everything is read as it is written."""
    rows = [[row["document"], *(row[field] for field in fields)] for row in truth(batch)[:documents]]
    return [[FILE, *(LABELS[field] for field in fields)], *rows]


def save(file: Path, rows: Iterable[Sequence[str]], encoding: str = "cp932") -> Path:
    """A file of a product."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(rows).encode(encoding))
    return file
