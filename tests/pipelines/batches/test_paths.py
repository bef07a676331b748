from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.batches.paths import inside

PARTS = st.one_of(
    st.sampled_from(["..", ".", "", "/", "\\", "a", "scan.pdf", "~", "\0", "…", " ", "C:"]), st.text(max_size=5)
)


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with links that lead in and out of it."""
    root = tmp_path_factory.mktemp("batch")
    folder = root / "scans"
    (folder / "deep").mkdir(parents=True)
    (root / "secret.pdf").write_bytes(b"")
    (folder / "scan.pdf").write_bytes(b"")
    (folder / "out.pdf").symlink_to(root / "secret.pdf")
    (folder / "up").symlink_to("..")
    (folder / "in.pdf").symlink_to("scan.pdf")
    (folder / "ring").symlink_to("ring")
    return folder


@given(parts=st.lists(st.one_of(PARTS, st.sampled_from(["up", "out.pdf", "deep", "in.pdf", "ring"])), max_size=5))
def test_no_path_leads_out(scans: Path, parts: list[str]) -> None:
    path = inside(scans, "/".join(parts))
    if path is not None:
        assert path.resolve().is_relative_to(scans.resolve())
        path.is_file()  # can be asked


@pytest.mark.parametrize("relative", ["scan.pdf", "deep/none.pdf", "./scan.pdf", "in.pdf", "申請書 1.pdf", "a..b.pdf"])
def test_paths_below_the_folder(scans: Path, relative: str) -> None:
    assert inside(scans, relative) == scans / relative


@pytest.mark.parametrize(
    "relative",
    [
        "../secret.pdf",
        "deep/../scan.pdf",
        "/etc/passwd",
        "..",
        "out.pdf",
        "up/secret.pdf",
        "ring",
        "ring/scan.pdf",
        "..\\secret.pdf",
        "C:\\scans\\1.pdf",
        "scan.pdf\0.txt",
        "a" * 300 + ".pdf",
        "a/" * 3000 + "b.pdf",
        "\ud800.pdf",
    ],
)
def test_paths_that_lead_out_or_nowhere(scans: Path, relative: str) -> None:
    assert inside(scans, relative) is None


def test_the_folder_itself_may_be_a_link(scans: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(scans)
    assert inside(tmp_path / "link", "scan.pdf") == tmp_path / "link" / "scan.pdf"
