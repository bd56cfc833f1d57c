"""What policies promise: quantities with deadlines, told apart from forecasts and from facts already reached."""

import json
import re
from functools import lru_cache, partial
from itertools import islice, repeat

import numpy as np
import pandas as pd

from policyanalysis.analysis.target_changes import change_of
from policyanalysis.analysis.target_context import Headings, clause_of
from policyanalysis.analysis.target_kinds import CAPTION, kind_of, structural
from policyanalysis.analysis.target_metrics import gloss_of, metric_of
from policyanalysis.analysis.target_policies import Named, Register, policy_of
from policyanalysis.analysis.target_respectively import in_order, shared_dates, shared_metrics
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.frames import Runs, as_text, each, give_back, plain_memory, rows_where
from policyanalysis.language.characters import lower_case
from policyanalysis.language.listed import listed_quantities
from policyanalysis.language.quantities import deadlines, quantities
from policyanalysis.language.scripts import simplified
from policyanalysis.shelf import by_parts, plain, recall_runs
from policyanalysis.versions import code_hash

COLUMNS = ["doc_id", "file", "line", "lang", "sentence", "metric", "value", "unit", "comparator", "deadline", "kind", "policy", "metric_en", "change", "range", "deadline_from"]
_READ = ["doc_id", "file", "line", "lang", "text"]
_TOLD = ("date", "title", "attachment", "doc_number")  # of an article
HELD = 50_000  # rows that are held before they become a table, which takes a fifth of their room
PART = 200_000  # characters of documents that are read as one part of the work
AT_ONCE = 500  # documents whose rows are read at once
MOST_ASKED = 20_000  # answers that are remembered
# Periods and ages are the frame of a promise, not what it promises.
FRAMES = {"years", "months", "weeks", "days", "hours", "minutes", "working days", "years old"}
# A Chinese sentence as a whole, and where an English one ends: behind the first character.
_SENTENCE_ZH = re.compile(r"[^。！？；!?\n]+(?:[。！？；!?][”’」』）)]?)?|[。！？；!?][”’」』）)]?")
_END_EN = re.compile(r"[.!?;\n](?:(?<=\n)|(?<!\n)(?<!\b[A-Z]\.)(?<!\bNo\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bCo\.)(?<!\bvs\.)(?<!\bLtd\.)(?<!\bInc\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\betc\.)(?<!\bapprox\.)"
                     r"(?<!^\d\.)(?<!\s\d\.)[”’\"]?\s+(?=[A-Z“\"‘(\d]))")


def sentences(text: str, lang: str) -> list[str]:
    """Split a paragraph into its sentences.

    Examples
    --------
    >>> sentences("产值达5亿元。新建3.5公里！", "zh")
    ['产值达5亿元。', '新建3.5公里！']
    >>> sentences("See No. 31 of 2025. It sets 3.5 percent.", "en")
    ['See No. 31 of 2025.', 'It sets 3.5 percent.']
    """
    if lang not in ("en", "zh"):
        raise PolicyAnalysisError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    pieces = _SENTENCE_ZH.findall(text) if lang == "zh" else _split_en(text)
    return [sentence for piece in pieces if (sentence := piece.strip())]


def _split_en(text):
    """Return the pieces between the ends of English sentences; the pattern begins with a stop, so that it is tried at few places."""
    pieces, start = [], 0
    for end in _END_EN.finditer(text):
        pieces.append(text[start:end.start() + 1])
        start = end.end()
    return [*pieces, text[start:]]


# 培育10家企业，打造5个园区: a sentence that goes on with what is to be done by the date of the one before it.
_GOES_ON = {"zh": re.compile(r"[^，。；]{0,4}(?:培育|打造|建成|建设|形成|新增|新建|实现|完成|引进|集聚|力争|确保|累计|改造|推广|布局)"), "en": re.compile(r"(?:it|they|the [^,.;]{2,60}|at least|more than|over|some)\b.{0,80}\b(?:will|shall|should|(?:is|are) to)\b")}  # in small letters
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGITS_OF_YEAR = re.compile(r"(?:19|20)\d")  # looked for first: most sentences have none
_COMPARED = re.compile(r"(?:[较比从由]|在)\s?20\d\d\s?年|\b(?:compared (?:with|to)|over|from|of|than in)\s+20\d\d")  # what a change is counted from, in small letters
_SHORTENED = re.compile(r"(?:压缩|缩短|压减)[至到为]\s?$|\b(?:shortened|cut|reduced) to (?:within )?$", re.I)  # a period that is itself the aim


# The year of what a change begins at: "from 52 % in 2023 to 80 %".
_OF_BASELINE = re.compile(r"\bfrom\s(?:(?!\bto\b)[^,;\d])*\d(?:(?!\bto\b)[^,;])*\b(?:in|of|at|by)\s+(?:the\s+)?(?:end\s+of\s+)?20\d\d$")

