"""What templates of pages can call, and how they escape."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.language import _, spoken
from dashboards.pages import meeting_words, numbers, sampling, sentences, words


def environment() -> Environment:
    """Templates that escape everything, in the language spoken."""
    made = Environment(
        loader=PackageLoader("dashboards.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        _=_,
        words=words,
        meeting_words=meeting_words,
        numbers=numbers,
        sampling=sampling,
        sentences=sentences,
        language=spoken(),
    )
    made.filters["engine_name"] = words.engine_name
    return made
