"""Attestations on the disk: signed once by a named person, and looked at whether they were changed since."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboards.language import _
from evaluators.commitments.promises import Commitments, Evidence
from pipelines import atomic
from pipelines.contracts.attestation import Attestation
from pipelines.contracts.toml import load_toml
from pipelines.contracts.toml_writing import model_to_toml
from pipelines.digests import file_digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.limits import LIMITS

FOLDER = "attestations"


def wanted(commitments: Commitments) -> dict[str, Evidence]:
    """What has to be attested, by its name."""
    return {
        evidence.about: evidence
        for promise in commitments.promises
        for evidence in promise.evidence
        if evidence.kind == "attestation" and evidence.about is not None
    }


def sign(
    campaign: Path, commitments: Commitments, about: str, name: str, says: str, today: date, document: Path | None
) -> Path:
    """Write an attestation; one that was signed before is kept beside it under the day on which it was signed.

    Raises:
        KoukaError: nobody asks for it, the name or what is said is blank, or the document cannot be read.
    """
    asked = wanted(commitments)
    if about not in asked:
        raise KoukaError(
            _("No promise asks for an attestation “{name}”.", name=about),
            todo=_("These are asked for: {names}", names=", ".join(asked) or "–"),
            code=ExitCode.USAGE,
        )
    if not name.strip() or not says.strip():
        raise KoukaError(
            _("A signature needs a name, and something to vouch for."),
            todo=_("Say who by --by, and what by --says."),
            code=ExitCode.USAGE,
        )
    if document is not None and (not document.is_file() or document.stat().st_size > LIMITS.scan_bytes):
        raise KoukaError(_("The file is missing or too large."), where=Place(document))
    made = Attestation(
        about=about, wanted=asked[about].wants or "", says=says, signed_by=name, signed_on=today,
        document=document.name if document else None, document_sha256=file_digest(document) if document else None,
    )  # fmt: skip
    sealed = made.model_copy(update={"seal": made.seal_digest()})
    path = campaign / FOLDER / f"{about}.toml"
    if path.exists():
        path.replace(_free(path))
    head = _("# Signed by a person. Do not edit: what was changed counts no more.")
    atomic.write_text(path, f"{head}\n{model_to_toml(sealed)}")
    return path


def _free(path: Path) -> Path:
    """A name beside it that no earlier one has."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.{number}.earlier")).exists():
        number += 1
    return kept


def attestations(campaign: Path, commitments: Commitments) -> Iterator[tuple[Attestation, bool]]:
    """Those that promises ask for and somebody signed, each with whether it is as it was signed.

    Raises:
        KoukaError: one cannot be read.
    """
    for about in wanted(commitments):
        path = campaign / FOLDER / f"{about}.toml"
        if path.is_file():
            found = load_toml(path, Attestation)
            yield found, found.about == about and found.seal == found.seal_digest()
