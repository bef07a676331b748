import numpy as np
import pytest

from samples import filling
from samples.drawing.sheet import PX_PER_MM
from samples.filling import KINDS, Filled, sheet

pytestmark = pytest.mark.usefixtures("fonts_installed")


def _added(filled: Filled) -> np.ndarray:
    """Where the filled form is darker than its blank, shape (height, width)."""
    empty = np.asarray(filling.blank(filled.kind)).astype(int)
    return empty - np.asarray(sheet(filled).convert("L")).astype(int)


def _part(page: np.ndarray, box: tuple[float, ...], reach: float = 0.0) -> np.ndarray:
    x, y, width, height = box
    return page[round((y - reach) * PX_PER_MM) : round((y + height + reach) * PX_PER_MM),
                round((x - reach) * PX_PER_MM) : round((x + width + reach) * PX_PER_MM)]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("face", ["gothic", "seto"])
def test_ink_is_where_the_entries_say_and_nowhere_else(kind, face):
    filled = Filled(kind, 3, face, "none")
    added, entries = _added(filled) > 60, filled.entries()
    seen = np.zeros_like(added)
    for field in KINDS[kind].template.fields:
        written = entries[field.id].written
        if field.type == "choice":
            for option in field.options:
                chosen = option.id in written.split("|")
                assert (_part(added, option.box_mm).sum() > 100) == chosen, (field.id, option.id)
        else:
            assert _part(added, field.box_mm).any() == (written not in ("", "0")), field.id
        _part(seen, field.box_mm, reach=2.2)[:] = True
    assert not (added & ~seen).any()


def test_a_stray_entry_crosses_the_rule_of_its_box():
    astray, plain = Filled("moving", 4, "klee", "outside"), Filled("moving", 4, "klee", "none")
    assert astray.entries() == plain.entries()
    for filled in (astray, plain):
        added = _added(filled) > 60
        for field in KINDS["moving"].template.fields:
            if field.id in ("name", "new_address"):
                beyond = _part(added, field.box_mm, reach=0.9).sum() - _part(added, field.box_mm).sum()
                assert (beyond > 0) == (filled is astray), field.id


@pytest.mark.parametrize("number", range(1, 6))
def test_a_correction_keeps_what_is_meant_and_adds_ink_to_one_field_alone(number):
    plain, corrected = (Filled("child", number, "gothic", trouble) for trouble in ("none", "corrected"))
    assert plain.entries() == corrected.entries()
    page = _added(corrected) > 60
    entries = corrected.entries()
    several = [
        field.id
        for field in KINDS["child"].template.fields
        if field.type == "choice"
        and sum(_part(page, option.box_mm).sum() > 100 for option in field.options) > bool(entries[field.id].written)
    ]
    struck = [
        field.id
        for field in KINDS["child"].template.fields
        if field.type not in ("choice", "checkbox")
        and (np.diff(np.flatnonzero(_part(page, field.box_mm).any(axis=1))) > 0).sum() / PX_PER_MM > 5.2
    ]
    assert len(several) + len(struck) >= 1
    assert set(several + struck) <= {"account_name", "address", "pension", "child1_birth_date"}


def test_a_seal_lies_over_the_name_and_an_office_stamp_touches_boxes_from_outside():
    name = next(field.box_mm for field in KINDS["moving"].template.fields if field.id == "name")
    colours = np.asarray(sheet(Filled("moving", 3, "mincho", "seal"))).astype(int)
    red = colours[..., 0] > colours[..., 1] + 60
    assert _part(red, name).sum() > 0.8 * red.sum() > 2000
    marked, plain = (_added(Filled("survey", 3, "mincho", trouble)) > 60 for trouble in ("close_marks", "none"))
    for field in KINDS["survey"].template.fields:
        if field.id in ("years", "answered_on", "good_point"):
            assert _part(marked, field.box_mm, reach=3).sum() > _part(plain, field.box_mm, reach=3).sum() + 200


def test_the_reverse_shows_faintly_and_mirrored():
    page = sheet(Filled("survey", 3, "mincho", "show_through")).convert("L")
    added = _added(Filled("survey", 3, "mincho", "show_through"))
    faint = (added > 5) & (added < 60)
    assert faint.mean() > 0.02
    assert np.asarray(page)[faint].min() >= 0
    mirrored = np.asarray(filling.blank(filling.SLIPPED.name))[:, ::-1] < 128
    assert faint[mirrored].mean() > 4 * faint[~mirrored].mean()
