"""Bytes to text: the right encoding, and no half-decoded page that passes as read."""

import random
import re

import pytest

from policyanalysis.corpus.readers import read_pages
from policyanalysis.corpus.readers.text import decode

HANS = ("国务院办公厅近日印发关于加快新型储能发展的意见，提出到2030年建成较为完善的市场机制。各地区要结合实际，统筹推进项目建设，防止一哄而上。意见明确，中央财政将设立专项资金，支持中西部省份。"
        "企业应当加强技术攻关，提高循环寿命，降低成本；监管部门要完善标准，守住安全底线。专家认为，电价改革是关键一环，用户侧的响应能力也须尽快提升。下一步，有关部门将公布实施细则，定期评估进展。")
HANT = ("國務院辦公廳近日印發關於加快新型儲能發展的意見，提出到2030年建成較為完善的市場機制。各地區要結合實際，統籌推進項目建設，防止一哄而上。意見明確，中央財政將設立專項資金，支持中西部省份。"
        "企業應當加強技術攻關，提高循環壽命，降低成本；監管部門要完善標準，守住安全底線。專家認為，電價改革是關鍵一環，用戶側的響應能力也須盡快提升。下一步，有關部門將公布實施細則，定期評估進展。")
EN = ("The ministry’s new plan names five targets for storage. “We will support the western provinces,” the minister said – a first. Prices fell by 10 per cent – less than planned – while "
      "the state’s share rose. The city’s own rules, it said, “remain in force” until 2030. Next year’s review will show whether the industry’s costs have come down… ")
ENCODINGS = [("Hans", HANS, e) for e in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be")] \
    + [("Hant", HANT, e) for e in ("utf-8", "big5", "cp950", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be")] \
    + [("en", EN, e) for e in ("utf-8", "cp1252", "gb18030", "utf-16-le", "utf-16-be")]


@pytest.mark.parametrize("n_characters", [50, 200, 2_000])
@pytest.mark.parametrize("language, text, encoding", ENCODINGS, ids=[f"{row[0]}-{row[2]}" for row in ENCODINGS])
def test_undeclared_encodings(language, text, encoding, n_characters):
    rng, source = random.Random(7), text * (2_100 // len(text) + 2)
    for _ in range(20):
        start = rng.randrange(len(text))
        piece = source[start : start + n_characters].strip()
        if language == "en" and sum(c > "\x7f" for c in piece) == 0:
            continue
        text_read, _, problem = decode(piece.encode(encoding))
        if (language, encoding, n_characters) == ("en", "gb18030", 50) and problem:
            continue  # two dashes of GBK are two Chinese characters of Big5: refused, which is right, rather than guessed
        assert (text_read, problem) == (piece, "")


DECLARED = [("gb2312", HANT, "big5"), ("big5", HANS, "gb18030"), ("utf-8", HANS, "gb18030"), ("iso-8859-1", HANS, "utf-8"), ("nonsense", HANS, "gbk"), ("utf-16", EN, "utf-8")]


@pytest.mark.parametrize("declared, text, encoding", DECLARED)
def test_a_wrong_declaration_is_not_believed(declared, text, encoding):
    assert decode(text.encode(encoding), declared)[::2] == (text, "")


def test_a_declaration_helps_where_little_is_there():
    assert decode("标题".encode("gbk"))[:2] == ("", "") and decode("标题".encode("gbk"), "gb2312")[:2] == ("标题", "gb18030")


RARE = ["碁銹裏墻恒粧嫺的國家發展政策", "深水埗、㗎、啲嘢都有政策喺度發展"]  # of the ETEN and of the Hong Kong extension


@pytest.mark.parametrize("text, encoding", zip(RARE, ["cp950", "big5hkscs"]))
def test_extensions_of_big5(text, encoding):
    assert decode(text.encode(encoding))[::2] == (text, "")


HALF = [  # a page that was damaged before, and what betrays it
    ("lost", HANS.replace("专", "\ufffd").encode(), "U\\+FFFD"),
    ("lost in GBK", (HANS[:50] + "锟斤拷锟斤拷" + HANS[50:]).encode("gb18030"), "锟斤拷"),
    ("UTF-8 as Latin-1", HANS.encode().decode("latin-1").encode(), "control|Latin-1"),
    ("UTF-8 as cp1252", "“We’ll see” – the plan’s end".encode().decode("cp1252", "ignore").encode(), "Latin-1"),
    ("UTF-8 as GBK", HANS.encode().decode("gbk", "ignore").encode(), "UTF-8 that was read as GBK|unassigned|hardly use"),
    ("UTF-8 as GBK, saved in GBK", HANS.encode().decode("gbk", "ignore").encode("gbk"), "not UTF-8|GBK"),
    ("one article of many", (HANS * 50 + "\n" + HANS.encode().decode("gbk", "ignore") + "\n" + HANS * 50).encode(), "UTF-8 that was read as GBK"),
    ("Big5 as GBK", HANT.encode("big5").decode("gb18030", "ignore").encode(), "private-use|hardly use|unassigned"),
    ("GBK as Big5", HANS.encode("gbk").decode("big5", "ignore").encode(), "hardly use|private-use"),
    ("GBK as Latin-1", HANS.encode("gbk").decode("latin-1").encode(), "."),
    ("private use", (HANS + "\ue000" * 9).encode(), "private-use"),
    ("a broken byte in GBK", HANS.encode("gbk")[:60] + b"\xff" + HANS.encode("gbk")[60:], "byte 60"),
    ("a broken byte in UTF-8", HANS.encode()[:60] + b"\xff" + HANS.encode()[60:], "byte 60"),
    ("two encodings", HANS.encode("gbk") + b"\n" + HANS.encode(), "."),
    ("two encodings, the other way", HANS.encode() + b"\n" + HANS.encode("gbk"), "."),
]


@pytest.mark.parametrize("data, reason", [row[1:] for row in HALF], ids=[row[0] for row in HALF])
def test_a_half_decoded_page_is_not_read(data, reason):
    text, _, problem = decode(data)
    assert text == "" and re.search(reason, problem), problem


@pytest.mark.parametrize("encoding, cut", [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("big5", 1), ("utf-16-le", 1)])
def test_a_file_cut_off_inside_its_last_character_is_read_with_a_warning(tmp_path, encoding, cut):
    source = HANT * 10
    (tmp_path / "a.txt").write_bytes(source.encode(encoding)[:-cut])
    (page,), (problem,) = read_pages(tmp_path)
    assert page.lines == (source[:-1],) and problem.severity == "warning" and "cut off" in problem.reason and "bytes …" in problem.reason


def test_a_few_damaged_characters_in_a_long_page_are_a_warning():
    text, _, problem = decode((HANS * 5 + "\ue5e5").encode())
    assert text and "1 control, private-use or unassigned character" in problem


FINE = ["café – naïve “quotes” ’s", "Überprüfung der Maßnahmen, façade", "Привет, мир. Политика.", "政策😀“好”", "한국어 정책", "日本の政策について", "a\u2028b\x85c", "𠮷野家的政策", "1" * 50, "锛的"]


@pytest.mark.parametrize("text", FINE)
def test_unusual_but_sound_texts_in_utf8(text):
    assert decode(text.encode()) == (text, "utf-8", "")


def test_markdown_keeps_its_marks(tmp_path):
    (tmp_path / "a.md").write_text("# 标题\n\n**重点** text", encoding="utf-8")
    assert read_pages(tmp_path)[0][0].lines == ("# 标题", "", "**重点** text")
