"""Which policy document a sentence speaks of: by number, by title, by short name, or by what was named last."""

import re

import pandas as pd

from policyanalysis.corpus.document_numbers import document_number, same_number
from policyanalysis.corpus.policy_names import MIN_WORDS_EN, UNQUOTED_EN

_POLICY_ZH = re.compile(r"《([^《》\n]{2,80})》")
_KINDS_ZH = "意见|规划|方案|计划|办法|措施|通知|条例|纲要|政策|行动|决定|细则|指南|规定|公告|若干"
_KIND_ZH = re.compile(_KINDS_ZH)
# A short name is made of nothing but words for kinds of documents: 《意见》, 《工作方案》, 《若干措施》.
_SHORT_ZH = re.compile(rf"(?:{_KINDS_ZH}|实施|工作|指导|总体|专项|发展|建设)+")
_CALLED_ZH = re.compile(r"[（(]以?下(?:统?简)?称[：:]?\s?[《“]?([^《》”（）()，,\n]{2,20})[》”]?[)）]")
_QUOTED_EN = re.compile(r"[“”\"]\s?([A-Z][^“”\"\n]{5,200}?)\s?[,.]?[“”\"]")
_KIND_EN = re.compile(r"Opinion|Plan\b|Measures|Guideline|Notice|Program|Outline|Regulation|Scheme|Action|Decision|Policies")
_SHORT_EN = re.compile(r"\b[Tt]he [“\"]?((?:[A-Z]\w+ ){0,2}?(?:Opinion|Plan|Measure|Guideline|Notice|Program|Outline|Regulation|Scheme|Decision)(?:me)?)s?[,.]?(?=[”\"]|(?! (?:on|for|of|to)\b)[ ,.;])")
_BRACKETED = re.compile(r"[\[(（〔【]\s*(?:19|20)\d\d\s*[\])）〕】]")
_NEAR = 60  # characters after a title in which its number stands


def _full_titles(sentence, lang):
    """Return (start, end, title) of the policy documents that a sentence names in full."""
    if lang == "zh":
        return [(m.start(), m.end(), m[1].strip("* ")) for m in _POLICY_ZH.finditer(sentence) if _KIND_ZH.search(m[1]) and not _SHORT_ZH.fullmatch(m[1])]
    quoted = [m for m in _QUOTED_EN.finditer(sentence) if _KIND_EN.search(m[1])]
    plain = [m for m in UNQUOTED_EN.finditer(sentence) if not any(m.start() < q.end() and q.start() < m.end() for q in quoted)]
    titles = [(m.start(), m.end(), re.sub(r"(?:[ ,]+(?:and|of|the|for|in|on|to|with))+$", "", re.sub(r"\s+", " ", m[1]).strip())) for m in quoted + plain]
    return sorted(title for title in titles if len(title[2].split()) >= MIN_WORDS_EN)


def _key(title):
    """Return what remains of a title when two prints of it are compared."""
    return re.sub(r"[\W_]|^关于", "", re.sub(r"\s?[(（][^()（）]*[)）]\W*$", "", title)).lower()


class Register:
    """The known policies, by title and by document number.

    >>> import pandas as pd
    >>> row = {"policy": "p1", "title_en": "", "title_zh": "港口发展规划", "doc_number": "国办发〔2025〕31号", "date": "2025-01-23"}
    >>> register = Register(pd.DataFrame([row]))
    >>> register.by_title("港口发展规划", ""), register.by_number("国办发〔2025〕31号"), register.by_number("国发〔2025〕1号")
    ('p1', 'p1', '国发〔2025〕1号')
    """

    def __init__(self, policies):
        self.titles, self.numbers, self.years = {}, {}, {}
        for row in () if policies is None else policies.itertuples():
            number, date = as_text(getattr(row, "doc_number", "")), as_text(getattr(row, "date", ""))
            self.titles |= {_key(as_text(title)): row.policy for title in (row.title_en, row.title_zh) if as_text(title)}
            if number:
                self.numbers[number] = row.policy
            self.years[row.policy] = _year_of(number) or date[:4]

    def by_number(self, number):
        """Return the policy of a document number, the number itself when no known policy carries it."""
        return next((policy for known, policy in self.numbers.items() if "〔" in known and same_number(known, number)), number)

    def by_title(self, title, number):
        """Return the policy of a title and the number printed beside it: a known one, else the number, else the title."""
        return self.titles.get(_key(title)) or (self.by_number(number) if number else title)


