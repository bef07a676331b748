"""Pictures of forms: individual numbers are black whatever was kept, and who looks stands in the log."""

import copy

import cv2
import numpy as np
import pytest
from sqlalchemy import select, update

from dashboards.web.database.tables import answers, audit, studies, study_items
from tests.dashboards.web.station.at_work import Worker

NUMBER = "household_size"


@pytest.fixture
def with_number(study, app, rows_of):
    """A study of one form with a field for an individual number, of whose page the run has kept all; its box in mm."""
    study("manual", people=("P1",), items=1, practice=0)
    (templates,) = (copy.deepcopy(row.templates) for row in rows_of(select(studies.c.templates)))
    (field,) = (each for each in templates["moving-notice"]["fields"] if each["id"] == NUMBER)
    field["type"] = "my_number"
    with app.state.engine.begin() as connection:
        connection.execute(update(studies).values(templates=templates))
    return field["box_mm"]


def brightest_in(content, box):
    """Of a picture, the brightest dot within a box, and the brightest of all."""
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    x, y, w, h = (round(edge * picture.shape[1] / 210) for edge in box)
    return picture[y : y + h, x : x + w].max(), picture.max()


def test_individual_numbers_are_black_at_work_and_when_confirmed(with_number, signed_in, rows_of):
    worker = Worker(signed_in("P1")).open()
    assert NUMBER not in worker.fields
    shown = worker.person.get(f"/work/{worker.number}/pages/1")
    assert shown.headers["content-type"] == "image/png"
    assert brightest_in(shown.content, with_number) == (0, 255)
    worker.does_all(name="田中")
    number = rows_of(select(answers.c.id))[0].id
    assert brightest_in(signed_in("P2").get(f"/confirm/{number}/page").content, with_number) == (0, 255)


@pytest.mark.parametrize("image", ["kouka.sqlite", ".cache/kouka.sqlite", ".cache/../kouka.png", "/etc/passwd"])
def test_nothing_but_registered_pages_is_ever_a_picture(study, signed_in, app, results, image):
    for file in ("kouka.sqlite", "kouka.png", ".cache/kouka.sqlite"):
        (results / file).write_bytes(b"not for browsers")
    study("manual", people=("P1",), items=1, practice=0)
    worker = Worker(signed_in("P1")).open()
    with app.state.engine.begin() as connection:
        connection.execute(update(study_items).values(pages={"1": image}))
    assert worker.person.get(f"/work/{worker.number}/pages/1").status_code == 404


def test_who_looks_at_a_picture_without_its_page_stands_in_the_log(study, signed_in, rows_of):
    study("manual", people=("P1",), items=1, practice=0)
    Worker(signed_in("P1")).does_all(name="田中")
    number = rows_of(select(answers.c.id))[-1].id
    assert signed_in("P2").get(f"/confirm/{number}/page").status_code == 200
    (seen,) = rows_of(select(audit).where(audit.c.action == "picture_seen"))
    assert (seen.account, seen.detail) == ("name-of-P2", {"confirming": number})
