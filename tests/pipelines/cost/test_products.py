"""An outside product with its price: beside the city's own engine, as what it read and as what it costs."""

from pathlib import Path

import numpy as np
import pytest

from dashboards.language import speaking
from dashboards.reports.campaign.writing import input_name
from dashboards.reports.cost import as_table
from dashboards.reports.how_sure import how_sure
from evaluators.cost.assessing import STREAMS
from pipelines import scoring
from pipelines.cost.campaign import Assessed, assess_campaign
from pipelines.imports import engine_of
from pipelines.runs import store
from pipelines.tables import read_table, to_csv

N = 1000
PRICES = {
    "licence": (1_200_000, "yen/year"), "per_page": (15, "yen/page"), "maintenance": (0, "yen/year"),
    "setup": (300_000, "yen"), "template_design": (50_000, "yen/template"),
}  # fmt: skip


@pytest.fixture
def case(reference: store.Run) -> Path:
    """The reference campaign with two offers; the run holds what the one product returned, what RapidOCR read."""
    readings = read_table(reference.folder / "readings.csv")
    returned = [row | {"engine": engine_of("ocr-a")} for row in readings.rows if row["engine"] == "rapidocr"]
    readings.path.write_text(to_csv([*readings.rows, *returned], readings.columns), "utf-8-sig")
    case = reference.folder.parent / "case.toml"
    case.write_text(case.read_text("utf-8") + offer("ocr-a") + offer("ocr-b"), "utf-8")
    return case


def offer(name: str) -> str:
    def entered(value: float, unit: str, more: str = "") -> str:
        return (
            f'{{ value = {value}, low = {value}, high = {value}, unit = "{unit}"{more}, grade = "cited", '
            'source = "cited", says = "an offer" }'
        )

    taxed = ', tax = "excluded"'
    lines = [f"{key} = {entered(*price, taxed)}" for key, price in PRICES.items()]
    return "\n".join(["", "[[products]]", f'name = "{name}"', *lines, f"training = {entered(8, 'hour')}", ""])


def keep_alone(reference: store.Run, engine: str) -> None:
    readings = read_table(reference.folder / "readings.csv")
    kept = [row for row in readings.rows if row["engine"] in (engine, "marks")]
    readings.path.write_text(to_csv(kept, readings.columns), "utf-8-sig")
    engines = tuple(each for each in reference.file.engines if each.name == "marks")
    reference.save(reference.file.model_copy(update={"engines": engines}))


def assessed(case: Path) -> Assessed:
    return assess_campaign(case.parent, N)


def test_the_same_readings_at_another_price_differ_by_the_price(case: Path) -> None:
    found = assessed(case).assessment
    assert [each.option for each in found.outcomes] == ["as_now", "ai_all", "two_engines", "product:ocr-a", "online"]
    own, product = found.outcome("ai_all"), found.outcome("product:ocr-a")
    assert product.errors_left.draws == pytest.approx(own.errors_left.draws)
    # 1,200,000 yen a year and 15 yen a page with 10 % of tax; 350,000 once.
    likely = found.likely
    paper = likely["forms_volume"] * likely["forms_trend"] ** np.arange(5) * (1 - likely["forms_online_share"])
    once = np.eye(5)[0]
    assert product.tool.likely == pytest.approx(1.1 * (1_200_000 + 15 * paper * likely["sheets"] + 350_000 * once))
    apart = product.hours.likely - own.hours.likely
    assert apart == pytest.approx((8 - likely["ai_training"]) * once)


def test_the_page_of_the_run_takes_the_price_of_the_product(case: Path, reference: store.Run) -> None:
    found = assessed(case).assessment
    scoring.score(reference)
    page = {each.id: each.value for each in store.accuracy_of(reference).quantities}
    of_product, of_own = (
        page[f"cost/ai_all/npv_likely/{engine}/template=moving-notice"] for engine in (engine_of("ocr-a"), "rapidocr")
    )
    assert of_product == pytest.approx(found.quantity("product:ocr-a", "npv_likely").value)  # type: ignore[union-attr]
    assert of_own == pytest.approx(found.quantity("ai_all", "npv_likely").value)  # type: ignore[union-attr]
    assert of_own != pytest.approx(of_product, rel=0.01)


