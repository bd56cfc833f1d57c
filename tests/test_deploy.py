"""What deploy/ gives people calls the one command, with options that it has."""

import re
import shutil
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner

from policyanalysis.cli import main
from policyanalysis.project import ROOT

DEPLOY = ROOT / "deploy"
FILES = ["crontab", "README.md", "systemd/policyanalysis.service", "github/reports.yml"]


@pytest.mark.parametrize("name", FILES)
def test_each_calls_the_command_with_options_that_it_has(name):
    text = (DEPLOY / name).read_text("utf-8")
    called = re.findall(r"\.venv/bin/policyanalysis (.*?)(?:>>|\"|$)", text, re.M)
    assert called and all(line.split()[0] == "render" for line in called if line)
    known = CliRunner().invoke(main, ["render", "--help"]).stdout
    assert all(option in known for line in called for option in re.findall(r"--[a-z]+", line))


def test_the_crontab_is_five_fields_a_user_and_a_command():
    lines = [line for line in (DEPLOY / "crontab").read_text("utf-8").splitlines() if line and line[0] not in "#" and "=" not in line.split()[0]]
    assert len(lines) == 1 and re.match(r"(?:[\d*/,-]+\s+){5}\w+\s+/", lines[0]) and "%" not in lines[0]


def test_the_workflow_is_one():
    workflow = yaml.safe_load((DEPLOY / "github/reports.yml").read_text("utf-8"))
    assert workflow[True]["schedule"][0]["cron"].split()[2:] == ["*", "*", "*"] and workflow["concurrency"]["group"]


def test_the_python_in_the_notes_can_be_compiled():
    for block in re.findall(r"```python\n(.*?)```", (DEPLOY / "README.md").read_text("utf-8"), re.S):
        compile(block, "README.md", "exec")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_units_are_valid(tmp_path):
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text("utf-8").replace("/opt/policyanalysis/.venv/bin/policyanalysis", "/bin/true").replace("User=policy\n", "")
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True)
    about = [line for line in done.stderr.splitlines() if "policyanalysis" in line]
    assert done.returncode == 0 and not about, done.stderr


def test_the_page_on_clusters_uses_options_that_there_are():
    text = (DEPLOY / "cluster.md").read_text("utf-8")
    for command in ("corpus", "export", "render"):
        called, known = re.findall(rf"^ +policyanalysis {command} (.*)", text, re.M), CliRunner().invoke(main, [command, "--help"]).stdout
        assert called and all(option in known for line in called for option in re.findall(r"--[a-z-]+", line))
    for command in ("scheduler", "worker"):
        called = re.findall(rf"bin/dask {command} (.*?)&", text)
        known = subprocess.run([sys.executable, "-m", "distributed.cli.dask_" + command, "--help"], capture_output=True, text=True).stdout
        assert called and all(option in known for line in called for option in re.findall(r"--[a-z-]+", line)), known
