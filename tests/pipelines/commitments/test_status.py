"""A campaign's promises from its files: what is wrong is named, what is signed counts, and the table is written."""

import shutil
from datetime import date, datetime, timedelta

import docx
import openpyxl
import pytest

from dashboards.pages import commitment_words as words
from evaluators.commitments.settling import Lack, State
from pipelines import selfcheck_record
from pipelines.commands import call
from pipelines.commitments import attesting
from pipelines.commitments.gathering import how_they_stand
from pipelines.commitments.promise_file import read_commitments
from pipelines.contracts.selfcheck import CheckResult
from pipelines.errors import ExitCode, KoukaError
from pipelines.starters import starter
from tests import processes

EXAMPLE = processes.ROOT / "samples" / "commitments" / "commitments.toml"
TODAY = date(2026, 12, 1)


@pytest.fixture
def campaign(results):
    shutil.copytree(processes.ROOT / "results" / "reference", results / "demo")
    shutil.copyfile(EXAMPLE, results / "demo" / "commitments.toml")
    return results / "demo"


def stands(campaign, today=TODAY):
    rows = how_they_stand(campaign, read_commitments(campaign / "commitments.toml"), today)
    return {settled.promise.id: settled for row in rows for settled in row.settled}


def keep_checks(passed=True, at="2026-11-30T09:00:00+09:00"):
    found = [
        CheckResult(check=name, passed=passed, looked=("…",), at=at, since=at)
        for name in ("closed", "access", "log", "backup")
    ]
    return selfcheck_record.keep(found, TODAY_AT)


TODAY_AT = datetime(2026, 11, 30, 9)


def test_the_example_reads_and_names_nobody():
    found = read_commitments(EXAMPLE)
    assert len(found.opinions) == 7
    assert {opinion.member for opinion in found.opinions} <= {f"委員{letter}" for letter in "ABCD"}
    assert {"closed", "access", "log", "backup"} == {
        evidence.check for promise in found.promises for evidence in promise.evidence if evidence.check
    }


def test_invented_samples_leave_the_promises_open(campaign):
    found = stands(campaign)
    assert found["accuracy"].findings[0].lack is Lack.GRADE
    assert found["time"].state is State.OPEN
    assert "case.toml" in words.finding_line(found["worth-it"].findings[0])  # its numbers are the example's
    assert found["people-decide"].state is State.SETTLED  # there is no policy by which anything passes


def test_a_cost_on_the_page_of_a_run_is_no_figure_of_the_run(campaign):
    promises = campaign / "commitments.toml"
    text = promises.read_text("utf-8")
    assert text.count('kind = "cost", scope') == 1
    promises.write_text(text.replace('kind = "cost", scope', 'kind = "run", metric = "npv", scope'), "utf-8")
    assert stands(campaign)["worth-it"].findings[0].lack is Lack.ABSENT


def test_checks_settle_what_the_system_can_know_and_people_the_rest(campaign):
    keep_checks()
    assert stands(campaign)["use-records"].since == "2026-11-30"
    assert stands(campaign)["off-site-backup"].state is State.PARTLY
    promises = read_commitments(campaign / "commitments.toml")
    attesting.sign(campaign, promises, "off-site-copy", "甲", "県の書庫へ運んだ", TODAY, None)
    assert stands(campaign)["off-site-backup"].since == TODAY.isoformat()
    later = stands(campaign, TODAY + timedelta(days=93))["off-site-backup"]
    assert [finding.lack for finding in later.findings] == [Lack.OLD, Lack.OLD]


@pytest.fixture
def with_forms(campaign):
    shutil.copytree(processes.ROOT / "samples" / "forms", campaign.parents[1] / "samples" / "forms")
    return campaign


def test_the_example_of_a_case_settles_nothing_and_an_own_one_is_looked_at(with_forms, english):
    case = with_forms / "case.toml"
    case.write_text(starter("case.toml"), encoding="utf-8")
    assert stands(with_forms)["worth-it"].findings[0].lack is Lack.ABSENT
    case.write_text(starter("case.toml").replace("value = 12000", "value = 11800"), encoding="utf-8")
    finding = stands(with_forms)["worth-it"].findings[0]
    assert finding.quantity.metric == "npv"
    assert finding.lack is Lack.GRADE  # its runs are of invented samples
    assert "AI-OCR" in words.finding_line(finding)


def test_a_case_or_a_list_that_is_wrong_keeps_nobody_from_the_rest(with_forms):
    (with_forms / "case.toml").write_text("schema = 2\n", encoding="utf-8")
    (with_forms / "tasks.csv").write_text("task\n", encoding="utf-8")
    found = stands(with_forms)
    assert found["worth-it"].findings[0].lack is Lack.ABSENT
    assert found["most-of-the-work"].findings[0].lack is Lack.ABSENT
    assert found["people-decide"].state is State.SETTLED


def test_published_cases_are_set_beside_a_result_of_ones_own(campaign):
    finding = stands(campaign)["leading-cases"].findings[0]
    assert (finding.lack, finding.since, finding.n) == (Lack.GRADE, "2026-11-24", 24)  # the day of the run
    shutil.rmtree(next(campaign.glob("2026*")))
    assert stands(campaign)["leading-cases"].findings[0].lack is Lack.ABSENT


