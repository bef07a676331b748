import struct
from functools import lru_cache
from pathlib import Path

import pytest

from samples.drawing import fonts


@lru_cache
def character_map(path: Path) -> frozenset[int]:
    """Code points that a font's cmap table maps to a glyph other than .notdef, formats 4 and 12 (OpenType, "cmap")."""
    data = path.read_bytes()
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
              for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)}  # fmt: skip
    start = tables[b"cmap"]
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", data, offset)[0]
        if form == 4:
            found |= _segments(data, offset)
        elif form == 12:
            for group in range(struct.unpack_from(">I", data, offset + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", data, offset + 16 + 12 * group)
                found |= set(range(first + (glyph == 0), last + 1))
    return frozenset(found)


def _segments(data: bytes, offset: int) -> set[int]:
    count = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends, _pad, starts, deltas, offsets = (
        struct.unpack_from(f">{n}H", data, offset + at)
        for n, at in ((count, 14), (1, 14 + 2 * count), (count, 16 + 2 * count), (count, 16 + 4 * count),
                      (count, 16 + 6 * count))
    )  # fmt: skip
    found = set()
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            if offsets[number] == 0:
                glyph = (code + deltas[number]) & 0xFFFF
            else:
                at = offset + 16 + 6 * count + 2 * number + offsets[number] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, at)[0] if at + 2 <= len(data) else 0
            if glyph:
                found.add(code)
    return found


@pytest.mark.usefixtures("fonts_installed")
def test_no_document_uses_a_character_that_its_fonts_map_lacks(rows):
    faces = {row["document"]: row["cond_font"] for row in rows("documents.csv")}
    used = 0
    for form in ("moving-notice", "child-allowance", "survey"):
        for row in rows(f"truth/{form}.csv"):
            document = row.pop("document")
            mapped = character_map(fonts.FACES[faces[document]].path)
            text = "".join(row.values())
            assert {char for char in text if ord(char) not in mapped} == set(), document
            fonts.require_glyphs(faces[document], text)
            used += 1
    assert used == 60


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize(("face", "has_it"), [("klee", True), ("yozfont", True), ("kiloji", False), ("seto", False),
                                              ("gothic", False), ("mincho", False)])  # fmt: skip
def test_the_maps_and_the_bitmaps_agree_on_the_surname_outside_the_basic_plane(face, has_it):
    assert (ord("𠮷") in character_map(fonts.FACES[face].path)) == has_it
    assert fonts.has_glyphs(face, "𠮷田") == has_it


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize("face", fonts.FACES)
def test_a_rare_ideograph_is_named_with_the_font_that_lacks_it(face):
    # U+30EDE, the 58 strokes of biángbiáng noodles: Unicode 13, younger than any of the fonts.
    with pytest.raises(fonts.GlyphMissing, match=rf"font {face} has no glyph for .* \(U\+30EDE\)"):
        fonts.require_glyphs(face, "平塚\U00030ede")


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize("face", fonts.FACES)
def test_variants_of_surnames_and_blanks_are_there(face):
    fonts.require_glyphs(face, "髙橋　渡邉 山﨑齋藤")


@pytest.mark.usefixtures("fonts_installed")
def test_a_glyph_that_the_map_has_but_that_draws_nothing_counts_as_lacking():
    assert ord("−") in character_map(fonts.FACES["kiloji"].path)
    assert not fonts.has_glyphs("kiloji", "−")


def test_an_absent_font_names_its_debian_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(fonts.FACES, "absent", fonts.Face(tmp_path / "absent.ttf", "fonts-absent"))
    with pytest.raises(fonts.FontMissing, match="install the Debian package fonts-absent"):
        fonts.load("absent", 40)
