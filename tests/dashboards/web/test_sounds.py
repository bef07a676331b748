"""Recordings that are given out, and files that are none."""

import pytest
from fastapi.exceptions import HTTPException

from dashboards.web.sounds import sound


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.mp3", "audio/mpeg"), ("a.OGG", "audio/ogg"), ("a.opus", "audio/ogg"), ("会議/a.m4a", "audio/mp4")],
)
def test_what_browsers_play_has_a_kind_that_they_know(tmp_path, name, kind):
    file = tmp_path / "recordings" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"sound")
    assert sound(tmp_path, name).media_type == kind


@pytest.mark.parametrize("name", ["../batch.toml", "../a.mp3", "b.mp3", "notes.txt", "", "/etc/passwd"])
def test_nothing_else_is_given(tmp_path, name):
    (tmp_path / "recordings").mkdir()
    for there in ("batch.toml", "a.mp3", "recordings/notes.txt"):
        (tmp_path / there).write_bytes(b"x")
    with pytest.raises(HTTPException):
        sound(tmp_path, name)
