"""Calendar dates in both languages."""

import pytest

from policyanalysis.corpus.dates import find_dates, find_days, linked_date

DATES = [  # text, ISO dates
    ("2024年10月9日", ["2024-10-09"]),
    ("２０２４年１０月９日", ["2024-10-09"]),
    ("２０２４－１０－０９ 和 ２０２４．１０．１０", ["2024-10-09", "2024-10-10"]),
    ("2024 年 10 月 9 日", ["2024-10-09"]),
    ("2024年10月9号", ["2024-10-09"]),
    ("2024年10月", ["2024-10"]),
    ("二〇二四年十月九日", ["2024-10-09"]),
    ("二○二四年十二月", ["2024-12"]),
    ("二零二四年十月三十一日", ["2024-10-31"]),
    ("一九九九年二月二十日", ["1999-02-20"]),
    ("2024-10-09", ["2024-10-09"]),
    ("2024/10/9", ["2024-10-09"]),
    ("2024. 10. 09", ["2024-10-09"]),
    ("October 9, 2024", ["2024-10-09"]),
    ("Oct. 9th 2024", ["2024-10-09"]),
    ("SEPT 30, 2024", ["2024-09-30"]),
    ("9 October 2024", ["2024-10-09"]),
    ("1st May, 2024", ["2024-05-01"]),
    ("from 2024-03-05 to April 6, 2024", ["2024-03-05", "2024-04-06"]),
    ("2024-02-29", ["2024-02-29"]),
    ("2023-02-29", []),
    ("2024年13月1日", []),
    ("October 2024", []),
    ("\u017fep 30, 2024; 30 \u017feptember 2024", []),
    ("May 9", []),
    ("5月9日", []),
    ("12024-01-01", []),
    ("2024-01-015", []),
    ("1.2.3", []),
    ("", []),
]


@pytest.mark.parametrize("text, expected", DATES)
def test_find_dates(text, expected):
    assert [date.iso for date in find_dates(text)] == expected


def test_spans_are_those_of_the_text():
    text = "自２０２４年３月５日起，until October 9, 2024."
    assert [text[d.start : d.end] for d in find_dates(text)] == ["２０２４年３月５日", "October 9, 2024"]


DAYS = [  # text, (month, day)
    ("BEIJING, May 9 (Xinhua)", [(5, 9)]), ("9 May", [(5, 9)]), ("SEPT. 30th", [(9, 30)]), ("5月9日电", [(5, 9)]), ("５月９日電", [(5, 9)]), ("5 月 9 号", [(5, 9)]), ("五月二十九日", [(5, 29)]),
    ("2月29日", [(2, 29)]), ("2月30日", []), ("13月1日", []), ("May 32", []), ("May 2023", []), ("May 9, 2023", []), ("9 May 2023", []), ("2023年5月9日", []), ("二〇二三年五月九日", []), ("5月", []), ("", []),
    ("9日", []), ("may 9.5 percent", []),
]


@pytest.mark.parametrize("text, expected", DAYS)
def test_find_days(text, expected):
    found = find_days(text)
    assert [(day.month, day.day) for day in found] == expected and all(0 <= day.start < day.end <= len(text) for day in found)


LINKS = [("http://a.cn/2025/0509/c1.html", "2025-05-09"), ("http://a.cn/202505/09/c1.html", "2025-05-09"), ("http://a.cn/20250509/1.htm", "2025-05-09"), ("http://a.cn/2025-05/09/c_1130.htm", "2025-05-09"),
         ("http://a.cn/2025/05/09/x", "2025-05-09"), ("http://a.cn/t20250509_1.html", "2025-05-09"), ("http://a.cn/art/2025/2/30", ""), ("http://a.cn/20250230/1", ""), ("http://a.cn/202505091234", ""),
         ("http://a.cn/20250509/20250510", ""), ("http://a.cn/20250509/20250509", "2025-05-09"), ("http://a.cn/c120250509", ""), ("http://a.cn", ""), ("", "")]


@pytest.mark.parametrize("url, expected", LINKS)
def test_linked_date(url, expected):
    assert linked_date(url) == expected
