"""The bundled cases, and files that are wrong."""

import time

import pytest

from evaluators.precedents.flags import Flag
from evaluators.precedents.printed import Agreement
from evaluators.precedents.recomputing import Verdict
from pipelines.errors import KoukaError
from pipelines.precedents import BUNDLED, read_precedents
from pipelines.tables import to_csv
from tests.evaluators.precedents.rows import cells


@pytest.fixture(scope="module")
def bundled():
    found, problems = read_precedents()
    assert problems == []
    return found


@pytest.fixture(scope="module")
def by_id(bundled):
    return {case.row.id: case for case in bundled.cases}


def test_every_row_has_a_verdict(by_id):
    verdicts = {}
    for id, case in by_id.items():
        verdicts.setdefault(case.found.verdict, []).append(id)
    assert verdicts == {
        Verdict.AGREES: ["O1", "O2", "O3", "O5", "O9", "O17", "M3", "M4"],
        Verdict.NOT_RECOMPUTABLE: ["O6", "O8", "O16", "O21", "O23", "R1a", "R1b", "R4", "M2", "M5", "M6", "M7"],
        Verdict.RATE_ONLY: ["O11a", "O11b"],
        Verdict.NO_OUTCOME: ["O18", "M8"],
    }


def test_who_cut_and_who_rounded(by_id):
    """久慈市: 78.8 % printed as 78, 83.3 % as 8割近い."""
    assert by_id["O3"].found.needs is Agreement.CUT
    assert by_id["O5"].found.needs is Agreement.ROUNDED
    assert by_id["O9"].found.needs is Agreement.ROUNDED


def test_what_is_flagged_beyond_the_usual(by_id):
    usual = {Flag.CHECK_UNSTATED, Flag.NOT_MEASURED, Flag.BASIS_UNKNOWN}
    flagged = {id: {each.flag for each in case.flags} - usual for id, case in by_id.items()}
    assert {id: flags for id, flags in flagged.items() if flags} == {
        "O1": {Flag.RATE_UNIT_UNSTATED},
        "O16": {Flag.CHECK_LEFT_OUT, Flag.RATE_UNIT_UNSTATED},
        "R1a": {Flag.CONTRADICTS_ITSELF},
    }


def test_the_prefecture_s_two_volumes(bundled):
    (pair,) = bundled.volumes
    assert (pair.fewer.id, pair.more.id) == ("O1", "O2")
    assert pair.break_even == pytest.approx(44, abs=0.5)


def test_an_hour_costs_from_under_two_to_over_three_thousand_yen(bundled):
    assert sorted(round(cost.value) for cost in bundled.hour_costs) == [1852, 2000, 2643, 3285]


def written(folder, *rows, name="cases.csv", **costs):
    (folder / name).write_bytes(to_csv(rows, list(rows[0])).encode("utf-8-sig"))
    return folder / name


def test_another_file_of_the_same_columns(tmp_path):
    row = cells(
        id="Z9", body="どこかの町", before=200, after=120, unit="h/yr", percent_printed=40, check_included="yes"
    )
    for path in (written(tmp_path, row), tmp_path):
        found, problems = read_precedents(path)
        assert problems == []
        assert (found.cases[0].found.verdict, found.cases[0].flags, found.hour_costs) == (Verdict.AGREES, (), ())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"before": "-3"}, "below 0"),
        ({"rate_percent": "-3"}, "below 0"),
        ({"rate_percent": "101"}, "above 100"),
        ({"percent_printed": "101"}, "above 100"),
        ({"before": "many"}, "not a number"),
        ({"before": "1e999999999"}, "no number that anybody prints"),
        ({"after": "1e-9999999"}, "no number that anybody prints"),
        ({"saved_printed": "9" * 5000}, "9…” in column “saved_printed” is no number"),
        ({"check_included": "perhaps"}, "none of yes"),
        ({"source": ""}, "“source” is blank"),
        ({"id": "X1"}, "twice"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(tmp_path, wrong, said, english):
    path = written(tmp_path, cells(), cells(id="X2") | wrong)
    found, (problem,) = read_precedents(path)
    assert found is None
    assert said in problem.what
    assert (problem.where.file, problem.where.line) == (path, 3)


@pytest.mark.parametrize(
    "cell",
    [
        {"printed": "9" * 5000 + "分の1"}, {"printed": "2分の" + "9" * 400}, {"printed": "9" * 400 + "億円 5時間"},
        {"printed": "1," * 20_000}, {"printed": "1." * 20_000}, {"printed": "1" * 20_000},
        {"volume": "9" * 400, "unit": "h"}, {"unit": "min/" + "9" * 5000 + "sheets"},
    ],
    ids=lambda cell: "-".join(cell),
)  # fmt: skip
def test_digits_without_end_are_no_number_and_take_no_time(tmp_path, cell):
    begin = time.thread_time()  # on a busy machine, too, only what is done here counts
    found, problems = read_precedents(written(tmp_path, cells(**{"before": 200, "after": 120, "unit": "h/yr"} | cell)))
    assert time.thread_time() - begin < 2
    assert problems == []
    assert found.cases[0].found.checks == ()
    assert found.cases[0].found.seconds_per_item is None


def test_unit_costs_are_checked_as_well(tmp_path, english):
    written(tmp_path, cells())
    costs = {"body": "市", "year": "", "hours": "x", "yen": "", "yen_per_hour": "", "basis": "", "source": "p"}
    written(tmp_path, costs, name="unit-costs.csv")
    found, problems = read_precedents(tmp_path)
    assert found is None
    assert {problem.where.file.name for problem in problems} == {"unit-costs.csv"}


def test_no_file(tmp_path):
    with pytest.raises(KoukaError):
        read_precedents(tmp_path / "none.csv")


def test_the_bundled_files_are_as_excel_opens_them():
    for name in ("cases.csv", "unit-costs.csv"):
        content = (BUNDLED.parent / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
