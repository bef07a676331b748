"""SegLST, the JSON of MeetEval: a list of segments with session, speaker, times and words."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from dashboards.language import _
from pipelines.contracts.meetings import Segment
from pipelines.contracts.reasons import explanation
from pipelines.errors import KoukaError, Place
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

BLANKS = " \t\r\n"


def read(path: Path) -> list[Placed]:
    """The segments of a file, each with the line on which it begins.

    Raises:
        KoukaError: for the first thing that is no list of segments.
    """
    return [_placed(path, entry, line) for entry, line in _entries(path, text_of(path))]


def _placed(path: Path, entry: object, line: int) -> Placed:
    try:
        segment = Segment.model_validate(entry)
    except ValidationError as error:
        raise KoukaError(explanation(error.errors()[0]), where=Place(path, line), todo=_example()) from None
    return Placed(
        line, Utterance(segment.speaker, segment.start_time, segment.end_time, segment.words), segment.session_id
    )


def _entries(path: Path, text: str) -> Iterator[tuple[object, int]]:
    """The entries of the list, one by one, so that each is known by its line."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    at, line = _after_blanks(text, 0), 1
    if text[at : at + 1] != "[":
        raise KoukaError(_("This is no list of segments."), where=Place(path, 1), todo=_example())
    counted, before = 0, "["
    while True:
        at = _after_blanks(text, at + 1)
        line, counted = line + text.count("\n", counted, at), at
        if text[at : at + 1] == "]" and before == "[":
            break
        try:
            entry, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _no_json(path, error.lineno, error.msg) from None
        except (ValueError, RecursionError) as error:  # NaN, a number of 5,000 digits, 5,000 brackets
            raise _no_json(path, line, str(error)) from None
        yield entry, line
        at = _after_blanks(text, at)
        before = text[at : at + 1]
        if before == "]":
            break
        if before != ",":
            raise _no_json(path, text.count("\n", 0, at) + 1, _("a comma or ] is missing"))
    end = _after_blanks(text, at + 1)
    if end < len(text):
        raise _no_json(path, text.count("\n", 0, end) + 1, _("something follows the list"))


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _no_json(path: Path, line: int, reason: str) -> KoukaError:
    return KoukaError(_("This is not JSON: {reason}", reason=reason), where=Place(path, line), todo=_example())


def _example() -> str:
    entry = '[{"session_id": "…", "speaker": "…", "start_time": 0.0, "end_time": 2.5, "words": "…"}, …]'
    return _("SegLST is written like {example}", example=entry)
