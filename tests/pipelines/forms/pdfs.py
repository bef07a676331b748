"""PDF files of a few hundred bytes, written by hand, as no decent program would write them."""

from collections.abc import Sequence

Box = tuple[float, float]


def pdf(*pages: Box, crop: Box | None = None, extra: str = "", encrypted: bool = False) -> bytes:
    """A PDF of white pages.

    Args:
        pages: width and height of each MediaBox, in points.
        crop: the same of a CropBox on each page.
        extra: further entries of each page's dictionary.
        encrypted: whether a password is needed, which nobody knows.
    """
    kids = " ".join(f"{3 + n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    cropped = f"/CropBox[0 0 {crop[0]} {crop[1]}]" if crop else ""
    objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]{cropped}{extra}>>" for w, h in pages]
    trailer = f"/Root 1 0 R/Size {len(objects) + 1}"
    if encrypted:
        nobody_knows = "00" * 32
        trailer += f"/Encrypt<</Filter/Standard/V 1/R 2/O<{nobody_knows}>/U<{nobody_knows}>/P -4>>/ID[<00><00>]"
    return _file(objects, trailer)


def _file(objects: Sequence[str], trailer: str) -> bytes:
    content, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    end = f"trailer<<{trailer}>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + (head + table + end).encode()
