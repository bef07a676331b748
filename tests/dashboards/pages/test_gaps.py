"""What is missing for an answer is said in both languages."""

import pytest

from dashboards.pages.gaps import Gap, gap_text


@pytest.mark.parametrize("gap", Gap)
@pytest.mark.usefixtures("each_language")
def test_whatever_is_missing_is_said_with_names_that_help(gap):
    said = gap_text(gap, file="cost.toml", template="permit", templates="survey, notice")
    assert "{" not in said
    assert ("cost.toml" in said) == (gap not in (Gap.TRUTH, Gap.FEW))
    assert ("survey, notice" in said) == (gap in (Gap.TEMPLATE, Gap.OTHER_TEMPLATE))
