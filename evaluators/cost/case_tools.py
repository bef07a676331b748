"""The part of a case on tools: what AI-OCR, outside products and more applications online cost."""

from pydantic import Field

from evaluators.contract import Contract
from evaluators.cost.entries import APage, ATemplate, Hours, Once, Yearly, YearlyRatio


class Tool(Contract):
    """What AI-OCR costs, or a product of its kind."""

    licence: Yearly
    per_page: APage
    maintenance: Yearly
    setup: Once
    """In the first year: machines, network, installation."""
    template_design: ATemplate
    templates: int = Field(default=1, ge=1, le=10_000)
    training: Hours
    """Hours of staff in the first year."""


class OwnTool(Tool):
    """AI-OCR on the city's own machine."""

    second_engine: Yearly | None = None
    """What a second engine costs, for the option in which two have to agree."""


class Product(Tool):
    """An outside product, whose readings were taken in by ``kouka import``."""

    name: str = Field(min_length=1)
    """As its folder below imports/ is called."""


class Online(Contract):
    """The option to have more applications come online in place of AI-OCR."""

    share: YearlyRatio
    setup: Once
    yearly: Yearly
