"""What the shipped glossaries say of a row: good renderings are left in peace, a machine's literal ones are found."""

from __future__ import annotations

from functools import cache

import pytest

from app import pipeline
from app.check import CheckContext, CheckRow, run_checks

Row = tuple[str, str]


@cache
def shipped(pair: str) -> CheckContext:
    source, target = pair.split("-")
    return pipeline.context_for(pipeline.choose_glossaries((), source, target), source, target)


def said(pair: str, source: str | None, target: str) -> list[str]:
    found = run_checks([CheckRow(0, source, target)], shipped(pair), checks={"term", "term-consistency"})
    return [target[span.start : span.end] for finding in found for span in finding.target] or [
        finding.code for finding in found
    ]


RIGHT: dict[str, list[Row]] = {
    "business": [
        ("归母净利润同比增长5%。", "Net profit attributable to owners of the parent rose 5% from a year earlier."),
        ("基本每股收益为0.12元。", "Basic earnings per share came to 0.12 yuan."),
        ("董事会已提请股东大会批准分红。", "The board has asked the general meeting to approve a dividend."),
        ("公司拟在科创板上市。", "The company plans to list on the STAR Market."),
        ("毛利率环比下降。", "Gross margin narrowed from the previous quarter."),
        ("央行下调存款准备金率。", "The central bank cut the RRR."),
        ("抗风险的短板要补齐。", "What we still lack is resilience."),
        ("他是这家公司的总经理。", "He runs the company."),
    ],
    "law": [
        ("市中级人民法院开庭审理此案。", "The intermediate people's court heard the case."),
        ("法定代表人应当签字。", "The legal representative shall sign."),
        ("本办法自发布之日起施行。", "These Measures take effect on the date of promulgation."),
        ("发改委批复了这个项目。", "The NDRC approved the project."),
        ("残联送来了轮椅。", "The disabled persons' federation brought wheelchairs."),
        ("社保卡与户口无关。", "The card has nothing to do with where one is registered."),
        ("从陕西到山西", "from Shaanxi to Shanxi"),
    ],
    "diplomacy": [
        ("外交部发言人主持例行记者会。", "A Foreign Ministry spokeswoman held the regular press briefing."),
        ("两国建立全面战略合作伙伴关系。", "The two countries set up a comprehensive strategic partnership."),
        ("法国国防部长表示", "the French defense minister said"),
        ("金砖国家领导人会晤", "the BRICS Summit"),
        ("坚持一个中国原则", "uphold the one-China principle"),
    ],
    "science": [
        ("中国科学院院士", "an academician of the Chinese Academy of Sciences"),
        ("他高考考了全县第一。", "He came first in the county in the gaokao."),
        ("高校和高中都放假了。", "Universities and high schools were closed."),
        ("新冠肺炎疫情", "the COVID-19 pandemic"),
        ("海归创办的企业", "a firm founded by returnees"),
    ],
    "culture": [
        ("国家级非物质文化遗产", "national-level intangible cultural heritage"),
        ("春节和中秋节", "the Spring Festival and the Mid-Autumn Festival"),
        ("鲁迅故居在绍兴。", "Lu Xun's former home is in Shaoxing."),
        ("国家5A级旅游景区", "a national 5A tourist attraction"),
        ("点了一份大盘鸡。", "They ordered big plate chicken."),
        ("白葡萄酒比白酒淡。", "White wine is milder than baijiu."),
    ],
    "party": [
        ("开展主题教育", "carry out the theoretical study program"),
        ("增强群众的获得感", "so that people feel that their lives are better"),
        ("抓落实", "get things done"),
        ("“三会一课”制度", "the system of “three meetings and one lecture”"),
        ("副市长出席会议并讲话。", "A deputy mayor addressed the meeting."),
        ("马拉松的最后一公里", "the last stretch of the marathon"),
        ("学习强国", "the Xuexi Qiangguo app"),
    ],
    "ja-en": [
        ("市役所で住民票をもらう。", "I get a residence certificate at the city hall."),
        ("官房長官が会見した。", "The Chief Cabinet Secretary met the press."),
        ("第3回花火大会", "the third fireworks festival"),
        ("震度6強の揺れ", "a quake of upper 6 on the Japanese scale"),
        ("特急に乗る。", "I take the limited express."),
        ("国宝と重要文化財", "National Treasures and Important Cultural Properties"),
        ("濃厚接触者", "people who had been close by"),
    ],
    "en-de": [
        ("They eventually agreed.", "Schließlich einigten sie sich."),
        ("The actual cost is below the current one.", "Die tatsächlichen Kosten liegen unter den aktuellen."),
        ("The chef bought a handy gift.", "Der Koch kaufte ein praktisches Geschenk."),
        ("a loan of 2 billion dollars", "ein Darlehen von 2 Milliarden Dollar"),
        ("The factory makes fabric.", "Die Fabrik stellt Stoff her."),
        ("Jamie Vardy won the Golden Boot.", "Jamie Vardy gewann den Golden Boot."),
        ("the balance sheet", "die Bilanz"),
    ],
}  # fmt: skip

