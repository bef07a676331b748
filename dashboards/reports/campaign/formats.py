"""The formats in which a report is written."""

from collections.abc import Callable, Mapping

from dashboards.reports.campaign.blocks import Layout


def _docx(layout: Layout) -> bytes:
    from dashboards.reports.campaign.document import docx_of

    return docx_of(layout)


def _pdf(layout: Layout) -> bytes:
    from dashboards.reports.campaign.pdf import pdf_of

    return pdf_of(layout)


def _xlsx(layout: Layout) -> bytes:
    from dashboards.reports.campaign.workbook import xlsx_of

    return xlsx_of(layout)


def _html(layout: Layout) -> bytes:
    from dashboards.reports.campaign.webpage import html_of

    return html_of(layout).encode()


WRITERS: Mapping[str, Callable[[Layout], bytes]] = {"html": _html, "pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
"""By extension."""
