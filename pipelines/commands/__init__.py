"""The command line. Each command is a module here that defines ``command``, imported only when it is called.

Importing Prefect takes seconds and pandas half of one, so nothing of that kind is imported before it is needed:
``--help``, ``check``, ``list`` and ``show`` answer at once.
"""

import atexit
import errno
import gc
import gettext
import importlib
import os
import re
import sys
import traceback
import unicodedata
from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from dashboards import language
from dashboards.language import _
from pipelines import interrupts
from pipelines.atomic import NO_SPACE
from pipelines.errors import ExitCode, KoukaError, Place, Problem

COMMANDS = (
    *("run", "score", "compare", "plan", "policy", "cost", "portfolio", "status", "attest", "check", "import"),
    *("minutes", "report", "precedents", "template", "new", "show", "list", "export", "serve", "study", "audit"),
    *("selfcheck", "backup", "purge"),
    *("model", "prefect"),
)
"""In the order in which the help lists them."""
STEERING = frozenset({"Cc", "Cf", "Cs"})
"""Categories of Unicode: control, format and surrogate; gaiji (private use) are shown as they are."""
FIRST_SENTENCE = re.compile(r".+?(?:。|\.(?=\s|$)|$)", re.DOTALL)
REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, *NO_SPACE, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What is no fault of kouka's: no permission, no space, no folder."""


class Commands(click.Group):
    """Finds a command's module when it is called."""

    logged = True
    """Whether commands write to the log of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, in the order of use."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"pipelines.commands.{name}")
        made: click.Command = module.command()
        _tell_in_a_sentence(made)
        if not self.logged:
            return made
        from pipelines.commands.uses import noting  # which imports this module

        return noting(cmd_name, made)


def _tell_in_a_sentence(command: click.Command) -> None:
    """Lists of commands give the first sentence: click would cut it at a blank, of which Japanese has none."""
    sentence = FIRST_SENTENCE.match(command.help or "")
    if sentence and not command.short_help:
        command.short_help = sentence[0]
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        _tell_in_a_sentence(part)


def group(*, logged: bool = True) -> click.Group:
    """The command line in the language spoken."""
    made = Commands(
        "kouka",
        help=_(
            "Evidence on AI-OCR and AI minutes: runs them on sample batches, measures how accurate they are, how much "
            "time they save and whether they pay."
        ),
        epilog=_("Every command takes --lang ja or --lang en. Results are written below ./results, or KOUKA_RESULTS."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.logged = logged
    return made


def main(arguments: list[str] | None = None) -> None:
    """Entry point: chooses the language, runs the command, and tells errors in words."""
    # Python looks for garbage once more before it ends: half a second where Prefect was imported, for nothing.
    atexit.register(gc.freeze)
    interrupts.notice()
    code = call(sys.argv[1:] if arguments is None else arguments)
    interrupts.end_at_once()
    sys.exit(code)


# Not called run, and nothing here report or list: the modules of commands take the place of such names.
def call(arguments: list[str], *, logged: bool = True) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: what was typed after ``kouka``.
        logged: whether it writes to the log of use; what the app starts for somebody stands there already.
    """

    def invoked() -> Any:
        rest = _choose_language(arguments)
        # Not by main(), which would answer a broken pipe itself.
        with group(logged=logged).make_context("kouka", rest) as context:
            return context.command.invoke(context)

    return guarded(invoked)


def guarded(work: Callable[[], Any]) -> int:
    """Do something for somebody at a terminal, tell errors in words, and return the exit code."""
    try:
        result = work()
        return int(result) if isinstance(result, int) else ExitCode.OK
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except KoukaError as error:
        if interrupts.came():  # and a library made something else of it, such as a package that cannot be imported
            return _stopped()
        tell(error.problem)
        return error.code
    except (KeyboardInterrupt, EOFError, click.Abort):
        return _stopped()
    except BrokenPipeError:
        # Whoever read the output has gone, as with `kouka list | head`; writing to it again would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        if interrupts.came():
            return _stopped()
        if isinstance(error, OSError) and error.errno in REFUSALS:
            where = Place(Path(error.filename)) if isinstance(error.filename, str) else None
            tell(_refusal(error, where))
            return ExitCode.INPUT
        report_bug(error)
        return ExitCode.BUG


def _stopped() -> int:
    interrupts.end_at_once()
    click.echo("\n" + _("Stopped. What was finished is kept; the same command goes on from there."), err=True)
    return ExitCode.INTERRUPTED


def _refusal(error: OSError, where: Place | None) -> Problem:
    if error.errno in NO_SPACE:
        todo = _("Make room. What was finished is kept; the same command goes on from there.")
        return Problem(_("The disk is full."), where, todo)
    return Problem(_("The system refuses this: {reason}", reason=error.strerror), where)


def tell(problem: Problem) -> None:
    """Say on standard error what is wrong, where, and what to do."""
    place = f"{problem.where}: " if problem.where else ""
    click.echo(harmless(f"{place}{problem.what}"), err=True)
    if problem.todo:
        click.echo(harmless(f"  → {problem.todo}"), err=True)


def harmless(text: str) -> str:
    """The text without what steers a terminal: names of files and cells of tables are quoted in messages."""
    return "".join("\ufffd" if unicodedata.category(character) in STEERING else character for character in text)


def report_bug(error: Exception) -> None:
    """A fault of kouka's is said as such, with what a developer needs and no content of forms."""
    frames = "".join(
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    click.echo(_("This is a fault of kouka's: {kind}", kind=type(error).__name__), err=True)
    click.echo(frames + "  → " + _("Please report these lines. They hold nothing of what stands on forms."), err=True)


def _choose_language(arguments: list[str]) -> list[str]:
    """Take ``--lang X`` out of the arguments, wherever it stands, and speak that language from here on."""
    rest: list[str] = []
    chosen: str | None = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--lang":
            chosen = next(remaining, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    known = next((name for name in language.LANGUAGES if name == (chosen or language.spoken())), None)
    if known is None or chosen == "":
        raise click.UsageError(_("--lang is one of: {names}", names=", ".join(language.LANGUAGES)))
    if chosen is not None:
        os.environ[language.VARIABLE] = known  # for processes of its own, and for what looks whether anybody asked
    language.speak(known)
    _check_catalogue(known)
    _speak_click(known)
    return rest


def _check_catalogue(name: language.Language) -> None:
    try:
        language.catalogue(name)
    except FileNotFoundError:
        language.speak("en")
        raise KoukaError(
            f"The texts in language {name} are not compiled.", todo="Run ./run once.", code=ExitCode.SETUP
        ) from None


def _speak_click(name: str) -> None:
    """Click looks its own words up in gettext's present domain: ours has them as well."""
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain(language.DOMAIN, language.CATALOGUES)
    gettext.textdomain(language.DOMAIN)
