"""What the rules of ``case.toml`` refuse, in the person's words."""

from collections.abc import Mapping

from dashboards.language import _


def reason_in_case(kind: str, name: str, context: Mapping) -> str | None:
    """One error, by the name that the rule gives it; None for what is no rule of a case.

    Args:
        kind: the type of Pydantic's error.
        name: the key that is wrong.
        context: what the rule says of it.
    """
    match kind:
        case "rate_above_one":
            return _("“{name}”: {high} is above 1; a share of all is 1 at most (0.1 for 10%).", name=name, **context)
        case "too_large":
            return _("“{name}”: {high} is above {most}, more than any city has.", name=name, **context)
        case "below_zero":
            return _("“{name}”: {low} is below 0.", name=name, **context)
        case "not_fixed":
            return _("“{name}” is “fixed”, but low and high differ.", name=name)
        case "not_in_the_middle":
            return _(
                "“{name}”: of “{distribution}” the value lies in the middle, {middle}, and not at {value}.",
                name=name,
                **context,
            )
        case "not_as_many":
            return _("“{name}”: value, low and high hold as many numbers each.", name=name)
        case "not_every_year":
            return _(
                "“{name}” holds {n} numbers; it needs one for each of the {years} fiscal years.",
                name=name,
                n=context["n"],
                years=context["years"],
            )
        case "from_or_typed":
            return _("“{name}” has either “from”, or all of its numbers typed in.", name=name)
        case "times_without_run":
            return _("“{name}”: where accuracy is typed in, times are typed in too.", name=name)
        case "errors_without_study":
            return _(
                "“{name}” needs manual_errors and slip; they may be left out only where the times come from a study.",
                name=name,
            )
        case "nothing_to_cost":
            return _("There is neither [forms] nor [meetings].")
        case "shares_of_staff":
            return _("The shares of [[staff]] have to add up to 1.")
        case "staff_twice":
            return _("Two of [[staff]] have the same id.")
        case "product_twice":
            return _("Two of [[products]] have the same name.")
        case "no_such_input":
            return _(
                "There is no input “{key}”. The sheet of inputs of the report's workbook names all of them.",
                key=context["key"],
            )
        case "together_twice":
            return _("[[together]] names two different inputs, and each two of them once.")
        case "not_together":
            return _("No numbers can have all the rank correlations of [[together]] at once.")
        case _:
            return None