STATED, HEADING, BEFORE, COMPUTED, TITLE = "stated", "heading", "sentence before", "computed from the article's date", "document's title"
NONE = ("", "")
# The year that a clause gives its noun: 2025年试点规模, "the pilot scale in 2025"; not what a change is counted from, nor since when.
_OWN_YEAR = {"zh": re.compile(r"(?<![较比与自从由至截到])(20\d\d)\s?年(?![前后至到\d]|以来|[底末]以来|的?基础)[^，。；,;（）()]*$"),
             "en": re.compile(r"(?<!than )(?<!level )(?<!that )(?<!those )\b(?:in|for|during)\s+(?:the year\s+)?(20\d\d)\b", re.I)}


def _due(sentence, measured, dates, lang):
    """Return (deadline, where it is from) of each quantity of a sentence, ("", "") where it names none.

    With "respectively", as many dates as quantities of one list go together in their order.  English may name the date right after ("5 trillion yuan by 2025"),
    else the last one before counts.
    """
    dates = [date for date in dates if not (lang == "en" and _OF_BASELINE.search(sentence[max(0, date.end - 80):date.end]))]
    if not dates:
        return [NONE] * len(measured)
    found, shared = [], shared_dates(sentence, measured, dates, lang)
    origins = {date.date: COMPUTED if date.inferred else STATED for date in dates[::-1]}
    for quantity in measured:
        after = next((date for date in dates if date.start >= quantity.end), None)
        before = [date for date in dates if date.end <= quantity.start]
        beside = after and lang == "en" and not re.search(r"[,;\d]|\band\b", sentence[quantity.end:after.start])
        date = shared.get(quantity.start) or (after.date if beside else (before[-1] if before else dates[0]).date)
        found.append((date, origins.get(date, STATED)) if date else NONE)
    return found


def _own_year(sentence, quantity, lang, reference):
    """Return (deadline, where it is from) by the year that the clause of an aim gives its noun, ("", "") where that is none or past."""
    start = max(clause_of(sentence, quantity.start, lang), sentence.rfind("(", 0, quantity.start) + 1, sentence.rfind("（", 0, quantity.start) + 1)
    end = re.search(r"[,;.()（）]|$", sentence[quantity.end:]).start() + quantity.end if lang == "en" else quantity.start
    found = _OWN_YEAR[lang].search(sentence, start, end)
    return (found[1], STATED) if found and found[1] >= reference[:4] else NONE


def _of_title(deadline, reference, period):
    """Return a computed (deadline, where it is from), or the end of the period that the title of its policy states, where that is as long: 未来5年 of a plan for 2023—2027."""
    length = int(deadline[0][:4]) - int(reference[:4]) if deadline[1] == COMPUTED and period else 0
    return (str(period[1]), TITLE) if length > 1 and period[1] - period[0] in (length - 1, length) else deadline


def _statements(text, lang, reference, above, named):
    """Yield (sentence as printed, sentence as read, mentions, quantity, (deadline, where it is from), metric) of every quantity in a paragraph that is more than a period or an age."""
    carried, started = NONE, False  # 到2027年，投资增长25%以上；普及率要超过90%: the date holds for what a semicolon or a verb adds
    plain = simplified(text)
    as_read = sentences(plain, lang)
    for printed, sentence in zip(as_read if plain == text else sentences(text, lang), as_read, strict=True):
        mentions = named.read(sentence)
        dates = deadlines(sentence, lang, reference)
        ordered = in_order(sentence, lang)
        read = (listed_quantities if ordered else quantities)(sentence, lang)
        shared = shared_metrics(sentence, read, lang) if ordered else {}
        measured = [q for q in read if q.kind in ("amount", "range") and (q.unit not in FRAMES or _SHORTENED.search(sentence[:q.start])) and not structural(q, above, sentence[max(0, q.start - 80):q.start])]
        own = _due(sentence, measured, dates, lang)
        dated = bool(_DIGITS_OF_YEAR.search(sentence) and _YEAR.search(_COMPARED.sub("", lower_case(sentence))))
        going_on = carried[0] and (started or _GOES_ON[lang].match(lower_case(sentence)))
        held = NONE if dated else carried if going_on else (above.deadline, HEADING) if above.deadline else NONE
        yield from ((printed, sentence, mentions, quantity, deadline if deadline[0] else held, shared.get(quantity.start)) for quantity, deadline in zip(measured, own))
        if dates or dated:
            carried = (dates[-1].date, COMPUTED if dates[-1].inferred else BEFORE) if dates else NONE
        elif not going_on:
            carried = NONE
        started = sentence.endswith(("；", ";"))


