from pipelines.recognizers.terms import MOST_TOKENS, told


def test_terms_are_told_in_their_order() -> None:
    assert told(["効果検証", " 情報システム課 ", "効果検証", ""], len) == "効果検証、情報システム課"
    assert told([], len) == ""


def test_no_more_are_told_than_there_is_room_for() -> None:
    terms = [f"用語{number:03d}" for number in range(500)]
    found = told(terms, len)
    assert len(found) <= MOST_TOKENS
    assert found.startswith("用語000、用語001")
    assert found.split("、")[-1] in terms


def test_one_that_is_too_long_leaves_room_for_others() -> None:
    assert told(["あ" * 300, "効果検証"], len) == "効果検証"
