"""Fetching a model from a hub, where one can be reached. The only place that goes to another machine."""

import shutil
from pathlib import Path

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError
from pipelines.models import FILES, PAPERS, Model, folder
from pipelines.models.adding import copy, free_name, settle, staging


def fetch(named: str, name: str | None = None) -> Model:
    """Fetch a model and take it in. What was fetched before a stop is not fetched again.

    Args:
        named: a size such as ``large-v3-turbo``, or a repository such as ``Systran/faster-whisper-small``.
        name: what it is called from now on; without it, the size or the name of the repository.

    Raises:
        KoukaError: the hub cannot be reached or has no such model, or the model cannot be used.
    """
    repository = repository_of(named)
    chosen = free_name(name or named.rpartition("/")[2])
    partly = folder() / f".fetched-{repository.replace('/', '--')}"
    revision = _download(repository, partly)
    with staging() as place:
        copy(partly, place)
        model = settle(place, chosen, f"{repository}@{revision}")
    shutil.rmtree(partly, ignore_errors=True)
    return model


def repository_of(named: str) -> str:
    """The repository that a size stands for.

    Raises:
        KoukaError: there is no such size.
    """
    from faster_whisper import utils

    if "/" in named:
        return named
    sizes: dict[str, str] = utils._MODELS
    if named not in sizes:
        known = ", ".join(size for size in sizes if not size.endswith(".en") and "distil" not in size)
        raise KoukaError(
            _("There is no speech model “{name}” to fetch.", name=named),
            todo=_("Name one of {names}, or a repository: ORGANISATION/NAME", names=known),
            code=ExitCode.USAGE,
        )
    return sizes[named]


def _download(repository: str, target: Path) -> str:
    """Fetch the files into a folder; gives the revision that they are of."""
    import httpx2
    from huggingface_hub import HfApi, constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled, RepositoryNotFoundError

    hub = constants.ENDPOINT
    try:
        # Asked first, and by itself: where the hub cannot be reached, snapshot_download takes what it fetched last time
        # for the whole, without a word.
        revision = str(HfApi().model_info(repository).sha)
        snapshot_download(repository, revision=revision, allow_patterns=[*FILES, *PAPERS], local_dir=target)
    except (RepositoryNotFoundError, HFValidationError):
        raise KoukaError(
            _("{hub} has no speech model “{name}”.", hub=hub, name=repository), code=ExitCode.INPUT
        ) from None
    except (HfHubHTTPError, httpx2.HTTPError, OfflineModeIsEnabled, ConnectionError) as error:
        raise KoukaError(
            _("{hub} cannot be reached: {kind}", hub=hub, kind=type(error).__name__),
            todo=_(
                "Fetch the directory of the model on a machine with a network, carry it here, and: "
                "kouka model add DIR. Another hub is named by HF_ENDPOINT."
            ),
            code=ExitCode.BUSY,
        ) from None
    return revision
