import pytest


@pytest.fixture(autouse=True)
def _data_folder(settings, tmp_path_factory):
    """Raw files of one test are not those of another."""
    settings.DATA_FOLDER = tmp_path_factory.mktemp("data")
