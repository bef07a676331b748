"""Which files are taken for recordings."""

import pytest

from pipelines.batches.sounds import BEGINNINGS, SUFFIXES, kind_of_sound


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt ", "WAV"),
        (b"RF64\xff\xff\xff\xffWAVE", "WAV"),
        (b"RIFF\x24\0\0\0AVI LIST", "AVI"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", None),
        (b"ID3\x03\0", "MP3"),
        (b"\xff\xfb\x90\x64", "MP3"),
        (b"\xff\xf3\x40\xc0", "MP3"),
        (b"\xff\xf1\x50\x80", "AAC"),
        (b"\xff\xfe\x00\x00", None),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", None),
        (b"OggS\0\x02", "Ogg"),
        (b"\0\0\0\x20ftypM4A ", "MP4"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "MP4"),
        (b"\0\0\x01\xba\x44", "MPEG"),
        (b"\x1a\x45\xdf\xa3", "Matroska"),
        (b"\x03ds2", "DSS"),
        (b"PK\3\4", None),
        (b"", None),
    ],
)
def test_the_kind_of_a_file_by_its_beginning(start: bytes, kind: str | None) -> None:
    assert kind_of_sound(start) == kind


def test_every_kind_has_its_names() -> None:
    assert SUFFIXES.keys() == BEGINNINGS.keys()
