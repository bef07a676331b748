"""``commitments.toml`` of a campaign."""

from pathlib import Path

from dashboards.language import _
from evaluators.commitments.promises import Commitments
from pipelines.contracts.toml import key_place, load_toml
from pipelines.errors import KoukaError, Place
from pipelines.runs.campaigns import named_file

NAME = "commitments.toml"


def file_of(campaign: Path) -> Path:
    """The file that campaign.toml names, or the usual one.

    Raises:
        KoukaError: there is none, or its path leads out of the campaign.
    """
    path = named_file(campaign, "commitments", NAME)
    if not path.is_file():
        raise KoukaError(
            _("There is no list of promises."),
            where=Place(path),
            todo=_("kouka new commitments DIR writes one to start from; put it beside campaign.toml."),
        )
    return path


def read_commitments(path: Path) -> Commitments:
    """The promises in a file.

    Raises:
        KoukaError: the file is none, or two promises have one name.
    """
    found = load_toml(path, Commitments)
    seen: set[str] = set()
    for row, opinion in enumerate(found.opinions):
        for number, promise in enumerate(opinion.promises):
            if promise.id in seen:
                raise KoukaError(
                    _("Two promises are called “{name}”.", name=promise.id),
                    where=key_place(path, "opinions", row, "promises", number, "id"),
                    todo=_("Give each a name of its own."),
                )
            seen.add(promise.id)
    return found
