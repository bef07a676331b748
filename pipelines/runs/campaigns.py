"""A campaign's directory: what a person may fill in beside the runs."""

import tomllib
from pathlib import Path

from dashboards.language import LANGUAGES, _
from pipelines import atomic
from pipelines.batches import paths
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.toml import key_place, load_toml
from pipelines.errors import KoukaError
from pipelines.starters import starter, text_of

FILE = "campaign.toml"
FILES = (FILE, "case.toml")


def prepare(folder: Path) -> list[Path]:
    """Put a commented campaign.toml and case.toml into a campaign that has none; what is there stays.

    Returns:
        The files that were written.
    """
    written = []
    for name in FILES:
        if not (folder / name).exists():
            atomic.write_text(folder / name, starter(name))
            written.append(folder / name)
    return written


def settings_of(folder: Path) -> Campaign:
    """campaign.toml, or what holds where there is none.

    Raises:
        KoukaError: something is wrong with it.
    """
    path = folder / FILE
    return load_toml(path, Campaign) if path.is_file() else Campaign(schema=1, title=folder.name)


def case_file(folder: Path) -> Path:
    """The cost case that campaign.toml names; it may be missing.

    Raises:
        KoukaError: it leads out of the folder.
    """
    usual: str = Campaign.model_fields["case"].default
    return named_file(folder, "case", usual)


def is_example(case: Path) -> bool:
    """Whether nobody has put numbers of the city into the case yet: comments count for nothing."""
    written = _content(case.read_text(encoding="utf-8-sig"))
    return any(written == _content(text_of("case.toml", language)) for language in LANGUAGES)


def _content(text: str) -> object:
    """What a TOML file holds; of one that is none its text."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return text


def named_file(folder: Path, key: str, usual: str) -> Path:
    """The file that campaign.toml names under a key, or the usual one beside it; it may be missing.

    Raises:
        KoukaError: it leads out of the folder.
    """
    path = folder / FILE
    named: str | None = getattr(settings_of(folder), key) if path.is_file() else None
    if named is None:
        return folder / usual
    inside = paths.inside(folder, named)
    if inside is None:
        raise KoukaError(
            _("“{file}” leads out of the campaign.", file=named),
            where=key_place(path, key),
            todo=_("Put the file beside campaign.toml and write its name there."),
        )
    return inside
