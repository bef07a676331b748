"""``kouka minutes``: draft minutes of what a run heard."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import harmless, tell
from pipelines.errors import ExitCode, KoukaError

if TYPE_CHECKING:
    from dashboards.reports.minutes.draft import Draft, Source
    from pipelines.runs.store import Run

FORMATS = ("docx", "md", "html", "vtt", "srt", "txt")
SUBTITLES = ("vtt", "srt")


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "minutes",
        help=_(
            "Write draft minutes of a run of meetings: what was said, with speakers and times, decisions and actions "
            "that rules found, and what is to be heard again. Beside tidied minutes stands a table of what was left "
            "out."
        ),
        epilog=_("Examples: kouka minutes latest --to docx; kouka minutes latest --to html --verbatim"),
    )
    @click.argument("run")
    @click.option("--to", "form", type=click.Choice(FORMATS), default="docx", show_default=True, help=_("The format."))
    @click.option("--session", help=_("One session instead of all."))
    @click.option("--recording", help=_("The recording to take; else “near”, or the first."))
    @click.option("--engine", help=_("Whose draft to take where several heard the recording; else the run's first."))
    @click.option("--verbatim", is_flag=True, help=_("Leave nothing out of what was heard."))
    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        help=_("A file, for one session, or a folder; else the folder “minutes” of the run."),
    )
    def minutes(
        run: str,
        form: str,
        session: str | None,
        recording: str | None,
        engine: str | None,
        verbatim: bool,
        out: Path | None,
    ) -> ExitCode:
        return _minutes(run, form, (session, recording, engine), verbatim, out)

    return minutes


def _minutes(
    name: str, form: str, asked: tuple[str | None, str | None, str | None], verbatim: bool, out: Path | None
) -> ExitCode:
    """Write the minutes of the session, recording and engine asked for."""
    from dashboards.reports.minutes.formats import WRITERS
    from pipelines import atomic
    from pipelines.minutes import loading
    from pipelines.minutes.drafting import draft
    from pipelines.minutes.removed import write_removed
    from pipelines.runs import store

    run = store.find(name)
    loading.check_meetings(run)
    known = loading.known(run)
    for problem in known.problems:
        tell(problem)
    found = list(loading.heard(run, *asked))
    paths = _paths(run, [each.source for each in found], form, out)
    for each, path in zip(found, paths, strict=True):
        meeting = known.meetings.get(each.source.session)
        drafted = draft(each.segments, each.words, meeting, known.terms, each.source)
        _check_times(drafted, form)
        made = _with_summary(drafted)
        atomic.write_bytes(path, WRITERS[form](made, verbatim))
        click.echo(harmless(str(path)))
        if not verbatim:
            write_removed(path, made)
    return ExitCode.OK


def _check_times(made: "Draft", form: str) -> None:
    """Subtitles need a time for everything.

    Raises:
        KoukaError: something has none.
    """
    if form in SUBTITLES and any(math.isnan(piece.start) for turn in made.turns for piece in turn.pieces):
        raise KoukaError(
            _(
                "The draft of {name} has no times; it cannot be subtitles.",
                name=f"{made.source.session}/{made.source.recording}",
            ),
            todo=_("Write it as another format, such as --to docx, or name another engine with --engine."),
            code=ExitCode.USAGE,
        )


def _with_summary(made: "Draft") -> "Draft":
    """The draft with the summary of a language model, where one is set up and answers."""
    from pipelines.minutes import summary
    from pipelines.progress import say

    try:
        model = summary.configured()
        if model is None or not made.turns:
            return made
        say(_("The language model {model} is summarising {session}.", model=model.name, session=made.source.session))
        return replace(made, summary=summary.summary(made, model))
    except summary.Refused as error:
        say(harmless(_("{why} The minutes are written without a summary.", why=error)))
        return made


def _paths(run: "Run", sources: Sequence["Source"], form: str, out: Path | None) -> list[Path]:
    """Where each draft is written.

    Raises:
        KoukaError: one file is named for several sessions, or one of another format.
    """
    if out is not None and out.suffix == f".{form}" and not out.is_dir():
        if len(sources) > 1:
            raise KoukaError(
                _("One file cannot hold the minutes of {n} sessions.", n=len(sources)),
                todo=_("Name a folder, or one session: --session {name}", name=sources[0].session),
                code=ExitCode.USAGE,
            )
        return [out.absolute()]
    if out is not None and out.suffix[1:] in FORMATS and not out.is_dir():
        raise KoukaError(
            _("The file is to be called {name}, but the format is {form}.", name=out.name, form=form),
            todo=_("Write --to {form}, or name another file.", form=out.suffix[1:]),
            code=ExitCode.USAGE,
        )
    folder = run.folder / "minutes" if out is None else out.absolute()
    names = _file_names(sources)
    return [folder / f"{name}.{form}" for name in names]


def _file_names(sources: Sequence["Source"]) -> list[str]:
    """A name for each that every file system takes; no two alike."""
    found: list[str] = []
    for source in sources:
        plain = "".join(
            letter if letter.isalnum() or letter in "-_" else "_" for letter in f"{source.session}-{source.recording}"
        )[:60]
        name, number = plain, 1
        while name.casefold() in (each.casefold() for each in found):
            number += 1
            name = f"{plain}-{number}"
        found.append(name)
    return found
