import errno
import platform
import resource
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from evaluators.frames import PAGES
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.digests import MISSING, file_digest
from pipelines.forms import pages
from pipelines.forms.pages import PageJob, digest_of, kept_pages, register_documents, unreadable_rows
from pipelines.forms.placing import Form
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import Registered
from pipelines.isolation import isolated
from pipelines.tables import problems_of, read_table
from tests.conftest import BUNDLED, SAMPLES
from tests.pipelines.forms.conftest import BLANK, DPI
from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)


SCAN = SAMPLES / "scans" / "moving-01.pdf"


@pytest.fixture
def job(tmp_path: Path, template: Template) -> PageJob:
    return PageJob(
        document="moving-01.pdf", file=SCAN, digest=file_digest(SCAN), first_page=1, last_page=1,
        form=Form(template, BLANK), others=(), dpi=DPI, folder=tmp_path / ".cache" / "pages" / "k", results=tmp_path,
    )  # fmt: skip


def of(job: PageJob, file: Path, **more: object) -> PageJob:
    """The job with another scan."""
    return replace(job, file=file, digest=digest_of(file), **more)  # type: ignore[arg-type]


def test_a_page_that_is_laid_on_its_blank(job: PageJob, registered: dict[str, Registered]) -> None:
    ((row,),) = register_documents([job])
    assert (row["status"], row["template"], row["dpi"], row["quarter_turns"]) == (
        "registered", "moving-notice", "300", "0",
    )  # fmt: skip
    assert row["residual_mm"] == f"{registered['moving-01.pdf'].residual_mm:.4f}"
    assert row["image"] == ".cache/pages/k/1.png"
    assert np.array_equal(np.asarray(Image.open(job.results / row["image"])), registered["moving-01.pdf"].image)
    homography = np.array(row["homography"].split(), dtype=float).reshape(3, 3)
    assert homography == pytest.approx(registered["moving-01.pdf"].homography, rel=1e-6)
    assert not problems_of(read_table(job.entry), PAGES)
    assert kept_pages(job) == [row]


HUGE = 6_000, 8_486
"""A4 at 725 dpi."""


def held(jobs: Sequence[PageJob]) -> list[int]:
    """Bytes that stay with the process when the pages are registered."""
    register_documents(jobs[:1])  # what is loaded for the first page stays
    before = resident_bytes()
    register_documents(jobs[1:])
    return [resident_bytes() - before] * len(jobs)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries decide by themselves")
def test_a_process_does_not_go_on_holding_what_a_huge_page_took(
    job: PageJob, registered: dict[str, Registered], tmp_path: Path
) -> None:
    Image.fromarray(registered["moving-01.pdf"].image).resize(HUGE).save(tmp_path / "huge.jpg")
    jobs = [job, of(job, tmp_path / "huge.jpg", folder=tmp_path / ".cache" / "pages" / "huge")]
    found = isolated(held, jobs, start_seconds=30, item_seconds=30)
    assert all(outcome.result is not None and outcome.result < HUGE[0] * HUGE[1] / 4 for outcome in found)


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", "failed", "empty"),
        (b"Dear all,", "failed", "broken"),
        (pdf(A4, encrypted=True), "failed", "encrypted"),
        (pdf((20_000, 20_000)), "failed", "too_large"),
        (pdf(A4), "refused", "wrong_form_or_unreadable"),
    ],
)
def test_a_page_that_is_not(job: PageJob, tmp_path: Path, content: bytes, status: str, reason: str) -> None:
    (tmp_path / "scan.pdf").write_bytes(content)
    ((row,),) = register_documents([of(job, tmp_path / "scan.pdf")])
    assert (row["status"], row["reason"], row["image"]) == (status, reason, "")
    assert kept_pages(job) == [row]


def test_each_page_stands_for_itself(job: PageJob, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf((20_000, 20_000), A4, A4))
    (rows,) = register_documents([of(job, tmp_path / "scan.pdf", first_page=1, last_page=4)])
    assert [(row["page"], row["reason"]) for row in rows] == [
        ("1", "too_large"),
        ("2", "no_such_page"),  # of the blank, which has one page
        ("3", "no_such_page"),
        ("4", "no_such_page"),
    ]


