"""Days without their year: inferred only where the page says enough, never without a word of it."""

import pytest

from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.dating import article_dates
from policyanalysis.corpus.readers import Page
from policyanalysis.corpus.splitting import Span

EMPTY = "the article's date is left empty"
BY_LINK, BY_TEXT = "a date without a year; the year is inferred from the link (line 3)", "a date without a year; the year is inferred from a date in the article (line 3)"
ONE = [  # lines below a headline; day, origin, end of the note
    (["BEIJING, May 9 (Xinhua) Text.", "https://example.org/2025/0509/c1.html"], ("2025-05-09", "inferred", BY_LINK)),
    (["BEIJING, May 9 (Xinhua) Text.", "https://example.org/202505/10/c1.html"], ("2025-05-09", "inferred", BY_LINK)),
    (["新华社北京5月9日电 正文。", "http://example.org/n1/2025/0509/c1.html"], ("2025-05-09", "inferred", BY_LINK)),
    (["新華社北京５月９日電 正文。", "http://example.org/t20250509_1.htm"], ("2025-05-09", "inferred", BY_LINK)),
    (["本报讯（记者某某）五月九日讯 正文。", "http://example.org/20250509/1.htm"], ("2025-05-09", "inferred", BY_LINK)),
    (["新华社北京12月31日电 正文。", "http://example.org/2025/0101/1.htm"], ("2024-12-31", "inferred", BY_LINK)),  # put online in the next year
    (["BEIJING, May 9 (Xinhua) Text.", "https://example.org/2025/0809/c1.html"], ("", "", f"a date without a year; {EMPTY}")),  # of another time
    (["BEIJING, May 9 (Xinhua) Text.", "As of March 2019, 200 cases were closed."], ("2019-05-09", "inferred", BY_TEXT)),
    (["BEIJING, May 9 (Xinhua) Text.", "On May 8, 2019 the office met. The aim is 90 percent by 2035."], ("2019-05-09", "inferred", BY_TEXT)),
    (["新华社北京5月9日电 正文。", "截至２０１９年３月底，已办结200件。"], ("2019-05-09", "inferred", BY_TEXT)),
    (["新华社北京5月9日电 正文。", "截至2019年3月底，已办结200件。2023年又办结300件。"], ("", "", f"a date without a year; {EMPTY}")),
    (["新华社北京5月12日电 正文。", "2008年5月12日，当地发生地震。2023年完成重建。"], ("", "", f"a date without a year; {EMPTY}")),  # an anniversary
    (["BEIJING, May 9 (Xinhua) The law of March 2019 applies."], ("", "", f"a date without a year; {EMPTY}")),
    (["BEIJING, Feb. 29 (Xinhua) Text.", "https://example.org/2025/0301/c1.html"], ("", "", f"a date without a year; {EMPTY}")),  # 2025 has no such day
    (["BEIJING, Feb. 29 (Xinhua) Text.", "https://example.org/2024/0301/c1.html"], ("2024-02-29", "inferred", BY_LINK)),
    (["BEIJING, Feb. 30 (Xinhua) Text.", "https://example.org/2024/0301/c1.html"], ("", "", f"a date without a readable day; {EMPTY}")),
    (["Text.", "https://example.org/2024/0301/c1.html"], ("2024-03-01", "inferred", "an article without a printed date; its day is inferred from the link (line 3)")),
    (["Text.", "https://example.org/2024/1301/c1.html"], ("", "", "")),
    (["2023年3月", "正文。"], ("", "", f"a date without its day (2023-03 is printed); {EMPTY}")),
    (["新华社 ２０２３年３月", "正文。"], ("", "", f"a date without its day (2023-03 is printed); {EMPTY}")),
    (["5月9日", "正文。", "http://example.org/2025/0509/1.htm"], ("2025-05-09", "inferred", "a date without a year; the year is inferred from the link (line 4)")),
    (["新华社北京2024年5月9日电 正文。", "http://example.org/2025/0509/1.htm"], ("2024-05-09", "printed", "")),  # what is printed stands
    (["BEIJING, May 9 (Xinhua) Text.", "As of March 2019, 200 cases were closed.", "https://example.org/2021/0509/c1.html"],
     ("", "", f"a date without a year; what it could be inferred from differs: 2021 by the link (line 4), 2019 by a date in the article (line 3); {EMPTY}")),
]


@pytest.mark.parametrize("body, expected", ONE)
def test_one_article(body, expected):
    found = article_dates(Page("p.txt", ("T", *body)), [Span(0, len(body), 1, "T")])[0]
    assert (found.iso, found.origin, found.note) == expected


@pytest.mark.parametrize("header, note", [("May 2023", "a date without its day (2023-05 is printed)"), ("2023年5月", "a date without its day (2023-05 is printed)"),
                                          ("2023-02-30", "a date without a readable day"), ("5月9日", "a date without a year")])
def test_a_header_that_prints_a_part(header, note):
    found = article_dates(Page("p.txt", ("T", "Text.")), [Span(0, 1, 1, "T", {"date": header})])[0]
    assert (found.iso, found.line, found.note) == ("", 0, f"{note}; {EMPTY}")


def digest(first, middle, last, rule="dated", front=""):
    """A page of three articles, dated by their headers, and a line above them."""
    lines = [front] + ["T", "Text."] * 3
    spans = [Span(1 + 2 * n, 2 + 2 * n, 2 + 2 * n, "T", {"date": day} if day else {}, rule) for n, day in enumerate((first, middle, last))]
    return article_dates(Page("p.txt", tuple(lines)), spans)


@pytest.mark.parametrize("first, middle, last, expected", [
    ("2023-08-13", "8月20日", "2023-09-01", "2023-08-20"),
    ("2023-12-20", "1月2日", "2024-01-05", "2024-01-02"),  # over the turn of the year
    ("2023-12-20", "December 30", "2024-01-05", "2023-12-30"),
    ("2022-08-13", "8月20日", "2023-09-01", ""),  # two years
    ("2023-02-13", "8月20日", "2023-09-01", ""),  # far from one of them
    ("", "8月20日", "2023-09-01", ""),  # nothing before it
])
def test_neighbours(first, middle, last, expected):
    found = digest(first, middle, last)[1]
    assert found.iso == expected and ("the dated articles around it" in found.note) == bool(expected)


def test_articles_run_together_say_nothing_of_each_other():
    assert digest("2023-08-13", "8月20日", "2023-09-01", "run-together")[1].iso == ""


def test_the_period_of_a_digest():
    found = digest("8月20日", "8月20日", "8月20日", front="2023. 08. 16-2023. 09. 15")
    assert {(d.iso, d.note) for d in found} == {("2023-08-20", "a date without a year; the year is inferred from the period that the page states (line 1)")}


def test_an_inferred_day_is_marked_in_both_tables():
    articles, _, problems = read_articles([Page("p.txt", ("Vegetable harvest", "BEIJING, May 9 (Xinhua) Text of the harvest.", "https://example.org/2024/0509/a.htm"), (7, 8, 12))])
    assert articles[["date", "date_from"]].values.tolist() == [["2024-05-09", "inferred"]]
    assert ("p.txt", 8, "info", "a date without a year; the year is inferred from the link (line 13)") in problems
