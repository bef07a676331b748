"""Broken batch.toml."""

from pathlib import Path

import pytest

from tests.pipelines.batches.breaking import (
    BATCH,
    Broken,
    assert_named,
    encode,
    folder,
    remove,
    replace,
)

BROKEN = {
    "missing": Broken(remove(BATCH), "batch.toml", "missing"),
    "a folder": Broken(folder(BATCH), "batch.toml", "cannot be read"),
    "syntax": Broken(replace(BATCH, '"demonstration"', "demonstration"), "batch.toml:4", "not TOML", "double quotes"),
    "unknown key": Broken(replace(BATCH, "title", "name"), "batch.toml:3", "“name” is not known"),
    "missing key": Broken(replace(BATCH, 'origin = "demonstration"', ""), "batch.toml", "“origin” is missing"),
    "unknown origin": Broken(
        replace(BATCH, '"demonstration"', '"demo"'), "batch.toml:4", "allowed: real, demonstration"
    ),
    "Shift_JIS": Broken(encode(BATCH, "cp932"), "batch.toml:3", "not UTF-8", "UTF-8"),
    "meetings": Broken(replace(BATCH, '"forms"', '"meetings"'), "batch.toml:2", "“meetings”", 'kind = "forms"'),
    "another version": Broken(replace(BATCH, "schema = 1", "schema = 2"), "batch.toml:1", "allowed: 1"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_batch_file_is_named(forms_batch: Path, broken: Broken) -> None:
    assert_named(forms_batch, broken)
