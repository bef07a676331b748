"""A draft from rows of segments.csv and words.csv, what is known of the meeting, and its terms; nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboards.reports.minutes.draft import Draft, Head, Item, Piece, Source, Turn, Written
from pipelines.contracts.meetings import Meeting
from pipelines.minutes.actions import actions
from pipelines.minutes.agenda import Beginning, beginnings
from pipelines.minutes.decisions import decisions
from pipelines.minutes.doubts import stretches
from pipelines.minutes.said import Row, Said, said
from pipelines.minutes.sentences import sentences
from pipelines.minutes.turns import split, turns


def draft(
    segments: Iterable[Row], words: Iterable[Row], meeting: Meeting | None, terms: Sequence[str], source: Source
) -> Draft:
    """The draft of one recording.

    Args:
        segments: of this recording, as in segments.csv.
        words: as in words.csv; those of other segments are passed over.
        meeting: as in agenda.toml; None where it says nothing of the session.
        terms: as in terms.txt. Those of the agenda are added.
        source: from what it is made.
    """
    all_said = said(segments, words)
    names = [*terms, *(term for item in (meeting.items if meeting else ()) for term in item.terms)]
    return _drafted(turns(all_said, names), all_said, meeting, source)


def edited(all_said: Sequence[Said], meeting: Meeting | None, source: Source, written: Written) -> Draft:
    """Minutes that a person has edited: each segment is a turn, in the order given, and nothing is tidied or in doubt.

    Args:
        all_said: turns with something in them.
        meeting: as for a draft.
        source: from what the draft was made that the person had.
        written: what the person has done.
    """
    whole = [
        Turn(number, each.speaker, (Piece(each.segment, each.start, each.end, each.words),))
        for number, each in enumerate(all_said, 1)
    ]
    return _drafted(whole, all_said, meeting, replace(source, written=written))


def _drafted(whole: Sequence[Turn], all_said: Sequence[Said], meeting: Meeting | None, source: Source) -> Draft:
    items = meeting.items if meeting else ()
    by_id = {each.segment: each for each in all_said}
    begun = beginnings([item.title for item in items], sentences(whole, by_id))
    cut, numbers = _cut(whole, begun)
    spoken = sentences(cut, by_id)
    return Draft(
        head=_head(meeting, source),
        source=source,
        items=tuple(_items([item.title for item in items], begun, numbers)),
        turns=tuple(cut),
        decisions=tuple(decisions(spoken)),
        actions=tuple(actions(spoken)),
        stretches=stretches(all_said),
    )


def _head(meeting: Meeting | None, source: Source) -> Head:
    if meeting is None:
        return Head(source.session)
    return Head(meeting.title, meeting.date, meeting.time, meeting.place, meeting.attendees)


def _cut(whole: Sequence[Turn], begun: Sequence[Beginning]) -> tuple[list[Turn], dict[str, int]]:
    """Turns cut where an item begins and numbered again, and the number of the turn of each segment."""
    parts = list(whole)
    for beginning in begun:
        segment = beginning.sentence.segment
        parts = [part for turn in parts for part in (split(turn, segment) if _holds(turn, segment) else [turn])]
    item = {beginning.sentence.segment: beginning.number for beginning in begun}
    cut = [replace(turn, number=number, item=item.get(turn.pieces[0].segment)) for number, turn in enumerate(parts, 1)]
    return cut, {piece.segment: turn.number for turn in cut for piece in turn.pieces}


def _holds(turn: Turn, segment: str) -> bool:
    return any(piece.segment == segment for piece in turn.pieces)


def _items(titles: Sequence[str], begun: Sequence[Beginning], numbers: dict[str, int]) -> Iterable[Item]:
    by_number = {beginning.number: beginning for beginning in begun}
    for number, title in enumerate(titles, 1):
        beginning = by_number.get(number)
        if beginning is None:
            yield Item(number, title)
        else:
            yield Item(number, title, numbers[beginning.sentence.segment], beginning.rule, beginning.because)
