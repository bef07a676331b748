"""``./run`` on a machine of stand-ins: every program it could call only writes down that it was called.

The PATH holds nothing but stand-ins and the few tools of the shell, so no test can install anything.
"""

import fcntl
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import processes

ROOT = Path(__file__).resolve().parents[2]
SHELL_TOOLS = ["bash", "cat", "dirname", "env", "flock", "grep", "ln", "mkdir", "mv", "readlink", "rm", "sha256sum"]
FOR_THE_REPORT = [
    *("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    *("fonts-ipaexfont-gothic", "fonts-ipaexfont-mincho"),
]
RUN_PACKAGES = ["tesseract-ocr", "tesseract-ocr-jpn", "poppler-utils", *FOR_THE_REPORT]
FONTS = ["fonts-kiloji", "fonts-klee", "fonts-seto", "fonts-yozvox-yozfont", "fonts-noto-cjk"]
FOR_TESTS = [*FONTS, "postgresql", "libreoffice-calc-nogui", "libreoffice-writer-nogui"]
TEST_PACKAGES = [*RUN_PACKAGES, *FOR_TESTS, "chromium"]
ALL_TESTS = "python -m pytest -n logical --maxprocesses 4 --dist loadfile"

STAND_IN = r"""#!/bin/bash
call="${0##*/} $*"
echo "$call" >>"$CALLS"
[[ $call != "pybabel "* ]] || echo half >"${!#}"
[[ -z $FAILING || $call != *"$FAILING"* ]] || exit 1
case $call in
    "python3 -m venv "*) mkdir -p "$3/bin" && for tool in python kouka pybabel ruff mypy; do
        ln -s "$STAND_IN" "$3/bin/$tool"
    done ;;
    "python -I -S "*) echo "$PYTHON_VERSION" ;;
    "dpkg-query -W "*)
        for name in "${@:3}"; do
            for entry in $DPKG; do
                [[ ${entry%=*} == "$name" ]] || continue
                text=${2#-f=} && text=${text//'${db:Status-Status}'/${entry#*=}}
                echo -n "${text//'${Package}'/$name}"
            done
        done
        exit 1 ;;
    "id -u") echo "$USER_ID" ;;
    "sudo -n true") [[ $SUDO == free ]] ;;
    "sudo "*) exec "$@" ;;
    "apt-get "*" update") >"$CALLS.lists" ;;
    "apt-get "*" install "*) [[ $LISTS != old || -e $CALLS.lists ]] ;;
    "pybabel "*) echo compiled >"${!#}" ;;
    "kouka "*)
        echo results/demo/20260401-090000-0a1b2c3d/index.html
        [[ -z $INCOMPLETE || $call != *"$INCOMPLETE"* ]] || exit 5 ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A checkout and the programs that can be found from it."""

    checkout: Path
    programs: Path
    log: Path

    def add(self, *names: str) -> None:
        for name in names:
            (self.programs / name).symlink_to(self.programs.parent / "stand-in")

    def environment(self, **changes: str) -> dict[str, str]:
        """Of a clerk who is not root, may not use sudo, and has every Debian package."""
        usual = {
            "PATH": str(self.programs),
            "CALLS": str(self.log),
            "STAND_IN": str(self.programs.parent / "stand-in"),
            "DPKG": " ".join(f"{name}=installed" for name in TEST_PACKAGES),
            "USER_ID": "1000",
            "SUDO": "refused",
            "LISTS": "new",
            "PYTHON_VERSION": "3.11.2",
            "FAILING": "",
        }
        return usual | changes

    def run(self, *arguments: str, script: str = "run", **changes: str) -> subprocess.CompletedProcess[str]:
        """Calls ``./run`` from another folder; ``calls`` then holds this call's programs alone."""
        self.log.write_text("")
        return subprocess.run(
            [self.checkout / script, *arguments],
            env=self.environment(**changes),
            cwd=self.programs,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def calls(self, *words: str) -> list[str]:
        """The calls that hold one of the words, in their order."""
        return [line for line in self.log.read_text().splitlines() if any(word in line for word in words)]

    def built(self) -> list[str]:
        """What was done to .venv, in one word each."""
        names = {"-m venv": "venv", "run.lock": "run", "test.lock": "test", "--editable": "project"}
        calls = self.calls(*names)
        return [name for call in calls for word, name in names.items() if word in call]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    checkout = tmp_path / "デジタル 推進課" / "kouka"
    (checkout / "requirements").mkdir(parents=True)
    for name in ["run", ".ci/run", "pyproject.toml", "requirements/run.lock", "requirements/test.lock"]:
        (checkout / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    stand_in = tmp_path / "stand-in"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in SHELL_TOOLS:
        found = shutil.which(name)
        assert found, f"{name} is not on this machine"
        (programs / name).symlink_to(found)
    machine = Machine(checkout, programs, tmp_path / "calls")
    machine.add("apt-get", "dpkg-query", "id", "python3", "sudo")
    return machine


def language_catalogue(machine: Machine) -> Path:
    source = machine.checkout / "dashboards/language/catalogues/ja/LC_MESSAGES/kouka.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    return source


# --- Usage


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_script_parses_and_can_be_called(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    parsed = subprocess.run(["bash", "-n", ROOT / script], capture_output=True, text=True)
    assert (parsed.returncode, parsed.stderr) == (0, "")


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["demmo"], 2), (["help"], 0)])
@pytest.mark.parametrize(("language", "heading"), [("ja", "使い方"), ("en", "Usage")])
def test_usage_installs_nothing(machine: Machine, arguments: list[str], code: int, language: str, heading: str) -> None:
    shown = machine.run(*arguments, KOUKA_LANG=language)
    assert shown.returncode == code
    assert shown.stderr.startswith(heading)
    for command in ["demo", "test", "lint", "lock"]:
        assert f"\n  {command} " in shown.stderr
    assert machine.calls("") == []


# --- .venv


def test_demo_sets_up_and_passes_its_arguments_on(machine: Machine) -> None:
    shown = machine.run("demo", "--engine", "tesseract")
    assert shown.returncode == 0
    assert shown.stdout == "results/demo/index.html\n"
    assert machine.built() == ["venv", "run", "project"]
    assert machine.calls("kouka") == [
        "kouka run samples/forms --campaign demo --engine tesseract",
        "kouka run samples/meetings --campaign demo",
        "kouka new tasks results/demo",
        "kouka new commitments results/demo",
        "kouka report demo",
    ]
    [packages] = machine.calls("run.lock")
    for option in ["--require-hashes", "--no-deps", "--only-binary :all:"]:
        assert option in packages


@pytest.mark.parametrize("kind", ["forms", "meetings"])
def test_demo_shows_its_page_also_where_something_could_not_be_read(machine: Machine, kind: str) -> None:
    shown = machine.run("demo", INCOMPLETE=f"samples/{kind}")
    assert (shown.returncode, shown.stdout) == (5, "results/demo/index.html\n")
    assert len(machine.calls("kouka")) == 5


def test_demo_shows_the_forms_where_meetings_could_not_be_heard(machine: Machine) -> None:
    shown = machine.run("demo", FAILING="samples/meetings")
    assert (shown.returncode, shown.stdout) == (1, "results/demo/index.html\n")


def test_demo_without_a_page_shows_none(machine: Machine) -> None:
    shown = machine.run("demo", FAILING="samples/forms")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert len(machine.calls("kouka")) == 1


def seconds_of_programs() -> float:
    """What the programs that were called have computed so far: on a busy machine they only wait longer."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_second_call_skips_the_set_up(machine: Machine) -> None:
    machine.run("demo")
    before = seconds_of_programs()
    shown = machine.run("demo")
    assert seconds_of_programs() - before < 2
    assert shown.returncode == 0
    assert shown.stderr == ""
    assert machine.built() == []
    assert machine.calls("kouka") == [
        *(f"kouka run samples/{kind} --campaign demo" for kind in ("forms", "meetings")),
        *(f"kouka new {name} results/demo" for name in ("tasks", "commitments")),
        "kouka report demo",
    ]


def test_tests_add_to_what_the_demo_needs_and_hold_all_of_it(machine: Machine) -> None:
    machine.run("demo")
    machine.run("test", "-k", "cer")
    assert machine.built() == ["test", "project"]
    assert machine.calls("pytest") == ["python -m pytest -k cer"]
    machine.run("demo")
    assert machine.built() == []


def test_changed_lock_makes_venv_anew(machine: Machine) -> None:
    machine.run("demo")
    with (machine.checkout / "requirements/run.lock").open("a") as lock:
        lock.write("# one line more\n")
    machine.run("demo")
    assert machine.built() == ["venv", "run", "project"]


def test_changed_project_file_installs_only_the_project(machine: Machine) -> None:
    machine.run("demo")
    with (machine.checkout / "pyproject.toml").open("a") as project:
        project.write("# one line more\n")
    machine.run("demo")
    assert machine.built() == ["project"]


def test_moved_checkout_makes_venv_anew(machine: Machine, tmp_path: Path) -> None:
    machine.run("demo")
    moved = machine.checkout.rename(tmp_path / "moved")
    elsewhere = Machine(moved, machine.programs, machine.log)
    elsewhere.run("demo")
    assert elsewhere.built() == ["venv", "run", "project"]


@pytest.mark.parametrize("change", [{"PYTHON_VERSION": "3.13.5"}, {"FAILING": "python -I -S"}])
def test_other_or_broken_python_makes_venv_anew(machine: Machine, change: dict[str, str]) -> None:
    machine.run("demo")
    machine.run("demo", **change)
    assert machine.built()[:2] == ["venv", "run"]


def test_vanished_python_makes_venv_anew(machine: Machine) -> None:
    machine.run("demo")
    (machine.checkout / ".venv/bin/python").unlink()
    assert machine.run("demo").returncode == 0
    assert machine.built() == ["venv", "run", "project"]


def test_failed_installation_stops_and_the_next_call_starts_anew(machine: Machine) -> None:
    failed = machine.run("demo", FAILING="run.lock", KOUKA_LANG="en")
    assert failed.returncode == 3
    assert failed.stderr.splitlines()[-1] == "The Python packages could not be installed. See above, then run again."
    assert machine.calls("kouka") == []
    assert machine.run("demo").returncode == 0
    assert machine.built() == ["venv", "run", "project"]


def test_failed_addition_leaves_nothing_that_counts_as_whole(machine: Machine) -> None:
    machine.run("demo")
    machine.run("test", FAILING="test.lock")
    machine.run("demo")
    assert machine.built() == ["venv", "run", "project"]


def test_failed_project_is_installed_again_even_for_the_old_project_file(machine: Machine) -> None:
    project = machine.checkout / "pyproject.toml"
    before = project.read_text()
    machine.run("demo")
    project.write_text(before + "# one line more\n")
    assert machine.run("demo", FAILING="--editable").returncode == 3
    project.write_text(before)
    assert machine.run("demo").returncode == 0
    assert machine.built() == ["project"]


def test_without_python_says_so(machine: Machine) -> None:
    shown = machine.run("demo", FAILING="sys.version_info", KOUKA_LANG="en")
    assert shown.returncode == 3
    assert "no Python 3.11 or later" in shown.stderr
    assert machine.built() == []


def test_one_set_up_waits_for_another(machine: Machine, tmp_path: Path) -> None:
    machine.log.write_text("")
    said = tmp_path / "said"
    with (machine.checkout / "run").open() as script, said.open("w") as stderr:
        fcntl.flock(script, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [machine.checkout / "run", "demo"],
            env=machine.environment(KOUKA_LANG="en"),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
        processes.until(said.read_text)
        assert said.read_text() == "Waiting for another set-up to end...\n"
        assert machine.calls("") == []
    stdout, _ = waiting.communicate(timeout=60)
    assert stdout == "results/demo/index.html\n"
    assert machine.built() == ["venv", "run", "project"]


# --- Debian packages


def installed(*names: str) -> str:
    return " ".join(f"{name}=installed" for name in names)


@pytest.mark.parametrize(("language", "first"), [("ja", "次のコマンドを入力"), ("en", "Type this command")])
def test_without_rights_names_the_one_command(machine: Machine, language: str, first: str) -> None:
    shown = machine.run("demo", DPKG=installed("poppler-utils", *FOR_THE_REPORT), KOUKA_LANG=language)
    assert shown.returncode == 3
    said, command = shown.stderr.splitlines()
    assert said.startswith(first)
    assert command == (
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-jpn'"
    )
    assert machine.calls("apt-get", "-m venv", "kouka") == []


def test_without_sudo_the_command_asks_for_roots_password(machine: Machine) -> None:
    (machine.programs / "sudo").unlink()
    shown = machine.run("demo", DPKG=installed("tesseract-ocr", "tesseract-ocr-jpn", *FOR_THE_REPORT))
    assert shown.returncode == 3
    assert shown.stderr.splitlines()[-1] == (
        "su - -c 'apt-get update && apt-get install -y --no-install-recommends poppler-utils'"
    )


def test_removed_package_whose_settings_stayed_is_missing(machine: Machine) -> None:
    kept = "tesseract-ocr=installed tesseract-ocr-jpn=config-files poppler-utils=not-installed"
    shown = machine.run("demo", DPKG=f"{kept} {installed(*FOR_THE_REPORT)}")
    assert shown.stderr.splitlines()[-1].endswith("--no-install-recommends tesseract-ocr-jpn poppler-utils'")


def test_root_installs_what_is_missing_and_goes_on(machine: Machine) -> None:
    shown = machine.run("demo", DPKG=installed("tesseract-ocr", "tesseract-ocr-jpn", *FOR_THE_REPORT), USER_ID="0")
    assert shown.returncode == 0
    [install] = machine.calls("apt-get")
    assert install.endswith("install -y --no-install-recommends poppler-utils")
    assert machine.calls("sudo") == []
    assert machine.calls("kouka") != []


def test_sudo_is_used_where_it_asks_for_no_password(machine: Machine) -> None:
    shown = machine.run("demo", DPKG=installed("tesseract-ocr", "tesseract-ocr-jpn", *FOR_THE_REPORT), SUDO="free")
    assert shown.returncode == 0
    assert machine.calls("sudo env DEBIAN_FRONTEND=noninteractive apt-get") != []


def test_package_lists_are_fetched_only_when_they_are_old(machine: Machine) -> None:
    machine.run("demo", DPKG=installed(*RUN_PACKAGES[1:]), USER_ID="0", LISTS="old")
    verbs = [call.split()[4] for call in machine.calls("apt-get")]
    assert verbs == ["install", "update", "install"]


def test_failing_apt_stops_with_the_command(machine: Machine) -> None:
    shown = machine.run("demo", DPKG="", USER_ID="0", FAILING="apt-get")
    assert shown.returncode == 3
    assert shown.stderr.splitlines()[-1] == (
        f"apt-get update && apt-get install -y --no-install-recommends {' '.join(RUN_PACKAGES)}"
    )


def test_python_that_cannot_make_a_venv_asks_for_its_package(machine: Machine) -> None:
    shown = machine.run("demo", FAILING="import ensurepip", USER_ID="1000")
    assert shown.stderr.splitlines()[-1].endswith("--no-install-recommends python3-venv'")


def test_tests_need_fonts_a_database_and_a_browser(machine: Machine) -> None:
    shown = machine.run("test", DPKG=installed(*RUN_PACKAGES))
    *packages, browser = shown.stderr.splitlines()[-1].rstrip("'").split("--no-install-recommends ")[1].split()
    assert packages == FOR_TESTS
    assert browser in {"chromium", "chromium-browser"}


@pytest.mark.parametrize("browser", ["chromium", "chromium-browser", "google-chrome"])
def test_any_browser_that_is_there_will_do(machine: Machine, browser: str) -> None:
    machine.add(browser)
    shown = machine.run("test", DPKG=installed(*RUN_PACKAGES, *FOR_TESTS))
    assert shown.returncode == 0
    assert machine.calls("pytest") == [ALL_TESTS]


def test_without_dpkg_missing_programs_are_named(machine: Machine) -> None:
    (machine.programs / "dpkg-query").unlink()
    machine.add("tesseract")
    shown = machine.run("test", KOUKA_LANG="en")
    assert shown.returncode == 3
    assert shown.stderr.splitlines() == [
        "Install these, then run again:",
        "pdftoppm (poppler)",
        "jpn.traineddata (tesseract)",
        "chromium",
    ]


# --- Catalogues


def test_catalogue_is_compiled_when_its_source_is_newer(machine: Machine) -> None:
    source = language_catalogue(machine)
    machine.run("demo")
    assert source.with_suffix(".mo").read_text() == "compiled\n"
    machine.run("demo")
    assert machine.calls("pybabel") == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    machine.run("demo")
    assert len(machine.calls("pybabel")) == 1


def test_catalogue_that_failed_is_compiled_again(machine: Machine) -> None:
    source = language_catalogue(machine)
    assert machine.run("demo", FAILING="pybabel").returncode != 0
    assert not source.with_suffix(".mo").exists()
    machine.run("demo")
    assert source.with_suffix(".mo").read_text() == "compiled\n"


# --- What every change must pass


@pytest.mark.parametrize(
    ("failing", "passes"),
    [("", True), ("-m pytest", False), ("ruff check", False), ("ruff format", False), ("mypy", False)],
)
def test_ci_passes_only_when_every_check_does(machine: Machine, failing: str, passes: bool) -> None:
    checked = machine.run(script=".ci/run", FAILING=failing)
    assert (checked.returncode == 0) == passes
    # Each check runs, whatever the ones before it said.
    assert machine.calls("pytest", "ruff", "mypy") == [ALL_TESTS, "ruff check", "ruff format --check", "mypy "]
