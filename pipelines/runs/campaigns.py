"""A campaign's directory: what a person may fill in beside the runs."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from dashboards.language import LANGUAGES, _
from pipelines import atomic
from pipelines.batches import paths
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.toml import key_place, load_toml
from pipelines.errors import KoukaError
from pipelines.starters import starter, text_of

FILE, CASE = "campaign.toml", "case.toml"
FILES = (FILE, CASE)
TEMPLATE = re.compile(r'^template = "(?P<id>[^"]*)"', re.MULTILINE)
"""The line of the example that says of which form it speaks."""


def prepare(folder: Path, templates: Sequence[str] = ()) -> list[Path]:
    """Put a commented campaign.toml and case.toml into a campaign that has none; what a person has filled in stays.

    Args:
        folder: of the campaign.
        templates: forms that are read in it, the most frequent one first: the example of a case speaks of that one.

    Returns:
        The files that were written.
    """
    written = []
    for name in FILES:
        path = folder / name
        if path.exists() and name != CASE:
            continue
        # A case in another encoding is no example; who reads it says what is wrong with it.
        before = path.read_bytes().decode("utf-8-sig", "replace") if path.exists() else None
        text = starter(name) if before is None else before
        if name == CASE and templates and _is_example(text):
            text = _speaking_of(templates, text)
        if text != before:
            atomic.write_text(path, text)
            written.append(path)
    return written


def _speaking_of(templates: Sequence[str], example: str) -> str:
    """The example with the first of the forms in it, unless it has one of them already."""
    found = TEMPLATE.search(example)
    if found is None or found["id"] in templates:
        return example
    return f"{example[: found.start('id')]}{templates[0]}{example[found.end('id') :]}"


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
    """Whether nobody has put numbers of the city into the case yet: comments and the form's name count for nothing."""
    return _is_example(case.read_text(encoding="utf-8-sig"))


def _is_example(text: str) -> bool:
    written = _content(text)
    return any(written == _content(text_of(CASE, language)) for language in LANGUAGES)


def _content(text: str) -> object:
    """What a TOML file holds, but for the form that a case speaks of; of one that is none its text."""
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(forms := content.get("forms"), dict):
        forms.pop("template", None)
    return content


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
