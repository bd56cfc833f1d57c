"""The workbench: widgets that ask the package's functions, and show the line of code that asks the same."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets as widgets
import pandas as pd

from policyanalysis import project
from policyanalysis.analysis.passage_index import PassageIndex, index_passages
from policyanalysis.corpus.load import Corpus, load_corpus
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.tables import SUFFIXES, write_table
from policyanalysis.workbench import lines, parts, sentences
from policyanalysis.workbench.filters import Filters
from policyanalysis.workbench.static import article_html, table_html
from policyanalysis.workbench.step import LongStep
from policyanalysis.workbench.task import Stopped
from policyanalysis.workbench.uploads import keep_pages, session_folder

if TYPE_CHECKING:
    from policyanalysis.analysis.topics import TopicResult

EXPORTS = project.REPORTS / "exports"
TITLE = 70  # characters of an article's title in a list


class Workbench(widgets.VBox):
    """Ask a corpus by widgets: search, compare the languages, select and read articles, follow topics and policy documents, save any table.

    Where no widget can be shown (a report, a page on the web), plain tables of the first view stand in its place.

    Parameters
    ----------
    loaded
        The corpus, as `load_corpus` gives it.
    query
        The word or phrase that the first view looks for.
    index
        The index of its passages, when there is one.
    result
        Its topics, when they were found already.
    n_topics, random_state, dictionary, stop_words, topics_from
        With which topics are found when they are asked for.

    Attributes
    ----------
    table
        What is shown, whole.
    line
        The line of code that gives it; names in it are `pa`, `loaded`, `index` and `result`.
    loaded, index, result
        The corpus, its index and its topics (None until they are found) as they are now.

    Examples
    --------
    >>> bench = Workbench(load_corpus("data/sample"), query="energy storage")
    >>> bench.line, bench.table.match.str.lower().unique().tolist()
    ("pa.search(index, 'energy storage')", ['energy storage', '储能'])
    """

    def __init__(self, loaded: Corpus, query: str = "", *, index: PassageIndex | None = None, result: TopicResult | None = None, n_topics: int | str = 15, random_state: int = 0,
                 dictionary: str = "", stop_words: str = "", topics_from: str = ""):
        super().__init__()
        self.add_class("pa-bench")
        self.topic_parameters = {"n_topics": n_topics, "random_state": random_state, "dictionary": dictionary, "stop_words": stop_words, "topics_from": topics_from}
        self.table, self.line, self.result, self._filling = pd.DataFrame(), "", None, False
        self._build(query)
        self._use(loaded, index, result)

    # What is shown

    def _build(self, query):
        self.source = parts.choice("Corpus", self._places())
        self.folder = parts.text("", "another folder or page, then Enter")
        self.upload = widgets.FileUpload(accept="", multiple=True, description="Drop pages in", layout=widgets.Layout(width="auto"))
        self.step = LongStep()
        self.view = widgets.ToggleButtons(options=parts.VIEWS, style={"button_width": "auto"})
        self.query, self.go = parts.text("Look for", "a word or phrase, 中文或英文", "30em"), parts.button("Search", "search")
        self.query.value = query
        self.by = parts.choice("Compare", [("concepts", "concept"), ("figures", "amount")])
        self.span = parts.choice("in", [("articles about it", "article"), ("the same paragraph", "paragraph")])
        self.only = parts.choice("Show", [("everything", ""), ("only in English", "en"), ("only in Chinese", "zh")])
        self.topic, self.part, self.find_topics = parts.choice("Topic", []), parts.choice("Show", list(lines.TOPIC_PARTS)), parts.button("Find topics", "cogs")
        self.policy = parts.choice("Document", [])
        self.filters = Filters()
        self.filtering = widgets.ToggleButton(description="Filter articles", icon="filter", layout=widgets.Layout(width="auto", flex="0 0 auto"))
        self.message, self.shown, self.code = widgets.HTML(), parts.Table(), widgets.HTML()
        self.suffix, self.save, self.saved = parts.choice("", SUFFIXES), parts.button("Save table", "download", "Write all rows to reports/exports"), widgets.HTML()
        self.article, self.reader = parts.choice("Read", [("choose an article, or click a row above", "")], "40em"), widgets.HTML()
        wrap = widgets.Layout(flex_flow="row wrap", align_items="center")
        self._asking = widgets.HBox(layout=wrap)
        self.children = [widgets.HTML(parts.STYLE), widgets.HBox([self.source, self.folder, self.upload, self.step], layout=wrap), self.view, self._asking, self.filters,
                         self.message, self.shown, self.code, widgets.HBox([self.suffix, self.save, self.saved], layout=wrap), self.article, self.reader]
        for watched, handler in [(self.source, self._choose_corpus), (self.folder, self._choose_folder), (self.upload, self._dropped), (self.view, self._ask), (self.query, self._ask), (self.by, self._ask), (self.span, self._ask),
                                 (self.only, self._ask), (self.topic, self._ask), (self.part, self._ask), (self.policy, self._ask), (self.article, self._read), (self.filtering, self._arrange),
                                 *((widget, self._ask) for widget in self.filters.choices.values())]:
            watched.observe(lambda change, handler=handler: self._filling or self._told(handler), "value")
        for clicked, handler in [(self.go, self._ask), (self.save, self._save), (self.find_topics, self._find_topics)]:
            clicked.on_click(lambda _, handler=handler: self._told(handler))
        self.shown.observe(lambda change: change.new and self._told(lambda: self._picked(change.new[0])), "selected_rows")

    def _arrange(self):
        """Show the boxes that the view needs."""
        boxes = {"search": [self.query, self.go, self.filtering], "compare": [self.query, self.go, self.by, self.span, self.only, self.filtering], "articles": [self.filtering],
                 "topics": [self.topic, self.part] if self.result is not None else [self.find_topics], "policies": [self.policy]}[self.view.value]
        self._asking.children = boxes
        self.filters.layout.display = "flex" if self.filtering in boxes and self.filtering.value else "none"

    def _told(self, handler: Callable[[], object]) -> None:
        """Do what was asked; what goes wrong is said in a sentence, not a traceback."""
        try:
            handler()
        except PolicyAnalysisError as error:
            self.message.value = parts.message(f"{str(error)[:1].upper()}{str(error)[1:]}.", error=True)
        except Exception as error:  # a defect, but the reader's work goes on
            self.message.value = parts.message(f"This did not work ({type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}); the rest can still be used.", error=True)

    # What is asked

    def _ask(self):
        """Ask what the widgets say, and show it."""
        self._arrange()
        view, query, conditions = self.view.value, self.query.value, self.filters.conditions
        if view == "search":
            self._show(lines.asked("search", query, conditions), lambda table: f"{sentences.looked_for(query)} {sentences.found(table)}")
        elif view == "compare":
            line = lines.asked("said_with", query, conditions, by=self.by.value, span=self.span.value)
            whole = self._run(line)
            said = f"{sentences.looked_for(query)} {sentences.compared(whole)}"
            self._show(line + (f".loc[lambda table: table.only == {self.only.value!r}]" if self.only.value else ""), lambda table: said)
        elif view == "articles":
            self._show(lines.selection(conditions), lambda table: sentences.listed_rows(table, "article"))
        elif view == "policies":
            line = "loaded.policies" if not self.policy.value else f"pa.follow_policy(loaded, {self.policy.value!r}, index=index)"
            self._show(line, lambda table: sentences.listed_rows(table, "policy document" if not self.policy.value else "paragraph"))
        elif self.result is None:
            self._show("loaded.articles.head(0)", lambda table: "Topics are not found yet; that takes some seconds.")
        else:
            line = "result.topics" if self.topic.value is None else lines.TOPIC_PARTS[self.part.value].format(self.topic.value)
            self._show(line, lambda table: sentences.listed_rows(table, "topic") if self.topic.value is None else f"{self.result.heading(self.topic.value)}.")

    def _run(self, line):
        return lines.run(line, self.loaded, self.index, self.result)

    def _show(self, line, said):
        self.table, self.line = self._run(line), line
        more = f" The first {parts.ROWS:,} of {len(self.table):,} rows are shown; saving writes all." if len(self.table) > parts.ROWS else ""
        self.message.value, self.saved.value = parts.message(said(self.table) + more), ""
        self.shown.show(self.table)
        if "doc_id" in self.table and len(self.table):
            self._offer(self.table.doc_id.drop_duplicates().tolist())
        self.code.value = parts.line_html(line)  # last: who sees the line sees what it gives

    def _picked(self, row):
        """A row was clicked: an article is read, a topic or a policy document followed."""
        picked = self.table.iloc[row]
        if "doc_id" in picked:
            self.article.value = picked.doc_id
        elif self.view.value == "topics" and self.topic.value is None:
            self.topic.value = int(picked.topic)
        elif self.view.value == "policies":
            self.policy.value = picked.policy

    def _offer(self, doc_ids):
        """List the articles of the table, to be read without a mouse too."""
        titles, chosen = self.loaded.articles.set_index("doc_id"), self.article.value
        options = [("choose an article, or click a row above", ""), *((f"{titles.lang[own]}: {titles.title[own][:TITLE]} [{titles.file[own]}:{titles.start_line[own] + 1}]", own) for own in doc_ids[: parts.ROWS])]
        self._fill(lambda: (setattr(self.article, "options", options), setattr(self.article, "value", chosen if chosen in doc_ids[: parts.ROWS] else "")))
        if self.article.value == "":
            self.reader.value = ""

    def _read(self):
        chosen = self.article.value
        self.reader.value = f'<div class="pa-reader" tabindex="0">{article_html(self.loaded, chosen)}</div>{parts.line_html(f"pa.read_article(loaded, {chosen!r})")}' if chosen else ""

    def _save(self):
        EXPORTS.mkdir(parents=True, exist_ok=True)
        about = {"search": self.query.value, "compare": self.query.value, "topics": f"{self.topic.value}" if self.topic.value is not None else "", "policies": self.policy.value or ""}.get(self.view.value, "")
        name = re.sub(r"\W+", "_", f"{self.view.value} {about}").strip("_")[:60]
        path = EXPORTS / f"{name}{self.suffix.value}"
        write_table(self.table, path)
        self.saved.value = f'{parts.message(f"{len(self.table):,} rows written to {project.printed(path)}.")}{parts.line_html(f"pa.write_table({self.line}, {str(path)!r})")}'

    # What is loaded

    def _places(self):
        own = [("your pages in data/raw", str(project.RAW))] if project.default_corpus() == project.RAW else []
        return [("as in the notebook", ""), ("the sample", str(project.SAMPLE)), *own]

    def _choose_corpus(self):
        if self.source.value:
            self._load(self.source.value)

    def _choose_folder(self):
        if self.folder.value.strip():
            self._load(self.folder.value.strip())

    def _dropped(self):
        files = self.upload.value
        if files:
            self._fill(lambda: setattr(self.upload, "value", ()))
            self.step.check_free()
            kept = keep_pages(files, session_folder())
            self._load(str(session_folder()), undo=lambda: [page.unlink() for page in kept])  # what could not be read would be in the way of the next drop

    def _load(self, path: str | Path, undo: Callable[[], object] = lambda: None) -> None:
        def work():
            loaded = load_corpus(path)
            return loaded, index_passages(loaded.unique_passages)

        def done(made):
            self._use(*made, None)
            self.code.value += parts.line_html(f"loaded = pa.load_corpus({str(path)!r})\nindex = pa.index_passages(loaded.unique_passages)")

        self._begin(f"Reading {project.printed(path)}", work, done, undo)

    def _use(self, loaded, index, result):
        self.loaded, self.index = loaded, index or index_passages(loaded.unique_passages)
        kept, documents = loaded.articles[loaded.articles.duplicate_of == ""], loaded.policies
        named = [("all documents", ""), *((f"{(row.title_zh or row.title_en)[:TITLE]} {row.doc_number}".strip(), row.policy) for row in documents.itertuples())]
        self._fill(lambda: (self.filters.offer(kept), setattr(self.policy, "options", named)))
        self.use_topics(result)

    def use_topics(self, result: TopicResult | None) -> None:
        """Take topics that were found elsewhere (`fit_topics` on the same corpus), for the view of topics and the condition on them."""
        self.result = result
        named = [] if result is None else [(f"{number}: {result.label(number)}"[:90], int(number)) for number in result.topics.topic]
        self._fill(lambda: (setattr(self.topic, "options", [("all topics", None), *named]), self.filters.offer_topics(named)))
        self._told(self._ask)

    def _find_topics(self):
        from policyanalysis.kept import fit_topics  # only here: it takes a second to load

        self._begin("Finding topics", lambda: fit_topics(self.loaded.unique_passages, aligned=self.loaded.aligned, **self.topic_parameters), self.use_topics)

    def _fill(self, change):
        """Change widgets without asking anything."""
        self._filling = True
        try:
            change()
        finally:
            self._filling = False

    def _begin(self, what, work, done, undo=lambda: None):
        """Do a long step beside the rest; what comes of it is taken by `done`, and what it left is taken away by `undo` where nothing comes of it."""
        def failed(error):
            undo()
            if isinstance(error, Stopped):
                self.message.value = parts.message(f"{what} was stopped; what was there before is still there.")
            else:
                self._told(lambda: _raise(error))

        self.step.begin(what, work, lambda value: self._told(lambda: done(value)), failed)

    # Without a kernel

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"] = self.static_html()
        return bundle

    def static_html(self) -> str:
        """What is shown, as plain HTML: the sentence above the table, its first rows, and the line of code."""
        return f"{self.message.value}{table_html(self.table)}<p><code>{html.escape(self.line)}</code></p>"


def _raise(error):
    raise error
