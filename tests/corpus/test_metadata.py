"""What an article says of itself."""

import pytest

from policyanalysis.corpus import metadata
from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.document_numbers import document_number
from policyanalysis.corpus.readers import Page
from policyanalysis.corpus.splitting import Span

NUMBERS = [
    ("国发〔2023〕11号", "国发〔2023〕11号"), ("国发[2023]11号", "国发〔2023〕11号"), ("國辦發（2024）第1號", "国办发〔2024〕1号"), ("国办发（2024）第1号", "国办发〔2024〕1号"),
    ("各部门印发国发〔2023〕11号", "国发〔2023〕11号"), ("关于印发方案的通知（工信部联规〔2024〕53号）", "工信部联规〔2024〕53号"),
    ("(Guofa [2023] No. 11)", "国发〔2023〕11号"), ("Guobanfa (2025) No.31", "国办发〔2025〕31号"), ("Unknownfa [2023] No. 5", "Unknownfa〔2023〕5号"),
    ("No. 5 (2024) of the State Council", "State Council〔2024〕5号"), ("根据国发〔2021〕23号和国发〔2022〕1号", "国发〔2021〕23号"),
    ("2023年11号", ""), ("No. 5 of 2024", ""), ("第11号", ""), ("", ""),
]


@pytest.mark.parametrize("text, expected", NUMBERS)
def test_document_number(text, expected):
    assert document_number(text) == expected


ISSUERS = [  # title, paragraphs, language, issuer
    ("国务院：印发意见", [], "zh", "State Council"),
    ("財政部：發布通知", [], "zh", "Ministry of Finance"),
    ("新政", ["近日，国家发展改革委、财政部印发通知。"], "zh", "National Development and Reform Commission; Ministry of Finance"),
    ("新政", ["國家發展改革委、財政部近日印發通知。"], "zh", "National Development and Reform Commission; Ministry of Finance"),
    ("新政", ["国家发展改革委开会。", "据商务部要求，财政部印发通知。"], "zh", "Ministry of Finance"),
    ("新政", ["国家发展改革委召开了一次规模很大、参加人数众多、为期两天的专题工作会议之后，有企业发布报告。"], "zh", ""),
    ("新政", ["企业发布报告。"], "zh", ""),
    ("新政", ["一段。"] * 5 + ["财政部印发通知。"], "zh", ""),
    ("A rule", ["The rules were issued by the Ministry of Finance."], "en", "Ministry of Finance"),
    ("A rule", ["The NDRC and the Ministry of Finance issued rules."], "en", "National Development and Reform Commission; Ministry of Finance"),
    ("财政部 税务总局 海关总署公告", [], "zh", "Ministry of Finance; State Taxation Administration; General Administration of Customs"),
    ("财政部发布通知，商务部解读", [], "zh", "Ministry of Finance"),  # the second only explains
    ("新政", ["近日，工信部会同财政部、商务部等七部门联合印发《办法》。"], "zh", "Ministry of Industry and Information Technology; Ministry of Finance; Ministry of Commerce"),
    ("新政", ["近日，苏州市工业和信息化局印发《关于算力的通知》。"], "zh", "Suzhou Municipal Bureau of Industry and Information Technology"),
    ("新政", ["湖南省人民政府办公厅印发通知。"], "zh", "General Office of Hunan Provincial People's Government"),
    ("新政", ["廣州市商務局印發通知。"], "zh", "Guangzhou Municipal Bureau of Commerce"),
    ("新政", ["市财政局印发通知。"], "zh", ""),  # of which city is not said
    ("A rule", ["The rules were issued by the Hunan Provincial Department of Finance and the National Energy Administration."], "en", "Hunan Provincial Department of Finance; National Energy Administration"),
    ("MIIT releases plan", [], "en", "Ministry of Industry and Information Technology"),
    ("A rule", ["The State Council met. A firm issued bonds."], "en", ""),
    ("新政", ["近日，商务部、国家金融监管总局联合印发通知。"], "zh", "Ministry of Commerce; National Financial Regulatory Administration"), ("新政", ["商务部日前联合财政部、国家能源局印发通知。"], "zh", "Ministry of Commerce; Ministry of Finance; National Energy Administration"),
    ("新政", ["商务部、全国渔港管理局、财政部联合印发通知。"], "zh", "Ministry of Commerce; Ministry of Finance"), ("新政", ["3月5日，由商务部牵头，会同财政部制定的办法印发。"], "zh", "Ministry of Commerce; Ministry of Finance"), ("新政", ["根据国务院、财政部部署，某渔港集团发布通知。"], "zh", ""),
    ("新政", ["商务部渔业研究院发布《渔港报告》。"], "zh", ""), ("新政", ["财政部部长发布通知。"], "zh", ""), ("新政", ["根据国务院部署，某渔港集团发布通知。"], "zh", ""), ("新政", ["经国务院同意，商务部印发通知。"], "zh", "Ministry of Commerce"),
    ("新政", ["中共中央办公厅、国务院办公厅印发《意见》。"], "zh", "General Office of the CPC Central Committee; General Office of the State Council"), ("新政", ["财政部有关渔港的通知由商务部近日发布《办法》时提到。"], "zh", "Ministry of Commerce"),
    ("A rule", ["The Ministry of Commerce, the National Harbour Administration and the Ministry of Finance jointly issued rules."], "en", "Ministry of Commerce; Ministry of Finance"),
    ("A rule", ["The Ministry of Commerce, together with the Ministry of Finance, issued rules."], "en", "Ministry of Commerce; Ministry of Finance"),
    ("A rule", ["The Ministry of Commerce and eight other government departments have recently issued rules."], "en", "Ministry of Commerce"),
    ("A rule", ["Under the State Council, a harbour group issued rules."], "en", ""), ("A rule", ["With the approval of the State Council, the Ministry of Commerce issued rules."], "en", "Ministry of Commerce"),
    ("A rule", ["The Ministry of Commerce's institute released a report."], "en", ""),
    ("", [], "en", ""),
    ("", [], "zh", ""),
]


