from pathlib import Path

import pytest

from samples import fonts


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize("face", fonts.FACES)
def test_a_rare_ideograph_is_named_with_the_font_that_lacks_it(face: str) -> None:
    # U+30EDE, the 58 strokes of biángbiáng noodles: Unicode 13, younger than either font.
    with pytest.raises(fonts.GlyphMissing, match=rf"font {face} has no glyph for .* \(U\+30EDE\)"):
        fonts.require_glyphs(face, "平塚\U00030ede")


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize("face", fonts.FACES)
def test_variants_of_surnames_and_blanks_are_there(face: str) -> None:
    fonts.require_glyphs(face, "髙橋　渡邉 山﨑")


def test_an_absent_font_names_its_debian_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(fonts.FACES, "absent", fonts.Face(tmp_path / "absent.ttf", "fonts-absent"))
    with pytest.raises(fonts.FontMissing, match="install the Debian package fonts-absent"):
        fonts.load("absent", 40)
