"""Speech models: directories that CTranslate2 loads, each with a manifest of what its files were."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from dashboards.language import _
from pipelines.contracts.model import Manifest, ModelFile
from pipelines.digests import digest, file_digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.limits import LIMITS

MANIFEST = "manifest.json"
WEIGHTS = "model.bin"
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
"""One of them is there; older models have the second."""
FILES = (WEIGHTS, "config.json", "tokenizer.json", *VOCABULARIES, "preprocessor_config.json")
"""Everything that is loaded."""
PAPERS = ("MODEL_CARD.md", "README.md", "LICENSE", "LICENSE.txt", "NOTICE")
"""Kept beside them where they are there."""
BUNDLED = Path(__file__).parents[2] / "samples" / "models" / "demo"
DEMO = "demo"
"""The name of the bundled model."""


@dataclass(frozen=True)
class Model:
    """A speech model that is there."""

    name: str
    path: Path
    digest: str
    """Over name and content of every file that is loaded."""
    demonstration: bool
    """It knows invented voices only, and says nothing of real meetings."""
    bytes: int
    added: str = ""
    """When it was taken in, with the time zone."""


def folder() -> Path:
    """Where models are kept: ``models`` in the present folder, or what KOUKA_MODELS says."""
    return Path(os.environ.get("KOUKA_MODELS", "models")).absolute()


def installed() -> dict[str, Model]:
    """The models that are there, by name: those taken in, and the one that comes with kouka."""
    places = {path.parent.name: path.parent for path in sorted(folder().glob(f"[!.]*/{MANIFEST}"))}
    if (BUNDLED / WEIGHTS).is_file():
        places.setdefault(DEMO, BUNDLED)
    found = {}
    for name, path in places.items():
        with suppress(KoukaError):  # one that is damaged keeps nobody from the others
            found[name] = _model(name, path)
    return found


def damaged() -> list[KoukaError]:
    """Why models that were taken in cannot be used, for each of which the manifest cannot be read."""
    errors = []
    for file in sorted(folder().glob(f"[!.]*/{MANIFEST}")):
        try:
            manifest(file.parent)
        except KoukaError as error:
            errors.append(error)
    return errors


def default() -> Model:
    """What is heard with where nobody names a model: the one taken in last; without any, the one that comes with kouka.

    Raises:
        KoukaError: there is no model at all.
    """
    own = sorted(installed().values(), key=lambda model: (not model.demonstration, model.added, model.name))
    if not own:
        raise KoukaError(
            _("There is no speech model."),
            todo=_("Take one in: kouka model add DIR, or, with a network: kouka model fetch large-v3-turbo"),
            code=ExitCode.SETUP,
        )
    return own[-1]


def find(name: str) -> Model:
    """The model of a name.

    Raises:
        KoukaError: there is none of this name, or its manifest cannot be read.
    """
    found = installed()
    if name not in found:
        for error in damaged():
            if error.problem.where and error.problem.where.file.parent.name == name:
                raise error
        raise KoukaError(
            _("There is no speech model “{name}”.", name=name),
            todo=_("Speech models that are there: {names}", names=", ".join(sorted(found)) or "–"),
            code=ExitCode.USAGE,
        )
    return found[name]


def verify(model: Model) -> None:
    """Read every file of a model and compare it with the manifest. A gigabyte takes some seconds: once a run.

    Raises:
        KoukaError: a file is missing or is not what it was, by name.
    """
    for name, file in manifest(model.path).files.items():
        path = model.path / name
        if not path.is_file():
            what = _("The file of the speech model is missing.")
        elif path.stat().st_size != file.bytes or file_digest(path) != file.sha256:
            what = _("The file of the speech model is not what it was when the model was taken in.")
        else:
            continue
        raise KoukaError(
            what,
            where=Place(path),
            todo=_("Delete {folder} and take the model in again.", folder=model.path),
            code=ExitCode.SETUP,
        )


def manifest(path: Path) -> Manifest:
    """What the files of a model were; for the bundled model without a manifest, what they are.

    Raises:
        KoukaError: the manifest cannot be read.
    """
    file = path / MANIFEST
    if path == BUNDLED and not file.exists():
        return Manifest(demonstration=True, files=described(path))
    try:
        with file.open("rb") as content:
            return Manifest.model_validate_json(content.read(LIMITS.model_text_bytes))
    except (OSError, ValidationError):
        raise KoukaError(
            _("The manifest of the speech model cannot be read."),
            where=Place(file),
            todo=_("Delete {folder} and take the model in again.", folder=path),
            code=ExitCode.SETUP,
        ) from None


def described(path: Path) -> dict[str, ModelFile]:
    """Digest and size of every file of a model that is loaded, by name."""
    there = [name for name in FILES if (path / name).is_file()]
    return {name: ModelFile(sha256=file_digest(path / name), bytes=(path / name).stat().st_size) for name in there}


def bundled_weights() -> ModelFile | None:
    """The weights of the model that comes with kouka, where it is there."""
    return described(BUNDLED).get(WEIGHTS)


def _model(name: str, path: Path) -> Model:
    said = manifest(path)
    return Model(
        name,
        path,
        digest({file: entry.sha256 for file, entry in said.files.items()}),
        said.demonstration or path == BUNDLED,
        sum(entry.bytes for entry in said.files.values()),
        said.added,
    )
