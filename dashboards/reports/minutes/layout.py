"""A draft laid out as Japanese cities lay out minutes: head, proceedings, decisions, actions, what to hear again."""

from collections.abc import Iterable, Iterator

from dashboards.language import _, counted
from dashboards.reports.minutes import words
from dashboards.reports.minutes.blocks import Block, Heading, Layout, Paragraph, Role, Run, Table, clean
from dashboards.reports.minutes.draft import Draft, Finding, Item, Piece, Stretch, Turn, Written
from evaluators.meetings.frames import UNKNOWN_LENGTH

ENDS = "。．.？?！!、，"
Cell = tuple[str, ...]


def layout(draft: Draft, verbatim: bool) -> Layout:
    """The whole document, in the language spoken.

    Args:
        draft: what is written.
        verbatim: everything as it was heard (逐語); else tidied (ケバ取り).
    """
    title = _("{meeting}: minutes (draft)", meeting=draft.head.title)
    blocks: list[Block] = [Heading(1, clean(title)), *_notices(draft, verbatim), _head(draft)]
    if draft.summary:
        blocks += [Heading(2, _("Summary by a language model")), *_summary(draft)]
    blocks += [Heading(2, _("Proceedings")), *_proceedings(draft, verbatim)]
    blocks += [Heading(2, _("Decisions")), *_decisions(draft)]
    blocks += [Heading(2, _("Actions")), *_actions(draft)]
    if draft.source.written is Written.BY_MACHINE:
        blocks += [Heading(2, _("To hear again")), *_to_hear(draft)]
    return Layout(clean(title), running_head(draft), tuple(blocks))


def running_head(draft: Draft) -> str:
    """What stands on every page: that it is a draft, from what and by what, and that a person checks it."""
    parts = [words.made_by(draft.source), words.to_be_checked()]
    if draft.source.demonstration and draft.source.written is not Written.BY_PERSON:
        parts.append(words.only_demonstration())
    return clean(" ".join(parts) if _is_spaced(parts) else "".join(parts))


def _is_spaced(parts: list[str]) -> bool:
    return parts[0].endswith(".")


def _notices(draft: Draft, verbatim: bool) -> Iterator[Paragraph]:
    yield _paragraph(running_head(draft), role="notice")
    if draft.source.written is not Written.BY_MACHINE:
        return
    if verbatim:
        yield _paragraph(_("Everything stands here as it was heard."), role="note")
    else:
        yield _paragraph(
            counted(
                "Fillers, repetitions and false starts were left out in {n} place.",
                "Fillers, repetitions and false starts were left out in {n} places.",
                len(draft.removals),
            ),
            role="note",
        )
    if draft.source.by_voice:
        told = _("S1, S2 … stand for voices that a program told apart. Listen whose they are and put the names there.")
        yield _paragraph(told, role="note")
    yield _paragraph(_hear_total(draft), role="note")


def _hear_total(draft: Draft) -> str:
    if not draft.stretches:
        return _("Nothing was marked to be heard again.")
    if not draft.seconds_to_hear:  # nobody knows when it was said, or it is missing
        return counted(
            "{n} place is to be heard again; it is listed at the end.",
            "{n} places are to be heard again; they are listed at the end.",
            len(draft.stretches),
        )
    total = counted(
        "{n} place is to be heard again, {time} together; it is listed at the end.",
        "{n} places are to be heard again, {time} together; they are listed at the end.",
        len(draft.stretches),
        time=words.length(draft.seconds_to_hear),
    )
    return total + _not_counted(draft)


def _not_counted(draft: Draft) -> str:
    """What has to be said beside a time of what is to be heard, where nobody knows how much is missing."""
    unknown = any(UNKNOWN_LENGTH in each.reasons for each in draft.stretches)
    return " " + _("What is missing is of unknown length and not in this time.") if unknown else ""


def _head(draft: Draft) -> Table:
    head = draft.head
    when = " ".join(part for part in (words.date(head.date) if head.date else "", head.time) if part)
    rows = (
        (_("Name of the meeting"), (head.title,)),
        (_("Date and time"), (when,)),
        (_("Place of the meeting"), (head.place,)),
        (_("Attendees"), head.attendees),
        (_("Agenda"), tuple(_agenda_line(draft, item) for item in draft.items)),
    )
    return Table((), tuple(((name,), _cell(lines)) for name, lines in rows), (20, 80))


def _agenda_line(draft: Draft, item: Item) -> str:
    if item.turn is None:
        return f"{item.number}　{item.title} " + _("(not found in what was said)")
    begins = words.clock(draft.turns[item.turn - 1].start)
    return f"{item.number}　{item.title}" + (f" ({begins})" if begins else "")