def test_a_check_that_fails_begins_anew(campaign):
    keep_checks(at="2026-11-01T09:00:00+09:00")
    keep_checks(at="2026-11-15T09:00:00+09:00")
    assert stands(campaign)["use-records"].since == "2026-11-01"
    keep_checks(passed=False, at="2026-11-20T09:00:00+09:00")
    assert stands(campaign)["use-records"].findings[0].lack is Lack.FAILED
    keep_checks(at="2026-11-21T09:00:00+09:00")
    assert stands(campaign)["use-records"].since == "2026-11-21"


def test_an_attestation_that_was_changed_counts_no_more(campaign, tmp_path):
    document = tmp_path / "受領書.pdf"
    document.write_bytes(b"signed")
    promises = read_commitments(campaign / "commitments.toml")
    path = attesting.sign(campaign, promises, "training-held", "甲", "12人に行った", TODAY, document)
    assert stands(campaign)["training"].state is State.SETTLED
    path.write_text(path.read_text("utf-8").replace("12人", "120人"), encoding="utf-8")
    finding = stands(campaign)["training"].findings[0]
    assert (finding.lack, finding.by) == (Lack.CHANGED, "甲")


def test_signing_again_keeps_what_was_signed_before(campaign):
    promises = read_commitments(campaign / "commitments.toml")
    for name in ("甲", "乙", "丙"):
        attesting.sign(campaign, promises, "training-held", name, "行った", TODAY, None)
    assert len([*(campaign / "attestations").iterdir()]) == 3
    assert stands(campaign)["training"].findings[0].by == "丙"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo", "unheard-of", "--by", "a", "--says", "b"], "No promise asks"),
        (["demo", "training-held", "--by", " ", "--says", "b"], "needs a name"),
        (["demo", "training-held", "--by", "a"], "needs a name"),
        (["demo", "training-held", "--by", "a", "--says", "b", "--document", "gone.pdf"], "missing"),
    ],
)
def test_a_signature_that_says_nothing_is_refused(campaign, capsys, arguments, said):
    assert call(["attest", *arguments, "--lang", "en"]) in (ExitCode.USAGE, ExitCode.INPUT)
    assert said in capsys.readouterr().err
    assert not (campaign / "attestations").exists()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ('category = "reflected"', 'category = "later"', 28, "later"),
        ('id = "training"', 'id = "own-machine"', 46, "Two promises are called"),
        ('no = "1"', 'nr = "1"', 22, "no"),
        ('{ kind = "check", check = "closed", valid_days = 31 }', '{ kind = "check" }', 43, "needs “check”"),
        ("schema = 1", "schema = ", 18, "TOML"),
    ],
)
def test_what_is_wrong_with_the_file_is_named_with_its_line(campaign, before, after, line, said):
    file = campaign / "commitments.toml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(KoukaError) as caught:
        read_commitments(file)
    assert said in caught.value.problem.what
    assert caught.value.problem.where.line == line


@pytest.fixture
def yesterday():
    """Of the clock on the wall, by which the command says what is too old."""
    day = datetime.now().astimezone() - timedelta(days=1)
    keep_checks(at=day.isoformat(timespec="seconds"))
    return day.date().isoformat()


@pytest.mark.usefixtures("english")
def test_what_is_said_of_each_promise(campaign, yesterday, capsys):
    assert call(["status", "demo", "--lang", "en"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "so far demonstration only: 87.1%" in told
    assert f"Self-check: the log of use is intact: passed since {yesterday}" in told
    assert "nobody has signed it yet" in told


def test_the_table_is_written_for_word_and_excel(campaign, yesterday, japanese, capsys):
    assert call(["status", "demo", "--to", "docx", "--to", "xlsx"]) == ExitCode.OK
    document = docx.Document(str(campaign / "replies.docx"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["番号", "委員", "対象項目", "意見、質問等", "市の考え方", "対応区分", "対応状況"]
    assert [row[5] for row in rows[1:]] == ["反映", *["参考"] * 5, "反映"]
    assert f"【検証済 {yesterday}】利用の記録を残し" in rows[3][6]
    assert any("これは例です" in paragraph.text for paragraph in document.paragraphs)
    sheet = openpyxl.load_workbook(campaign / "replies.xlsx").active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert cells == rows


def test_the_same_state_gives_the_same_word_file(campaign, japanese, capsys):
    def written():
        call(["status", "demo", "--to", "docx"])
        return (campaign / "replies.docx").read_bytes()

    assert written() == written()


def test_a_cell_that_looks_like_a_formula_stays_text(campaign, english, capsys):
    file = campaign / "commitments.toml"
    file.write_text(
        file.read_text("utf-8").replace('"用語解説に項目を加えた。', '"=HYPERLINK(1)\\u0007\\u202e', 1),
        encoding="utf-8",
    )
    assert call(["status", "demo", "--lang", "en", "--to", "xlsx", "--to", "docx"]) == ExitCode.OK
    sheet = openpyxl.load_workbook(campaign / "replies.xlsx").active
    cell = sheet.cell(6, 7)
    assert (cell.data_type, cell.value[:14]) == ("s", "=HYPERLINK(1)推")


def test_every_state_and_check_has_a_name():
    assert {*words.state_names()} == {*State}
    assert {*words.check_names()} == {"closed", "access", "log", "backup"}
