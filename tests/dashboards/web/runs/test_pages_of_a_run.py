"""Pages of a run: numbers, cases, documents and scans, and what is said where something is not there."""

import shutil
from pathlib import Path
from urllib.parse import quote

import cv2
import numpy as np
import pytest
from sqlalchemy import select

from dashboards.web.database.tables import audit
from pipelines.runs.store import Run
from pipelines.tables import disarm
from tests.dashboards.web.runs.making import ENGINES, make_run

pytestmark = pytest.mark.usefixtures("english")


def address(run: Run) -> str:
    return f"/runs/{run.name}"


def acts(app) -> list[tuple[str, str]]:
    with app.state.engine.begin() as connection:
        return [(row.action, row.object) for row in connection.execute(select(audit))]


def test_every_number_of_a_run_has_the_way_to_its_cases(signed_in, trial: Run):
    page = signed_in("viewer").get(address(trial)).text
    assert f'href="/runs/{trial.name}/cases?engine=one&amp;outcome=error"' in page
    assert "46 / 48" in page


def test_cases_are_those_of_the_filter(signed_in, trial: Run, app):
    viewer = signed_in("viewer")
    page = viewer.get(f"{address(trial)}/cases?outcome=error&engine=two").text
    assert "2 readings of fields" in page
    assert "moving-05.pdf" in page
    assert "the program that read it ended" in page
    assert "moving-03.pdf" not in page
    with app.state.engine.begin() as connection:
        (entry,) = connection.execute(select(audit).where(audit.c.action == "cases_seen"))
    assert entry.object == trial.name
    assert entry.detail == {
        "asked": "engine=two&outcome=error", "page": 1, "documents": "moving-01.pdf\nmoving-05.pdf",
    }  # fmt: skip


def test_the_rate_is_of_the_filter_without_its_outcome(signed_in, trial: Run):
    page = signed_in("viewer").get(f"{address(trial)}/cases?outcome=wrong&engine=one&field=name").text
    assert "5 / 6" in page


def test_what_engines_read_is_never_markup(signed_in, trial: Run):
    viewer = signed_in("viewer")
    for path in ("/cases?outcome=error", "/documents/moving-03.pdf"):
        page = viewer.get(address(trial) + path).text
        assert "<script>alert" not in page
        assert "&lt;" in page


@pytest.mark.parametrize("query", ["low=much", "page=0x", "document=" + "a" * 600])
def test_an_address_that_cannot_be_understood_is_answered_in_words(signed_in, trial: Run, query: str):
    answer = signed_in("viewer").get(f"{address(trial)}/cases?{query}")
    assert answer.status_code == 400
    assert "<h1>" in answer.text


@pytest.mark.parametrize("query", ["engine=nobody", "field=none", "outcome=fine", "cond_other=x", "low=2"])
def test_what_is_not_there_finds_nothing(signed_in, trial: Run, query: str):
    assert "There is no such field." in signed_in("viewer").get(f"{address(trial)}/cases?{query}").text


@pytest.mark.parametrize("page", ["201", "9" * 25])
def test_a_list_has_no_such_page(signed_in, trial: Run, page: str):
    assert signed_in("viewer").get(f"{address(trial)}/documents?page={page}").status_code == 404


def test_a_document_is_shown_with_its_boxes_and_recorded(signed_in, trial: Run, app):
    page = signed_in("viewer").get(f"{address(trial)}/documents/moving-01.pdf?by=one").text
    assert page.count('class="box box-') == 8 + 5  # the legend has five
    assert page.count("data-wrong") == 1
    assert ("document_seen", f"{trial.name}/moving-01.pdf") in acts(app)


def test_the_next_error_is_in_the_next_document_that_has_one(signed_in, trial: Run):
    page = signed_in("viewer").get(f"{address(trial)}/documents/moving-01.pdf?engine=two").text
    assert 'data-way="error_behind" href="/runs/' in page
    assert "documents/moving-05.pdf?engine=two&amp;at=first&amp;by=two" in page