WRONG: dict[str, list[tuple[str, str, str]]] = {
    "business": [
        ("扣非净利润增长8%。", "Deducted non-net profit rose by 8%.", "Deducted non-net profit"),
        ("毛利率为30%。", "The gross interest rate was 30%.", "gross interest rate"),
        ("募集资金已到账。", "The recruited funds have arrived.", "recruited funds"),
        ("新动能加快成长", "new kinetic energy grows faster", "new kinetic energy"),
        ("补短板、强弱项", "fill in the short boards and the weak", "short boards"),
        ("龙头企业带动", "driven by faucet enterprises", "faucet enterprises"),
        ("一家跨境电商", "a cross-border electricity supplier", "electricity supplier"),
        ("在交通银行开户", "open an account with the Traffic Bank", "Traffic Bank"),
        ("世界500强企业", "a world 500 strong company", "world 500 strong"),
        ("普惠金融", "universal finance", "universal finance"),
    ],
    "law": [
        ("派出所民警", "officers of the dispatch place", "dispatch place"),
        ("判处缓刑两年", "two years of slow punishment", "slow punishment"),
        ("取得社会效益的事业单位", "a career unit", "career unit"),
        ("住建局和人社局", "the housing bureau and the human society bureau", "human society bureau"),
        ("善意第三人", "a kind third person", "kind third person"),
        ("陕西省西安市", "Xi'an, Shanxi Province", "Shanxi"),
        ("特此公告。", "This announcement is special.", "This announcement is special"),
        ("正厅级干部", "an official of the upright hall level", "upright hall level"),
    ],
    "diplomacy": [
        ("金砖国家合作", "cooperation of the golden brick countries", "golden brick countries"),
        ("构建新型大国关系", "build big country diplomacy, a new big country relation", "new big country relation"),
        ("两岸关系发展", "the relation of two coasts", "relation of two coasts"),
        ("上合组织峰会", "the summit of the Shanghe Organization", "Shanghe Organization"),
        ("脱钩断链", "unhook and break the chain", "unhook and break the chain"),
    ],
    "science": [
        ("海归人才", "sea turtle talents", "sea turtle"),
        ("新冠肺炎患者", "patients with new crown pneumonia", "new crown pneumonia"),
        ("一所高校", "a high school", "high school"),
        ("揭榜挂帅机制", "the mechanism of unveiling the list", "unveiling the list"),
        ("三甲医院", "a three armor hospital", "three armor hospital"),
        ("立德树人", "set up virtue and plant people", "set up virtue and plant people"),
    ],
    "culture": [
        ("非遗传承人", "a non-genetic inheritor", "non-genetic inheritor"),
        ("非物质文化遗产展", "an exhibition of non-material cultural heritage", "non-material cultural heritage"),
        ("网红打卡地", "a net red punch card place", "net red punch card place"),
        ("农家乐", "a happy farmhouse", "happy farmhouse"),
        ("小心地滑", "Slip carefully", "Slip carefully"),
        ("一杯红茶", "a cup of red tea", "red tea"),
        ("春运开始", "spring transportation begins", "spring transportation"),
    ],
    "party": [
        ("打通最后一公里", "open up the last kilometer", "open up the last kilometer"),
        ("牵住牛鼻子", "hold the cow nose", "cow nose"),
        ("党建引领", "led by party construction", "led by party construction"),
        ("抓落实", "grasp the implementation", "grasp the implementation"),
        ("省委巡视组", "a patrol group of the CPC provincial committee", "patrol group"),
        ("增强获得感", "a stronger sense of acquisition", "sense of acquisition"),
        ("常务副县长", "the standing deputy county head", "standing deputy"),
        ("三严三实", "three strict and three real", "three strict and three real"),
        ("不忘初心", "do not forget the first heart", "do not forget the first heart"),
        ("扫一扫", "sweep and sweep", "sweep and sweep"),
    ],
    "ja-en": [
        ("特急に乗る。", "I take the special express.", "special express"),
        ("震度6弱", "an intensity of 6 weak", "6 weak"),
        ("市役所の職員", "staff of the city role place", "city role place"),
        ("人間国宝", "a human national treasure", "human national treasure"),
        ("花火大会", "a fireworks tournament", "fireworks tournament"),
        ("待機児童", "standby children", "standby children"),
        ("忘年会", "a forget-year party", "forget-year party"),
        ("株主総会と取締役会", "the shareholders' meeting and the crackdown meeting", "crackdown meeting"),
    ],
    "en-de": [
        ("They eventually agreed.", "Eventuell einigten sie sich.", "Eventuell"),
        ("the actual cost", "die aktuellen Kosten", "aktuellen"),
        ("a billion dollars", "eine Billion Dollar", "Billion"),
        ("a sensible choice", "eine sensible Wahl", "sensible"),
        ("The chef smiled.", "Der Chef lächelte.", "Chef"),
        ("a gift for you", "ein Gift für dich", "Gift"),
        ("a brave child", "ein braves Kind", "braves"),
        ("a sympathetic listener", "ein sympathischer Zuhörer", "sympathischer"),
        ("his tax return", "seine Steuerrückkehr", "Steuerrückkehr"),
        ("a power plant", "eine Kraftpflanze", "Kraftpflanze"),
    ],
}  # fmt: skip


