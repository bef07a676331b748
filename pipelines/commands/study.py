"""``kouka study``: studies of staff time. They live in the database of the web app."""

import json
from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web

SEED = 1
SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group(
        "study",
        help=_("Studies of staff time: make one, see how far it is, take its times out."),
        epilog=_("Example: kouka study new spring --run latest --people P1,P2 --arms manual,ai_all --items 20"),
    )
    def study() -> None:
        pass

    for add in (_new, _show, _export, _recompute, _truth):
        study.add_command(add())
    return study


def _do(action: str, **told: object) -> None:
    """Go on as the app, which does it."""
    become_web("study", action, json.dumps(told, default=str))


def _names(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in given.split(",") if name.strip())


def _new() -> click.Command:
    @click.command(
        "new",
        short_help=_("Make a study."),
        help=_(
            "Make a study: each form or meeting is worked on in every way, each time by another person, in a drawn "
            "order, and nobody sees one twice. People find their work in the app, under “My work”."
        ),
        epilog=_("Example: kouka study new spring --run latest --people P1,P2 --arms manual,ai_all --items 20"),
    )
    @click.argument("name")
    @click.option("--run", required=True, help=_("The run whose readings or drafts are corrected."))
    @click.option("--people", required=True, callback=_names, help=_("Pseudonyms of accounts, with commas between."))
    @click.option(
        "--arms", default="", callback=_names,
        help=_(
            "Ways of working: manual, ai_all, ai_policy, two_person; of meetings minutes_manual, minutes_draft. Others "
            "are compared with the first. Else manual,ai_all, or both of meetings."
        ),
    )  # fmt: skip
    @click.option(
        "--items", type=click.IntRange(min=1), help=_("How many forms or meetings; else all, but for practice.")
    )
    @click.option(
        "--margin", type=SHARE,
        help=_("In place of --items: as many as give an interval of the share saved of ± this, such as 0.1."),
    )  # fmt: skip
    @click.option("--practice", type=click.IntRange(min=0), help=_("Items to practise on; else one for each way."))
    @click.option(
        "--engine",
        default="",
        help=_("Whose readings are corrected; else the policy's with ai_policy, or the best engine's."),
    )
    @click.option(
        "--idle-limit", "idle_seconds", type=click.FloatRange(min=1),
        help=_("Seconds without a key after which time is idle; else 30, for meetings 60."),
    )  # fmt: skip
    @click.option("--seed", default=SEED, show_default=True, help=_("Of all that is left to chance."))
    @click.option(
        "--recording", default="", help=_("Of meetings, the recording to listen to; else “near”, or the first.")
    )
    @click.option(
        "--minutes", type=click.FloatRange(min=0, min_open=True),
        help=_("Of meetings, divide each into stretches of about so many minutes; else it is whole."),
    )  # fmt: skip
    def new(items: int | None, margin: float | None, **told: object) -> None:
        if items is not None and margin is not None:
            raise click.UsageError(_("--items and --margin exclude each other."))
        _do("new", items=items, margin=margin, **told)

    return new


def _show() -> click.Command:
    @click.command("show", help=_("How far a study is."), epilog=_("Example: kouka study show spring"))
    @click.argument("name")
    def show(name: str) -> None:
        _do("show", name=name)

    return show


def _export() -> click.Command:
    @click.command(
        "export",
        short_help=_("Take the times of a study into the results of its run."),
        help=_(
            "Write timings.csv, all that the clock has seen (events.csv), and what that belongs to (study.json). Below "
            "the campaign of the run they count in its results as measured: measure it again with “kouka score”."
        ),
        epilog=_("Example: kouka study export spring; kouka score latest"),
    )
    @click.argument("name")
    @click.option(
        "--out", type=click.Path(path_type=Path), help=_("Another folder than studies/NAME below the run's campaign.")
    )
    def export(name: str, out: Path | None) -> None:
        _do("export", name=name, out=out)

    return export


def _recompute() -> click.Command:
    @click.command(
        "recompute",
        help=_("Compute every figure anew from the raw events, and compare it with what is stored."),
        epilog=_("Example: kouka study recompute spring"),
    )
    @click.argument("name")
    def recompute(name: str) -> None:
        _do("recompute", name=name)

    return recompute


def _truth() -> click.Command:
    @click.command(
        "truth",
        short_help=_("Write what a second person has confirmed as truth."),
        help=_(
            "Write what a second person has confirmed as truth/ and values/ of a batch: forms of which every field is "
            "confirmed, and meetings whose minutes are. Look through them before they go into a batch."
        ),
        epilog=_("Example: kouka study truth spring --out confirmed"),
    )
    @click.argument("name")
    @click.option("--out", type=click.Path(path_type=Path), default=Path("confirmed"), help=_("The folder."))
    def truth(name: str, out: Path) -> None:
        _do("truth", name=name, out=out)

    return truth
