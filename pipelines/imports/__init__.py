"""What outside products returned, kept below ``imports/<product>/`` of a batch and measured beside our own engines."""

from pathlib import Path

from dashboards.language import _
from evaluators.products import PRODUCT
from pipelines.errors import ExitCode, KoukaError

FOLDER = "imports"
PRODUCT_CHARACTERS = 40
"""It is part of the names of files, of four bytes a character at most."""


def product_of(engine: str) -> str:
    """The product that an engine name stands for; empty where it is an engine of ours."""
    return engine.removeprefix(PRODUCT) if engine.startswith(PRODUCT) else ""


def engine_of(product: str) -> str:
    """The engine name of a product."""
    return f"{PRODUCT}{product}"


def is_name(product: str) -> bool:
    """Whether a product can be called so: it names a folder and an engine."""
    named = product and all(character.isalnum() or character in "-_." for character in product)
    return bool(named) and not product.startswith(".") and len(product) <= PRODUCT_CHARACTERS


def folder_of(batch: Path, product: str) -> Path:
    """Where what a product returned is kept.

    Raises:
        KoukaError: a product cannot be called so (code USAGE).
    """
    if not is_name(product):
        raise KoukaError(
            _("“{product}” cannot be the name of a product.", product=product),
            todo=_("Use letters, digits, - _ and points inside, at most {most}.", most=PRODUCT_CHARACTERS),
            code=ExitCode.USAGE,
        )
    return batch / FOLDER / product


def products_in(batch: Path) -> list[str]:
    """Products of which a batch has a folder."""
    return sorted(each.name for each in (batch / FOLDER).glob("[!.]*") if each.is_dir() and is_name(each.name))
