"""Commented files for people to fill in, in their language."""

from importlib.resources import files

from dashboards.language import spoken


def starter(name: str) -> str:
    """The text of a starter file in the language spoken."""
    return files("pipelines.starters").joinpath(spoken(), name).read_text(encoding="utf-8")