def find_targets(passages: pd.DataFrame, articles: pd.DataFrame, policies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return a row for each quantity that a text promises, forecasts or reports for a period.

    Parameters
    ----------
    passages
        Columns doc_id, file, line, lang, text: one paragraph a row.
    articles
        Columns doc_id, date, title, duplicate_of, and attachment and doc_number where known; duplicates are left out, the date counts "within three years",
        the others tell what document an article is about.
    policies
        Columns policy, title_en, title_zh and, where known, doc_number and date: a document named in the text by its number or one of its titles is
        given by `policy`; one of no known policy by the number or title that the text prints.

    Returns
    -------
    DataFrame
        doc_id, file, line, lang, sentence, metric, value, unit, comparator, deadline, kind, policy; metric_en, an English gloss of a Chinese metric where the
        lexicon has all of its words; change ("level", "increase" or "decrease": to 45 %, by 5 points); range, the printed range of both rows of a range, else ""; deadline_from, "stated" where the
        sentence prints the deadline, else "heading", "sentence before", "document's title" (未来5年 of a plan for 2023—2027) or "computed from the article's date".
        Empty, with the same columns, when no passage holds any.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["d1"], "file": ["a.txt"], "line": [3], "lang": ["zh"], "text": ["到2030年，港口吞吐总量超过9亿吨。"]})
    >>> articles = pd.DataFrame({"doc_id": ["d1"], "date": ["2025-03-01"], "title": ["港口"], "duplicate_of": [""]})
    >>> find_targets(passages, articles)[["metric", "value", "unit", "comparator", "deadline", "kind"]].values.tolist()
    [['港口吞吐总量', 900000000.0, 'tonnes', '>=', '2030', 'target']]
    """
    first = articles[[name for name in ("doc_id", *_TOLD) if name in articles]][articles.duplicate_of.map(as_text) == ""]
    told = (map(as_text, each(first[name])) if name in first else repeat("") for name in _TOLD)
    about = {doc_id: (date, simplified(f"{title}\n{attachment}"), number) for doc_id, date, title, attachment, number in zip(each(first.doc_id), *told)}
    kept = _together(rows_where(passages[_READ], ~passages.doc_id.isin(set(articles.doc_id) - set(about))))
    register = Register(policies)
    runs = Runs(kept, ["doc_id"], _READ)
    of_each = [about.get(doc_id, ("", "", "")) for doc_id in kept.doc_id.iloc[runs.bounds[:-1]].tolist()]
    read = by_parts(partial(_rows, register), lambda document: sum(len(as_text(passage[-1])) for passage in document[1]), PART)
    found = recall_runs(f"targets {code_hash('analysis', 'corpus', 'language')}", read, runs, lambda numbers: list(zip([of_each[n] for n in numbers], runs.values(numbers))),
                        lambda n: "\0".join(of_each[n]).encode("utf-8", "surrogatepass"), _holds(register))
    some = (own for own in (found.partition(b"\n")[2] for found in found) if own != b"[]")
    rows = (row for own in iter(lambda: b",".join(islice(some, AT_ONCE)), b"") for rows in json.loads(b"[" + own + b"]") for row in rows)
    with plain_memory():
        tables = [_named(register.names, pd.DataFrame(part, columns=COLUMNS)) for part in iter(lambda: list(islice(rows, HELD)), [])]
    give_back()
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame([], columns=COLUMNS)


def _together(passages):
    """The passages with those of a document beside each other, in the order in which the documents begin."""
    documents = pd.factorize(passages.doc_id)[0]
    return passages.iloc[np.argsort(documents, kind="stable")] if (np.diff(documents) < 0).any() else passages


def _rows(register, documents):
    """What was asked of the register for each of several documents, given by what tells of them (date, headline, number) and their passages, and on a line of its own its rows."""
    found = []
    for about, passages in documents:
        rows = list(_document_rows(register, about, passages))
        asked, register.asked = list(dict.fromkeys(register.asked)), []
        found.append(plain(asked) + b"\n" + plain(rows))
    return found


def _holds(register):
    """Whether what was asked of another register has the same answers in this one; many documents ask the same."""
    known = lru_cache(MOST_ASKED)(lambda asked: register.holds(json.loads(asked)))
    return lambda found: known(found.partition(b"\n")[0])


def _named(names, rows):
    """The rows with the running names of their policies, where those are known ones."""
    return rows.assign(policy=[names.get(policy, policy) for policy in rows.policy.tolist()])


def _document_rows(register, about, passages):
    reference, lang = about[0], passages[0][3]
    named, above = Named(register, lang, *about), Headings(lang)
    for doc_id, file, line, lang, text in passages:
        text = as_text(text)
        found = list(_statements(text, lang, reference, above, named))
        if not found and above.read(text) or CAPTION.match(text):
            continue
        above.leave()
        for printed, sentence, mentions, quantity, deadline, shared in found:
            if kind := kind_of(sentence, quantity, deadline[0], lang, reference, above):
                metric = metric_of(sentence, quantity, lang) if shared is None else shared
                place = (doc_id, file, line, lang, printed, metric)
                policy = policy_of(named, mentions, quantity, deadline[0], kind)
                if kind == "target" and not deadline[0]:
                    deadline = _own_year(sentence, quantity, lang, reference)
                due, origin = _of_title(deadline, reference, named.period(policy)) if kind != "fact" else NONE
                what = (due, kind, policy, gloss_of(metric, lang), change_of(sentence, quantity, lang))
                bounds = [(quantity.value, quantity.comparator)] if quantity.high is None else [(quantity.value, ">="), (quantity.high, "<=")]
                yield from ((*place, value, quantity.unit, comparator, *what, quantity.text if quantity.high is not None else "", origin) for value, comparator in bounds)
