"""What labelmake saves of a form: the empty form, a box for each field, and what is to be written into it.

https://github.com/hand-dot/labelmake, version 2. Only the keys that a batch is made of; the others are passed over.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from evaluators.contract import Contract

PAGES, FIELDS, RECORDS = 100, 1000, 1000
"""At most, of a form, on a page and in a file. What people draw by hand stays far below."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=10_000)]
Millimetres = Annotated[float, Field(ge=-2000, le=2000)]


class _Labelmake(Contract):
    model_config = ConfigDict(extra="ignore")


class Position(_Labelmake):
    """Top left corner of a box, in mm from that of the page."""

    x: Millimetres
    y: Millimetres


class Schema(_Labelmake):
    """A box of the form."""

    position: Position
    width: Millimetres
    height: Millimetres
    type: Name
    """``text``, or what kind of picture or barcode is drawn."""


class Labelmake(_Labelmake):
    """A file of labelmake's."""

    base_pdf: str = Field(alias="basePdf", min_length=1)
    """The empty form: a data address, or the path of a PDF beside the file."""
    schemas: tuple[Annotated[dict[Name, Schema], Field(max_length=FIELDS)], ...] = Field(min_length=1, max_length=PAGES)
    """The boxes of each page, by name."""
    sampledata: tuple[dict[Name, Text | int | float], ...] = Field(min_length=1, max_length=RECORDS)
    """What is written into the boxes, by name; each record fills all pages of the form once."""
