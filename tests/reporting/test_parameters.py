import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.project import NOTEBOOKS, SAMPLE
from policyanalysis.reporting.parameters import Parameter, read_parameters, share_parameters
from policyanalysis.reporting.plan import plan

SOURCE = """\
corpus = "sample"  # folder of pages
n_topics = 8  # how many themes
min_share: float = 0.05
only_pairs = False
languages = [
    "en",
    "zh",
]  # 语言 to read
since = None  # first day
offset = -1
"""


def check_parameters(path, given):
    """What one notebook makes of the parameters given."""
    return share_parameters([path], given)[0]


def notebook(tmp_path, *sources, name="n.ipynb"):
    cells = [new_code_cell(source, metadata={"tags": ["parameters"]}) for source in sources]
    path = tmp_path / name
    nbformat.write(new_notebook(cells=[new_code_cell("n_topics = 99"), *cells]), path)
    return path


def test_reads_names_defaults_and_comments_in_order(tmp_path):
    assert list(read_parameters(notebook(tmp_path, SOURCE)).values()) == [
        Parameter("corpus", "sample", "folder of pages"),
        Parameter("n_topics", 8, "how many themes"),
        Parameter("min_share", 0.05, ""),
        Parameter("only_pairs", False, ""),
        Parameter("languages", ["en", "zh"], "语言 to read"),
        Parameter("since", None, "first day"),
        Parameter("offset", -1, ""),
    ]


def test_a_notebook_without_a_parameters_cell_has_none(tmp_path):
    assert read_parameters(notebook(tmp_path)) == {}


@pytest.mark.parametrize("source", ["n = len('a')", "import os", "a = b = 1", "a, b = 1, 2", "n: int", "n = (", "a = (1, 2)", "%magic"])
def test_a_cell_of_anything_but_literals_is_refused(tmp_path, source):
    with pytest.raises(PolicyAnalysisError, match="the parameters cell of n.ipynb is not made of literals"):
        read_parameters(notebook(tmp_path, source))


def test_two_parameters_cells_are_refused(tmp_path):
    with pytest.raises(PolicyAnalysisError, match="n.ipynb has 2 cells tagged parameters; keep one"):
        read_parameters(notebook(tmp_path, "a = 1", "b = 1"))


def test_a_missing_and_a_broken_notebook(tmp_path):
    with pytest.raises(UsageError, match="not found"):
        read_parameters(tmp_path / "none.ipynb")
    for content in ["not json", "[]", "{}"]:
        (tmp_path / "bad.ipynb").write_text(content)
        with pytest.raises(PolicyAnalysisError, match="is not a readable notebook"):
            read_parameters(tmp_path / "bad.ipynb")


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("n_topics", "12", 12),
        ("n_topics", " -3 ", -3),
        ("n_topics", 12, 12),
        ("min_share", "0.1", 0.1),
        ("min_share", "1", 1.0),
        ("min_share", "1e-3", 0.001),
        ("only_pairs", "true", True),
        ("only_pairs", "False", False),
        ("corpus", "12", "12"),
        ("corpus", "政策 pages", "政策 pages"),
        ("corpus", '"; import os #', '"; import os #'),
        ("languages", '["zh"]', ["zh"]),
        ("languages", "['zh']", ["zh"]),
        ("languages", "[]", []),
        ("since", "2024-01-01", "2024-01-01"),
        ("since", "3", 3),
        ("since", "true", True),
        ("since", "null", None),
        ("since", "None", None),
        ("since", "__import__('os')", "__import__('os')"),
    ],
)
def test_converts_to_the_type_of_the_default(tmp_path, name, given, expected):
    converted = check_parameters(notebook(tmp_path, SOURCE), {name: given})[name]
    assert converted == expected
    assert type(converted) is type(expected)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("n_topics", "many", "parameter 'n_topics' is 'many'; use a whole number, like its default 8"),
        ("n_topics", "2.5", "use a whole number"),
        ("n_topics", "true", "use a whole number"),
        ("n_topics", "", "use a whole number"),
        ("min_share", "nan", "use a number"),
        ("min_share", "NaN", "use a number"),
        ("min_share", "1e999", "use a number"),
        ("only_pairs", "1", "use true or false"),
        ("only_pairs", "yes", "use true or false"),
        ("corpus", 3, "use a text"),
        ("languages", "zh", "use a JSON list"),
        ("languages", '{"a": 1}', "use a JSON list"),
    ],
)
def test_refuses_a_value_of_another_type(tmp_path, name, given, message):
    with pytest.raises(UsageError, match=message):
        check_parameters(notebook(tmp_path, SOURCE), {name: given})


def test_an_unknown_name_is_answered_with_the_nearest_and_all(tmp_path):
    with pytest.raises(UsageError, match="'n_topic' is unknown; did you mean 'n_topics'. allowed: corpus, languages, min_share"):
        check_parameters(notebook(tmp_path, SOURCE), {"n_topic": "3"})
    with pytest.raises(UsageError, match="'zzz' is unknown; allowed: corpus"):
        check_parameters(notebook(tmp_path, SOURCE), {"zzz": "3"})


@pytest.mark.parametrize("name", ["x; import os", "x=1\nimport os", "", "a b", "class", "1a", "n_topics "])
def test_a_name_that_is_no_identifier_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="is not a parameter name; allowed: corpus"):
        check_parameters(notebook(tmp_path, SOURCE), {name: "1"})


def test_each_notebook_gets_those_that_it_has(tmp_path):
    first, second = notebook(tmp_path, "a = 1\nb = 2", name="1.ipynb"), notebook(tmp_path, "b = 'x'", name="2.ipynb")
    assert share_parameters([first, second], {"a": "5", "b": "6"}) == [{"a": 5, "b": 6}, {"b": "6"}]


def test_a_word_that_the_comment_allows(tmp_path):
    path = notebook(tmp_path, 'n_topics = 8  # how many themes, or "auto"')
    assert check_parameters(path, {"n_topics": "auto"}) == {"n_topics": "auto"} and check_parameters(path, {"n_topics": "12"}) == {"n_topics": 12}
    with pytest.raises(UsageError, match='use a whole number or "auto", like its default 8'):
        check_parameters(path, {"n_topics": "many"})


@pytest.mark.parametrize("given, shown", [(str(SAMPLE), "data/sample"), ("data/sample", "data/sample"), ("my/pages", "my/pages"), ("s3://bucket/pages", "s3://bucket/pages")])
def test_a_report_shows_the_corpus_as_it_can_be_given_again(given, shown, tmp_path):
    (planned,) = plan([NOTEBOOKS / "2_topics.ipynb"], tmp_path, {}, given)
    assert planned.values["corpus"] == shown
