"""``policy.toml`` on the disk: read, written, signed."""

from datetime import date
from pathlib import Path

from dashboards.language import _
from pipelines import atomic
from pipelines.contracts.policy import Policy
from pipelines.contracts.toml import load_toml
from pipelines.contracts.toml_writing import model_to_toml
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.campaigns import named_file

NAME = "policy.toml"


def read(path: Path) -> Policy:
    """The policy in a file, whether it is signed and intact or not.

    Raises:
        KoukaError: there is none, or it is none.
    """
    return load_toml(path, Policy)


def of_campaign(campaign: Path) -> Policy | None:
    """The policy that a campaign names, or the usual one beside it, as :func:`read`; None where there is no file.

    Raises:
        KoukaError: the file is no policy, or its path leads out of the campaign.
    """
    path = named_file(campaign, "policy", NAME)
    return read(path) if path.is_file() else None


def write(path: Path, policy: Policy) -> None:
    """Write a proposal.

    Raises:
        KoukaError: a signed policy stands there, which only a person may take away.
    """
    if path.exists() and _signed(path):
        raise KoukaError(
            _("A signed policy stands here."),
            where=Place(path),
            todo=_("Put it away, or name another file: --out FILE"),
            code=ExitCode.USAGE,
        )
    _write(path, policy)


def sign(path: Path, name: str, today: date) -> Policy:
    """Sign the proposal in a file.

    Raises:
        KoukaError: it was signed before or changed since it was proposed, or the name is blank.
    """
    policy = read(path)
    if not name.strip():
        raise KoukaError(_("A signature needs a name."), todo=_("Write --by NAME"), code=ExitCode.USAGE)
    if policy.signed:
        raise KoukaError(
            _("The policy was signed before, by {name} on {day}.", name=policy.signed_by, day=policy.signed_on),
            where=Place(path),
        )
    if not policy.intact:
        raise KoukaError(
            _("The policy was changed after it was proposed."),
            where=Place(path),
            todo=_("Propose it again: kouka policy propose {run}", run=policy.run),
        )
    named = policy.model_copy(update={"signed_by": name.strip(), "signed_on": today})
    signed = named.model_copy(update={"seal": named.seal_digest()})
    _write(path, signed)
    return signed


def _signed(path: Path) -> bool:
    try:
        return read(path).signed
    except KoukaError:
        return True  # what cannot be read may be one: it is not for a program to overwrite


def _write(path: Path, policy: Policy) -> None:
    head = _("# Which fields may pass unchecked. Sign it: kouka policy sign {file} --by NAME", file=path.name)
    rest = _("# Do not edit: a policy that was changed lets nothing pass.")
    atomic.write_text(path, f"{head}\n{rest}\n{model_to_toml(policy)}")
