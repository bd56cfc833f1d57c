"""The structure of five real pages, by reading them: where articles begin and end, their languages, dates and sources, and what belongs together.

The pages are not part of the project; these tests are collected only where they lie beside it.
"""

import re

import pytest

from policyanalysis.corpus.load import load_corpus

BLOG, CATEGORY, DIGEST, POST, NEWS = "000", "001", "002", "003", "004"
LINES = {  # first and last line of every article
    BLOG: [(2, 168), (170, 336), (338, 470), (472, 604), (606, 780), (782, 958), (960, 963), (965, 969), (971, 1069), (1071, 1173)],
    CATEGORY: [(2, 124), (126, 214), (216, 382), (384, 516), (518, 692), (694, 792)],
    POST: [(0, 18)],
    NEWS: [(0, 52), (54, 60), (62, 196), (198, 389), (391, 415), (417, 496), (499, 583), (585, 796), (798, 834), (836, 844)],
}
DIGEST_STARTS = [
    130, 146, 170, 176, 210, 236, 268, 286, 298, 320, 336, 354, 382, 388, 412, 440, 462, 474, 502, 532, 574, 596, 614, 622, 642, 686, 702, 718, 740, 760, 798, 816, 848, 860, 882,
    894, 916, 928, 942, 962, 974, 986, 998, 1020, 1032, 1058, 1072, 1114, 1126, 1138, 1156, 1168, 1180, 1194, 1206, 1291, 1367, 1489, 1619, 1635, 1647, 1659]
DIGEST_DAYS = (  # of September 2023 when above 100, else of August
    "13 16 22 22 22 28 30 113 22 22 30 102 105 105 108 111 22 15 26 26 104 118 121 16 111 16 27 107 107 16 17 22 28 31 27 30 30 28 15 29 18 22 105 22 29 107 18 22 109 31 23 23 106 101 20 24 "
    "101 101 18 107 114 30")
DIGEST_SOURCES = (
    "新华社 新华社 商务部网站 中国证券报 新华社 证券日报 新华网 广州日报 中国经济网 工信微报 光明网 证券日报 上海证券报 人民网 人民网 人民网 南京日报 参考消息网 参考消息网 新华网 "
    "参考消息网 PR_Newswire_-_English IOI_投资新闻 中国新闻网 北京日报 人民日报 解放日报 央广网 南方日报 广州日报 深圳特区报 深圳特区报 直新闻 浙江日报 杭州市发展会展业服务平台 "
    "新华日报 新华日报 中国江苏网 成都日报 成都日报 中国经济新闻网 重庆日报 重庆日报 中国证券网 海南日报 中国上海自贸区 人民网-国际频道 解放日报 中国证券网 苏州日报 海南日报 海南日报 "
    "中国日报网 中国证券网 《调查报告》 《调查报告》 《国研分析》 《产业追踪》 中商情报网 胡润百富 中国经济导报 中国网")


@pytest.fixture(scope="module")
def corpus(real_pages):
    return load_corpus(real_pages)


@pytest.fixture(scope="module")
def articles(corpus):
    """The articles with their page's number in place of its name."""
    return corpus.articles.assign(page=corpus.articles.file.str[:3])


@pytest.mark.parametrize("page, n", [(BLOG, 10), (CATEGORY, 6), (DIGEST, 62), (POST, 1), (NEWS, 10)])
def test_number_of_articles(articles, page, n):
    assert (articles.page == page).sum() == n


@pytest.mark.parametrize("page", LINES)
def test_first_and_last_lines(articles, page):
    own = articles[articles.page == page]
    assert list(zip(own.start_line, own.end_line)) == LINES[page]


def test_the_digest(articles):
    own = articles[articles.page == DIGEST]
    assert own.start_line.tolist() == DIGEST_STARTS
    assert own.end_line.iloc[-1] == 1671 and (own.end_line.to_numpy()[:-1] < own.start_line.to_numpy()[1:]).all()
    days = [f"2023-09-{int(day) - 100:02}" if int(day) > 100 else f"2023-08-{int(day):02}" for day in DIGEST_DAYS.split()]
    assert own.date.tolist() == days
    assert own.source.tolist() == [source.replace("_", " ") for source in DIGEST_SOURCES.split()]
    assert own.section.value_counts(sort=False).tolist() == [8, 9, 6, 22, 9, 4, 4]