def test_further_lines_of_a_product_are_on_the_page_of_the_run(case: Path, reference: store.Run) -> None:
    postage = (
        '\n[more]\npostage = { value = 84, low = 84, high = 84, unit = "yen/form", grade = "assumed", '
        'source = "asked", says = "a test" }\n'
    )
    lines = [
        f'[[lines]]\nname = "{name}"\noption = "{option}"\nadds_to = "tool"\nformula = "{formula}"\nsays = "a test"\n'
        for name, option, formula in (
            ("posting", "product:ocr-a", "paper * postage + 0.1 * product1_licence"),
            ("operation", "ai_all", "0.5 * online_yearly"),
        )
    ]
    before = assessed(case).assessment
    case.write_text(case.read_text("utf-8") + postage + "\n".join(lines), "utf-8")
    found = assessed(case).assessment
    scoring.score(reference)
    page = {each.id: each.value for each in store.accuracy_of(reference).quantities}
    for option, engine in (("product:ocr-a", engine_of("ocr-a")), ("ai_all", "rapidocr")):
        expected = found.quantity(option, "npv_likely")
        was = before.quantity(option, "npv_likely")
        assert expected is not None
        assert was is not None
        assert expected.value != pytest.approx(was.value, rel=0.01)
        assert page[f"cost/ai_all/npv_likely/{engine}/template=moving-notice"] == pytest.approx(expected.value)


def test_what_nobody_has_offered_has_no_price_on_the_page(case: Path, reference: store.Run) -> None:
    case.write_text(case.read_text("utf-8").replace('name = "ocr-a"', 'name = "ocr-c"'), "utf-8")
    scoring.score(reference)
    costs = {each.engine for each in store.accuracy_of(reference).quantities if each.id.startswith("cost/")}
    assert costs == {"rapidocr", "tesseract"}


def test_of_a_product_that_reads_best_the_page_says_that_its_price_is_missing(case: Path, reference: store.Run) -> None:
    keep_alone(reference, engine_of("ocr-a"))
    case.write_text(case.read_text("utf-8").replace('name = "ocr-a"', 'name = "ocr-c"'), "utf-8")
    scoring.score(store.load(reference.folder))
    page = reference.page.read_text("utf-8")
    assert page.count("case.toml has no price of the product “ocr-a”") == 2
    assert "forms with truth are needed" not in page


def test_an_offer_without_readings_is_told_with_its_line(case: Path) -> None:
    problems = assessed(case).problems
    told = next(each for each in problems if "ocr-b" in each.what)
    assert "kouka run BATCH --engine import:ocr-b" in (told.todo or "")
    assert told.where is not None
    assert told.where.line is not None
    assert case.read_text("utf-8").splitlines()[told.where.line - 1] == 'name = "ocr-b"'


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_number_of_a_product_has_a_name(case: Path, language: str) -> None:
    found = assessed(case)
    with speaking(language):  # type: ignore[arg-type]
        names = {
            key: input_name(found.assessment, key) for key in found.assessment.likely if key.startswith("product1")
        }
        assert "ocr-a" in as_table(found.assessment)
        assert [*how_sure(found.assessment, found.measured)]
    assert {"product1_looking", "product1_licence"} <= names.keys()
    assert all(name.endswith(("(ocr-a)", "（ocr-a）")) for name in names.values()), names


def test_ai_of_the_city_is_never_what_a_product_read(case: Path, reference: store.Run) -> None:
    """RapidOCR, which the product is as good as, is not there: what is left of the city's own is Tesseract."""
    readings = read_table(reference.folder / "readings.csv")
    kept = [row for row in readings.rows if row["engine"] != "rapidocr"]
    readings.path.write_text(to_csv(kept, readings.columns), "utf-8-sig")
    engines = tuple(each for each in reference.file.engines if each.name != "rapidocr")
    reference.save(reference.file.model_copy(update={"engines": engines}))
    found = assessed(case).assessment
    assert [each.option for each in found.outcomes] == ["as_now", "ai_all", "product:ocr-a", "online"]
    left = {option: found.outcome(option).errors_left.likely.sum() for option in ("ai_all", "product:ocr-a")}
    assert left["ai_all"] > 1.5 * left["product:ocr-a"]


def test_where_products_alone_have_read_the_city_has_no_engine_to_price(case: Path, reference: store.Run) -> None:
    keep_alone(reference, engine_of("ocr-a"))
    found = assessed(case)
    assert [each.option for each in found.assessment.outcomes] == ["as_now", "product:ocr-a", "online"]
    assert any("outside products alone" in each.what for each in found.problems)
    product = found.assessment.outcome("product:ocr-a")
    assert all(np.isfinite(getattr(product, name).draws).all() for name in STREAMS)
