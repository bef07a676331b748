"""Why a page or a document could not be read, as codes that files and pages carry."""

from enum import StrEnum


class Reason(StrEnum):
    """One code for each way in which a document can fail. Their words are in ``dashboards.pages.reason_words``."""

    MISSING = "missing"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    NO_SUCH_PAGE = "no_such_page"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    CHANGED = "changed"
    """The file is no longer what it was when the run began."""
    WRONG_FORM = "wrong_form_or_unreadable"
    SEVERAL_FORMS = "several_forms"
    """Not a failure: the page was registered, and another form of the batch fits as well."""


class Unreadable(Exception):
    """A document that cannot be read, with its reason; never with anything that stands on it."""

    def __init__(self, reason: Reason, residual_mm: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.residual_mm = residual_mm
        """How far from the blank it lies, where it was laid on it at all."""

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[Reason, float | None]]:
        # Exceptions cross a process border; the default would lose the reason.
        return type(self), (self.reason, self.residual_mm)
