import pytest

from pipelines.imports.confidences import Scale, confidence_of, scale_of


@pytest.mark.parametrize(
    ("cells", "scale"),
    [(["0.98", "", "1"], 1), (["98", "0.5"], 100), (["1%"], 100), (["９８．５"], 100), ([], 1), (["高"], 1)],
)
def test_what_stands_for_certainty(cells: list[str], scale: int) -> None:
    assert scale_of(cells) == scale


@pytest.mark.parametrize(
    ("cell", "scale", "found"),
    [
        ("0.98", 1, 0.98),
        ("98", 100, 0.98),
        ("98.5 %", 100, 0.985),
        ("９８％", 100, 0.98),
        ("100", 100, 1.0),
        ("0", 1, 0.0),
        ("98", 1, None),
        ("101", 100, None),
        ("-1", 100, None),
        ("高", 100, None),
        ("nan", 1, None),
        ("", 1, None),
        ("1" * 100, 1, None),
    ],
)
def test_a_confidence(cell: str, scale: Scale, found: float | None) -> None:
    assert confidence_of(cell, scale) == pytest.approx(found)
