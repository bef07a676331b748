"""Archives of parts, as Word and Excel files are, without the moments of their making: same parts, same bytes."""

import io
import zipfile
from collections.abc import Callable

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that an archive can name."""


def _as_it_is(_name: str, content: bytes) -> bytes:
    return content


def timeless(archive: bytes, changed: Callable[[str, bytes], bytes] = _as_it_is) -> bytes:
    """The archive anew.

    Args:
        archive: as a library saved it.
        changed: from the name of a part and its content to what is written in its place.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MOMENT), changed(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()
