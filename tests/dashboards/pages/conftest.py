import pytest

from dashboards.language import LANGUAGES, speaking


@pytest.fixture(params=LANGUAGES)
def each_language(request):
    with speaking(request.param):
        yield
