"""Which policy document a sentence speaks of: by number, by title, by short name, or by what was named last."""

import re
from typing import NamedTuple

from policyanalysis.corpus.document_numbers import document_number, same_number
from policyanalysis.corpus.policy_names import MIN_WORDS_EN, TYPES_EN, UNQUOTED_EN
from policyanalysis.frames import as_text

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
OLDER = 2  # years between a document and a later one that the article is about or names, from which on the older is background
FAR_OLDER = 6  # years between a document and an article of no other document: more than a plan of five years
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s?年?\s?(?:[-–—−~～至到]+|to)\s?(20\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PLAN = re.compile(r"“?(十[一二三四五六])五”?|(1[1-6])\s?th\s+Five[\s-]Year", re.I)
# The year in which the text says that a document came: 2014年国务院《…》, "in 2014, the State Council's “…”".
_CAME = {"zh": re.compile(r"(?<![到至前早])(20\d\d)\s?年(?:\d{1,2}\s?月)?(?:\d{1,2}\s?日)?，?[^，。；\d]{0,24}$"), "en": re.compile(r"\b[Ii]n (?:[A-Z][a-z]+,? )?(20\d\d),? [^.;\d]{0,90}$")}
# What only leads to a statement: 在《…》基础上, 自《…》实施以来, "since the “…”".
_LEADS = {"zh": (re.compile(r"(?:自|继|在)[^，。；]{0,24}$"), re.compile(r"[^，。；]{0,12}?(?:基础上|以来|之后|(?:发布|印发|出台|实施)后)")),
          "en": (re.compile(r"\b(?:since|following|after|building (?:up)?on|on the basis of|based on)\b[^,.;“”\"]{0,60}[“\"]?$", re.I), re.compile(""))}
_GOES_BY = {"zh": re.compile(r"(?:根据|按照|依据|依照|遵照|落实|贯彻)[^，。；]{0,24}$"), "en": re.compile(r"\b(?:under|according to|pursuant to|in accordance with|in line with|implement\w*)\b[^,.;“”\"]{0,60}[“\"]?$", re.I)}
# A document that the text tells by its year or rank alone: 2021年的指导意见, 国家规划, "the plan of 2021"; none of those that it names.
_UNNAMED = {"zh": re.compile(r"(?:(?P<year>20\d\d)\s?年的?|国家|此前的?|上一轮)(?:[^，。；《》\d]{0,8}?)(?:意见|规划|方案|计划|纲要)(?=提出|明确|要求|曾|希望|设定|确定|规定)"),
            "en": re.compile(r"\b(?:plan|opinions?|guidelines?|outline|measures|scheme|programme?) of (?P<year>20\d\d)\b|\b[Tt]he national plan\b")}
# Without any of these a sentence names nothing, as most do; each begins with a character, which is looked for fast.
_MAY_NAME = {"zh": re.compile("《|意见|规划|方案|计划|纲要"), "en": re.compile(rf"“|”|\"|{TYPES_EN}|Measure|Scheme")}
_STATES = {"zh": re.compile(r"提出|明确|设定|确定|要求|规定|目标"), "en": re.compile(r"\b(?:propos\w+|sets?|stat\w+|aim\w*|call\w*|requir\w+|goals?|targets?)\b", re.I)}


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


def period_of(title: str) -> tuple[int, int] | None:
    """Return the first and the last year of the period that a title states; of a single year that year twice, None where it states none.

    Examples
    --------
    >>> period_of("渔船更新行动方案（2023—2027年）"), period_of("Plan for Ports before 2030"), period_of("“十四五”海港规划"), period_of("关于海港的意见")
    ((2023, 2027), (2030, 2030), (2021, 2025), None)
    """
    if span := _SPAN.search(title):
        return int(span[1]), int(span[2])
    if plan := _PLAN.search(title):
        last = 2010 + 5 * ("一二三四五六".index(plan[1][1]) if plan[1] else int(plan[2]) - 11)
        return last - 4, last
    years = list(map(int, _YEARS.findall(title)))
    return (max(years), max(years)) if years else None


class Register:
    """The known policies, by title and by document number; what was asked of it is in `asked`, so that who keeps what he read can tell later whether it still holds.

    A policy is told by its titles and number here, not by its running name, which other pages may change; `names` has the running names.

    >>> import pandas as pd
    >>> row = {"policy": "p1", "title_en": "", "title_zh": "港口发展规划", "doc_number": "国办发〔2025〕31号", "date": "2025-01-23"}
    >>> register = Register(pd.DataFrame([row]))
    >>> [register.names.get(own, own) for own in (register.by_title("港口发展规划", ""), register.by_number("国办发〔2025〕31号"), register.by_number("国发〔2025〕1号"))]
    ['p1', 'p1', '国发〔2025〕1号']
    >>> Register(pd.DataFrame([row | {"policy": "p2"}])).holds(register.asked), Register(None).holds(register.asked)
    (True, False)
    """

    def __init__(self, policies):
        self.titles, self.numbers, self.years, self.periods, self.names, self.asked = {}, {}, {}, {}, {}, []
        for row in () if policies is None else policies.itertuples():
            number, date = as_text(getattr(row, "doc_number", "")), as_text(getattr(row, "date", ""))
            titles = [as_text(title) for title in (row.title_zh, row.title_en) if as_text(title)]
            own = "\0".join(["", *titles, number])
            own = own if own not in self.names else f"{own}\0{row.policy}"
            self.names[own] = row.policy
            self.titles |= {_key(title): own for title in titles}
            if number:
                self.numbers[number] = own
            self.years[own] = _year_of(number) or date[:4]
            self.periods[own] = next(filter(None, map(period_of, titles)), None)

    def holds(self, asked):
        """Return whether all questions, given as they stand in `asked`, have the same answers here."""
        return all(getattr(self, f"_{question}")(*given) == _plain(answer) for question, given, answer in asked)

    def _ask(self, question, *given):
        answer = getattr(self, f"_{question}")(*given)
        self.asked.append((question, given, answer))
        return answer

    def by_number(self, number):
        """Return the policy of a document number, the number itself when no known policy carries it."""
        return self._ask("number", number)

    def by_title(self, title, number):
        """Return the policy of a title and the number printed beside it: a known one, else the number, else the title."""
        return self._ask("title", title, number)

    def year(self, policy):
        """Return the year in which a policy was issued, "" where none is known."""
        return self._ask("year", policy)

    def period(self, policy):
        """Return the period that a known policy's title states, None where it states none."""
        return self._ask("period", policy)

    def _number(self, number):
        return next((policy for known, policy in self.numbers.items() if "〔" in known and same_number(known, number)), number)

    def _title(self, title, number):
        return self.titles.get(_key(title)) or (self._number(number) if number else title)

    def _year(self, policy):
        return self.years.get(policy, "")

    def _period(self, policy):
        return self.periods.get(policy)


def _plain(answer):
    """Return an answer as it was before it was written as JSON."""
    return tuple(answer) if isinstance(answer, list) else answer


def _year_of(number):
    """Return the year within a document number, "" when it has none."""
    found = re.search(r"〔(\d{4})〕", number)
    return found[1] if found else ""


class Document(NamedTuple):
    """A document that an article names: its title as printed, its policy, and the year in which it was issued, "" where that is not known.

    >>> Document("港口发展规划", "p001", "2025").year
    '2025'
    """

    title: str
    policy: str
    year: str


class Named:
    """The documents that one article has named so far, and what a statement in it belongs to.

    `headline` and `number` tell what the article itself is about, as far as they name a document.

    >>> named = Named(Register(None), "zh", "2025-01-23")
    >>> named.read("国务院印发《港口发展规划》（国发〔2025〕3号）。"), named.read("《规划》提出目标。")
    ([(5, '国发〔2025〕3号')], [(0, '国发〔2025〕3号')])
    """

    def __init__(self, register, lang, reference, headline="", number=""):
        self.register, self.lang, self.reference = register, lang, reference
        self.full, self.called = [], {}  # the documents; short names by 以下简称
        titles = [title for _, _, title in _full_titles(headline, lang)]
        policy = register.by_title(titles[0], number) if titles else register.by_number(number) if number else ""
        self.subject = Document("".join(titles[:1]), policy, self._issued("".join(titles[:1]), policy, number)) if policy else None

    def read(self, sentence):
        """Return (start, policy) of all that the sentence names as what it states, in order, and remember its full titles."""
        if not self._may_name(sentence):
            return []
        found, covered = [], []
        for start, end, title in _full_titles(sentence, self.lang):
            beside = re.split("[《“]", sentence[end:end + _NEAR])[0]
            number = document_number(beside)
            policy = self.register.by_title(title, number)
            came = _CAME[self.lang].search(sentence[:start])
            self.full.append(Document(title, policy, self._issued(title, policy, number) or (came[1] if came and came[1] <= (self.reference or came[1])[:4] else "")))
            found.append((start, end, policy))
            covered.append((start, end + (_BRACKETED.search(beside).end() if number else 0)))
            if called := _CALLED_ZH.search(sentence, end, end + _NEAR):
                self.called[called[1]] = policy
        last = 0
        for year in _BRACKETED.finditer(sentence):
            number, last = document_number(sentence[last:year.end() + 12]), year.end()
            if number and not any(start <= year.start() < end for start, end in covered):
                found.append((year.start(), year.end(), self.register.by_number(number)))
        for match in (_POLICY_ZH if self.lang == "zh" else _SHORT_EN).finditer(sentence):
            short = match[1].strip("* ")
            inside = any(start <= match.start() < end for start, end in covered)
            if not inside and (self.lang == "en" or _SHORT_ZH.fullmatch(short) or short in self.called) and not _CALLED_ZH.search(sentence[:match.end() + 1], max(match.start() - 8, 0)):
                found.append((match.start(), match.end(), self._short(short)))
        unnamed = [(told.start(), told.end(), "") for told in _UNNAMED[self.lang].finditer(sentence) if not told["year"] or not self.reference or told["year"] < self.reference[:4]]
        found += [(start, end, "") for start, end, _ in unnamed if not any(a < end and start < b for a, b, _ in found)]
        return sorted((start, "" if self._leads(sentence, start, end, policy) else policy) for start, end, policy in found)

    def _may_name(self, sentence):
        """Tell whether anything in a sentence looks like the name or number of a document."""
        unnamed = self.lang == "en" and (" of 20" in sentence or "national plan" in sentence)
        return bool(unnamed or _MAY_NAME[self.lang].search(sentence) or _BRACKETED.search(sentence))

    def _leads(self, sentence, start, end, policy):
        """Tell whether a sentence names a document only as what came before, or an older one as what it goes by, and does not say what that one states."""
        before, after = _LEADS[self.lang]
        if before.search(sentence[:start]) and after.match(sentence, end):
            return True
        goes_by = _GOES_BY[self.lang].search(sentence[:start]) and not _STATES[self.lang].search(sentence, end)
        return bool(goes_by and any(known.policy == policy and self._old(known) for known in self.full))

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
        years = [year for year in _YEARS.findall(title) if not self.reference or year <= self.reference[:4]]
        return _year_of(number) or self.register.year(policy) or min(years, default="")

    def period(self, policy):
        """Return the period that a policy's title states, None where it states none or there is no policy."""
        titles = [known.title for known in (*self.full, *([self.subject] if self.subject else [])) if known.policy == policy]
        return self.register.period(policy) or next(filter(None, map(period_of, titles)), None)

    def _old(self, document):
        """Tell whether a document is years older than what the article is about or the latest that it names, or far older than the article.

        Where no day is known of either, a document that the text gives a year is history beside the one that the headline names.
        """
        if document.year and not self.reference and self.subject and not self.subject.year and document.policy != self.subject.policy:
            return True
        others = [known.year for known in (*self.full, *([self.subject] if self.subject else [])) if known.policy != document.policy and known.year <= (self.reference or known.year)[:4]]
        gaps = [(int(year) - int(document.year), enough) for year, enough in ((max(others, default=""), OLDER), (self.reference[:4], FAR_OLDER)) if year and document.year]
        return any(gap >= enough for gap, enough in gaps)

    def _may_state(self, document, deadline):
        """Tell whether a document can set a deadline: not issued after it, and not old without a word of that year."""
        if deadline and document.year > deadline[:4]:
            return False
        covered = deadline and (period := self.period(document.policy)) and period[1] >= int(deadline[:4])
        return document == self.subject or not self._old(document) or bool(covered)

    def last(self, deadline):
        """Return the policy of the last full title that can set the deadline, else that of what the article is about."""
        known = [*([self.subject] if self.subject else []), *self.full]
        return next((document.policy for document in reversed(known) if self._may_state(document, deadline)), "")


def same_policy(a, b):
    """Tell whether two values of the column policy are one document; a number that no known policy carries may be spelled in pinyin.

    >>> same_policy("p001", "p001"), same_policy("", ""), same_policy("p001", "p002")
    (True, False, False)
    """
    return bool(a) and (a == b or "〔" in a and "〔" in b and same_number(a, b))


def policy_of(named, mentions, quantity, deadline, kind):
    """Return the policy of one quantity: the last that its sentence names before it, else the first that it names, else the last of the article.

    What is reported is nobody's aim: of a fact only what its own sentence names counts.

    >>> from types import SimpleNamespace
    >>> policy_of(None, [(3, "p001"), (40, "p002")], SimpleNamespace(start=20), "", "target")
    'p001'
    """
    before = [policy for start, policy in mentions if start < quantity.start]
    if mentions:
        return before[-1] if before else mentions[0][1]
    return "" if kind == "fact" else named.last(deadline)
