from datetime import date
from random import Random

import pytest

from samples import people, words
from samples.drawing import fonts
from samples.people import Inventor

pytestmark = pytest.mark.usefixtures("fonts_installed")


def _people(face: str, number: int = 200) -> list[Inventor]:
    return [Inventor(face, Random(seed)) for seed in range(number)]


def test_nobody_is_given_a_name_that_their_face_cannot_write():
    surnames = {person.name().surname[0] for person in _people("kiloji", 600)}
    assert "𠮷田" not in surnames
    assert {"髙橋", "山﨑", "渡邉"} <= surnames
    assert "𠮷田" in {person.name().surname[0] for person in _people("klee", 600)}


def test_one_person_writes_all_dates_alike():
    written = {person.date(date(2019, 5, 3)).written for person in _people("gothic")}
    assert {"令和元年5月3日", "R1.5.3", "2019年5月3日", "2019/5/3", "令和元年５月３日", "２０１９／５／３"} <= written
    person = Inventor("gothic", Random(5))
    first, second = person.date(date(1989, 1, 7)).written, person.date(date(1989, 1, 8)).written
    assert ("昭和64" in first, "S64" in first) == ("平成元" in second, "H1" in second)


def test_a_kana_reading_in_half_width_means_full_width():
    name = people.Name(("山﨑", "ヤマザキ"), ("一平", "イッペイ"))
    entries = {person.kana(name) for person in _people("gothic")}
    assert entries == {
        people.Entry("ヤマザキ　イッペイ", "ヤマザキ　イッペイ"),
        people.Entry("ﾔﾏｻﾞｷ ｲｯﾍﾟｲ", "ヤマザキ　イッペイ"),
    }


def test_telephone_numbers_belong_to_nobody():
    for person in _people("gothic"):
        digits = person.phone().meant
        assert (digits[:5] == "04630" and len(digits) == 10) or (digits[3:5] == "00" and len(digits) == 11)


def test_children_have_names_and_ranks_of_their_own():
    for person in _people("klee"):
        children = person.children(("原", "ハラ"), 3)
        assert len({name.given for name, _relation in children}) == 3
        assert len({relation for _name, relation in children}) == 3
        assert children[0][1] in ("長男", "長女")


@pytest.mark.parametrize("face", fonts.FACES)
def test_each_list_leaves_every_face_most_of_its_words(face):
    lists = (words.SURNAMES, words.GIVEN_NAMES, words.SONS, words.DAUGHTERS)
    for pairs in lists:
        assert all(fonts.has_glyphs(face, kanji) for kanji, _kana in pairs)
    hard = [fonts.has_glyphs(face, kanji) for kanji, _kana in words.HARD_SURNAMES]
    assert sum(hard) >= len(hard) - 2
