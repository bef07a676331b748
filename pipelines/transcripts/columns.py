"""CSV: a row for each utterance, under the names of columns that people and products use."""

import unicodedata
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.tables import Row, Table, read_table
from pipelines.transcripts.clock import seconds_of
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

NAMES = {
    "speaker": ("speaker", "話者", "発言者", "話者名", "発言者名", "氏名", "name"),
    "start": ("start", "start_time", "begin", "開始", "開始時刻", "開始時間"),
    "end": ("end", "end_time", "終了", "終了時刻", "終了時間"),
    "words": ("words", "text", "transcript", "発言", "発言内容", "テキスト", "本文", "内容"),
    "session": ("session_id", "session", "会議", "会議id"),
}
"""What a column may be called."""


def read(path: Path) -> list[Placed]:
    """The rows of a table with words in them.

    Raises:
        KoukaError: there is no column of words, or a time is none.
    """
    text_of(path)  # names another encoding, which the reader of tables only refuses
    table = read_table(path)
    columns = {meaning: _column(table, names) for meaning, names in NAMES.items()}
    if columns["words"] is None:
        raise KoukaError(
            _("Column “{name}” is missing.", name="words"),
            where=Place(path, 1),
            todo=_(
                "The columns are speaker, start, end, words; words may also be called: {names}",
                names=", ".join(NAMES["words"][1:]),
            ),
        )
    return [
        _placed(table, index, row, columns) for index, row in enumerate(table.rows) if row[columns["words"]].strip()
    ]


def _column(table: Table, names: tuple[str, ...]) -> str | None:
    known = {unicodedata.normalize("NFKC", column).strip().lower(): column for column in table.columns}
    return next((known[name] for name in names if name in known), None)


def _placed(table: Table, index: int, row: Row, columns: dict[str, str | None]) -> Placed:
    cells = {meaning: row[column].strip() if column else "" for meaning, column in columns.items()}
    start, end = (_time(cells[name], table.place(index)) for name in ("start", "end"))
    line = table.lines[index] - cells["words"].count("\n")
    return Placed(line, Utterance(cells["speaker"], start, end, cells["words"].replace("\n", "")), cells["session"])


def _time(cell: str, place: Place) -> float | None:
    if not cell:
        return None
    seconds = seconds_of(unicodedata.normalize("NFKC", cell))
    if seconds is None:
        raise KoukaError(
            _("“{text}” is no time.", text=cell),
            where=place,
            todo=_("Write seconds or h:mm:ss, such as 83.5 or 0:01:23."),
        )
    return seconds
