"""Every function that a user or a notebook can call is documented with an example; the doctests run them."""

import ast
import inspect
import re

import nbformat
import pytest

import policyanalysis as pa
from policyanalysis.project import NOTEBOOKS, ROOT

PACKAGE = ROOT / "policyanalysis"
WALKED = ("analysis", "language", "workbench")  # every module of these
SHOWN = ("tables", "project", "defaults", "wording", "problems", "reporting/display", "reporting/drawing", "reporting/figures", "reporting/topic_figures", "reporting/coverage_figures", "reporting/findings", "reporting/coverage_findings",
         "reporting/promises", "reporting/side_by_side")  # and these, which notebooks use
MODULES = sorted({path for part in WALKED for path in (PACKAGE / part).rglob("*.py")} | {PACKAGE / f"{name}.py" for name in SHOWN})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_public_functions_have_an_example(path):
    functions = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    assert [node.name for node in functions if ">>>" not in (ast.get_docstring(node) or "")] == []


@pytest.mark.parametrize("name", [name for name in pa.__all__ if name != "__version__"])
def test_public_names_say_what_they_take_and_give_and_show_it(name):
    text = inspect.getdoc(getattr(pa, name))
    assert text[0].isupper() and text.splitlines()[0].endswith(".") and ">>>" in text


def test_help_is_a_table_of_contents():
    """Each public name stands once in the package's first lines, under a heading that says what it is for."""
    lines = re.findall(r"^([A-Z][\w ,]+): +(.+)$", pa.__doc__, re.M)
    listed = [name for _, names in lines for name in names.split(", ")]
    assert sorted(listed) == sorted(set(pa.__all__) - {"__version__"}) and len(lines) >= 6


def test_what_notebooks_import_is_public_and_walked():
    for path in NOTEBOOKS.rglob("*.ipynb"):
        if ".ipynb_checkpoints" in path.parts:
            continue
        source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        for module, names in re.findall(r"^from (policyanalysis[\w.]*) import (.+)$", source, re.M):
            assert not any(name.strip().startswith("_") for name in names.split(","))
            file = ROOT / f"{module.replace('.', '/')}.py"
            assert file in MODULES or not file.is_file(), f"{path.name} imports {module}"
