"""The formats in which minutes are written."""

from collections.abc import Callable, Mapping

from dashboards.reports.minutes import cues, plain
from dashboards.reports.minutes.draft import Draft
from dashboards.reports.minutes.layout import layout


def _docx(draft: Draft, verbatim: bool) -> bytes:
    from dashboards.reports.minutes.document import docx_of

    return docx_of(layout(draft, verbatim))


def _html(draft: Draft, verbatim: bool) -> bytes:
    from dashboards.reports.minutes.webpage import html_of

    return html_of(layout(draft, verbatim)).encode()


WRITERS: Mapping[str, Callable[[Draft, bool], bytes]] = {
    "docx": _docx,
    "md": lambda draft, verbatim: plain.markdown_of(layout(draft, verbatim)).encode(),
    "html": _html,
    "vtt": lambda draft, verbatim: cues.vtt_of(draft, verbatim).encode(),
    "srt": lambda draft, verbatim: cues.srt_of(draft, verbatim).encode("utf-8-sig"),
    "txt": lambda draft, verbatim: plain.text_of(layout(draft, verbatim)).encode("utf-8-sig"),
}
"""By extension. SRT and text begin with a mark that says UTF-8, since programs on Windows guess otherwise."""