def _year_of(number):
    """Return the year within a document number, "" when it has none."""
    found = re.search(r"〔(\d{4})〕", number)
    return found[1] if found else ""


class Named:
    """The documents that one article has named so far, and what a statement in it belongs to.

    >>> named = Named(Register(None), "zh", "2025-01-23")
    >>> named.read("国务院印发《港口发展规划》（国发〔2025〕3号）。"), named.read("《规划》提出目标。")
    ([(5, '国发〔2025〕3号')], [(0, '国发〔2025〕3号')])
    """

    def __init__(self, register, lang, reference):
        self.register, self.lang, self.reference = register, lang, reference
        self.full, self.called = [], {}  # (title, policy, year of issue); short names by 以下简称

    def read(self, sentence):
        """Return (start, policy) of all that the sentence names, in order, and remember its full titles."""
        found, covered = [], []
        for start, end, title in _full_titles(sentence, self.lang):
            beside = re.split("[《“]", sentence[end:end + _NEAR])[0]
            number = document_number(beside)
            policy = self.register.by_title(title, number)
            self.full.append((title, policy, self._issued(title, policy, number)))
            found.append((start, policy))
            covered.append((start, end + (_BRACKETED.search(beside).end() if number else 0)))
            if called := _CALLED_ZH.search(sentence, end, end + _NEAR):
                self.called[called[1]] = policy
        last = 0
        for year in _BRACKETED.finditer(sentence):
            number, last = document_number(sentence[last:year.end() + 12]), year.end()
            if number and not any(start <= year.start() < end for start, end in covered):
                found.append((year.start(), self.register.by_number(number)))
        for match in (_POLICY_ZH if self.lang == "zh" else _SHORT_EN).finditer(sentence):
            short = match[1].strip("* ")
            inside = any(start <= match.start() < end for start, end in covered)
            if not inside and (self.lang == "en" or _SHORT_ZH.fullmatch(short) or short in self.called) and not _CALLED_ZH.search(sentence[:match.end() + 1], max(match.start() - 8, 0)):
                found.append((match.start(), self._short(short)))
        return sorted(found)

    def _short(self, name):
        """Return the policy that a short name stands for, "" when no title before it ends (in English, begins) with that kind."""
        if name in self.called:
            return self.called[name]
        for title, policy, _ in reversed(self.full):
            kind = _key(title) if self.lang == "zh" else re.split(r" (?:on|for|of|to)\b", title)[0].removesuffix("s")
            if kind.endswith(name):
                return policy
        return ""

    def _issued(self, title, policy, number):
        """Return the year in which a document was issued; a title's year after the article's own is an aim (2030年前碳达峰)."""
        years = [year for year in re.findall(r"(?<!\d)20\d\d(?!\d)", title) if not self.reference or year <= self.reference[:4]]
        return _year_of(number) or self.register.years.get(policy, "") or min(years, default="")

    def last(self, deadline):
        """Return the policy of the last full title whose document was not issued after the deadline."""
        return next((policy for _, policy, year in reversed(self.full) if not deadline or year <= deadline[:4]), "")


def same_policy(a, b):
    """Tell whether two values of the column policy are one document; a number that no known policy carries may be spelled in pinyin.

    >>> same_policy("p001", "p001"), same_policy("", ""), same_policy("p001", "p002")
    (True, False, False)
    """
    return bool(a) and (a == b or "〔" in a and "〔" in b and same_number(a, b))


def policy_of(named, mentions, quantity, deadline):
    """Return the policy of one quantity: the last that its sentence names before it, else the first that it names, else the last of the article.

    >>> from types import SimpleNamespace
    >>> policy_of(None, [(3, "p001"), (40, "p002")], SimpleNamespace(start=20), "")
    'p001'
    """
    before = [policy for start, policy in mentions if start < quantity.start]
    return before[-1] if before else mentions[0][1] if mentions else named.last(deadline)


def as_text(value):
    """Return a table cell as text, "" for a missing one.

    >>> as_text(float("nan")), as_text(5)
    ('', '5')
    """
    return "" if pd.isna(value) else str(value)
