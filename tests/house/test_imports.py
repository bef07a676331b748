"""Dependencies point one way, and the quick commands stay quick because they import little."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
OURS = {"evaluators", "dashboards", "pipelines", "samples"}
MAY_IMPORT = {
    "evaluators": {"evaluators"},
    "dashboards": {"dashboards", "evaluators"},
    "pipelines": {"pipelines", "dashboards", "evaluators"},
    "samples": {"samples", "pipelines", "evaluators"},
    "dashboards/web": {"dashboards", "pipelines", "evaluators"},
}
"""By folder; the web app is the outermost part though it lies among what people see."""


def imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_dependencies_point_one_way(folder):
    for file in (ROOT / folder).rglob("*.py"):
        if folder == "dashboards" and (ROOT / "dashboards" / "web") in file.parents:
            continue
        used = {name.partition(".")[0] for name in imported(file)} & OURS
        assert used <= MAY_IMPORT[folder], file


def at_once(body: list[ast.stmt]) -> Iterator[str]:
    """What is imported as soon as a module is."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
            yield from at_once([*node.body, *node.orelse])
        elif isinstance(node, ast.Try | ast.With):
            yield from at_once(node.body)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def with_those_above(name: str) -> set[str]:
    """A module and the packages it lies in, which are imported before it."""
    parts = name.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts) + 1)}


def test_imports_make_no_circle_whichever_module_comes_first():
    files = [file for name in sorted(OURS) for file in (ROOT / name).rglob("*.py")]
    modules = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}
    needs = {}
    for module, file in modules.items():
        names = at_once(ast.parse(file.read_text(encoding="utf-8")).body)
        needed = set().union(*map(with_those_above, names)) & modules.keys()
        needs[module] = needed - with_those_above(module)
    assert len(list(TopologicalSorter(needs).static_order())) == len(modules)  # or it raises, and names the circle


def test_evaluators_have_no_effects():
    forbidden = {"prefect", "pathlib", "os", "io", "time", "datetime", "subprocess", "socket", "shutil", "sys"}
    for file in (ROOT / "evaluators").rglob("*.py"):
        named = imported(file)
        if "datetime.date" in named:  # a day that is given is no clock; to ask for today's is
            named -= {"datetime", "datetime.date"}
            assert "today" not in file.read_text("utf-8"), file
        found = {name.partition(".")[0] for name in named} & forbidden
        assert not found, file


def test_the_station_knows_nothing_of_how_studies_are_made_or_what_comes_of_them():
    for file in (ROOT / "dashboards" / "web" / "station").rglob("*.py"):
        assert not {name for name in imported(file) if name.startswith("dashboards.web.studies")}, file


def test_nothing_else_imports_the_web_app():
    others = [file for name in sorted(OURS) for file in (ROOT / name).rglob("*.py")]
    for file in others:
        if (ROOT / "dashboards" / "web") in file.parents:
            continue
        assert not {name for name in imported(file) if name.startswith("dashboards.web")}, file


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ["--help"],
            ["check", "samples/forms"],
            ["list"],
            ["show", "--help"],
            ["model", "list"],
            ["serve", "--help"],
            ["audit", "--help"],
            ["selfcheck", "--help"],
            ["portfolio", "--help"],
            ["status", "--help"],
        ),
    ],
)
def test_quick_commands_import_nothing_slow(arguments, tmp_path):
    assert imports_of(arguments, tmp_path) == "[]"


def test_a_check_of_meetings_imports_what_opens_sound_and_no_more(tmp_path):
    assert imports_of(["check", "samples/meetings"], tmp_path) == "['numpy']"


def imports_of(arguments, tmp_path):
    """Which of the slow packages a command imports, as it prints them."""
    code = (
        "import sys; from pipelines.commands import call; call(sys.argv[1:]);"
        "print(sorted({'prefect', 'pandas', 'cv2', 'scipy', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--lang", "en"],
        cwd=ROOT, env={"PATH": "/usr/bin:/bin", "KOUKA_RESULTS": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    return done.stderr.splitlines()[-1]
