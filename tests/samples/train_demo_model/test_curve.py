import csv

from samples.train_demo_model import curve
from samples.train_demo_model.curve import COLUMNS

OLD = "update,minutes,text_loss,phoneme_loss,character_errors,phoneme_errors,unpadded\n"  # of lines without the last


def _line(update, **others):
    return dict.fromkeys(COLUMNS, 0.5) | {"update": update} | others


def test_lines_are_added_under_one_head(tmp_path):
    path = tmp_path / curve.NAME
    curve.add(path, _line(150))
    curve.add(path, _line(300, astray=0.25))
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == list(COLUMNS)
    assert [row[0] for row in table[1:]] == ["150", "300"]
    assert table[2][COLUMNS.index("astray")] == "0.25"


def test_a_curve_with_other_columns_is_set_aside_and_joined_with_all_columns(tmp_path):
    path = tmp_path / curve.NAME
    path.write_text(OLD + "150,3.2,5.7,3.4,.9,.65\n900,23.0,2.9,.8,.87,.14\n", "utf-8")
    curve.add(path, _line(1000, astray=0.3))
    assert (tmp_path / "curve-900.csv").read_text("utf-8").startswith(OLD)
    joined = curve.joined(tmp_path, 10_000)
    assert [row["update"] for row in joined] == ["150", "900", "1000"]
    assert [row["astray"] for row in joined] == ["", "", "0.3"]
    assert [row["unpadded"] for row in joined] == ["", "", "0.5"]
    assert [row["phoneme_errors"] for row in joined] == [".65", ".14", "0.5"]
    curve.write(tmp_path / "whole.csv", joined)
    assert curve.rows(tmp_path / "whole.csv") == joined


def test_files_are_joined_in_the_order_of_their_numbers(tmp_path):
    for name, update in (("curve-1200.csv", 1100), ("curve-970.csv", 900)):
        (tmp_path / name).write_text(OLD + f"{update},1,1,1,1,1\n", "utf-8")
    assert [row["update"] for row in curve.joined(tmp_path, 10_000)] == ["900", "1100"]


def test_the_curve_is_that_of_the_weights_that_are_there(tmp_path):
    path = tmp_path / curve.NAME
    for update, errors in ((150, 0.9), (300, 0.5), (450, 0.4), (300, 0.6), (600, 0.3)):
        curve.add(path, _line(update, character_errors=errors))  # 300 again, from an earlier checkpoint
    joined = curve.joined(tmp_path, 10_000)
    assert [(row["update"], row["character_errors"]) for row in joined] == [
        ("150", "0.9"),
        ("300", "0.6"),
        ("600", "0.3"),
    ]
    assert [row["update"] for row in curve.joined(tmp_path, 300)] == ["150", "300"]
