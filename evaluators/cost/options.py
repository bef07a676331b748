"""Ways of working that are set against each other, and which of them a case can speak of."""

from collections.abc import Collection, Iterable

from evaluators.cost.case import Case
from evaluators.cost.case_tools import Product, Tool

AS_NOW, AI_ALL, AI_POLICY, TWO_ENGINES, ONLINE = "as_now", "ai_all", "ai_policy", "two_engines", "online"
PRODUCT = "product:"
MINUTES_MANUAL, MINUTES_NEAR, MINUTES_FAR = "minutes_manual", "minutes_draft_near", "minutes_draft_far"


def is_of_meetings(option: str) -> bool:
    """Whether it is about minutes of meetings."""
    return option in (MINUTES_MANUAL, MINUTES_NEAR, MINUTES_FAR)


def baseline_of(option: str) -> str:
    """What it is compared with: the way things go now."""
    return MINUTES_MANUAL if is_of_meetings(option) else AS_NOW


def way_of(option: str, case: Case) -> str:
    """How the numbers of a way of working are called in formulas: its id, of a product ``product1`` and so on."""
    if option.startswith(PRODUCT):
        names = [product.name for product in case.products]
        return f"product{names.index(option.removeprefix(PRODUCT)) + 1}"
    return {MINUTES_NEAR: "minutes_near", MINUTES_FAR: "minutes_far"}.get(option, option)


def tool_of(option: str, case: Case) -> Tool:
    """Whose prices it has.

    Raises:
        KeyError: the case has none for it.
    """
    if option.startswith(PRODUCT):
        found: list[Product] = [each for each in case.products if PRODUCT + each.name == option]
        if not found:
            raise KeyError(option)
        return found[0]
    if case.ai is None:
        raise KeyError(option)
    return case.ai


def options_of(case: Case, known: Collection[str]) -> tuple[str, ...]:
    """The ways that can be computed, what is compared with first.

    Args:
        case: with the prices.
        known: names of all that was measured or entered: a way without its numbers is left out.
    """
    found = []
    if case.forms is not None and "minutes_manual" in known:
        wanted = [AI_ALL, AI_POLICY, TWO_ENGINES] if case.ai else []
        wanted += [PRODUCT + product.name for product in case.products]
        found += [AS_NOW, *(each for each in wanted if f"{way_of(each, case)}_looking" in known)]
        found += [ONLINE] if case.online else []
    if case.meetings is not None:
        ways = (MINUTES_NEAR, MINUTES_FAR)
        needed = {each: {f"{way_of(each, case)}_factor", f"{way_of(each, case)}_lost"} for each in ways}
        drafts = [each for each in ways if needed[each] <= set(known)]
        found += [MINUTES_MANUAL, *drafts] if drafts else []
    return tuple(found)


def without_baselines(found: Iterable[str]) -> tuple[str, ...]:
    """Those that are set against the present way."""
    return tuple(option for option in found if option != baseline_of(option))


def measurable(case: Case) -> frozenset[str]:
    """Names of all that could be measured for a case: what its formulas may name beside its inputs."""
    ways = [way_of(each, case) for each in (AI_ALL, AI_POLICY, TWO_ENGINES)]
    ways += [way_of(PRODUCT + product.name, case) for product in case.products]
    of_forms = {f"{way}_{part}" for way in ways for part in ("looking", "correcting", "wrong_seen", "wrong_unseen")}
    of_meetings = {f"minutes_{place}_{part}" for place in ("near", "far") for part in ("factor", "lost")}
    of_people = {"forms_manual_errors", "forms_slip"} - case.inputs.keys()
    return frozenset({"fields", "sheets", "minutes_manual"} | of_forms | of_meetings | of_people)
