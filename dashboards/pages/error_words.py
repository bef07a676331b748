"""Where errors come from, in sentences: each factor that matters in one, and what could not be told."""

from collections.abc import Iterator, Mapping

from dashboards.language import _
from dashboards.pages import contrast_words, words
from evaluators.confusion_groups import FEW_ERRORS as FEW_CHARACTERS
from evaluators.error_factors import (
    BESIDE,
    EDGE,
    FREE,
    INSIDE,
    KIND,
    LENGTH,
    NUMERALS,
    PLACE,
    RARE,
    RULES,
    THROUGH,
    TYPE,
    WRITING,
)
from evaluators.error_sources import Effect, Source, Sources


def group_names() -> Mapping[str, str]:
    """Kinds of confused characters."""
    return {
        "digits": _("digits on the paper"),
        "small_kana": _("small and large kana"),
        "voiced_kana": _("kana that differ by ゛ or ゜"),
        "similar": _("characters that look alike, variants among them"),
        "other": _("other characters"),
        "missing": _("left out"),
        "added": _("made up"),
    }


def too_few(errors: int) -> str:
    """Said instead of numbers."""
    return _("Too few errors to say anything ({n}).", n=errors)


def few_characters(errors: int) -> str:
    """Said of an engine with hardly a character wrong."""
    return _("Too few character errors to group ({n}; from {least} on).", n=errors, least=FEW_CHARACTERS)


def factor_name(name: str) -> str:
    """What a factor is called."""
    return {
        LENGTH: _("length of the text"),
        PLACE: _("place on the page"),
        RULES: _("rules printed at the box"),
        TYPE: _("type of field"),
        KIND: _("numerals or writing"),
    }.get(name) or words.heading(name)


def level_name(factor: str, level: str) -> str:
    """What a level of a factor is called."""
    named = {
        EDGE: _("near the edge of the page"),
        INSIDE: _("away from the edge"),
        THROUGH: _("a rule runs through the box"),
        BESIDE: _("a rule within 1 mm of the box"),
        FREE: _("no rule near the box"),
        NUMERALS: _("numerals (dates, numbers, amounts)"),
        WRITING: _("writing (names, addresses, text)"),
        RARE: _("others, each rare"),
        "": _("(not given)"),
    }
    if factor in (PLACE, RULES, KIND) or level in (RARE, ""):
        return named.get(level, level)
    return words.named("type" if factor == TYPE else factor, level)


def sentences(found: Sources) -> Iterator[str]:
    """One for each factor that matters, the surest first; one where none does."""
    if found.too_few:
        yield too_few(min(found.wrong, found.fields - found.wrong))
        return
    if found.too_few_documents:
        yield _("Too few forms to say anything ({n}).", n=found.documents)
        return
    some = False
    for source in found.sources:
        if source.matters:
            some = True
            yield _sentence(source)
    if not some:
        yield _("No factor can be shown to matter.")


def _sentence(source: Source) -> str:
    given = {"factor": factor_name(source.factor), "p": contrast_words.chance(source.p_holm)}
    if source.factor == LENGTH:
        (effect,) = source.effects
        return _("Twice the length: {effect} of fields wrong; p {p}.", effect=_points(effect), p=given["p"])
    known = [effect for effect in source.effects if not effect.separated]
    told = [
        _("“{level}” {effect}", level=level_name(source.factor, effect.level), effect=_points(effect))
        for effect in known
        if effect.low > 0 or effect.high < 0
    ][:3]
    given["reference"] = level_name(source.factor, source.reference)
    if not told:
        return _("{factor} matters, though no single level stands out against “{reference}”; p {p}.", **given)
    return _("{factor}: against “{reference}”, {effects} of fields wrong; p {p}.", effects=_("; ").join(told), **given)


def _points(effect: Effect) -> str:
    return f"{contrast_words.points(effect.points)} {contrast_words.bracketed(effect.low, effect.high)}"


def separated(found: Sources) -> list[str]:
    """Levels in which nothing or everything was wrong, with their counts."""
    return [
        f"{level_name(source.factor, effect.level)} {effect.wrong} / {effect.fields}"
        for source in found.sources
        for effect in source.effects
        if effect.separated and source.factor != LENGTH
    ]


def left_out(found: Sources) -> str:
    """Factors of which nothing can be said, joined."""
    return _(", ").join(factor_name(name) for name in found.left_out)
