"""``kouka policy``: what may pass unchecked, proposed from a run and signed by a person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode, KoukaError, Place

if TYPE_CHECKING:
    from pipelines.contracts.policy import Policy
    from pipelines.runs.store import Run

SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


def command() -> click.Group:
    """The command, in the language spoken."""

    @click.group(
        "policy",
        help=_("Propose, sign and show what may pass without a person looking. Unsigned, nothing does."),
        epilog=_("Examples: kouka policy propose latest --residual 0.01; kouka policy sign policy.toml --by NAME"),
    )
    def policy() -> None:
        pass

    @policy.command(
        "propose",
        help=_(
            "Propose which fields may pass: the fewest go to a person while, of what passes, no more than a share is "
            "wrong. Chosen on half of the forms, judged on the other half."
        ),
        epilog=_("Example: kouka policy propose latest --residual 0.01 --sure 0.95"),
    )
    @click.argument("run")
    @click.option("--residual", type=SHARE, default=0.01, show_default=True, help=_("Most that may be wrong."))
    @click.option("--sure", type=SHARE, default=0.95, show_default=True, help=_("How sure that has to be."))
    @click.option(
        "--out", type=click.Path(path_type=Path), help=_("The file; else policy.toml in the folder of the campaign.")
    )
    def propose(run: str, residual: float, sure: float, out: Path | None) -> ExitCode:
        return _propose(run, residual, sure, out)

    @policy.command(
        "sign",
        help=_("Sign a proposal. From then on the fields that it names may pass, for as long as it holds."),
        epilog=_("Example: kouka policy sign results/trial/policy.toml --by NAME"),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--by", "name", required=True, help=_("Who signs."))
    def sign(file: Path, name: str) -> ExitCode:
        from datetime import date

        from pipelines.policies import files

        _say(files.sign(file.absolute(), name, date.today()))
        return ExitCode.OK

    @policy.command(
        "show",
        help=_("Show a policy, and with --run what it means for a run: what passes, what is looked at and why."),
        epilog=_("Example: kouka policy show results/trial/policy.toml --run latest"),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--run", help=_("The run to decide on."))
    @click.option("--out", type=click.Path(path_type=Path), help=_("A table of every field and what becomes of it."))
    def show(file: Path, run: str | None, out: Path | None) -> ExitCode:
        return _show(file, run, out)

    return policy


def _propose(name: str, residual: float, sure: float, out: Path | None) -> ExitCode:
    from dashboards.pages.policy import summary
    from evaluators.policy import propose
    from pipelines.policies import files, proposing
    from pipelines.scored import pages_and_fields
    from pipelines.seed import SEED

    run = _run(name)
    pages, scored = pages_and_fields(run)
    if scored.empty:
        raise KoukaError(_("No form of the batch has truth to measure against."), where=Place(run.folder))
    proposal = propose(scored, residual, sure, SEED)
    for line in summary(proposal):
        click.echo(harmless(line))
    made = proposing.policy_of(run, pages, proposal)
    if made is None:
        return ExitCode.OK
    path = (out or run.folder.parent / files.NAME).absolute()
    files.write(path, made)
    click.echo(harmless(str(path)))
    click.echo(_("Nothing passes by it before a person has signed it: kouka policy sign FILE --by NAME"))
    return ExitCode.OK


def _run(name: str) -> "Run":
    from pipelines.runs import store
    from pipelines.runs.changes import check_finished

    run = store.find(name)
    if run.file.kind != "forms":
        raise KoukaError(
            _("A policy is for forms; this is a run of meetings."),
            where=Place(run.folder),
            todo=_("Choose a run of forms: kouka list"),
        )
    check_finished(run)
    return run


def _say(policy: "Policy") -> None:
    from dashboards.pages import numbers
    from dashboards.pages.policy import class_names

    if policy.signed:
        click.echo(harmless(_("Signed by {name} on {day}.", name=policy.signed_by, day=policy.signed_on)))
        click.echo(
            _(
                "That this name signed is not proven: whoever may write the file can sign it. "
                "Keep it where few may write."
            )
        )
    else:
        click.echo(_("Not signed: every field is for a person to look at."))
    if not policy.intact:
        click.echo(_("It was changed after it was proposed or signed."))
    for rule in policy.rules:
        sure = numbers.percent(rule.sure, 1)
        click.echo(
            harmless(
                _(
                    "{what}: {engines}; at most {residual} wrong ({sure} sure), {errors} of {fields} on {forms} forms.",
                    what=class_names()[rule.class_],
                    engines=" + ".join(rule.engines),
                    sure=sure,
                    residual=numbers.percent(rule.residual, 2),
                    errors=rule.errors,
                    fields=rule.fields,
                    forms=rule.forms,
                )
            )
        )


def _show(file: Path, name: str | None, out: Path | None) -> ExitCode:
    from pipelines.policies import files

    policy = files.read(file.absolute())
    _say(policy)
    if name is not None:
        _decide(_run(name), policy, out)
    return ExitCode.OK


def _decide(run: "Run", policy: "Policy", out: Path | None) -> None:
    from collections import Counter

    from dashboards.pages.policy import reason_names
    from evaluators.frames import DECISIONS
    from pipelines.policies.deciding import PASS, decide
    from pipelines.runs import store
    from pipelines.scored import parsed
    from pipelines.tables import read_table, write_table

    batch = store.batch_of(run)
    pages, rows = (read_table(run.folder / name).rows for name in ("pages.csv", "readings.csv"))
    decisions = decide(run, batch, pages, parsed(batch, rows), policy)
    for why in decisions.void:
        click.echo(harmless(_("Void for this run: {why}", why=why)))
    passing = sum(row["decision"] == PASS for row in decisions.rows)
    click.echo(_("{n} of {all} fields pass; a person looks at the others:", n=passing, all=len(decisions.rows)))
    for reason, number in Counter(row["reason"] for row in decisions.rows if row["decision"] != PASS).most_common():
        click.echo(f"  {number}  {reason_names()[reason]}")
    if decisions.audit is not None:
        click.echo(
            _(
                "Audit: {sample} of the {passed} fields that pass are looked at all the same; with more than {allowed} "
                "of them wrong, the policy is to be withdrawn.",
                sample=decisions.audit.sample,
                passed=decisions.audit.passed,
                allowed=decisions.audit.allowed,
            )
        )
    if out is not None:
        write_table(out.absolute(), decisions.rows, DECISIONS)
        click.echo(harmless(str(out.absolute())))
