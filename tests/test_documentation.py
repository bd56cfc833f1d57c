"""Every function that a user or a notebook can call is documented with an example; the doctests run them."""

import ast
import inspect
import re

import nbformat
import pytest

import policyanalysis as pa
from policyanalysis import cli
from policyanalysis.project import NOTEBOOKS, ROOT

PACKAGE = ROOT / "policyanalysis"
MODULES = sorted(PACKAGE.rglob("*.py"))
ELSEWHERE = ("wraps", "command", "group")  # decorators of what has its text from another function, and of commands, which the module's own docstring shows


def public(path):
    """Public functions and classes of a module."""
    return [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")]


def decorators(node):
    """Last names of a function's decorators: `command` of @main.command()."""
    called = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in node.decorator_list]
    return {name.attr if isinstance(name, ast.Attribute) else name.id for name in called}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_is_public_has_an_example(path):
    shown = [node for node in public(path) if decorators(node).isdisjoint(ELSEWHERE)]
    assert [node.name for node in shown if ">>>" not in (ast.get_docstring(node) or "")] == []


def test_commands_are_shown_by_their_module():
    commands = [node.name for node in public(PACKAGE / "cli.py") if "command" in decorators(node)]
    assert len(commands) >= 5 and [name for name in commands if f'>>> run.invoke(main, ["{name}"' not in cli.__doc__] == []


def test_the_examples_are_run(request):
    """pytest collects the doctests of every module, and passes over none."""
    assert "--doctest-modules" in request.config.getini("addopts") and "policyanalysis" in request.config.getini("testpaths")
    assert [path.name for path in MODULES if "doctest: +SKIP" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", [name for name in pa.__all__ if name != "__version__"])
def test_public_names_say_what_they_take_and_give_and_show_it(name):
    text = inspect.getdoc(getattr(pa, name))
    assert text[0].isupper() and text.splitlines()[0].endswith(".") and ">>>" in text


def test_help_is_a_table_of_contents():
    """Each public name stands once in the package's first lines, under a heading that says what it is for."""
    lines = re.findall(r"^([A-Z][\w ,]+): +(.+)$", pa.__doc__, re.M)
    listed = [name for _, names in lines for name in names.split(", ")]
    assert sorted(listed) == sorted(set(pa.__all__) - {"__version__"}) and len(lines) >= 6


def test_what_notebooks_import_is_public():
    for path in NOTEBOOKS.rglob("*.ipynb"):
        if ".ipynb_checkpoints" in path.parts:
            continue
        source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        for module, names in re.findall(r"^from (policyanalysis[\w.]*) import (.+)$", source, re.M):
            assert not any(name.strip().startswith("_") for name in names.split(","))
