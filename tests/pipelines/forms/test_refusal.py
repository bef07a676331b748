import pickle

from pipelines.forms.refusal import Reason, Unreadable


def test_a_reason_survives_the_way_between_processes() -> None:
    for reason in Reason:
        assert pickle.loads(pickle.dumps(Unreadable(reason))).reason is reason
