import pickle

import pytest

from pipelines.flows.discretion import Withheld, discreet

CANARY = "髙橋　美咲"


def read_a_form() -> None:
    raise ValueError(f"cannot read {CANARY}")


def withheld() -> Withheld:
    with pytest.raises(Withheld) as caught, discreet():
        read_a_form()
    return caught.value


def test_it_says_the_kind_and_the_place() -> None:
    assert str(withheld()) == f"ValueError in test_discretion.py:{read_a_form.__code__.co_firstlineno + 1}"


def test_whoever_called_in_the_same_process_gets_the_original() -> None:
    original = withheld().error
    assert isinstance(original, ValueError)
    assert CANARY in str(original)


def test_what_is_stored_or_sent_holds_nothing_of_the_original() -> None:
    error = withheld()
    stored = pickle.dumps(error)
    assert CANARY.encode() not in stored
    assert CANARY.encode("unicode_escape") not in stored
    restored = pickle.loads(stored)
    assert str(restored) == str(error)
    assert restored.error is None


def test_no_chain_of_errors_leads_to_the_original() -> None:
    error = withheld()
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_withheld_error_passes_as_it_is() -> None:
    first = Withheld("ValueError in forms.py:1")
    with pytest.raises(Withheld) as caught, discreet():
        raise first
    assert caught.value is first


def test_stopping_is_no_error() -> None:
    with pytest.raises(KeyboardInterrupt), discreet():
        raise KeyboardInterrupt
