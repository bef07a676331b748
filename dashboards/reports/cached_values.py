"""Formulas of a workbook with the values that they have: openpyxl writes the formula alone.

Who opens the file in what does not compute (a preview, another program, openpyxl itself) sees a number all the same.
The archive is written anew, without moments of its making, so that the same content is the same file.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

Values = Mapping[str, Mapping[str, float]]
"""By the title of a sheet: values by the cell that holds a formula, such as ``B7``."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that an archive can name."""
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def with_values(workbook: bytes, titles: list[str], values: Values) -> bytes:
    """The workbook with a value beside each formula.

    Args:
        workbook: as openpyxl saved it.
        titles: of its sheets, in their order.
        values: of every cell with a formula.

    Raises:
        KeyError: a formula has no value.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            sheet = _SHEET.fullmatch(name)
            if sheet:
                content = _filled(content, values.get(titles[int(sheet[1]) - 1], {}))
            elif name == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _filled(sheet: bytes, values: Mapping[str, float]) -> bytes:
    root = etree.fromstring(sheet, etree.XMLParser(resolve_entities=False))
    for cell in root.iter(f"{{{MAIN}}}c"):
        formula = cell.find(f"{{{MAIN}}}f")
        if formula is None:
            continue
        value = cell.find(f"{{{MAIN}}}v")
        if value is None:
            value = etree.SubElement(cell, f"{{{MAIN}}}v")
        value.text = repr(float(values[cell.get("r", "")]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
