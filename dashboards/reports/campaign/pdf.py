"""The report as PDF, from the same HTML, set by WeasyPrint: A4, page numbers, Japanese fonts inside."""

import logging

from PIL import ImageFile

from dashboards.reports.campaign.blocks import Layout
from dashboards.reports.campaign.webpage import html_of


def pdf_of(layout: Layout) -> bytes:
    """The report. Nothing is fetched: all that it shows is in the page."""
    import weasyprint  # takes a second

    # WeasyPrint lets Pillow take half a picture for a whole one, in all of the process: no scan may be read so.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Links to cases are relative, and a PDF that is sent on has nothing beside it; that they go is no fault.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    inside = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    written = weasyprint.HTML(string=html_of(layout), url_fetcher=inside).write_pdf(pdf_tags=True)
    assert isinstance(written, bytes)
    return written