def test_a_document_begins_where_its_first_page_is(job: PageJob, tmp_path: Path) -> None:
    Image.open(_png(job)).save(
        tmp_path / "scan.pdf", save_all=True, append_images=[Image.new("L", (1240, 1754), 255)], resolution=300
    )
    (rows,) = register_documents([of(job, tmp_path / "scan.pdf", first_page=2, last_page=2)])
    assert [(row["page"], row["status"]) for row in rows] == [("1", "refused")]
    (rows,) = register_documents([of(job, tmp_path / "scan.pdf", first_page=1, last_page=1)])
    assert [(row["page"], row["status"]) for row in rows] == [("1", "registered")]


def _png(job: PageJob) -> Path:
    ((row,),) = register_documents([job])
    return job.results / row["image"]


def test_trouble_that_may_pass_is_not_kept(job: PageJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def time_out(*_arguments: object) -> None:
        raise Unreadable(Reason.TIMEOUT)

    monkeypatch.setattr(pages, "read_page", time_out)
    ((row,),) = register_documents([job])
    assert (row["status"], row["reason"]) == ("failed", "timeout")
    assert kept_pages(job) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda job: job.entry.write_bytes(job.entry.read_bytes()[:-30]),
        lambda job: job.entry.write_bytes(b""),
        lambda job: job.entry.write_bytes(b"\xff\xfe\0"),
        lambda job: job.entry.write_bytes(job.entry.read_bytes().splitlines(keepends=True)[0]),
        lambda job: job.entry.write_bytes(job.entry.read_bytes().replace(b"registered", b"lost")),
        lambda job: job.entry.write_bytes(job.entry.read_bytes().replace(b"quarter_turns", b"turns")),
        lambda job: job.entry.unlink(),
        lambda job: (job.folder / "1.png").unlink(),
        lambda job: (job.folder / "1.png").write_bytes(b""),
        lambda job: (job.folder / "1.png").write_bytes((job.folder / "1.png").read_bytes()[:-1]),
    ],
    ids=[
        "cut",
        "empty",
        "binary",
        "no row",
        "unknown status",
        "another version",
        "gone",
        "image gone",
        "image empty",
        "image cut",
    ],
)
def test_a_damaged_entry_counts_as_none(job: PageJob, damage) -> None:
    register_documents([job])
    assert kept_pages(job) is not None
    damage(job)
    assert kept_pages(job) is None


def test_what_is_kept_comes_under_the_present_name(job: PageJob) -> None:
    ((row,),) = register_documents([job])
    assert kept_pages(replace(job, document="again/01.pdf")) == [row | {"document": "again/01.pdf"}]


def test_a_document_at_which_the_process_ended_has_a_row_a_page(job: PageJob) -> None:
    rows = unreadable_rows(replace(job, first_page=3, last_page=5), Reason.CRASHED)
    assert [(row["page"], row["status"], row["reason"]) for row in rows] == [
        (page, "failed", "crashed") for page in ("1", "2", "3")
    ]


SURVEY = BUNDLED / "templates" / "survey"


@pytest.fixture
def survey() -> Form:
    return Form(load_toml(SURVEY / "template.toml", Template), SURVEY / "blank.pdf")


def test_a_page_of_another_form_is_refused_with_its_residual(job: PageJob, survey: Form) -> None:
    ((row,),) = register_documents([replace(job, form=survey)])
    assert (row["status"], row["reason"]) == ("refused", "wrong_form_or_unreadable")
    assert row["image"] == row["quarter_turns"] == ""
    assert float(row["residual_mm"]) > survey.template.tolerance_mm
    assert not problems_of(read_table(job.entry), PAGES)


def test_a_page_of_no_template_is_refused_by_every_form(job: PageJob, survey: Form) -> None:
    ((row,),) = register_documents([replace(job, form=None, others=(survey,))])
    assert (row["template"], row["status"], row["reason"]) == ("-", "refused", "wrong_form_or_unreadable")


