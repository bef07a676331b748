"""Where pictures of registered pages are kept: the only files of the cache that a browser ever gets."""

from pathlib import Path

from pipelines.batches import paths
from pipelines.settings import results_folder

CACHE = ".cache"


def registered_page(image: str) -> Path | None:
    """The picture of a page; None where it was not registered, or the cache has it no more.

    Args:
        image: as pages.csv names it, which may come from elsewhere.
    """
    if not image.startswith(f"{CACHE}/"):
        return None
    file = paths.inside(results_folder(), image)
    return file if file is not None and file.is_file() and file.suffix == ".png" else None
