"""3: how much is read and heard right."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.meeting_words import recording_name
from dashboards.pages.meetings import near_first
from dashboards.pages.words import engine_name, type_names
from dashboards.reports.campaign.blocks import (
    Block,
    Bullets,
    Chart,
    Heading,
    Line,
    Mark,
    Paragraph,
    Piece,
    Table,
    line,
)
from dashboards.reports.campaign.sentences import rate_sentence
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import MeasuredRun
from evaluators.mark_types import MARKS_ENGINE

HEARD = (("cer", "nopunct"), ("term_recall", "nopunct"), ("speaker_right", "nopunct"))


def accuracy(writing: Writing) -> Iterator[Block]:
    """Fields of forms, then meetings."""
    yield Heading(1, _("3. Accuracy"), "accuracy")
    for run in writing.findings.forms:
        yield from _forms(writing, run)
    for run in writing.findings.meetings:
        yield from _meetings(writing, run)
    if not writing.findings.forms:
        yield Paragraph(
            line(_("No batch of forms was read and measured: kouka run, with truth beside the scans.")), "todo"
        )
    if not writing.findings.meetings:
        yield Paragraph(line(_("No meeting was heard and measured: kouka run, with what was really said.")), "todo")


def _forms(writing: Writing, run: MeasuredRun) -> Iterator[Block]:
    yield Heading(2, _("Forms: {title}", title=run.title), f"accuracy-{run.name}")
    ranked = ranking(run)
    rates = [writing.figure(run, rate) for engine in ranked if (rate := run.rate("field_accuracy", engine, "typed"))]
    if rates:
        yield Paragraph(rate_sentence(rates[0], rates[1] if len(rates) > 1 else None))
    said = list(_beside(writing, run))
    if said:
        yield Bullets(tuple(said))
    yield _by_kind(writing, run, ranked)
    yield _by_type(writing, run, ranked)


def ranking(run: MeasuredRun) -> list[str]:
    """Engines of text, the one with the most fields right first."""
    rates = {engine: run.rate("field_accuracy", engine, "typed") for engine in run.text_readers}
    known = {engine: rate.value for engine, rate in rates.items() if rate and rate.value is not None}
    return sorted(known, key=lambda engine: -known[engine])


def _beside(writing: Writing, run: MeasuredRun) -> Iterator[Line]:
    best = run.best
    whole = run.rate("document_accuracy", best, "typed")
    if best and whole and whole.value is not None:
        text = _(
            "Forms on which {engine} had every field right: {rate}. All others need a hand, so every field is "
            "looked at."
        )
        yield line(text, engine=engine_name(best), rate=writing.figure(run, whole))
    marks = run.rate("field_accuracy", MARKS_ENGINE, "typed")
    if marks and marks.value is not None:
        yield line(_("Check boxes and circled choices read right: {rate}."), rate=writing.figure(run, marks))
    agreed, together = (next(iter(run.of(metric, (), of)), None) for metric, of in AGREEMENT)
    if agreed and together and agreed.value is not None and together.value is not None:
        text = _("Two engines agree on {share} of the fields, and of these {right} are right.")
        yield line(text, share=writing.figure(run, agreed), right=writing.figure(run, together))
    refused = next(iter(run.of("refusal_recall")), None)
    if refused and refused.value is not None:
        text = _("Pages that belong to no form were refused instead of guessed at: {rate}.")
        yield line(text, rate=writing.figure(run, refused))


AGREEMENT = (("agreement", None), ("agreed_accuracy", "typed"))


def _by_kind(writing: Writing, run: MeasuredRun, engines: list[str]) -> Table:
    def cells(id: str) -> Iterator[Line]:
        scope = {"template": id}
        for engine in engines:
            yield writing.cell(run, run.rate("field_accuracy", engine, "typed", scope))
        yield writing.cell(run, run.rate("document_accuracy", run.best, "typed", scope))

    rows = tuple(((title,), *cells(id)) for id, title in run.templates.items())
    columns = (_("Kind of form"), *map(engine_name, engines), _("Whole forms right ({engine})", engine=run.best or ""))
    return Table(_("Fields whose value is right, by kind of form"), columns, rows, _widths(len(columns)))


def _widths(columns: int) -> tuple[int, ...]:
    return (28, *([72 // (columns - 1)] * (columns - 1)))


def _by_type(writing: Writing, run: MeasuredRun, engines: list[str]) -> Chart:
    types = [name for name in type_names() if run.rate("field_accuracy", run.best, "typed", {"type": name})]
    marks = tuple(
        Mark(type_names()[name], engine_name(engine), writing.figure(run, rate))
        for name in types
        for engine in engines
        if (rate := run.rate("field_accuracy", engine, "typed", {"type": name})) is not None
    )
    title = _("Fields whose value is right, by type of field, with intervals")
    return Chart(f"chart-types-{run.name}", title, _("fields right (%)"), marks, "dots")


def _meetings(writing: Writing, run: MeasuredRun) -> Iterator[Block]:
    yield Heading(2, _("Meetings: {title}", title=run.title), f"accuracy-{run.name}")
    recordings = sorted({each.scope["recording"] for each in run.of("cer", ("recording",), "nopunct")}, key=near_first)
    if any(reader.demonstration for reader in run.readers):
        text = _(
            "The bundled speech model knows invented voices only. Its rates show how the verification goes and say "
            "nothing of real meetings."
        )
        yield Paragraph(line(text), "notice")
    yield from _near_and_far(writing, run)
    rows = tuple(
        ((_place(recording, reader.name, run),), *(
            writing.cell(run, run.rate(metric, reader.name, normaliser, {"recording": recording}))
            for metric, normaliser in HEARD
        ))
        for recording in recordings
        for reader in run.readers
    )  # fmt: skip
    columns = (
        _("Recording"), _("Characters wrong (CER)"), _("Expected words heard"), _("Characters given to their speaker"),
    )  # fmt: skip
    yield Table(_("What was heard, by way of recording"), columns, rows, _widths(len(columns)))


def _place(recording: str, engine: str, run: MeasuredRun) -> str:
    name = recording_name(recording)
    return f"{name} ({engine_name(engine)})" if len(run.readers) > 1 else name


def _near_and_far(writing: Writing, run: MeasuredRun) -> Iterator[Block]:
    for reader in run.readers:
        near, far = (run.rate("cer", reader.name, "nopunct", {"recording": place}) for place in ("near", "far"))
        if near is None or far is None or near.value is None or far.value is None:
            continue
        shown: dict[str, Piece] = {
            "near": writing.figure(run, near),
            "far": writing.figure(run, far),
            "engine": engine_name(reader.name),
        }
        if near.high is not None and far.low is not None and near.high < far.low:
            text = _(
                "With the microphone near, fewer characters were wrong ({near}) than with a recorder far away ({far})."
            )
        else:
            text = _(
                "Whether a near microphone ({near}) helps against a recorder far away ({far}) cannot be confirmed from "
                "these recordings."
            )
        yield Paragraph(line(text, **shown))