def _pair(field: str) -> str:
    return field if "-" in field else "zh-en"


@pytest.mark.parametrize(
    ("pair", "source", "target"), [(_pair(field), *row) for field, rows in RIGHT.items() for row in rows]
)
def test_good_renderings_are_left_in_peace(pair: str, source: str, target: str) -> None:
    assert said(pair, source, target) == []


@pytest.mark.parametrize(
    ("pair", "source", "target", "found"), [(_pair(field), *row) for field, rows in WRONG.items() for row in rows]
)
def test_literal_renderings_are_found(pair: str, source: str, target: str, found: str) -> None:
    assert said(pair, source, target) == [found]


@pytest.mark.parametrize(
    "target",
    [
        "The company is a cross-border electricity supplier.",
        "Slip carefully into the boat and sit down.",
        "The dentist fitted a new crown.",
        "The carpenter cut the short board to size.",
        "He won a gold brick in the raffle.",
        "The collision gives the particle a new kinetic energy.",
        "Sea turtles nest on this beach, and red tea is served there.",
        "The patrol group returned at dawn.",
        "A spoonful of recessive genes does not make a theory.",
        "She has a sense of acquisition that every collector knows.",
        "To grasp the implementation, read the code.",
        "The recruited funds manager left for a rival.",
    ],
)
def test_ordinary_english_is_left_in_peace_without_a_source(target: str) -> None:
    assert said("zh-en", None, target) == []


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("a patient with new crown pneumonia", "new crown pneumonia"),
        ("a golden brick countries summit", "golden brick countries"),
        ("make up for short boards", "make up for short boards"),
        ("an exhibition of nonmaterial cultural heritage", "nonmaterial cultural heritage"),
    ],
)
def test_what_no_good_text_holds_is_found_without_a_source(target: str, found: str) -> None:
    assert said("zh-en", None, target) == [found]
