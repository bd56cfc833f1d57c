"""Bodies, national and local."""

import pytest

from policyanalysis.language.bodies import find_bodies

BODIES = [  # text, language, names
    ("苏州市工业和信息化局", "zh", ["Suzhou Municipal Bureau of Industry and Information Technology"]), ("苏州工信局", "zh", ["Suzhou Municipal Bureau of Industry and Information Technology"]),
    ("湖南省人民政府办公厅和湖南省政府", "zh", ["General Office of Hunan Provincial People's Government", "Hunan Provincial People's Government"]),
    ("北京市发展改革委", "zh", ["Beijing Municipal Development and Reform Commission"]),  # not the national one within it
    ("上海市商务委员会", "zh", ["Shanghai Municipal Commission of Commerce"]), ("广西壮族自治区财政厅", "zh", ["Guangxi Zhuang Autonomous Region Department of Finance"]),
    ("湖南省委和湖南省委办公厅", "zh", ["CPC Hunan Provincial Committee", "General Office of the CPC Hunan Provincial Committee"]), ("湖南省委托企业", "zh", []), ("湖南省长沙市财政局", "zh", ["Changsha Municipal Bureau of Finance"]),
    ("吉林省财政厅、吉林市财政局", "zh", ["Jilin Provincial Department of Finance", "Jilin Municipal Bureau of Finance"]), ("宁波市市场监督管理局", "zh", ["Ningbo Municipal Administration for Market Regulation"]),
    ("市财政局", "zh", []), ("省委", "zh", []), ("中国财政局", "zh", []), ("财政部、商务部", "zh", ["Ministry of Finance", "Ministry of Commerce"]), ("", "zh", []),
    ("Suzhou Municipal Bureau of Industry and Information Technology", "en", ["Suzhou Municipal Bureau of Industry and Information Technology"]),
    ("the Department of Finance of Hunan Province", "en", ["Hunan Provincial Department of Finance"]), ("Hunan Provincial Finance Department", "en", ["Hunan Provincial Department of Finance"]),
    ("the General Office of Hunan Provincial People's Government", "en", ["General Office of Hunan Provincial People's Government"]), ("People's Government of Guangdong Province", "en", ["Guangdong Provincial People's Government"]),
    ("Beijing Municipal Development and Reform Commission", "en", ["Beijing Municipal Development and Reform Commission"]), ("the Shenzhen municipal government", "en", []),
    ("National Development and Reform Commission", "en", ["National Development and Reform Commission"]), ("the municipal finance bureau", "en", []), ("", "en", []),
]


@pytest.mark.parametrize("text, lang, expected", BODIES)
def test_find_bodies(text, lang, expected):
    found = find_bodies(text, lang)
    assert [name.canonical for name in found] == expected and all(0 <= n.start < n.end <= len(text) for n in found)