def test_a_scan_is_small_grey_and_kept_by_the_browser_alone(signed_in, trial: Run, app):
    answer = signed_in("viewer").get(f"{address(trial)}/scans/1/moving-01.pdf")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"].startswith("private")
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture.shape[1] <= 1654
    assert ("picture_seen", f"{trial.name}/moving-01.pdf") in acts(app)


NUMBER = "123456789018"


@pytest.fixture
def with_numbers(forms_batch: Path) -> Path:
    """The batch with individual numbers in the place of the size of households."""
    template = forms_batch / "templates" / "moving-notice" / "template.toml"
    text = template.read_text("utf-8").replace('"世帯人数"\ntype = "number"', '"世帯人数"\ntype = "my_number"')
    assert "my_number" in text
    template.write_text(text, "utf-8")
    for kind in ("truth", "values"):
        labels = forms_batch / kind / "moving-notice.csv"
        head, *rows = (line.split(",") for line in labels.read_text("utf-8-sig").splitlines())
        place = head.index("household_size")
        kept = [",".join([*row[:place], *row[place + 1 :]]) for row in (head, *rows)]
        labels.write_text("\n".join(kept), "utf-8-sig")
    return forms_batch


@pytest.mark.usefixtures("at_once")
def test_individual_numbers_are_seen_nowhere_whatever_was_read_and_kept(signed_in, results: Path, with_numbers: Path):
    read = {("moving-01.pdf", "household_size", engine): {"text": NUMBER} for engine in ENGINES}
    run = make_run(results, with_numbers, read)
    assert NUMBER in (run.folder / "readings.csv").read_text("utf-8-sig")
    for path in ("/documents/moving-01.pdf", "/cases?field=household_size"):
        page = signed_in("viewer").get(address(run) + path).text
        assert "individual number, not read" in page
        assert NUMBER not in page
    answer = signed_in("viewer").get(f"{address(run)}/scans/1/moving-01.pdf")
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_GRAYSCALE)
    per_mm = picture.shape[1] / 210
    x, y, w, h = (138.7, 82.7, 28.6, 12.6)
    inside = picture[int(y * per_mm) : int((y + h) * per_mm), int(x * per_mm) : int((x + w) * per_mm)]
    assert inside.max() < 40
    assert picture[10, 10] > 200


@pytest.mark.parametrize(
    "image", ["../batch/scans/moving-01.pdf", "/etc/passwd", ".cache/../kouka.sqlite", "trial/x.png"]
)
def test_nothing_but_registered_pages_is_ever_a_scan(signed_in, trial: Run, image: str):
    pages = trial.folder / "pages.csv"
    lines = pages.read_text("utf-8-sig").splitlines()
    changed = [line.replace(".cache/pages/0/1.png", image) for line in lines]
    assert changed != lines
    pages.write_text("\r\n".join(changed), "utf-8-sig")
    viewer = signed_in("viewer")
    assert viewer.get(f"{address(trial)}/scans/1/moving-01.pdf").status_code == 404
    assert "no longer in the cache" in viewer.get(f"{address(trial)}/documents/moving-01.pdf").text


@pytest.mark.parametrize(
    "path", ["scans/2/moving-01.pdf", "scans/1/none.pdf", "documents/none.pdf", "scans/1/..%2F..%2Fx"]
)
def test_what_the_run_has_not_is_not_found(signed_in, trial: Run, path: str):
    assert signed_in("viewer").get(f"{address(trial)}/{path}").status_code == 404


@pytest.mark.parametrize(
    "run", ["%2e%2e", "trial/%2e%2e", ".cache/web", "trial/none", "trial%2F..%2Ftrial/x", "none/none"]
)
def test_an_address_leads_nowhere_else(signed_in, trial: Run, run: str):
    assert signed_in("viewer").get(f"/runs/{run}").status_code == 404


NAMES = ["申請書 1.pdf", "50%.pdf", "a'b&c.pdf", "sub/名前#1?.pdf", "<b>.pdf", "+.pdf"]


