"""For the annex: everything that was put into the cost case, and who says so."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.cost_words import input_name, tax_text, together_texts, unit_names
from dashboards.pages.numbers import entered
from dashboards.pages.words import grade_names, source_names
from dashboards.reports.campaign.blocks import Block, Heading, Paragraph, Table, line
from dashboards.reports.minutes.blocks import clean
from evaluators.cost.case import Case


def inputs(case: Case) -> Iterator[Block]:
    """The table of inputs."""
    yield Heading(1, _("Table 4: inputs of the cost case"), "inputs")
    yield Paragraph(line("{title} {tax}", title=case.title, tax=tax_text(case)), "note")
    for sentence in together_texts(case):
        yield Paragraph((clean(sentence),), "note")
    columns = (_("Input"), _("Value and range"), _("Unit"), _("Grade"), _("Source"), _("Who says so"))
    rows = tuple(
        (
            (input_name(case, key),),
            (" ".join(entered(entry)),),
            (unit_names().get(entry.unit, entry.unit),),
            (grade_names()[entry.grade],),
            (source_names()[entry.source],),
            (entry.says,),
        )
        for key, entry in case.inputs.items()
    )
    yield Table("", columns, rows, (26, 21, 12, 10, 10, 21), small=True)
