"""Cells of 0_explore may be run again from anywhere, with other parameters."""

import nbformat
import pytest
from nbclient import NotebookClient

from policyanalysis.project import NOTEBOOKS


@pytest.fixture(scope="module")
def client():
    notebook = nbformat.read(NOTEBOOKS / "0_explore.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}})
    with client.setup_kernel():
        for at, cell in enumerate(notebook.cells):
            client.execute_cell(cell, at)
        yield client


def run_from(client, start):
    for at, cell in enumerate(client.nb.cells[start:], start):
        client.execute_cell(cell, at)
    return [output.data.get("text/html", "") + output.data.get("text/markdown", "") for cell in client.nb.cells[start:] if cell.cell_type == "code" for output in cell.outputs if "data" in output]


def test_another_parameter_and_all_below(client):
    parameters = next(at for at, cell in enumerate(client.nb.cells) if "parameters" in cell.metadata.get("tags", []))
    before = run_from(client, parameters)
    client.nb.cells[parameters].source = client.nb.cells[parameters].source.replace("新型储能", "hydrogen").replace("n_topics = 15", "n_topics = 8")
    changed = run_from(client, parameters)
    assert any("Looked for hydrogen and 氢能" in text for text in changed) and changed != before
    assert run_from(client, parameters) == changed


def test_from_any_cell_below_the_outputs_are_the_same(client):
    starts = [at for at, cell in enumerate(client.nb.cells) if cell.cell_type == "code"][1:]
    everything = run_from(client, starts[0])
    for start in starts[1:]:
        again = run_from(client, start)
        assert again == everything[len(everything) - len(again) :]