@pytest.mark.parametrize("title, paragraphs, lang, expected", ISSUERS)
def test_issuer(title, paragraphs, lang, expected):
    assert metadata.issuer(title, paragraphs, lang) == expected


NUMBERED = [("国办发〔2025〕31号", ["正文。"], "General Office of the State Council"), ("湘政办发〔2025〕36号", [], "General Office of Hunan Provincial People's Government"), ("某发〔2025〕36号", [], ""), ("", [], ""),
            ("国发〔2021〕23号", ["根据国发〔2021〕23号，制定本方案。"], ""), ("国发〔2021〕23号", ["财政部印发通知。"], "Ministry of Finance")]


@pytest.mark.parametrize("number, paragraphs, expected", NUMBERED)
def test_the_number_names_the_issuer_where_nothing_else_does(number, paragraphs, expected):
    assert metadata.issuer("新政", paragraphs, "zh", number=number) == expected


def test_the_page_states_its_issuers():
    assert metadata.issuer("财政部通知", [], "zh", "國家能源局 財政部") == "National Energy Administration; Ministry of Finance"
    assert metadata.issuer("", [], "zh", "某某办") == "某某办"


REGIONS = [("中国广州发展储能", "", "zh", "Guangzhou"), ("China and Hunan", "", "en", "Hunan"), ("中国人民银行：降息", "", "zh", ""), ("中国经济增长", "", "zh", "China"), ("印度尼西亚扩大进口", "", "zh", "Indonesia"),
           ("印度扩大进口", "", "zh", "India"), ("推广西部经验", "", "zh", ""), ("吉林市规划", "", "zh", "Jilin City"), ("吉林规划", "", "zh", "Jilin"), ("海南州规划", "", "zh", "Hainan Tibetan Autonomous Prefecture"),
           ("朝阳产业", "", "zh", ""), ("伊犁开放", "", "zh", "Ili Kazakh Autonomous Prefecture"), ("横琴：新政", "", "zh", "Guangdong-Macao In-Depth Cooperation Zone in Hengqin"), ("長三角一體化", "", "zh", "Yangtze River Delta"),
           ("Suzhou, Anhui, plans", "", "en", "Suzhou (Anhui)"), ("Suzhou plans", "", "en", "Suzhou"), ("Taizhou plans", "", "en", ""), ("US$5 million", "", "en", ""), ("US tariffs", "", "en", "United States"),
           ("廣州：支持儲能", "", "zh", "Guangzhou"), ("Hunan and Beijing trade", "", "en", "Hunan"), ("储能办法", "《湖南省办法》", "zh", "Hunan"), ("北京与湖南", "《广州办法》", "zh", "Beijing"),
           ("储能", "", "zh", ""), ("", "", "en", ""), ("Hunanese food", "", "en", "")]


