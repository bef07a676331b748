"""Batches at which an engine goes wrong."""

import re
from pathlib import Path


def spoil(batch: Path, document: str, how: str) -> None:
    """Make an engine of ``tests.pipelines.engines.faulty`` go wrong at one field of one document."""
    template = (batch / "templates" / "moving-notice" / "template.toml").read_text("utf-8")
    folder = batch / "templates" / how
    folder.mkdir()
    (folder / "blank.pdf").write_bytes((batch / "templates" / "moving-notice" / "blank.pdf").read_bytes())
    template = template.replace('"moving-notice"', f'"{how}"').replace('"0123456789"', f'"{how}"')
    (folder / "template.toml").write_text(template, "utf-8")
    table = (batch / "documents.csv").read_text("utf-8-sig")
    (batch / "documents.csv").write_text(re.sub(rf"(?m)^({document},.*),moving-notice,", rf"\1,{how},", table), "utf-8")
    for labels in ("truth", "values"):
        file = batch / labels / "moving-notice.csv"
        file.write_text(re.sub(rf"(?m)^{document}.*\n", "", file.read_text("utf-8-sig")), "utf-8")
