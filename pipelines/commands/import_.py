"""``kouka import``: take in what an outside product returned, to be measured beside our engines."""

import shlex
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _, counted
from pipelines.commands import harmless, tell
from pipelines.contracts.mapping import ENCODINGS, Encoding
from pipelines.errors import ExitCode, Severity

if TYPE_CHECKING:
    from pipelines.batches.forms import FormsBatch
    from pipelines.imports.guessing import Guess
    from pipelines.imports.keeping import Kept
    from pipelines.transcripts import Utterance

SHOWN = 12
"""Speakers that are named."""


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "import",
        help=_(
            "Take in what an outside product returned for a batch, to be measured beside the engines: the CSV of an "
            "AI-OCR product, or the transcript of a meeting (VTT, SRT, text, Word, CSV, SegLST)."
        ),
        epilog=_(
            "Examples: kouka import my-forms result.csv --product ocr-a --guess; "
            "kouka import my-meetings council.vtt --product asr-b --session council --recording far"
        ),
    )
    @click.argument("batch", type=click.Path(path_type=Path))
    @click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--product", metavar="NAME", required=True, help=_("What the product is called from now on."))
    @click.option(
        "--guess", is_flag=True, help=_("Forms: draft mapping.toml from the headers, for you to look through.")
    )
    @click.option("--replace", is_flag=True, help=_("Put the file in the place of one with the same name."))
    @click.option(
        "--encoding",
        type=click.Choice(ENCODINGS),
        help=_("Of CSV, where it is not told right; cp932 is Shift_JIS."),
    )
    @click.option("--session", metavar="ID", help=_("Meetings: session_id of the meeting that was written down."))
    @click.option(
        "--recording", metavar="NAME", help=_("Meetings: which recording of it was heard, such as near or far.")
    )
    def import_(
        batch: Path,
        files: tuple[Path, ...],
        product: str,
        guess: bool,
        replace: bool,
        encoding: Encoding | None,
        session: str | None,
        recording: str | None,
    ) -> ExitCode:
        from pipelines.batches.batch_file import kind_of

        if kind_of(batch) == "meetings":
            if guess or encoding or len(files) > 1:
                raise click.UsageError(_("--guess, --encoding and several files are for batches of forms."))
            return _transcript(batch, files[0], product, session, recording, replace)
        if session or recording:
            raise click.UsageError(_("--session and --recording are for batches of meetings."))
        return _forms(batch, files, product, guess, replace, encoding)

    return import_


def _transcript(
    path: Path, file: Path, product: str, session: str | None, recording: str | None, replace: bool
) -> ExitCode:
    from pipelines.batches.examine_meetings import load_meetings
    from pipelines.imports.transcripts import keep

    kept = keep(load_meetings(path), product, file, session=session, recording=recording, may_replace=replace)
    if kept.is_new:
        _say(_("Kept: {file}", file=kept.file))
    for problem in kept.problems:
        tell(problem)
    said = kept.transcript.utterances
    found = counted("{n} utterance", "{n} utterances", len(said))
    _say(f"{kept.recording.name}: {found}; {_speakers(said)}; {_times(said)}")
    _say(_("Next: {command}", command=f"kouka run {shlex.quote(str(path))} --engine import:{product}"))
    return ExitCode.OK


def _speakers(said: "Sequence[Utterance]") -> str:
    names = _each(each.speaker for each in said if each.speaker)
    if not names:
        return _("no speaker is named")
    return _("speakers: {names}", names=", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else ""))


def _times(said: "Sequence[Utterance]") -> str:
    starts = [each.start for each in said if each.start is not None]
    if not starts:
        return _("no times")
    ends = [each.end for each in said if each.end is not None]
    first, last = (timedelta(seconds=int(time)) for time in (min(starts), max([*starts, *ends])))
    return _("from {start} to {end}", start=first, end=last)


def _forms(
    path: Path, files: Sequence[Path], product: str, guess: bool, replace: bool, encoding: Encoding | None
) -> ExitCode:
    from pipelines.batches.examine import load_forms
    from pipelines.imports.keeping import keep

    batch = load_forms(path)
    kept = keep(batch, product, files, may_guess=guess, may_replace=replace, encoding=encoding)
    for file in kept.copied:
        _say(_("Kept: {file}", file=file))
    for guessed in kept.guessed:
        _say_guessed(batch, guessed)
    if kept.guessed:
        _say(_("Wrote: {file}", file=kept.mapping_file))
    for problem in kept.returned.problems:
        tell(problem)
    _say_ignored(kept)
    readable = sum(document.template in batch.templates for document in batch.documents)
    _say(_("“{product}”: {n} of {all} documents.", product=product, n=kept.returned.documents, all=readable))
    return _say_next(path, product, kept)


def _say_guessed(batch: "FormsBatch", guess: "Guess") -> None:
    """Which column is which field, and what is like nothing."""
    entry = guess.entry
    _say(_("{file}, {encoding}, as “{template}”:", file=entry.file, encoding=entry.encoding, template=entry.template))
    for field in batch.templates[entry.template].fields:
        if field.id in guess.missing:
            _say(_("  no column → {field} ({label})", field=field.id, label=field.label))
        elif field.id in entry.used:
            line = f"  {' + '.join(entry.used[field.id])} → {field.id} ({field.label})"
            if field.id in guess.similar:
                line += " " + _("only similar, {percent} %", percent=guess.similar[field.id])
            _say(line)


def _say_ignored(kept: "Kept") -> None:
    for file in dict.fromkeys(entry.file for entry in kept.mapping.files):
        entries = kept.mapping.entries_of(file)
        used = {name for each in entries for names in (*each.used.values(), *each.sure.values()) for name in names}
        ignored = _each(name for each in entries for name in each.ignored if name not in used)
        if ignored:
            _say(_("Columns of {file} that are of no field: {columns}", file=file, columns=", ".join(ignored)))


def _each(names: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(names)]


def _say_next(path: Path, product: str, kept: "Kept") -> ExitCode:
    if any(entry.draft for entry in kept.mapping.files):
        _say(_("Some columns are only similar: look through {file} and write draft = false.", file=kept.mapping_file))
        return ExitCode.INCOMPLETE
    _say(
        _("Next: {command}", command=f"kouka run {shlex.quote(str(path))} --engine tesseract --engine import:{product}")
    )
    wrong = any(problem.severity > Severity.WARNING for problem in kept.returned.problems)
    return ExitCode.INCOMPLETE if wrong else ExitCode.OK


def _say(text: str) -> None:
    click.echo(harmless(text))
