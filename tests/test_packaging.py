"""What is installed: a wheel that brings its calendars and templates, and nothing private."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.cli.desk_command import REPOSITORY, lines

BUILT_FROM = (".gitignore", "pyproject.toml", "README.md", "config.yaml", "calendars", "comms", "templates")
PRIVATE = ("var/secret_key", "var/desk.sqlite3", ".env", "comms/.env", "calendars/.env", "tests/test_x.py")
# Python without its site folder knows no editable checkout.
ISOLATED = (sys.executable, "-S", "-P")


def run(*command, cwd, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMS_", "DJANGO_", "PYTHON"))}
    result = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=kept | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build a wheel from a copy of the checkout in which private files lie about."""
    source = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, source / name)
    for name in PRIVATE:
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text("private")
    built = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built, cwd=source)
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel alone into a folder; return the path on which Python finds it and what it needs."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    run(*pip, "--no-index", "--no-deps", "--root-user-action", "ignore", "--target", folder, wheel, cwd=folder)
    return os.pathsep.join([str(folder), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])


def names(wheel):
    return [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]


def in_checkout(*folders):
    """Return the files of the checkout that a wheel should hold, under the names that they have there."""
    found = [file for folder in folders for file in (REPOSITORY / folder).rglob("*") if file.is_file()]
    return {file.relative_to(REPOSITORY).as_posix() for file in found if file.suffix != ".pyc"}


def test_wheel_holds_the_package_its_calendars_and_its_templates_and_nothing_else(wheel):
    packaged = {f"comms/_data/{name}" for name in in_checkout("calendars", "templates")} | in_checkout("comms")

    assert sorted(names(wheel)) == sorted(packaged)


def test_wheel_holds_nothing_private(wheel):
    content = zipfile.ZipFile(wheel)

    assert [name for name in content.namelist() if content.read(name) == b"private"] == []


def test_wheel_holds_only_the_configuration_that_a_new_site_copies(wheel):
    assert [name for name in names(wheel) if name.endswith("config.yaml")] == ["comms/_data/templates/site/config.yaml"]


def test_installed_package_makes_and_checks_a_site_far_from_the_checkout(installed, tmp_path):
    where = run(*ISOLATED, "-c", "import comms; print(comms.__file__)", cwd=tmp_path, PYTHONPATH=installed)
    run(*ISOLATED, "-m", "comms", "init", "site", cwd=tmp_path, PYTHONPATH=installed)
    checked = run(*ISOLATED, "-m", "comms", "check", cwd=tmp_path / "site", PYTHONPATH=installed)

    assert where.strip() == str(Path(installed.split(os.pathsep)[0]) / "comms" / "__init__.py")
    assert checked.endswith(": no problem found\n")


@pytest.mark.slow
def test_fresh_environment_does_the_main_job_of_a_new_site_from_the_root_folder(wheel, tmp_path):
    venv.create(tmp_path / "fresh", with_pip=True)
    program, site = tmp_path / "fresh" / "bin", tmp_path / "site"
    pip = (program / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install")

    run(*pip, "--require-hashes", "-r", REPOSITORY / "requirements.lock", cwd=tmp_path)
    run(*pip, "--no-deps", wheel, cwd=tmp_path)
    run(program / "comms", "init", site, cwd="/")
    checked = run(program / "comms", "check", cwd="/", COMMS_CONFIG=site)
    done = run(program / "comms", "run", "--headless", cwd="/", COMMS_CONFIG=site)

    assert checked.endswith(": no problem found\n")
    assert [line.split()[0] for line in lines(done)][:4] == ["network", "calendar", "plan", "drafts"]
    assert (site / "var" / "secret_key").is_file()