def _summary(draft: Draft) -> Iterator[Paragraph]:
    summary = draft.summary
    assert summary is not None
    yield _paragraph(
        _(
            "Written by the language model {model} from this draft, not by a person. Check every line.",
            model=summary.model,
        ),
        role="notice",
    )
    if not summary.whole:
        yield _paragraph(_("It was given the beginning of the meeting only."), role="notice")
    for line in summary.text.splitlines():
        if line.strip():
            yield _paragraph(line.strip())


def _proceedings(draft: Draft, verbatim: bool) -> Iterator[Block]:
    items = {item.number: item for item in draft.items}
    if not draft.turns:
        yield _paragraph(_("Nothing was heard."), role="note")
    for turn in draft.turns:
        if turn.item is not None:
            item = items[turn.item]
            yield Heading(3, clean(words.item_name(item)))
            yield _paragraph(_("Begins here: {why}", why=words.because(item.rule, item.because)), role="note")
        runs = tuple(_runs(turn, verbatim))
        if runs:
            head = (
                Run(clean("○" + words.speaker(turn.speaker)), bold=True),
                Run(f"　[{begins}]　" if (begins := words.clock(turn.start)) else "　", small=True),
            )
            yield Paragraph((*head, *runs), role="turn")


def _runs(turn: Turn, verbatim: bool) -> Iterator[Run]:
    """Everything that was said; what tidying took out is named with its rule."""
    names = words.rule_names()
    last = ""
    for piece in turn.pieces:
        if not piece.words.strip():
            yield Run(_lost(piece), small=True, doubtful=True)
            last = "。"
            continue
        if last and last[-1] not in ENDS:
            yield Run("　")
        for part in piece.parts():
            removed = names.get(part.rule, part.rule) if part.rule and not verbatim else ""
            yield Run(clean(part.text), doubtful=part.doubtful, removed=removed)
            last = last if removed else clean(part.text) or last


def _lost(piece: Piece) -> str:
    told = words.without_words(missing=piece.missing, length_known=piece.start < piece.end)
    return f"〔{told} {words.span(piece.start, piece.end)}〕"


def _decisions(draft: Draft) -> Iterator[Block]:
    yield from _candidates(bool(draft.decisions))
    if draft.decisions:
        columns = (_("No."), _("What was said"), _("By whom, when"), _("Why it is listed"))
        rows = (
            (_cell((str(number),)), _cell(_quote(each)), _cell(_by_whom(each)), _cell((_why(each),)))
            for number, each in enumerate(draft.decisions, 1)
        )
        yield Table(columns, tuple(rows), (7, 53, 20, 20))


def _actions(draft: Draft) -> Iterator[Block]:
    yield from _candidates(bool(draft.actions))
    if draft.actions:
        columns = (_("Who"), _("What"), _("By when"), _("What was said"), _("By whom, when"), _("Why it is listed"))
        rows = (
            tuple(
                _cell(lines)
                for lines in ((each.who,), (each.what,), (each.by_when,), _quote(each), _by_whom(each), (_why(each),))
            )
            for each in draft.actions
        )
        yield Table(columns, tuple(rows), (13, 17, 12, 28, 14, 16))


def _candidates(found: bool) -> Iterator[Paragraph]:
    yield _paragraph(
        _("Candidates that rules found; a person confirms them.") if found else _("No rule found one."), role="note"
    )


def _quote(finding: Finding) -> Iterable[str]:
    if finding.asked:
        yield _("Asked: {question}", question=finding.asked)
    yield finding.quote


def _by_whom(finding: Finding) -> Iterable[str]:
    yield words.speaker(finding.speaker)
    yield words.clock(finding.start)


def _why(finding: Finding) -> str:
    return words.because(finding.rule, finding.because)


def _to_hear(draft: Draft) -> Iterator[Block]:
    if not draft.stretches:
        yield _paragraph(_hear_total(draft), role="note")
    else:
        if draft.seconds_to_hear:
            total = counted(
                "{n} place, {time} together",
                "{n} places, {time} together",
                len(draft.stretches),
                time=words.length(draft.seconds_to_hear),
            )
            yield _paragraph(total + _not_counted(draft), role="note")
        names = words.reason_names()
        columns = (_("Time in the recording"), _("Speaker"), _("Why it is listed"), _("What was heard"))
        rows = (
            (
                _cell((words.span(each.start, each.end),)),
                _cell((words.speaker(each.speaker),)),
                _cell(names.get(reason, reason) for reason in each.reasons),
                _cell((_in_its_place(each),)),
            )
            for each in draft.stretches
        )
        yield Table(columns, tuple(rows), (20, 16, 24, 40))


def _in_its_place(stretch: Stretch) -> str:
    """The words with those around them, in which they are marked."""
    around = stretch.before or stretch.after
    return f"{stretch.before}〔{stretch.text}〕{stretch.after}" if around else stretch.text


def _paragraph(text: str, role: Role = "plain") -> Paragraph:
    return Paragraph((Run(clean(text)),), role)


def _cell(lines: Iterable[str]) -> Cell:
    return tuple(clean(line) for line in lines if line.strip())
