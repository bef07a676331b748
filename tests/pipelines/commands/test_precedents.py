import csv
import io
import json

import pytest

from pipelines.errors import ExitCode
from tests.evaluators.precedents.rows import cells
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.test_precedents import written

EN = ("--lang", "en")


def test_each_case_with_what_follows_and_what_speaks_against_it(kouka: Kouka) -> None:
    code, out, err = kouka(*EN, "precedents")
    assert (code, err) == (ExitCode.OK, "")
    lines = out.splitlines()
    tsukuba = next(number for number, line in enumerate(lines) if line.startswith("R1a"))
    assert lines[tsukuba].endswith("not recomputable")
    assert "before 424 [423 – 426] h/year" in lines[tsukuba + 1]
    assert lines[tsukuba + 2] == "    ! contradicts itself: 330 h and 336 h"
    assert "19.8 → 4.2 h  ⇒  saved 15.6 h (78.8%); 2.8 s each" in out
    assert "agrees (digits cut off)" in out
    assert "24 rows: agrees 8, differs 0, not recomputable 12" in out
    assert "A fixed 17.8 min and 0.522 min each give both" in out
    assert "from about 44." in out
    assert "3,285 yen" in out


def test_it_speaks_japanese(kouka: Kouka, japanese: None) -> None:
    out = kouka("precedents").out
    assert "一致（端数切捨て）" in out
    assert "    ! 数値どうしが矛盾: 330 時間 と 336 時間" in out
    assert "    ! 実測ではない: 職員の見込み" in out


@pytest.mark.parametrize("to", ["csv", "json"])
def test_everything_with_its_source_for_other_programs(kouka: Kouka, to: str) -> None:
    out = kouka("precedents", "--to", to).out
    rows = json.loads(out) if to == "json" else list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 24
    tsukuba = next(row for row in rows if row["id"] == "R1a")
    assert tsukuba["source"].startswith("https://")
    assert float(tsukuba["before_implied"]) == pytest.approx(424.24, abs=5e-3)
    assert "contradicts_itself 330 336 h" in tsukuba["flags"]
    assert next(row for row in rows if row["id"] == "O16")["before_implied"] in (None, "")


def test_another_file(kouka: Kouka, tmp_path) -> None:
    row = cells(id="Z9", before=200, after=90, unit="h/yr", percent_printed=40, check_included="yes")
    code, out, _ = kouka(*EN, "precedents", written(tmp_path, row))
    assert code == ExitCode.OK
    assert "    ! contradicts itself: 40% and 55%" in out
    assert "an hour of staff" not in out


def test_everything_wrong_is_said_at_once(kouka: Kouka, tmp_path) -> None:
    path = written(tmp_path, cells(before=-1), cells(id="X2", rate_percent=101))
    code, out, err = kouka(*EN, "precedents", path)
    assert (code, out) == (ExitCode.INPUT, "")
    assert f"{path}:2: “-1” in column “before” is below 0." in err
    assert f"{path}:3: “101” in column “rate_percent” is above 100 %." in err