@pytest.mark.parametrize("title, attachment, lang, expected", REGIONS)
def test_region(title, attachment, lang, expected):
    assert metadata.region(title, attachment, lang) == expected


DATES = [  # title, header date, body lines, (day, line)
    ("t", "2024-03-05", ["x"], ("2024-03-05", 0)),
    ("t", "2024年3月", ["2024-03-05"], ("", 0)),  # what the header says is not overruled
    ("t", "", ["x", "y", "2024-03-05"], ("2024-03-05", 3)),
    ("t", "", ["x", "y", "z", "", "新华社 2024-03-05"], ("", None)),  # a source that is cited further down
    ("Summary (March 5, 2024)", "", ["x"], ("2024-03-05", 0)),
    ("t", "", ["BEIJING, Mar. 5, 2024 (Xinhua) Text."], ("2024-03-05", 1)),
    ("t", "", ["BEIJING, Mar. 5 (Xinhua) Text."], ("", 1)),
    ("t", "", ["新华社北京3月5日电 正文。"], ("", 1)),
    ("t", "", ["二〇二四年三月五日"], ("2024-03-05", 1)),
    ("t", "", [], ("", None)),
    ("t", "", ["The law of March 5, 2024 applies."], ("", None)),
]


@pytest.mark.parametrize("title, header, body, expected", DATES)
def test_article_date(title, header, body, expected):
    span = Span(0, len(body), 1, title, {"date": header})
    assert metadata.article_date([title, *body], span) == expected


SOURCES = [("The Post", ["新华社 2024-03-05"], "The Post"), ("", ["新华社 2024-03-05", "正文"], "新华社"), ("", ["BEIJING, May 9 (Xinhua) Text."], "Xinhua"),
           ("", ["CCTV News:At present"], "CCTV"), ("", ["Text."], ""), ("", [], "")]


@pytest.mark.parametrize("header, body, expected", SOURCES)
def test_article_source(header, body, expected):
    assert metadata.article_source(["t", *body], Span(0, len(body), 1, "t", {"source": header})) == expected


def test_all_of_one_article():
    page = ("港口新政发布", "大众日报 2024-10-15", "", "附：《港口办法》", "https://example.org/1", "山东省港口办法印发（鲁政发〔2024〕7号）。", "https://example.org/2")
    articles, passages, problems = read_articles([Page("p.txt", page)])
    row = articles.iloc[0]
    assert [row.title, row.source, row.date, row.attachment, row.url, row.doc_number, row.region] == [
        "港口新政发布", "大众日报", "2024-10-15", "《港口办法》", "https://example.org/1", "鲁政发〔2024〕7号", ""]
    assert row.text == "山东省港口办法印发（鲁政发〔2024〕7号）。" and passages.line.tolist() == [5]  # lines read as metadata are no text


def test_a_day_without_its_year_is_not_completed():
    articles, _, problems = read_articles([Page("p.txt", ("Vegetable harvest", "BEIJING, May 9 (Xinhua) Text of the harvest."))])
    assert articles.date.tolist() == [""] and ("a date without a year; the article's date is left empty", 1) in [(p.reason, p.line) for p in problems]


def test_traditional_characters_keep_their_form_in_the_text():
    articles, _, _ = read_articles([Page("p.txt", ("廣州發展數字經濟", "來源：中央社", "日期：2024-03-05", "財政部印發通知，支持廣州。"))])
    row = articles.iloc[0]
    assert [row.script, row.region, row.issuer, row.source, row.text] == ["Hant", "Guangzhou", "Ministry of Finance", "中央社", "財政部印發通知，支持廣州。"]


def test_the_same_text_twice_in_one_file_gets_two_names():
    body = ("Note", "author: Ann", "date: 2024-01-02", "Text of the note.", "")
    articles, passages, _ = read_articles([Page("p.txt", body * 3)])
    first = articles.doc_id[0]
    assert articles.doc_id.tolist() == [first, f"{first}-2", f"{first}-3"] and passages.doc_id.tolist() == articles.doc_id.tolist()


def test_no_pages():
    articles, passages, problems = read_articles([])
    assert (len(articles), len(passages), problems) == (0, 0, [])
