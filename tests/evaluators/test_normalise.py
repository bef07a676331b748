import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.characters import count_errors
from evaluators.normalise import Normaliser, normalise

FOLDING = [Normaliser.NFC, Normaliser.NFKC]
BLANKS_MEAN_NOTHING = ["name", "kana", "date", "postal_code", "phone", "number", "money", "account", "address"]


def test_half_width_kana_differ_raw_and_are_equal_after_nfkc():
    truth, output = "ﾋﾗﾂｶ ﾀﾛｳ", "ヒラツカ タロウ"
    raw = count_errors(*(normalise(text, Normaliser.RAW, "kana") for text in (truth, output)))
    assert (raw.errors, raw.length) == (7, 8)
    assert normalise(truth, Normaliser.NFKC, "kana") == normalise(output, Normaliser.NFKC, "kana") == "ヒラツカタロウ"


@pytest.mark.parametrize("normaliser", FOLDING)
def test_decomposed_and_composed_kana_are_equal_after_composition(normaliser):
    assert normalise("ハ\u309a", normaliser, "kana") == normalise("パ", normaliser, "kana") == "パ"
    assert normalise("ハ\u309a", Normaliser.RAW, "kana") != "パ"


@pytest.mark.parametrize("normaliser", list(Normaliser)[:3])
@pytest.mark.parametrize("field_type", ["name", "address"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\ufa19", "神"),  # compatibility ideograph that NFC folds
        ("\ufa10", "塚"),
        ("\U0002f80f", "兔"),  # the second block
        ("葛\U000e0100", "葛"),  # ideographic variation selector
        ("葛\ufe00", "葛"),
        ("髙", "高"),
        ("﨑", "崎"),
    ],
)
def test_variants_of_a_name_stay_apart(one, other, field_type, normaliser):
    assert normalise(one, normaliser, field_type) == one != normalise(other, normaliser, field_type)


def test_the_same_variants_fold_where_no_person_is_named():
    assert normalise("\ufa19", Normaliser.NFC, "text") == "神"
    assert normalise("\U0002f80f", Normaliser.NFKC, "text") == "兔"


def test_the_rest_of_a_name_is_folded_around_its_variants():
    assert normalise("ﾃﾞ \ufa19　カ\u3099１", Normaliser.NFKC, "name") == "デ\ufa19ガ1"


@pytest.mark.parametrize("field_type", BLANKS_MEAN_NOTHING)
@pytest.mark.parametrize("normaliser", FOLDING)
def test_blanks_are_removed_where_they_mean_nothing(normaliser, field_type):
    assert normalise(" 12\u300034\r\n5\u00a06\t", normaliser, field_type) == "123456"


@pytest.mark.parametrize("normaliser", FOLDING)
def test_blanks_of_a_text_stay(normaliser):
    assert normalise("a b\nc", normaliser, "text") == "a b\nc"


def test_a_voiced_mark_that_nfkc_sets_off_by_a_blank_joins_its_letter():
    assert normalise("カ゛", Normaliser.NFKC, "kana") == "ガ"


@given(st.text())
def test_raw_touches_nothing(text):
    assert normalise(text, Normaliser.RAW, "kana") == text


def test_typed_is_no_function_of_a_text():
    with pytest.raises(ValueError, match="typed"):
        normalise("令和3年", Normaliser.TYPED, "date")


japanese = st.text(
    st.one_of(st.sampled_from("カ゛゜ﾊﾟ\u3099\u309a \u3000\n\ufa19\ufe00\U000e0100神髙１"), st.characters())
)


@given(japanese, st.sampled_from(FOLDING), st.sampled_from([*BLANKS_MEAN_NOTHING, "text"]))
def test_normalising_twice_is_normalising_once(text, normaliser, field_type):
    once = normalise(text, normaliser, field_type)
    assert normalise(once, normaliser, field_type) == once


@given(japanese.filter(lambda text: len(text.splitlines()) < 2), st.sampled_from(FOLDING))
def test_a_text_is_folded_as_unicode_says(text, normaliser):
    assert normalise(text, normaliser, "text") == unicodedata.normalize(normaliser.upper(), text)


@pytest.mark.parametrize("normaliser", [Normaliser.NFC, Normaliser.NFKC])
def test_where_a_line_ends_in_japanese_is_no_difference(normaliser):
    assert normalise("通院に\n困って\r\n いる", normaliser, "text") == "通院に困っている"
    assert normalise("通院に AI\n", normaliser, "text") == "通院に AI\n"
    assert normalise("か\n\u3099", normaliser, "text") == "が"
