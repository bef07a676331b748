import contextvars
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from dashboards import language
from dashboards.language import _, counted, speak, speaking, spoken

ROOT = Path(__file__).parent.parent.parent
JAPANESE = language.CATALOGUES / "ja" / "LC_MESSAGES" / "kouka.po"


def placeholders(text: str) -> set[str]:
    """The ``{names}`` of a text, with how they are written."""
    return {f"{name}!{how}:{form}" for _text, name, form, how in string.Formatter().parse(text) if name is not None}


def texts(message: Message) -> tuple[str, ...]:
    """Singular and plural where there are both."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text in the code, as ``./run messages`` finds them."""
    file = tmp_path_factory.mktemp("texts") / "kouka.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.toml",
        "-k",
        "counted:1,2",
    ]
    subprocess.run([*command, "-o", file, "."], cwd=ROOT, check=True)
    with file.open("rb") as found:
        return read_po(found)


@pytest.fixture(scope="module")
def translated() -> Catalog:
    with JAPANESE.open("rb") as found:
        return read_po(found, "ja")


def test_every_text_is_translated(extracted: Catalog, translated: Catalog) -> None:
    messages = [message for message in extracted if message.id]
    assert len(messages) > 100
    missing = [
        texts(message)[0]
        for message in messages
        if (found := translated.get(message.id, message.context)) is None or found.fuzzy or not all(translations(found))
    ]
    assert missing == []


def test_translations_name_what_the_texts_name(extracted: Catalog, translated: Catalog) -> None:
    wrong = []
    for message in extracted:
        found = translated.get(message.id, message.context) if message.id else None
        for translation in translations(found) if found else ():
            # A plural may name more than the singular, or in click's own words other things: Japanese has one form.
            names = [set().union(*map(placeholders, texts(message))), placeholders(texts(message)[-1])]
            if translation and placeholders(translation) not in names:
                wrong.append((texts(message)[0], translation))
    assert wrong == []


def test_no_translation_is_of_a_text_that_has_gone(extracted: Catalog, translated: Catalog) -> None:
    assert [texts(message)[0] for message in translated if message.id and message.id not in extracted] == []


def test_japanese_has_one_colon_and_a_blank_behind_it(translated: Catalog) -> None:
    """A half-width one, as shells and files have it; a full-width one stands in a format that is told of alone."""
    told_of = "「山田：…」"
    everything = [text.replace(told_of, "") for message in translated if message.id for text in translations(message)]
    assert [text for text in everything if "：" in text] == []
    letter = r"[\u3040-\u30ff\u4e00-\u9fff）」}]"
    loose = re.compile(rf"{letter} :|{letter}:(?![ \n]|$)|: {{2}}")
    assert [text for text in everything if loose.search(text.replace("時:分:秒", ""))] == []


def test_a_text_is_filled_in_and_translated(japanese: None) -> None:
    assert _("The file is missing.") != "The file is missing."
    assert _("Column “{name}” is missing.", name="{x}") == _("Column “{name}” is missing.").replace("{name}", "{x}")
    assert "{" not in _("“{cell}” in column “{name}” is not a number.", cell="1,0", name="seconds")


def test_a_text_that_nobody_translated_stays_english(japanese: None) -> None:
    assert _("Nobody translated {what}.", what="this") == "Nobody translated this."


@pytest.mark.parametrize(("n", "text"), [(0, "0 forms of x"), (1, "1 form of x"), (2, "2 forms of x")])
def test_english_counts(english: None, n: int, text: str) -> None:
    assert counted("{n} form of {name}", "{n} forms of {name}", n, name="x") == text


def test_without_a_word_japanese_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOUKA_LANG", raising=False)
    assert contextvars.Context().run(spoken) == "ja"


@pytest.mark.parametrize(
    ("variable", "tongue"), [("en", "en"), ("ja", "ja"), ("fr", "ja"), ("", "ja"), ("EN", "ja"), ("en_US.UTF-8", "ja")]
)
def test_the_variable_is_heard(monkeypatch: pytest.MonkeyPatch, variable: str, tongue: str) -> None:
    monkeypatch.setenv("KOUKA_LANG", variable)
    assert contextvars.Context().run(spoken) == tongue


def test_each_context_speaks_its_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUKA_LANG", "ja")
    one, other = contextvars.Context(), contextvars.Context()
    one.run(speak, "en")
    assert (one.run(spoken), other.run(spoken)) == ("en", "ja")


def test_a_language_may_be_spoken_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUKA_LANG", "en")

    def talk() -> list[str]:
        said = []
        with speaking("ja"):
            said.append(spoken())
            with speaking(None):
                said.append(spoken())
            said.append(spoken())
        return [*said, spoken()]

    assert contextvars.Context().run(talk) == ["ja", "en", "ja", "en"]


def test_a_catalogue_that_was_not_compiled_is_no_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    language.catalogue.cache_clear()
    with pytest.raises(FileNotFoundError):
        language.catalogue("ja")
    assert language.catalogue("en").gettext("The file is missing.") == "The file is missing."
    language.catalogue.cache_clear()
