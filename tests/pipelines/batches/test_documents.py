"""Broken documents.csv, and scans that cannot be read."""

from pathlib import Path

import pytest

from tests.pipelines.batches.breaking import (
    DOCUMENTS,
    ONE_DOCUMENT,
    SCAN,
    Broken,
    append,
    assert_named,
    each,
    encode,
    folder,
    in_row,
    link,
    pipe,
    remove,
    rename_scan,
    replace,
    write,
)

BROKEN = {
    "missing": Broken(remove(DOCUMENTS), DOCUMENTS, "missing"),
    "Shift_JIS": Broken(
        each(append(DOCUMENTS, "申請.pdf,申請.pdf,1,1,moving-notice,,,"), encode(DOCUMENTS, "cp932")),
        f"{DOCUMENTS}:8",
        "not UTF-8",
        "CSV UTF-8",
    ),
    "open quote": Broken(in_row("moving-01.pdf,", '"moving-01.pdf,'), f"{DOCUMENTS}:2", "not a CSV row", "quote"),
    "missing column": Broken(replace(DOCUMENTS, "first_page", "from"), f"{DOCUMENTS}:1", "“first_page” is missing"),
    "unknown column": Broken(replace(DOCUMENTS, "cond_pen", "pen"), f"{DOCUMENTS}:1", "“pen” is not known", "cond_…"),
    "page is no number": Broken(
        in_row(",1,1,", ",one,1,"), f"{DOCUMENTS}:2", "“one” in column “first_page” is not a whole number"
    ),
    "page of 5000 digits": Broken(in_row(",1,1,", f",1,{'1' * 5000},"), f"{DOCUMENTS}:2", "is not a whole number"),
    "page zero": Broken(in_row(",1,1,", ",0,1,"), f"{DOCUMENTS}:2", "Pages 0 to 1", "count from 1"),
    "pages backwards": Broken(in_row(",1,1,", ",2,1,"), f"{DOCUMENTS}:2", "Pages 2 to 1"),
    "pages without end": Broken(in_row(",1,1,", ",1,999999999,"), f"{DOCUMENTS}:2", "Pages 1 to 999999999"),
    "document twice": Broken(
        append(DOCUMENTS, "moving-02.pdf,moving-02.pdf,1,1,moving-notice,,,"),
        f"{DOCUMENTS}:8",
        "“moving-02.pdf” is there twice",
        "line 3",
        ONE_DOCUMENT,
    ),
    "name of another file": Broken(
        in_row("moving-01.pdf,moving-01.pdf", "x.pdf,moving-01.pdf"),
        f"{DOCUMENTS}:2",
        "“x.pdf” is not named after its file",
        "moving-01.pdf#001",
    ),
    "unknown template": Broken(
        in_row("moving-notice", "moving-note"), f"{DOCUMENTS}:2", "no template “moving-note”", "moving-notice"
    ),
    "only a header": Broken(
        write(DOCUMENTS, b"document,file,first_page,last_page,template\r\n"), DOCUMENTS, "no documents", "a row"
    ),
    "path above": Broken(
        in_row("moving-01.pdf", "../scans/moving-01.pdf"),
        f"{DOCUMENTS}:2",
        "leads out",
        "Put the scan below",
        ONE_DOCUMENT,
    ),
    "absolute path": Broken(
        in_row("moving-01.pdf", "/etc/hostname"), f"{DOCUMENTS}:2", "leads out", "Put the scan below", ONE_DOCUMENT
    ),
    "link out of the batch": Broken(
        link(SCAN, "/etc/hostname"), f"{DOCUMENTS}:2", "leads out", "Put the scan below", ONE_DOCUMENT
    ),
    "ring of links": Broken(
        link(SCAN, "moving-01.pdf"), f"{DOCUMENTS}:2", "leads out", "Put the scan below", ONE_DOCUMENT
    ),
    "name too long": Broken(
        in_row("moving-01.pdf", "m" * 300 + ".pdf"), f"{DOCUMENTS}:2", "leads out", "Put the scan below", ONE_DOCUMENT
    ),
    "no scan": Broken(remove(SCAN), f"{DOCUMENTS}:2", "moving-01.pdf is missing", "Scan it again", ONE_DOCUMENT),
    "scan is a folder": Broken(folder(SCAN), f"{DOCUMENTS}:2", "missing", "Scan it again", ONE_DOCUMENT),
    "scan is a pipe": Broken(pipe(SCAN), f"{DOCUMENTS}:2", "missing", "Scan it again", ONE_DOCUMENT),
    "scan is empty": Broken(write(SCAN, b""), SCAN, "empty", "Scan it again", ONE_DOCUMENT),
    "scan is a text": Broken(
        write(SCAN, b"Dear all,"), SCAN, "named .pdf but is something else", "Scan it again", ONE_DOCUMENT
    ),
    "scan of another kind": Broken(
        rename_scan("moving-01.xdw"),
        "scans/moving-01.xdw",
        "“.xdw” cannot be read; this version reads: .pdf",
        "Scan it again",
        ONE_DOCUMENT,
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_with_a_document_is_named(forms_batch: Path, broken: Broken) -> None:
    assert_named(forms_batch, broken)
