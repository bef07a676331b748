"""Pages of a TIFF: each is itself, the last one too."""

import numpy as np
import pytest
from PIL import Image

from pipelines.forms.images import read_image
from pipelines.forms.refusal import Reason, Unreadable


@pytest.fixture
def tiff(tmp_path):
    """Three pages, page n all of grey 50 n."""
    pages = [Image.new("L", (40, 30), 50 * number) for number in (1, 2, 3)]
    pages[0].save(tmp_path / "three.tif", save_all=True, append_images=pages[1:])
    return tmp_path / "three.tif"


@pytest.mark.parametrize("page", [1, 2, 3])
def test_each_page_is_itself(tiff, page):
    grey, _dpi = read_image(tiff, page)
    assert np.unique(grey).tolist() == [50 * page]


def test_a_page_beyond_the_end(tiff):
    with pytest.raises(Unreadable) as raised:
        read_image(tiff, 4)
    assert raised.value.reason is Reason.NO_SUCH_PAGE
