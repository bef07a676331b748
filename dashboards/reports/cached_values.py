"""Formulas of a workbook with the values that they have: openpyxl writes the formula alone.

Who opens the file in what does not compute (a preview, another program, openpyxl itself) sees a number all the same.
"""

import re
from collections.abc import Mapping

from lxml import etree

from dashboards.reports.archives import timeless

Values = Mapping[str, Mapping[str, float]]
"""By the title of a sheet: values by the cell that holds a formula, such as ``B7``."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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

    def changed(name: str, content: bytes) -> bytes:
        if sheet := _SHEET.fullmatch(name):
            return _filled(content, values.get(titles[int(sheet[1]) - 1], {}))
        return _MADE.sub(rb"\g<1>2000-01-01T00:00:00Z", content) if name == "docProps/core.xml" else content

    return timeless(workbook, changed)


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
