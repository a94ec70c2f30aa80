"""The wheel: it holds every package, and nobody's own `problems` can get in its way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "derive", "problems")
IGNORED = shutil.ignore_patterns("__pycache__")


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def packages_in_the_tree() -> set[str]:
    folders = [
        file.parent.relative_to(ROOT)
        for top in ("derive", "problems")
        for file in (ROOT / top).rglob("__init__.py")
    ]
    names = {".".join(folder.parts) for folder in folders}
    return {
        "derive_problems" + name.removeprefix("problems") if name.startswith("problems") else name
        for name in names
    }


def run(*command: str | Path, cwd: Path, site: Path | None = None) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if site is not None:
        environment["PYTHONPATH"] = str(site)
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources (a build leaves files behind) and offline."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=IGNORED)
        else:
            shutil.copy(source, copy / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", copy / "out", copy, cwd=copy)
    (built,) = (copy / "out").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", folder)
    run(*pip, wheel, cwd=folder)
    return folder


@pytest.fixture(params=["module", "package"])
def folder_with_its_own_problems(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A working directory whose module or package `problems` stops whoever imports it."""
    bomb = "raise SystemExit('the problems of the working directory were imported')\n"
    if request.param == "module":
        (tmp_path / "problems.py").write_text(bomb)
    else:
        (tmp_path / "problems").mkdir()
        (tmp_path / "problems" / "__init__.py").write_text(bomb)
    return tmp_path


def test_every_package_of_the_tree_is_named_in_pyproject() -> None:
    assert set(pyproject()["tool"]["setuptools"]["packages"]) == packages_in_the_tree()


def test_every_source_file_is_in_the_wheel(wheel: Path) -> None:
    expected = {
        file.relative_to(ROOT).as_posix()
        for top in ("derive", "problems")
        for file in (ROOT / top).rglob("*.py")
    }
    expected = {
        "derive_" + name if name.startswith("problems/") else name
        for name in expected | {"derive/py.typed"}
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_the_wheel_announces_its_packs_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        announced = archive.read(path).decode().splitlines()
    assert [line for line in announced if line] == [
        "[console_scripts]",
        "derive = derive.cli:main",
        "[derive.problems]",
        "builtin = derive_problems",
    ]


def test_the_wheel_claims_two_top_level_names_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"derive", "derive_problems"}


def test_the_entry_point_loads_the_installed_pack(
    site: Path, folder_with_its_own_problems: Path
) -> None:
    program = (
        "from importlib.metadata import entry_points\n"
        "(entry,) = entry_points(group='derive.problems', name='builtin')\n"
        "print(entry.load().__file__)\n"
    )
    out = run(sys.executable, "-c", program, cwd=folder_with_its_own_problems, site=site)
    assert out.strip() == str(site / "derive_problems" / "__init__.py")


@pytest.mark.parametrize(
    ("argument", "said"), [("list", "exponential-elbo"), ("exponential-elbo", "Checked: each step")]
)
def test_the_installed_command_works_beside_somebodys_own_problems(
    site: Path, folder_with_its_own_problems: Path, argument: str, said: str
) -> None:
    script = site / "bin" / "derive"
    out = run(sys.executable, script, argument, cwd=folder_with_its_own_problems, site=site)
    assert said in out


def test_the_command_of_this_environment_works_beside_somebodys_own_problems(
    folder_with_its_own_problems: Path,
) -> None:
    script = Path(sys.executable).with_name("derive")
    out = run(sys.executable, script, "list", cwd=folder_with_its_own_problems)
    assert "exponential-elbo" in out


@pytest.mark.parametrize("words", ["--help", "--version", "no-such-problem-at-all --to nothing"])
def test_help_version_and_usage_errors_do_not_load_sympy(words: str) -> None:
    program = (
        "import sys\n"
        "from derive.cli import main\n"
        f"sys.argv = ['derive', *{words.split()!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('sympy' in sys.modules)\n"
    )
    assert run(sys.executable, "-c", program, cwd=ROOT).splitlines()[-1] == "False"


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = (line for line in readme.splitlines() if line.endswith(".venv/bin/pytest -n auto"))
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
