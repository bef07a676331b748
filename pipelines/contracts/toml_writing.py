"""Writing TOML, of what JSON can hold. Python reads it and does not write it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel


def to_toml(table: Mapping[str, Any]) -> str:
    """The table as TOML: plain values first, then tables and lists of tables. None is left out.

    >>> print(to_toml({"schema": 1, "rules": [{"class": "marks"}]}), end="")
    schema = 1
    <BLANKLINE>
    [[rules]]
    class = "marks"
    """
    return "\n".join(_lines(table, ())) + "\n"


def model_to_toml(model: BaseModel) -> str:
    """A contract as its file holds it; what is not given is left out."""
    return to_toml(model.model_dump(mode="json", by_alias=True, exclude_none=True))


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if _is_table(value) or _is_list_of_tables(value)}
    for key, value in table.items():
        if key not in inner and value is not None:
            yield f"{_key(key)} = {_plain(value)}"
    for key, value in inner.items():
        name = (*path, _key(key))
        for each in [value] if _is_table(value) else value:
            yield ""
            yield f"[{'.'.join(name)}]" if _is_table(value) else f"[[{'.'.join(name)}]]"
            yield from _lines(each, name)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(_is_table(each) for each in value)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _plain(key)


def _plain(value: object) -> str:
    # JSON's strings, numbers, booleans and arrays are TOML's too, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")
