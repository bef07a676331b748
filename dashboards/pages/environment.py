"""What templates of pages can call, and how they escape."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.language import _, spoken
from dashboards.pages import (
    contrast_words,
    error_words,
    keystroke_words,
    meeting_contrast_words,
    meeting_words,
    metric_words,
    numbers,
    reason_words,
    sampling,
    sentences,
    signs,
    timing_words,
    words,
)
from dashboards.pages.engine_comparison import engine_tables


def environment() -> Environment:
    """Templates that escape everything, in the language spoken."""
    made = Environment(
        loader=PackageLoader("dashboards.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_, language=spoken(), numbers=numbers, sampling=sampling, sentences=sentences, words=words)
    made.globals.update(contrast_words=contrast_words, error_words=error_words, meeting_words=meeting_words)
    made.globals.update(meeting_contrast_words=meeting_contrast_words, engine_tables=engine_tables)
    made.globals.update(keystroke_words=keystroke_words, metric_words=metric_words, reason_words=reason_words)
    made.globals.update(signs=signs, timing_words=timing_words)
    made.filters["engine_name"] = words.engine_name
    return made