@pytest.mark.usefixtures("at_once")
def test_documents_may_be_called_anything(signed_in, results: Path, forms_batch: Path):
    for number, name in enumerate(NAMES, start=1):
        old = f"moving-{number:02}.pdf"
        file = forms_batch / "scans" / name
        file.parent.mkdir(exist_ok=True)
        (forms_batch / "scans" / old).rename(file)
        for table in ("documents.csv", "truth/moving-notice.csv", "values/moving-notice.csv"):
            path = forms_batch / table
            path.write_text(path.read_text("utf-8-sig").replace(old, disarm(name)), "utf-8-sig")
    run = make_run(results, forms_batch)
    viewer = signed_in("viewer")
    listed = viewer.get(f"{address(run)}/documents?worst=0").text
    for name in NAMES:
        own = f"{address(run)}/documents/{quote(name, safe='')}"
        assert own in listed
        page = viewer.get(own)
        assert page.status_code == 200, name
        assert f"scans/1/{quote(name, safe='')}" in page.text
        assert viewer.get(f"{address(run)}/scans/1/{quote(name, safe='')}").status_code == 200
    assert "<b>.pdf" not in listed


def test_a_picture_that_is_gone_is_said_to_be(signed_in, trial: Run, results: Path):
    shutil.rmtree(results / ".cache" / "pages")
    viewer = signed_in("viewer")
    assert "no longer in the cache" in viewer.get(f"{address(trial)}/documents/moving-01.pdf").text
    assert viewer.get(f"{address(trial)}/scans/1/moving-01.pdf").status_code == 404


def test_a_run_that_is_not_finished_says_how_it_goes_on(signed_in, trial: Run):
    trial.save(trial.file.model_copy(update={"finished": None}))
    viewer = signed_in("viewer")
    assert "kouka run" in viewer.get(address(trial)).text
    assert "not finished" in viewer.get(f"{address(trial)}/cases").text


def test_a_batch_that_moved_away_is_named(signed_in, trial: Run, forms_batch: Path):
    forms_batch.rename(forms_batch.with_name("elsewhere"))
    viewer = signed_in("viewer")
    assert viewer.get(address(trial)).status_code == 200
    assert "batch" in viewer.get(f"{address(trial)}/cases").text


def test_what_was_looked_at_before_the_batch_moved_is_still_there(signed_in, trial: Run, forms_batch: Path):
    viewer = signed_in("viewer")
    viewer.get(f"{address(trial)}/cases")
    forms_batch.rename(forms_batch.with_name("elsewhere"))
    assert "96 readings of fields" in viewer.get(f"{address(trial)}/cases").text


def test_truth_that_was_mended_is_seen_at_once(signed_in, trial: Run, forms_batch: Path):
    viewer = signed_in("viewer")
    assert "4 readings of fields" in viewer.get(f"{address(trial)}/cases?outcome=error").text
    values = forms_batch / "values" / "moving-notice.csv"
    truth = forms_batch / "truth" / "moving-notice.csv"
    for file in (values, truth):
        file.write_text(file.read_text("utf-8-sig").replace("髙橋　美咲", "高橋　美咲"), "utf-8-sig")
    assert "3 readings of fields" in viewer.get(f"{address(trial)}/cases?outcome=error").text


def test_nobody_sees_anything_without_signing_in(nobody, trial: Run):
    for path in ("", "/cases", "/documents", "/documents/moving-01.pdf", "/scans/1/moving-01.pdf", "/page"):
        assert nobody.get(address(trial) + path).status_code == 303


def test_the_result_page_stands_under_a_policy_of_its_own(signed_in, trial: Run):
    viewer = signed_in("viewer")
    assert "kouka score" in viewer.get(f"{address(trial)}/page").text
    trial.page.write_text("<html><style>p{}</style><p>made by kouka score</p>", "utf-8")
    answer = viewer.get(f"{address(trial)}/page")
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert "made by kouka score" in answer.text
