"""The model that comes with kouka, or the one that KOUKA_TEST_MODEL names, hears what pyopenjtalk-plus says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from pipelines.audio.cutting import plan
from pipelines.models import BUNDLED, WEIGHTS, Model
from pipelines.models.contents import check
from pipelines.recognizers.guards import LOST, bare
from pipelines.recognizers.hearing import hear_stretch
from tests.pipelines.audio.sounds import SENTENCES, talk, write

PATH = Path(os.environ.get("KOUKA_TEST_MODEL", BUNDLED))

pytestmark = [
    pytest.mark.skipif(not (PATH / WEIGHTS).is_file(), reason=f"there is no speech model in {PATH}"),
    pytest.mark.usefixtures("registered"),
]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model("demo", PATH, "2" * 64, True, 0)


def test_its_files_pass_the_check_that_every_model_passes() -> None:
    check(PATH)


def test_sentences_are_heard_in_their_order_and_where_they_are(tmp_path: Path, model: Model) -> None:
    file = write(tmp_path / "a.opus", talk(1.5, 3, 1.5), codec="libopus")
    (part,) = plan(file).parts
    heard = hear_stretch(model, file, None, part)
    said = bare("".join(piece.text for piece in heard))
    wanted = bare("".join(SENTENCES))
    assert Levenshtein.normalized_similarity(said, wanted) > 0.7
    for piece in heard:
        assert LOST not in piece.flags
        middle = (piece.start + piece.end) / 2
        assert any(start - 0.5 <= middle <= end + 0.5 for start, end in part.speech)


HEAR = """
import sys
from pathlib import Path
from pipelines.audio.cutting import plan
from pipelines.models import Model
from pipelines.recognizers.hearing import hear_stretch
file, path = map(Path, sys.argv[1:])
(part,) = plan(file).parts
print("".join(piece.text for piece in hear_stretch(Model("demo", path, "2" * 64, True, 0), file, None, part)))
"""


@pytest.mark.parametrize("limit", ["1", " 1 ", "none"])
def test_with_fewer_threads_than_processors_it_hears_the_same_words(tmp_path: Path, limit: str) -> None:
    """As where somebody has set for everything what tesseract is advised to have."""
    file = write(tmp_path / "a.opus", talk(1.5, 3, 1.5), codec="libopus")
    done = subprocess.run(
        [sys.executable, "-c", HEAR, str(file), str(PATH)],
        env={**os.environ, "OMP_THREAD_LIMIT": limit}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Levenshtein.normalized_similarity(bare(done.stdout), bare("".join(SENTENCES))) > 0.7
