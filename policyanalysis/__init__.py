"""What English and Chinese policy pages say, and what each leaves out.

Load and look:       load_corpus, index_passages, search, counterparts, select, read_article
What each side says: said_with, coverage, differences, one_sided, keyness
Topics, both sides:  fit_topics, choose_n_topics, typical_passages, side_by_side, topic_words, topic_timeline, write_topics
Policy documents:    follow_policy
Promises:            find_targets, link_targets, compare_targets
Translations:        audit_translations, glossary
Any table by name:   build_table, write_table
In a notebook:       Workbench

`help(policyanalysis.search)`, and so on, says what one takes and gives, with an example.

    >>> import policyanalysis as pa
    >>> corpus = pa.load_corpus("data/sample")
    >>> sorted(set(corpus.articles.lang))
    ['en', 'zh']
"""

from importlib import import_module

__version__ = "0.1.0"
_HOMES = {
    "load_corpus": "corpus.load", "index_passages": "analysis.passage_index", "search": "analysis.search", "counterparts": "analysis.search", "fit_topics": "kept", "choose_n_topics": "analysis.topics", "typical_passages": "analysis.topics", "side_by_side": "analysis.topics", "write_topics": "analysis.topic_file",
    "coverage": "analysis.coverage", "differences": "analysis.coverage", "one_sided": "analysis.one_sided", "keyness": "analysis.keyness",
    "find_targets": "analysis.targets", "compare_targets": "analysis.target_links", "link_targets": "analysis.target_links", "audit_translations": "analysis.audit", "glossary": "language.glossary",
    "select": "workbench.selection", "read_article": "workbench.reading", "said_with": "workbench.beside", "topic_words": "workbench.following",
    "topic_timeline": "workbench.following", "follow_policy": "workbench.following", "Workbench": "workbench.app", "build_table": "tables", "write_table": "tables"}
__all__ = [*_HOMES, "__version__"]


def __getattr__(name):
    """Public names are loaded when they are first used: the command line answers at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'policyanalysis' has no attribute {name!r}")
    return getattr(import_module(f"policyanalysis.{_HOMES[name]}"), name)


def __dir__():
    return sorted(__all__)
