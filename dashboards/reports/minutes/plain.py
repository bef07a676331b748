"""Minutes as text: for reading in any editor, and as Markdown."""

import re
from collections.abc import Callable, Iterable
from unicodedata import east_asian_width

from dashboards.reports.minutes.blocks import Block, Heading, Layout, Paragraph, Run, Table

DOUBT = ("〔", "〕")
"""Around what is to be heard again, where there is no colour."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&$]|^[-+=:](?=[-+=:\s]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""Signs everywhere, and what makes a list, a rule or a heading where it begins a line."""
_HASHES = {1: "#", 2: "##", 3: "###"}


def text_of(layout: Layout) -> str:
    """The document as plain text."""
    lines: list[str] = []
    for block in layout.blocks:
        match block:
            case Heading():
                lines += _headed(block)
            case Paragraph():
                lines += [_marked(block.runs, str), ""]
            case Table():
                lines += [*_listed(block), ""]
    return "\n".join(lines).strip() + "\n"


def _headed(heading: Heading) -> list[str]:
    if heading.level == 1:
        return [heading.text, "=" * 40, ""]
    return ["", f"■ {heading.text}" if heading.level == 2 else f"□ {heading.text}", ""]


def _listed(table: Table) -> Iterable[str]:
    """A row a block, each cell with what it is: columns do not line up in Japanese."""
    for row in table.rows:
        names, cells = (table.columns, row) if table.columns else (row[0], row[1:])
        for name, lines in zip(names, cells, strict=True):
            yield f"{name}: " + f"\n{_below(name)}  ".join(lines)
        if table.columns:
            yield ""


def _below(name: str) -> str:
    """Blanks as wide as the name, whatever the font makes of full-width ones."""
    return "".join("　" if east_asian_width(letter) in "FW" else " " for letter in name)


def markdown_of(layout: Layout) -> str:
    """The document as Markdown with tables, as GitHub reads it."""
    return "\n\n".join(_markdown(block) for block in layout.blocks) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{_HASHES[block.level]} {escaped(block.text)}"
        case Paragraph(role="notice"):
            return f"> {_marked(block.runs, escaped)}"
        case Paragraph():
            return _marked(block.runs, escaped)
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    heads = [escaped(name) for name in table.columns] or [""] * len(table.widths)
    rows = [["<br>".join(map(escaped, lines)) for lines in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def escaped(text: str) -> str:
    """The text without anything that Markdown or the HTML in it takes for a sign."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _marked(runs: Iterable[Run], escape: Callable[[str], str]) -> str:
    """Runs with marks around what is to be heard again."""
    out = ""
    for run in runs:
        if run.removed or not run.text:
            continue
        text = escape(run.text)
        marked = run.doubtful and not run.text.startswith(DOUBT[0])
        out += f"{DOUBT[0]}{text}{DOUBT[1]}" if marked else text
    return out.replace(DOUBT[1] + DOUBT[0], "")
