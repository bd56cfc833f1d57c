"""Hygiene of the notebooks: what is committed is the question, not the answer."""

import ast
import re

import nbformat
import pytest

from policyanalysis.project import NOTEBOOKS, notebooks
from policyanalysis.reporting.parameters import read_parameters

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def cells(path):
    return nbformat.read(path, as_version=4).cells


def code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def test_the_six_notebooks_of_the_design_are_there():
    assert [path.stem for path in PATHS] == ["0_explore", "1_corpus", "2_topics", "3_coverage", "4_targets", "5_translations"]


def test_committed_without_outputs(cells):
    assert all(not cell.outputs and cell.execution_count is None for cell in code(cells))


def test_one_parameters_cell_of_literals_each_with_a_comment(path, cells):
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    for statement, line in zip(ast.parse(tagged[0].source).body, tagged[0].source.splitlines(), strict=True):
        ast.literal_eval(statement.value)
        assert re.search(r"\S {2}# \w", line), line
    assert {"corpus", "random_state"} <= set(read_parameters(path))


def test_no_definitions_and_short_cells(cells):
    for cell in code(cells):
        tree = ast.parse(cell.source)
        assert not any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)) for node in ast.walk(tree)), cell.source
        assert len(cell.source.splitlines()) <= 10, cell.source
        assert all(len(line) <= 240 for line in cell.source.splitlines())


def test_reads_as_a_report(cells):
    headings = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("#")]
    assert headings[0].startswith("# ") and sum(heading.startswith("# ") for heading in headings) == 1
    assert "## Data" in headings and "## Caveats and provenance" in headings
    assert 3 <= len(re.findall(r"^- ", cells[0].source, re.M)) <= 5
    assert any("assert " in cell.source for cell in code(cells))


def test_numbers_in_prose_come_from_tables(cells):
    """A number typed into prose cannot change when the corpus does; only thresholds that the package defines may be named."""
    allowed = {"0", "1", "0.5", "95"}
    for cell in cells:
        if cell.cell_type == "markdown":
            assert set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", cell.source)) <= allowed, cell.source


def test_imports_stand_in_one_cell(cells):
    having = [cell for cell in code(cells) if re.search(r"^(?:import|from) ", cell.source, re.M)]
    assert len(having) == 1


def test_make_your_own_is_about_twenty_lines_without_outputs_and_no_report():
    path = NOTEBOOKS / "examples" / "make_your_own.ipynb"
    own = code(nbformat.read(path, as_version=4).cells)
    lines = [line for cell in own for line in cell.source.splitlines() if line.strip()]
    assert 15 <= len(lines) <= 25 and all(not cell.outputs and cell.execution_count is None for cell in own)
    assert all(re.search(rf"pa\.{step}|figures\.{step}", "\n".join(lines)) for step in ("load_corpus", "fit_topics", "differences", "topic_shares", "write_table"))
    assert path.stem not in {notebook.stem for notebook in notebooks()}