def test_languages_and_scripts(articles):
    assert articles[articles.page == BLOG].lang.tolist() == ["en", "zh", "en", "zh", "en", "zh", "en", "en", "en", "zh"]
    assert articles.groupby("page").lang.unique().map(list).to_dict() == {BLOG: ["en", "zh"], CATEGORY: ["en"], DIGEST: ["zh"], POST: ["en"], NEWS: ["en"]}
    assert articles.groupby("lang").script.unique().map(list).to_dict() == {"en": [""], "zh": ["Hans"]}


def test_dates_elsewhere(articles):
    printed = articles[(articles.page != DIGEST) & (articles.date_from == "printed")]
    assert list(zip(printed.page, printed.start_line, printed.date)) == [(POST, 0, "2025-01-23"), (NEWS, 62, "2023-09-28"), (NEWS, 585, "2023-08-15")]


def test_the_one_day_without_its_year(corpus, articles):
    """A dateline of May 9 above a state "as of March 2019"; what stands around it on the page is of 2023."""
    inferred = articles[articles.date_from == "inferred"]
    assert list(zip(inferred.page, inferred.start_line, inferred.date)) == [(NEWS, 0, "2019-05-09")]
    noted = corpus.problems[corpus.problems.reason.str.contains("the year is inferred")]
    assert list(zip(noted.file.str[:3], noted.line, noted.severity)) == [(NEWS, 2, "info")] and noted.reason.iloc[0].endswith("a date in the article (line 7)")


def test_what_the_blog_pages_say_of_all_their_posts(articles):
    assert articles[articles.page == BLOG].author.nunique() == 1 and (articles[articles.page == BLOG].author != "").all()
    assert set(articles[articles.page == CATEGORY].section) == {"POLICY"} and (articles[articles.page != BLOG].author == "").all()


def test_duplicates_between_the_two_blog_pages(articles):
    place = articles.set_index("doc_id")
    twice = articles[articles.duplicate_of != ""]
    assert list(zip(twice.page, twice.start_line)) == [(CATEGORY, 216), (CATEGORY, 384), (CATEGORY, 518), (CATEGORY, 694)]
    assert [(place.page[i], place.start_line[i]) for i in twice.duplicate_of] == [(BLOG, 2), (BLOG, 338), (BLOG, 606), (BLOG, 971)]


def test_pairs(corpus, articles):
    place = {row.doc_id: (row.page, row.start_line) for row in articles.itertuples()}
    found = sorted((pair.kind, place[pair.doc_id_en], place[pair.doc_id_zh]) for pair in corpus.pairs.itertuples())
    assert found == [("same_policy", (NEWS, 585), (DIGEST, 336)), ("translation", (BLOG, 2), (BLOG, 170)), ("translation", (BLOG, 338), (BLOG, 472)),
                     ("translation", (BLOG, 606), (BLOG, 782)), ("translation", (BLOG, 971), (BLOG, 1071))]


def test_every_link_and_attachment_belongs_to_one_article(real_pages, articles):
    path = next(real_pages.glob(f"{DIGEST}_*"))
    lines = path.read_text(encoding="utf-8").split("\n")
    own = articles[articles.page == DIGEST]
    links = [(i, re.search(r"https?://[^\s<>]+", line)[0]) for i, line in enumerate(lines) if "http" in line]
    assert len(links) == 45
    assert [url for url in own.url if url] == [link for _, link in links]
    for row in own.itertuples():
        inside = [link for i, link in links if row.start_line <= i <= row.end_line]
        assert [row.url] * bool(row.url) == inside
    assert (own.attachment != "").sum() == sum(line.startswith("附") and ("：" in line[:5] or ":" in line[:5]) for line in lines)


def test_every_line_is_in_an_article_or_a_problem(corpus, real_pages):
    left_out = corpus.problems[~corpus.problems.reason.str.startswith(("a date without", "an article"))]
    for path in real_pages.glob("*.txt"):
        filled = {i for i, line in enumerate(path.read_text(encoding="utf-8").split("\n")) if line.strip()}
        own = corpus.articles[corpus.articles.file == path.name]
        inside = {i for a, b in zip(own.start_line, own.end_line) for i in range(a, b + 1)} & filled
        assert inside | set(left_out[left_out.file == path.name].line) == filled
        assert not inside & set(left_out[left_out.file == path.name].line)


def test_front_matter_contents_and_books_of_the_digest(corpus):
    own = corpus.problems[corpus.problems.file.str.startswith(DIGEST)]
    contents = own[own.reason == "table of contents"].line
    assert (contents.min(), contents.max()) == (49, 128)
    assert own[own.reason.str.startswith("front matter")].line.between(2, 47).all() and own[own.reason.str.startswith("after the last article")].line.between(1673, 1678).all()