def test_a_page_of_no_template_that_a_form_takes_is_a_wrong_acceptance(job: PageJob, survey: Form) -> None:
    assert job.form is not None
    ((row,),) = register_documents([replace(job, form=None, others=(survey, job.form))])
    assert (row["template"], row["status"], row["reason"]) == ("-", "registered", "")
    assert (job.results / row["image"]).is_file()


def test_the_numbers_of_a_page_that_a_form_takes_wrongly_are_black(job: PageJob) -> None:
    child = BUNDLED / "templates" / "child-allowance"
    form = Form(load_toml(child / "template.toml", Template), child / "blank.pdf")
    scan = of(job, BUNDLED / "scans" / "child-01.pdf", form=None, others=(form,))
    ((row,),) = register_documents([scan])
    (box,) = (field.box_mm for field in form.template.fields if field.type == "my_number")
    x, y, w, h = (round(side / 25.4 * DPI) for side in box)
    image = np.asarray(Image.open(job.results / row["image"]))
    assert image[y : y + h, x : x + w].max() == 0


def test_a_page_that_two_forms_take_is_named(job: PageJob) -> None:
    assert job.form is not None
    twin = Form(job.form.template.model_copy(update={"id": "twin"}), job.form.blank)
    ((row,),) = register_documents([replace(job, others=(twin,))])
    assert (row["template"], row["status"], row["reason"]) == ("moving-notice", "registered", "several_forms")


@pytest.mark.parametrize(
    ("document", "dpi", "turns"), [("photo/child-05.jpg", "191.569", "0"), ("fax/child.tif", "200", "0")]
)
def test_pictures_are_laid_on_the_same_grid(job: PageJob, document: str, dpi: str, turns: str) -> None:
    child = BUNDLED / "templates" / "child-allowance"
    form = Form(load_toml(child / "template.toml", Template), child / "blank.pdf")
    ((row,),) = register_documents([of(job, BUNDLED / "scans" / document, form=form)])
    assert (row["status"], row["dpi"], row["quarter_turns"]) == ("registered", dpi, turns)
    assert Image.open(job.results / row["image"]).size == (2480, 3508)


def test_a_scan_that_was_changed_meanwhile_is_not_kept_under_the_name_of_the_former(
    job: PageJob, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(SCAN.read_bytes())
    mine = replace(job, file=scan)
    other = SAMPLES / "scans" / "moving-02.pdf"
    for content in (other.read_bytes(), SCAN.read_bytes()[:5000], b""):
        scan.write_bytes(content)
        ((row,),) = register_documents([mine])
        assert (row["status"], row["reason"], row["image"]) == ("failed", "changed", "")
        assert kept_pages(mine) is None
    scan.unlink()
    ((row,),) = register_documents([mine])
    assert row["reason"] == "changed"
    scan.write_bytes(SCAN.read_bytes())
    ((row,),) = register_documents([mine])
    assert row["status"] == "registered"
    assert kept_pages(mine) is not None


def test_a_scan_that_was_missing_from_the_beginning_is_missing(job: PageJob, tmp_path: Path) -> None:
    ((row,),) = register_documents([replace(job, file=tmp_path / "none.pdf", digest=MISSING)])
    assert row["reason"] == "missing"


def test_a_disk_that_fails_says_nothing_of_the_scan(job: PageJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("pipelines.forms.rasterise.pdf2image.convert_from_path", fail)
    ((row,),) = register_documents([job])
    assert row["reason"] == "crashed"
    assert kept_pages(job) is None


def test_where_another_edition_fits_as_well_its_boxes_of_numbers_are_black_too(job: PageJob) -> None:
    assert job.form is not None
    hidden = job.form.template.fields[0].model_copy(update={"id": "number", "type": "my_number"})
    twin = Form(job.form.template.model_copy(update={"id": "twin", "fields": (hidden,)}), job.form.blank)
    ((row,),) = register_documents([replace(job, others=(twin,))])
    assert row["reason"] == "several_forms"
    x, y, w, h = (round(side / 25.4 * DPI) for side in hidden.box_mm)
    image = np.asarray(Image.open(job.results / row["image"]))
    assert image[y : y + h, x : x + w].max() == 0
