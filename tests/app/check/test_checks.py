"""Each check on pairs that it must name and on pairs that must stay silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.check import CHECKS, CheckContext, CheckRow, finding_key, ledger, run_checks
from app.errors import UserError
from app.model import Finding, Severity
from app.words import load_words
from glossary.matcher import compile_matcher
from glossary.model import Concept, Confidence, Glossary, Scope, Status, Term

Pair = tuple[str | None, str]
TERMS = Glossary(
    "test",
    "zh",
    "en",
    (
        Concept(
            "c1",
            (Term("总书记"),),
            (Term("General Secretary"), Term("Secretary-General", Status.FORBIDDEN, Scope.ANYWHERE)),
        ),
        Concept(
            "c2",
            (Term("抓手"),),
            (Term("lever"), Term("strategic hand", Status.FORBIDDEN, Scope.ANYWHERE)),
            confidence=Confidence.MEDIUM,
        ),
        Concept(
            "c3",
            (Term("小康社会"),),
            (Term("moderately prosperous society"), Term("well-off society", Status.DEPRECATED)),
        ),
        Concept("c4", (Term("乡村振兴"),), (Term("rural vitalization"), Term("rural revitalization", Status.ADMITTED))),
        Concept("c5", (Term("“十四五”规划"),), (Term("14th Five-Year Plan"),)),
    ),
)


def context(source: str = "zh", target: str = "en", *glossaries: Glossary) -> CheckContext:
    return CheckContext(source, target, compile_matcher(glossaries, source, target))


def check(
    pairs: Sequence[Pair], languages: str = "zh-en", only: str | None = None, *glossaries: Glossary
) -> tuple[Finding, ...]:
    rows = [CheckRow(number, source, target) for number, (source, target) in enumerate(pairs)]
    source, target = languages.split("-")
    return run_checks(rows, context(source, target, *glossaries), checks=None if only is None else [only])


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


# id, languages, source, target, code ("" for silence), the text of its target span
ROWS: list[tuple[str, str, str | None, str, str, str]] = [
    ("number", "zh-en", "共5.3万人", "53,000 people in all", "", ""),
    ("number", "zh-en", "共5.3万人", "530,000 people in all", "number-magnitude", "530,000"),
    ("number", "zh-en", "共5.3万人", "54,000 people in all", "number-differs", "54,000"),
    ("number", "zh-en", "共53人", "many people", "number-missing", ""),
    ("number", "zh-en", "很多人", "some 53 people", "number-added", "53"),
    ("number", "zh-en", "党的十九届五中全会", "the Fifth Plenary Session of the XIX Central Committee", "", ""),
    ("number", "zh-en", "党的十九届全会", "the Plenary of the 20th Central Committee", "number-differs", "20"),
    ("number", "zh-en", "“十四五”规划和96871平台", "the “14th Five Year Plan” and the 96871 platform", "", ""),
    ("number", "zh-en", "13项战略抓手", "the “13 strategic hands”", "", ""),
    ("number", "zh-en", "新冠病毒", "COVID-19", "", ""),
    ("number", "zh-en", "占地6000亩", "an area of 6,000 mu (400 hectares)", "", ""),
    ("number", "zh-en", "三分之一", "one third of them", "", ""),
    ("number", "zh-en", "增长六成", "grew by 60%", "", ""),
    ("number", "zh-en", "1.236亿元", "124 million yuan", "", ""),
    ("number", "zh-en", "去年4月", "in April 2019", "", ""),
    ("number", "zh-en", "卡-52M直升机", "the Ka-52M helicopter", "", ""),
    ("number", "zh-en", "请于18时前将问题发送至ir@example.org", "Write to ir@example.org by 6 p.m.", "", ""),
    ("date", "zh-en", "请于18时前将问题发送至ir@example.org", "Write to ir@example.org by 7 p.m.", "date-differs", "7"),
    ("number", "en-de", "1.5 million people in 1,000 towns", "1,5 Millionen Menschen in 1.000 Orten", "", ""),
    ("number", "en-de", "The F-35 flies.", "Die F-43 fliegt.", "number-differs", "F-43"),
    ("number", "en-pl", "5 people", "pięć osób", "", ""),
    ("number", "zh-en", "CN1和CN2", "CN1 and CN5", "number-differs", "CN5"),
    ("number", "zh-en", "3、甲", "4. A", "number-differs", "4"),
    ("number", "zh-en", "20万元", "200,060 yuan", "number-differs", "200,060"),
    ("number", "zh-en", "甲增长65%，乙增长65%", "A grew by 65%, and so did B", "number-missing", ""),
    ("number", "zh-en", "占地6000多亩", "an area of over 6,000 mu (400 hectares)", "", ""),
    ("number", "zh-en", "在2 0 1 5 年增长", "grew in 2015", "", ""),
    ("number", "zh-en", "网站(www.example.hk)有5萬多頁", "The site (www.example.hk) has over 50,000 pages", "", ""),
    ("number", "zh-en", "甲、乙等3所学校", "schools such as A and B", "", ""),
    ("number", "zh-en", "董事会", "the Board1 (FSB)", "", ""),
    ("number", "zh-en", "十元一箭", "10 yuan an arrow", "", ""),
    ("number", "zh-en", "十元一箭", "it says  yuan an arrow", "number-missing", ""),
    ("number", "zh-en", "新冠疫苗", "the COVID- vaccine", "number-gone", "COVID-"),
    ("number", "zh-en", "新冠疫苗", "the COVID- and flu vaccines", "", ""),
    ("number", "zh-en", "约七成", "about % of them", "number-gone", "%"),
    ("number", "zh-en", "上升2个百分点", "rose by 2 percentage points", "", ""),
    ("number", "zh-en", "上升2个百分点", "rose by 2%", "number-points", "2%"),
    ("number", "zh-en", "上升2%", "rose by 2 percentage points", "number-points", "2 percentage points"),
    ("number", "de-en", "Seit drei Jahren", "For three years", "", ""),
    ("number", "de-en", "Es waren drei Personen", "There were five people", "number-differs", "five"),
    ("number", "pl-en", "Trzech marynarzy", "Five sailors", "number-differs", "Five"),
    ("number", "hi-en", "वे तीन बार आए", "They came seven times", "number-differs", "seven"),
    ("number", "en-de", "a 15-foot boat", "ein fünf Meter langes Boot", "", ""),
    ("number", "en-de", "above 90 degrees Fahrenheit", "über 30 Grad Celsius", "", ""),
    ("number", "en-de", "5-10 acres burned", "2 bis 4 Hektar brannten", "", ""),
    ("number", "en-de", "more than 30,000 acres", "über 120 km2 groß", "", ""),
    ("number", "hi-en", "तमीम (58) के बावजूद 247 रन", "247 runs in spite of Tamim (58)", "", ""),
    ("number", "en-ru", "60,000 cases", "60,000 случаев", "number-format", "60,000"),
    ("number", "ja-en", "２万６４６９・８９ドル", "$26,469.89", "", ""),
    # A question that is told, one that is only thought, an abbreviation's stop, a call of Japanese, a bullet, a name.
    ("end-punctuation", "zh-en", "朋友问我，还好吗？", "My friends asked me if I was well.", "", ""),
    ("end-punctuation", "zh-en", "朋友问我，还好吗？", "My friends say I am well.", "end-question", "."),
    ("end-punctuation", "ja-en", "一緒に行こうか…", "Shall we go there together?", "", ""),
    ("end-punctuation", "en-de", "He lives in the U.S.", "Er lebt in den Vereinigten Staaten", "", ""),
    ("end-punctuation", "ja-en", "優勝戦に進出！", "They go on to the final match", "", ""),
    ("untranslated", "ja-en", "・設定は英語が優先です", "・The settings prefer English", "", ""),
    ("doubled-word", "zh-en", "杨洋指挥乐团。", "Yang Yang conducted the orchestra.", "", ""),
    # A name in the middle of a sentence, a title that is quoted, loans with an ending of the target's own.
    ("untranslated", "fr-de", "Il dirige l'Institut des hautes études en gestion de crise depuis mai.",
     "Er leitet das Institut des hautes études en gestion de crise seit Mai.", "", ""),
    ("untranslated", "de-en", "Er spielt „Guten Tag, liebes Glück“.", "He plays “Guten Tag, liebes Glück”.", "", ""),
    ("untranslated", "en-de", "An immersive story.", "Eine immersive Geschichte.", "", ""),
    ("untranslated", "zh-en", "他写了《减盐手册》。", "He wrote the 《减盐手册》.", "untranslated-script", "减盐手册"),
    ("untranslated", "zh-en", "他写了《减盐手册》。", "He wrote the Salt Handbook (减盐手册).", "", ""),
    ("number", "ja-en", "直近1週間は10万人当たり2.5人", "2.5 per 100,000 in the past week", "", ""),
    ("number", "ja-en", "直近2週間は10万人当たり2.5人", "2.5 per 100,000 in the past week", "number-missing", ""),
    ("number", "ja-en", "）焼いただけ", ") I just fried it", "", ""),
    ("number", "ja-en", "iOS14.3で", "on iOS 14.3", "", ""),
    ("number", "en-de", "from 12 to 15 people", "von 12 bis 15 Personen", "", ""),
    ("number", "en-de", "from 12 to 15 people", "von 15 bis 12 Personen", "number-swapped", "15"),
    ("number", "zh-en", "12人，共30%", "12 people, 30% in all", "", ""),
    ("number", "zh-en", "12人，共30%", "30 people, 12% in all", "number-swapped", "30"),
    # Two numbers exchanged: their neighbours tell
    ("number", "zh-en", "21人死亡，其中9人是会员。", "9 people died, 21 of them members.", "number-swapped", "9"),
    ("number", "zh-en", "由92分钟缩短到58分钟", "cut from 58 minutes to 92", "number-swapped", "58"),
    ("number", "zh-en", "由92分钟缩短到58分钟", "cut to 58 minutes from 92", "", ""),
    ("number", "zh-en", "10家医院，45名患者", "45 hospitals and 10 patients", "number-swapped", "45"),
    ("number", "zh-en", "10家医院的45名患者", "45 patients of 10 hospitals", "", ""),
    ("number", "zh-en", "7亿人中有1.3亿人", "130 million of 700 million people", "", ""),
    ("number", "zh-en", "第140頁至222頁", "pages 222 to 140", "number-swapped", "222"),
    ("number", "zh-en", "第140頁至222頁", "pages 140 to 222", "", ""),
    ("number", "zh-en", "5月28日至6月1日", "from May 1 to June 28", "number-swapped", "1"),
    ("number", "zh-en", "5月28日至6月1日", "from May 28 to June 1", "", ""),
    ("number", "ja-en", "iPhone8とiOS14", "the iPhone 14 and iOS 8", "number-swapped", "14"),
    ("number", "ja-en", "幅3メートル、高さ2メートル", "2 metres wide, 3 metres high", "number-swapped", "2"),
    ("number", "ja-en", "山田さん（54）は71歳の人と", "Yamada (71) and a 54-year-old man", "number-swapped", "71"),
    ("number", "de-en", "bestellt am 12.1.21", "ordered on 01/12/21", "", ""),
    # What a number leaves behind
    ("number", "zh-en", "约1000斤", "over  jin (500 kg)", "number-gone", "over  "),
    ("number", "zh-en", "十一时", "on Monday at 11: on the dot", "number-gone", "11:"),
    ("number", "zh-en", "全天候", "a -hour theatre", "number-gone", "-hour"),
    ("number", "zh-en", "好", "a short- and long-term plan, the well-  known one", "", ""),
    ("number", "en-de", "the 27-foot tower", "das  Fuß hohe Denkmal", "number-missing", ""),
    ("number", "en-zh", "2,600 acres", "占地（ 公顷）", "number-missing", ""),
    ("date", "zh-en", "2021年11月14日", "on November 2021, 14.", "date-disordered", "November 2021, 14"),
    ("date", "zh-en", "2021年11月14日", "on November 14, 2021.", "", ""),
    ("date", "zh-en", "上午7时30分", "at 30:07 in the morning", "date-no-time", "30:07"),
    ("date", "en-zh", "won 98:97", "以98:97获胜", "", ""),
    ("date", "zh-en", "截至2015年12月31日", "as of 31 December", "date-missing", ""),
    # Japanese ways of counting
    ("number", "ja-en", "打率1割8分2厘", "batting .182", "", ""),
    ("number", "ja-en", "3割5分", "35 %", "", ""),
    ("number", "ja-en", "１公演につき", "per performance", "", ""),
    ("date", "ja-en", "16人の３年生", "16 seniors", "", ""),
    ("number", "ja-en", "正代ら４人", "Shodai and 3 others", "", ""),
    ("number", "zh-en", "8月举办第九届", "the Eighth, held in August", "number-differs", "Eighth"),
    ("untranslated", "en-de", "Enjoy Cheaper Shipping Everywhere", "Enjoy Cheaper Shipping Everywhere",
     "untranslated-same", "Enjoy Cheaper Shipping Everywhere"),
    ("untranslated", "en-de", "New York Times", "New York Times", "", ""),
    ("untranslated", "en-zh", "Tap the device", "Tap the device", "untranslated-same", "Tap the device"),
    ("doubled-word", "en-de", "which the police", "Geräte, die die von uns", "doubled-word", "die die"),
    ("doubled-word", "en-de", "although the boiler", "warm, obwohl der der Kessel", "doubled-word", "der der"),
    ("doubled-word", "en-de", "because it is dear", "weil sie sie teuer ist", "doubled-word", "sie sie"),
    ("doubled-word", "en-de", "because they love it", "weil sie sie lieben", "", ""),
    ("doubled-word", "en-de", "Put them in the sun", "Stellen Sie sie in die Sonne", "", ""),
    ("end-punctuation", "ja-en", "見当たりませんけど？", "I cannot find it.", "", ""),
    ("end-punctuation", "ja-en", "試してみてはいかがだろう。", "Why not try it?", "", ""),
    ("spacing", "zh-en", None, "The clock ,and the hand", "space-before", " ,"),
    ("spacing", "zh-en", None, "The “clock” , and", "space-before", " ,"),
    ("end-punctuation", "zh-en", "有疑问吗？请来信！", "Any questions. Please write!", "end-question-inside", "."),
    ("end-punctuation", "zh-en", "有疑问吗？请来信！", "Any questions? Please write!", "", ""),
    ("number", "zh-en", "每天开放15小时", "open 15 minutes a day", "number-unit", "15 minutes"),
    ("number", "zh-en", "每天开放15小时", "open 15 hours a day", "", ""),
    ("capitals", "zh-en", None, "Come on September 2. please bring a card.", "capitals-start", "please"),
    ("capitals", "zh-en", None, "It is no. 2. of three.", "", ""),
    ("number", "zh-en", "由7.75至7.85元", "HK$7.75 to 7.85", "", ""),
    ("date", "zh-en", "11月26日上午", "On the morning of November 26", "", ""),
    ("date", "zh-en", "隨著利率在11月上升", "as rates rose in november", "", ""),
    ("date", "zh-en", "2016年底有4宗", "four cases a year ago", "", ""),
    ("date", "zh-en", "25日发布", "published the next day", "", ""),
    ("date", "de-en", "von April bis September", "from April to November", "date-differs", "November"),
    ("date", "de-en", "von April bis September", "from April to September", "", ""),
    ("number", "zh-en", "第十二届茶节", "the Eleventh Tea Festival", "number-differs", "Eleventh"),
    ("number", "zh-en", "海拔1100米", "1,100 feet above the sea", "number-unit", "1,100 feet"),
    ("number", "zh-en", "海拔1100米", "1,100 metres above the sea", "", ""),
    ("number", "zh-en", "投资5000万元", "an investment of $50 million", "number-currency", "$50 million"),
    ("number", "zh-en", "投资5000万元", "an investment of 50 million yuan", "", ""),
    ("number", "zh-en", "投资5000万元", "an investment of RMB50 million", "", ""),
    ("number", "zh-en", "投資5000萬元", "an investment of $50 million", "", ""),
    ("number", "zh-en", "花了300港元", "cost $300", "", ""),
    ("number", "zh-en", "投資50億元人民幣", "an investment of $5 billion", "number-currency", "$5 billion"),
    ("number", "zh-en", "投资105万余元", "invested more than $1.05 million", "number-currency", "$1.05 million"),
    ("number", "fr-de", "5 milliards d’euros", "5 Milliarden Dollar", "number-currency", "5 Milliarden Dollar"),
    ("number", "zh-en", "花了300日元", "cost 300 yuan", "number-currency", "300 yuan"),
    ("number", "zh-en", "300元（约40美元）", "300 yuan (about $40)", "", ""),
    ("number", "zh-en", "2021元旦", "2021 dollars", "", ""),
    ("number", "ja-en", "300円", "¥300", "", ""),
    ("number", "en-de", "$300", "300 €", "number-currency", "300 €"),
    ("number", "en-de", "$300", "300 Dollar", "", ""),
    ("number", "en-zh", "€300", "300元", "number-currency", "300元"),
    ("number", "ja-en", "2日おきに開く", "open every third day", "", ""),
    ("number", "ja-en", "12日おきに開く", "open every 13 days", "", ""),
    ("number", "ja-en", "12日おきに開く", "open every 14 days", "number-differs", "14"),
    ("number", "ja-en", "りんごは1個", "only  apple", "number-missing", ""),
    ("number", "ja-en", "月に100万円", "earn  million yen a month", "number-gone", "million"),
    ("number", "ja-en", "iOS12.1に戻した", "went back to iOS .", "number-gone", "iOS"),
    ("number", "ja-en", "iOS12.1に戻した", "went back to iOS 12.1 .", "", ""),
    ("number", "ja-en", "同日午後4時に発表", "told at 4pm on the 17th", "", ""),
    ("number", "ja-en", "18日午後4時に発表", "told at 4pm on the 17th", "number-differs", "17"),
    ("weekday", "de-en", "am Freitag, dem 16. März 2018", "on Thursday, 16 March 2018", "weekday", "Thursday"),
    ("weekday", "de-en", "am Freitag, dem 16. März 2018", "on Friday, 16 March 2018", "", ""),
    ("weekday", "de-en", "am Freitag, dem 16. März 2018", "on Friday, 16 May 2018", "", ""),
    ("weekday", "de-en", "am Donnerstag, dem 16. März 2018", "on Thursday, 16 March 2018", "", ""),
    ("weekday", "zh-en", None, "It opens on Monday, April 12, 2019.", "weekday", "Monday"),
    ("weekday", "en-zh", None, "2019年4月12日（星期五）", "", ""),
    ("date", "zh-en", "7月25日0—24时", "on July 25", "", ""),
    ("date", "zh-en", "去年4月", "in April 2016", "", ""),
    ("date", "zh-en", "去年和2018年", "in 2017 and 2018", "", ""),
    ("date", "zh-en", "2018年和2019年", "in 2018, 2019 and 2017", "date-added", "2017"),
    ("date", "zh-en", "当天是26日，他26日走了", "on July 26 that day, he left on July 23", "date-added", "23"),
    ("number", "zh-en", "挑选六个热搜", "Choose three topics", "number-differs", "three"),
    ("number", "zh-en", "增长两倍", "tripled", "", ""),
    ("number", "de-en", "Nach dem 1:1 gewann er mit 4:2.", "After a 4-1 he won 4-2.", "number-differs", "4"),
    ("number", "de-en", "Nach dem 1:1 gewann er mit 4:2.", "After a 1-1 he won 4-2.", "", ""),
    ("number", "zh-en", "2018年疫情", "in 20180", "number-magnitude", "20180"),
    ("number", "zh-en", "自1994年起计", "since 19943. Table", "", ""),
    ("number", "zh-en", "新冠疫情", "the Covid-79 epidemic", "number-name", "Covid-79"),
    ("number", "zh-en", "新冠疫情", "the Covid-19 epidemic", "", ""),
    ("date", "zh-en", "11月26日上午", "On the morning of November 27", "date-differs", "27"),
    ("date", "zh-en", "2020-11-26 14:47", "November 26, 2020, 2:47 p.m.", "", ""),
    ("date", "zh-en", "1983年创办", "founded in 1982", "date-differs", "1982"),
    ("date", "zh-en", "20世纪六七十年代", "in the 1960s and 1970s", "", ""),
    ("date", "ja-en", "令和5年に開業", "It opened in 2023.", "", ""),
    ("omission", "zh-en", "你好。", "", "omission-empty", ""),
    ("omission", "zh-en", "", "", "", ""),
    ("addition", "zh-en", "", "Who wrote this?", "addition-no-source", "Who wrote this?"),
    ("addition", "zh-en", None, "Who wrote this?", "", ""),
    ("untranslated", "en-de", "We are happy today.", "We are happy today.", "untranslated-same", "We are happy today."),
    ("untranslated", "en-de", "Angela Merkel, Berlin", "Angela Merkel, Berlin", "", ""),
    ("untranslated", "zh-en", "这些结晶的成分", "The composition of these 结晶", "untranslated-script", "结晶"),
    ("untranslated", "zh-en", "正值中伏", "It is the middle of Sanfu (中伏).", "", ""),
    ("untranslated", "de-en", "Er kam und sprach", "He came und spoke", "untranslated-words", "und"),
    ("untranslated", "fr-de", "l'Autorité des marchés financiers", "Die Autorité des marchés financiers.", "", ""),
    ("untranslated", "de-en", "Ja, ab Mai bietet Nordwerk jeden Dienstag um 14.30 Uhr Führungen in Bremen an.",
     "Yes? Ja, ab Mai bietet Nordwerk jeden Dienstag um 14.30 Uhr Führungen in Bremen an.", "untranslated-words",
     "Ja, ab Mai bietet Nordwerk jeden Dienstag um 14.30 Uhr Führungen in Bremen an"),
    ("untranslated", "de-en", "Das Buch „Die Leiden des jungen Werthers“ liegt vor.",
     "The book “Die Leiden des jungen Werthers” is there.", "", ""),
    ("number", "en-zh", "It&#39;s late. [caption id=\"a_42\" width=\"600\"]Tom[/caption]", "天晚了。汤姆", "", ""),
    ("number", "de-en", "Beginn um 14.30 Uhr", "It begins at 14.30", "", ""),
    ("number", "de-en", "Beginn um 14.30 Uhr", "It begins at 14.40", "number-differs", "14.40"),
    ("spacing", "en-de", None, "Fisch&nbsp;von Tom", "", ""),
    ("litter", "en-de", None, "Die Stadt re&shy;pariert", "litter-entity", "&shy;"),
    ("litter", "en-de", None, "[su_box title=\"Note\"]", "litter-code", "[su_box title=\"Note\"]"),
    ("untranslated", "en-de", "E-mail: desk@brook-water.example", "E-Mail: desk@brook-water.example", "", ""),
    ("untranslated", "en-de", "Call us or come by.", "Rufen Sie an or kommen Sie.", "untranslated-words", "or"),
    ("untranslated", "de-en", "der Hafen und die Stadt", "the harbour und the town", "untranslated-words", "und"),
    ("untranslated", "fr-de", "le pont est fermé", "die Brücke est gesperrt", "untranslated-words", "est"),
    ("untranslated", "en-de", "He was and is old.", "Er war und ist alt.", "", ""),
    ("untranslated", "en-de", "It came from the end of time.", "Es kam aus „the end of time“.", "", ""),
    ("untranslated", "en-de", "the report of the council", "der Bericht of der Kommission", "untranslated-words", "of"),
    ("untranslated", "fr-en", "un pour cent", "they pour water", "", ""),
    ("untranslated", "de-en", "Herr von der Aue kam", "Mr von der Aue came", "", ""),
    ("placeholder", "en-de", "Hello {name}, %s", "Hallo {name}, %s", "", ""),
    ("placeholder", "en-de", "Hello {name}", "Hallo {Name}", "placeholder-added", "{Name}"),
    ("placeholder", "en-de", "See https://example.org/a.", "Siehe dort.", "placeholder-missing", ""),
    ("placeholder", "en-de", "Write to info@example.org.", "An info@example.", "placeholder-address", "info@example"),
    ("placeholder", "en-de", "Hold <b>this</b> #NAME#", "Halten Sie <b>das</b>, #NAME#", "", ""),
    ("placeholder", "en-de", "Hold <b>this</b>", "Halten Sie <b>das", "placeholder-missing", ""),
    ("placeholder", "ja-en", "＜福島県＞", "<Fukushima Prefecture>", "", ""),
    ("placeholder", "en-de", "5 < 6 and 7 > 3", "5 ist kleiner als 6", "", ""),
    ("name", "de-en", "sagte Henning Voss.", "said Henning Foss.", "name-differs", "Foss"),
    ("name", "de-en", "sagte Henning Voss in Köln.", "said Henning Voss in Cologne.", "", ""),
    ("name", "fr-de", "dit Zinédine Zidane", "sagte Zinedine Zidane", "", ""),
    ("name", "de-en", "Sie kam aus Moskau.", "She came from Moscow.", "", ""),
    ("name", "en-de", "said Rosa Wetherby.", "sagte Rosa Weatherby.", "name-differs", "Weatherby"),
    ("name", "en-de", "said Rosa Weatherby.", "sagte Rosa Wetherby.", "name-differs", "Wetherby"),
    ("name", "en-de", "said Rosa Wetherby.", "sagte die Mutter Wetherbys.", "", ""),
    ("name", "en-de", "said Yanushenko.", "sagte Januschenko.", "", ""),
    ("name", "en-de", "said Borushenko.", "sagte Boruschenko.", "", ""),
    ("name", "en-de", "said Navelny.", "sagte Nawelny.", "", ""),
    ("name", "en-de", "in Northern Italy", "in Norditalien", "", ""),
    ("name", "en-de", "The Americans came.", "Die Amerikaner kamen.", "", ""),
    ("name", "zh-en", "沈若溪说好。", "“Good,” said Shen Ruoshi.", "name-reading", "Ruoshi"),
    ("name", "zh-en", "沈若溪说好。", "“Good,” said Shen Ruoxi.", "", ""),
    ("name", "zh-en", "沈若溪和石洛说好。", "“Good,” said Shen Ruoxi and Shi Luo.", "", ""),
    ("name", "zh-en", "他去青泥镇。", "He went to Qingli Town.", "name-reading", "Qingli"),
    ("name", "zh-en", "他叫周立坤。", "He is Zhao Likun.", "name-reading", "Zhao"),
    ("name", "zh-en", "他叫赵立坤。", "He is Zhou Likun.", "name-reading", "Zhou"),
    ("name", "zh-en", "记者李强", "reporter Li Qian", "name-reading", "Qian"),
    ("name", "zh-en", "长春和厦门", "Changchun and Xiamen", "", ""),
    ("name", "zh-en", "吕梁市", "Lüliang City and Lyuliang", "", ""),
    ("name", "zh-en", "江市长说好。", "“Good,” said the mayor of Jiangxi.", "", ""),
    ("name", "zh-en", "他喝米其林的酒。", "He drank the wine of Michelin.", "", ""),
    ("name", "ja-en", "山田さん", "Ms Yamanda", "", ""),
    ("list-marker", "zh-en", "一是学习，二是领会，三是践行。", "First study, second grasp, third practise.", "", ""),
    ("list-marker", "zh-en", "一是学习，二是做，三是行。", "First study, second do, act.", "list-marker-missing", ""),
    ("doubled-word", "zh-en", "我们走", "Could could you go?", "doubled-word", "Could could"),
    ("doubled-word", "zh-en", None, "It is in in the box.", "doubled-word", "in in"),
    ("doubled-word", "zh-en", "他曾", "He had had enough of that that day.", "", ""),
    ("doubled-word", "zh-en", "郎朗", "The pianist Lang Lang played.", "", ""),
    ("doubled-word", "zh-en", "在2016年", "in 2016 2016.", "doubled-word", "2016 2016"),
    ("doubled-word", "zh-en", "很多很多", "in many many fields", "", ""),
    ("doubled-word", "zh-en", "很多", "in many many fields", "doubled-word", "many many"),
    ("doubled-word", "zh-en", "你好", "You You are welcome.", "doubled-word", "You You"),
    ("doubled-word", "en-de", "which the police", "Geräte, die die Polizei nutzt", "", ""),
    ("doubled-word", "en-de", "the version", "So finden Sie die die Version", "doubled-word", "die die"),
    ("doubled-word", "en-de", "if you buy them", "Wenn Sie sie kaufen", "", ""),
    ("doubled-word", "en-de", "Tap", "Tippen Sie Sie hier", "doubled-word", "Sie Sie"),
    ("doubled-word", "zh-en", "他说", "He said that that “plan” was good.", "", ""),
    ("doubled-word", "zh-en", "他说", "He said that that the plan was good.", "doubled-word", "that that"),
    ("litter", "zh-en", None, "[ad_1]", "litter-code", "[ad_1]"),
    ("litter", "zh-en", "甲和乙", "A &amp; B", "litter-entity", "&amp;"),
    ("litter", "zh-en", "不", "donâ€™t", "litter-encoding", "â€™"),
    ("litter", "zh-en", "甲[1]", "A [1] and R&D", "", ""),
    ("grammar", "zh-en", None, "She is a engineer.", "grammar", "a engineer"),
    ("grammar", "zh-en", None, "It is an university.", "grammar", "an university"),
    ("grammar", "zh-en", None, "There were more then ten.", "grammar", "more then"),
    ("grammar", "zh-en", None, "They should of come in spite of it, despite of all.", "grammar", "should of"),
    ("grammar", "zh-en", None, "The town has it's own tea.", "grammar", "it's"),
    ("grammar", "zh-en", None, "It opened five year ago.", "grammar", "five year"),
    ("grammar", "zh-en", None, "an hour, a university, a one-off, a European, an honest man, plan a in b, an old one; "
     "it got better; then it rained; could of course; a five year plan", "", ""),
    ("grammar", "en-de", None, "Wir arbeiten seid 2010 hier.", "grammar", "seid"),
    ("grammar", "en-de", None, "Er sagte, das der Tee gut sei.", "grammar", "sagte, das der"),
    ("grammar", "en-de", None, "Ihr seid da. Das Haus, das der Mann baute, und sie sagte, dass er kam.", "", ""),
    ("brackets", "zh-en", "甲（乙）", "A (B", "bracket-open", "("),
    ("brackets", "zh-en", None, "A before)", "bracket-close", ")"),
    ("brackets", "zh-en", "甲（乙", "A (B", "", ""),
    ("brackets", "zh-en", "甲", "a) first b) second :)", "", ""),
    ("brackets", "zh-en", "甲", "ii) first 12) second", "", ""),
    ("brackets", "zh-en", "甲", "This one) is wrong", "bracket-close", ")"),
    ("end-punctuation", "zh-en", "你好吗？", "How are you.", "end-question", "."),
    ("end-punctuation", "zh-en", "我们今天去学校。", "We go to school today", "end-missing-stop", "y"),
    ("end-punctuation", "zh-en", "我们明天去学校（步行）。", "We go to school (on foot)", "end-missing-stop", ")"),
    ("end-punctuation", "zh-en", "我们今天去学校。", "We go to school today,", "end-missing-stop", ","),
    ("end-punctuation", "zh-en", "“我们走。”", "“Let us go now.”", "", ""),
    ("end-punctuation", "zh-en", "标题", "A title.", "", ""),
    ("end-punctuation", "ja-en", "本当に！？", "Is that really so?!", "", ""),
    ("punctuation", "zh-en", None, "First，second", "punctuation-wide", "，"),
    ("punctuation", "zh-en", None, "First,, second", "punctuation-twice", ",,"),
    ("punctuation", "zh-en", None, "And so on... and on", "", ""),
    ("punctuation", "en-zh", None, "你好,世界", "punctuation-narrow", ","),
    ("spacing", "zh-en", None, "Two  spaces", "space-double", "  "),
    ("spacing", "zh-en", None, "One. And  two", "space-double", "  "),
    ("spacing", "zh-en", None, "A space , here", "space-before", " ,"),
    ("spacing", "zh-en", None, "No space,here", "space-missing", ","),
    ("spacing", "zh-en", None, "See example.com, 3,000 or e.g. this", "", ""),
    ("spacing", "zh-en", None, "It has many rooms, including412 with a bath.", "space-words", "including412"),
    ("spacing", "zh-en", None, "It lies between4 and 5.", "space-words", "between4"),
    ("spacing", "zh-en", None, "The rules1 of web3, room12a and sha256 hold.", "", ""),
    ("spacing", "zh-en", None, "Write to office@ tea.example.", "space-address", "office@ tea.example"),
    ("spacing", "zh-en", None, "Look at www. tea.example today.", "space-address", "www. tea.example"),
    ("spacing", "zh-en", None, "Look at https:// tea.example today.", "space-address", "https:// tea.example"),
    ("spacing", "zh-en", None, "Look at www.tea. com today.", "space-address", "www.tea. com"),
    ("spacing", "zh-en", "见www.tea.example/about", "See www.tea.example/ about", "", ""),  # placeholder says it
    ("spacing", "en-de", None, "Siehe www.tea.example/ brewing dazu.", "space-address", "www.tea.example/ brewing"),
    ("spacing", "zh-en", None, "See www.tea.example/ for more. It is @ home. Ask www.tea.example. It helps.", "", ""),
    ("punctuation", "zh-en", None, "Write to office@tea,example today.", "punctuation-address", ","),
    ("punctuation", "zh-en", None, "Look at www.tea,com today.", "punctuation-address", ","),
    ("punctuation", "zh-en", None, "Ask office@tea.example, or @tom, who knows, or www.tea.example, if open.", "", ""),
    ("spacing", "zh-en", None, "The town ( on the river) has tea.", "space-bracket", " "),
    ("spacing", "zh-en", None, "The town (on the river ) has tea.", "space-bracket", " "),
    ("spacing", "zh-en", None, "The town(on the river) has tea.", "space-missing-before", "("),
    ("spacing", "zh-en", None, "The town (on the river)has tea.", "space-missing", ")"),
    ("spacing", "zh-en", None, "Note:there is tea.", "space-missing", ":"),
    ("spacing", "zh-en", None, "It has 412rooms.", "space-words", "412rooms"),
    ("spacing", "zh-en", None, "Your item(s) of (re)use :) at 10:30, f(x) of the 1990s, 3rd and 20kg", "", ""),
    ("spacing", "en-de", None, "Liebe Bürger:innen, Lehrer(innen) und Schüler(in), die 20er", "", ""),
    ("spacing", "ja-en", "男子団体　日本敗れる", "Men's team  Japan lose", "", ""),
    ("spacing", "en-fr", None, "Vraiment ? Oui !", "", ""),
    ("capitals", "zh-en", None, "He went home late. then he slept.", "capitals-start", "then"),
    ("capitals", "zh-en", None, "Made by Smith et al. in Rome, e.g. this one.", "", ""),
    ("capitals", "en-de", "The cat slept all day.", "die Katze schlief den Tag lang.", "capitals-start", "die"),
    ("capitals", "zh-en", None, "It opens on monday, and in november too.", "capitals-always", "monday"),
    ("capitals", "zh-en", None, "Last year i was in the chinese town.", "capitals-always", "i"),
    ("capitals", "zh-en", None, "They march in may; part i, fine china, comparisons, www.london.example", "", ""),
    ("capitals", "zh-en", None, "When spring came, The tea was picked.", "capitals-comma", "The"),
    ("capitals", "zh-en", None, "In the end, The Hague and, It Follows by name", "", ""),
    ("capitals", "en-de", "The bridge and its renovation", "Die Brücke und ihre renovierung", "capitals-noun",
     "renovierung"),
    ("capitals", "en-de", "The planned and the old bridge", "Die geplante und die alte Brücke, heute wichtig", "", ""),
    ("capitals", "en-de", "We ask for your patience.", "Wir bitten um ihre Geduld.", "capitals-polite", "ihre"),
    ("capitals", "en-de", "We ask for your patience.", "Wir bitten um Ihre Geduld.", "", ""),
    ("capitals", "en-de", "They ask your help for their sons.", "Sie bitten Sie um Hilfe für ihre Söhne.", "", ""),
    ("capitals", "en-de", "iPhone users wait all night.", "iPhone-Nutzer warten die ganze Nacht darauf.", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "languages", "source", "target", "code", "stretch"), ROWS)
def test_a_row(id_: str, languages: str, source: str | None, target: str, code: str, stretch: str) -> None:
    findings = check([(source, target)], languages, id_)
    assert codes(findings)[:1] == ([code] if code else [])
    if stretch:
        span = findings[0].target[0]
        assert target[span.start : span.end] == stretch


@pytest.mark.parametrize("id_", sorted({row[0] for row in ROWS}))
def test_every_row_check_has_a_hit_and_a_silence(id_: str) -> None:
    assert {bool(row[4]) for row in ROWS if row[0] == id_} == {True, False}


@pytest.mark.parametrize(
    ("source", "target", "found", "suggestion"),
    [
        ("产值86.4亿元", "worth 86.4 billion yuan", "number", "worth 8.64 billion yuan"),
        ("共5300人", "3,500 people", "number", "5,300 people"),
        ("11月26日", "November 27", "date", "November 26"),
        ("花了300元", "cost 300 dollars", "number", "cost 300 yuan"),
        ("花了300元", "cost $300", "number", "cost RMB300"),
        ("我们走", "We went went home", "doubled-word", "We went home"),
        ("我们走", "We  go", "spacing", "We go"),
        ("我们走", "We go , now", "spacing", "We go, now"),
    ],
)
def test_a_certain_fix_is_offered(source: str, target: str, found: str, suggestion: str) -> None:
    offered = check([(source, target)], only=found)[0].suggestions[0]
    assert target[: offered.span.start] + offered.text + target[offered.span.end :] == suggestion


def test_terms_have_a_code_and_severity_per_verdict() -> None:
    pairs: Sequence[Pair] = [
        ("总书记讲话", "The Secretary-General spoke."),
        ("抓手", "The strategic hand"),
        ("小康社会", "a well-off society"),
        ("总书记讲话", "He spoke."),
        ("总书记讲话", "The General Secretary spoke."),
    ]
    findings = check(pairs, "zh-en", "term", TERMS)
    assert [(f.row, f.code, f.severity) for f in findings] == [
        (0, "term-forbidden", Severity.MAJOR),
        (1, "term-forbidden", Severity.MINOR),
        (2, "term-deprecated", Severity.MINOR),
        (3, "term-missing", Severity.MINOR),
    ]
    assert findings[0].suggestions[0].text == "General Secretary"
    assert findings[0].term == "总书记"


def test_a_forbidden_form_is_found_without_a_source() -> None:
    assert codes(check([(None, "The Secretary-General spoke.")], "zh-en", None, TERMS)) == ["term-forbidden-anywhere"]


def test_names_own_their_numerals() -> None:
    pair: Pair = ("编制规划", "the 14th Five-Year Plan")
    assert codes(check([pair], "zh-en", "number", TERMS)) == ["number-added"]
    assert not check([("“十四五”规划", "the 14th Five-Year Plan")], "zh-en", "number", TERMS)


def test_two_names_of_one_term_are_reported_at_the_odd_one() -> None:
    pairs: Sequence[Pair] = [("乡村振兴", "rural vitalization")] * 2 + [("乡村振兴", "rural revitalization")]
    findings = check(pairs, "zh-en", "term-consistency", TERMS)
    assert [(f.row, f.code) for f in findings] == [(2, "term-two-names")]
    assert dict(findings[0].facts)["rows"] == "1, 2"


def test_the_ledger_names_rows() -> None:
    rows = [CheckRow(7, "总书记", "General Secretary")]
    assert [(row, entry.verdict.value) for row, entry in ledger(rows, context("zh", "en", TERMS))] == [(7, "ok")]


def test_a_quotation_may_run_over_rows() -> None:
    open_and_closed: Sequence[Pair] = [("甲", "He said: “We go."), ("乙", "“We go far.”"), ("丙", "She said “no”.")]
    assert not check(open_and_closed, only="quotes")
    assert codes(check([("甲", "He said “no”."), ("乙", "She said “yes.")], only="quotes")) == ["quote-open"]
    assert codes(check([("甲", "He said “no. “")], only="quotes")) == ["quote-facing"]
    assert codes(check([("甲", 'He said "no.')], only="quotes")) == ["quote-odd"]
    assert not check([("甲", 'He said "no.'), ("乙", 'Never."')], only="quotes")


def test_lengths_far_out_of_the_documents_own_ratio() -> None:
    plain: Pair = ("这是一个用来测试长度的普通句子。", "This is an ordinary sentence for testing lengths.")
    usual = [plain] * 12
    short: Pair = ("这是一个用来测试长度的普通句子，而且比别的句子长很多很多，内容也多。", "An ordinary one.")
    long: Pair = ("这是一个用来测试的句子。", "This is one. " * 12)
    findings = check([*usual, short, long], only="omission") + check([*usual, short, long], only="addition")
    assert [(f.row, f.code) for f in findings] == [(12, "omission-short"), (13, "addition-long")]
    assert not check([short, long], only="omission")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("This is sentence number one of the document, and it is quite a normal one.", []),
        ("This is sentence number one of the document, and", ["omission-short"]),
        ("This is sentence number one of it, so I’m gonna", ["omission-short"]),
        ("of the document, and it is quite a normal", ["omission-short"]),
        ("This is sentence number one of the document, and it is.", []),
    ],
)
def test_half_a_row_cut_away_shows_in_a_document_of_even_lengths(target: str, expected: list[str]) -> None:
    source = "Dies ist Satz Nummer eins des Dokuments, und er ist ganz normal gebaut."
    whole = "This is sentence number one of the document, and it is quite a normal one."
    assert codes(check([(source, whole)] * 40 + [(source, target)], "de-en", "omission")) == expected


def test_a_quotation_that_the_source_leaves_open_is_left_open() -> None:
    assert not check([("他说：“甲。", "He said: “A."), ("乙", "She said “no”.")], only="quotes")
    assert codes(check([("他说：“甲。”", "He said: “A."), ("乙", "She said “no”.")], only="quotes")) == ["quote-open"]


def test_repeats_with_two_translations_and_two_sentences_with_one() -> None:
    same: Sequence[Pair] = [("我们今天一起去学校。", "We go to school today.")] * 2 + [
        ("我们今天一起去学校。", "Off to school we go.")
    ]
    assert [(f.row, f.code) for f in check(same, only="same-source")] == [(2, "same-source")]
    short: Sequence[Pair] = [("你好", "Hello"), ("你好", "Hi")]
    assert not check(short, only="same-source")
    one: Sequence[Pair] = [("我们今天去学校。", "We all go to school."), ("他们昨天去公园。", "We all go to school.")]
    assert codes(check(one, only="same-target")) == ["same-target"]
    alike: Sequence[Pair] = [
        ("图一按开支项目计的本地生产总值", "Chart 1 GDP by expenditure"),
        ("图一按支出项目计的本地生产总值", "Chart 1 GDP by expenditure"),
    ]
    assert not check(alike, only="same-target"), "a word apart, one meaning"


def test_a_name_in_two_spellings_is_told_where_the_source_has_one() -> None:
    pairs: Sequence[Pair] = [("林小雨回乡。", "Lin Xiaoyu came home."), ("小雨说好。", "“Good,” said Xiaoyue.")]
    [found] = check(pairs, "ja-en", only="name")
    assert (found.row, found.code, dict(found.facts)["common"]) == (1, "name-two-spellings", "Xiaoyu")
    # Chinese tells by itself which is right.
    [found] = check(pairs, only="name")
    assert (found.row, found.code, dict(found.facts)["expected"]) == (1, "name-reading", "Xiaoyu")
    apart: Sequence[Pair] = [("林小雨回乡。", "Lin Xiaoyu came home."), ("王晓月说好。", "“Good,” said Xiaoyue.")]
    assert not check(apart, only="name")


@pytest.mark.parametrize(
    ("languages", "pairs", "lost"),
    [
        ("zh-en", [("• 苹果三斤", "• Three apples"), ("• 梨四斤", "Four pears"), ("• 桃五斤", "• Five peaches")], [1]),
        ("zh-en", [("• 苹果三斤", "Three apples"), ("• 梨四斤", "• Four pears")], [0]),
        ("zh-en", [("• 苹果三斤", "Three apples"), ("• 梨四斤", "Four pears")], []),
        ("zh-en", [("（一）苹果", "(1) Apples"), ("（二）梨", "Pears"), ("（三）桃", "(3) Peaches")], [1]),
        ("zh-en", [("（一）苹果", "(1) Apples"), ("（二）梨", "Second, pears"), ("（三）桃", "(3) Peaches")], []),
        ("en-de", [("1. Apples", "1. Äpfel"), ("2. Pears", "Birnen"), ("3.5 is all", "3,5 ist alles")], [1]),
        ("en-de", [("- Apples", "– Äpfel"), ("- Pears", "Birnen"), ("- Plums", "– Pflaumen")], [1]),
        ("en-de", [("- Apples", "– Äpfel"), ("- Pears", "Birnen"), ("- Plums", "Pflaumen")], []),
        ("en-de", [("- Apples", "– Äpfel"), ("Pears", "Birnen"), ("- Plums", "– Pflaumen")], []),
        ("en-de", [("- Apples", "– Äpfel"), ("-5 degrees", "Kälte"), ("- Plums", "– Pflaumen")], []),
    ],
)
def test_an_item_without_its_mark(languages: str, pairs: list[Pair], lost: list[int]) -> None:
    found = check(pairs, languages, "list-marker")
    assert [one.row for one in found] == lost
    assert {one.code for one in found} <= {"list-marker-lost"}


@pytest.mark.parametrize(
    ("languages", "pairs", "odd"),
    [
        ("en-de", [("in Fell Brook", "in Fell Brook"), ("at Fell Brook", "am Fell Brok")], (1, "Brok")),
        ("en-de", [("in Fell Brook", "in Fell Brook"), ("at Fell Brook", "am Fellbach")], None),
        ("en-de", [("Tom Harlington", "Tom Harlington"), ("by Harlington", "von Haarlingtton")], (1, "Haarlingtton")),
        ("en-de", [("Tom Wadley", "Tom Wadley"), ("by Wadley", "Wadleys Werk")], None),
        ("en-de", [("Wadley and Waddley", "Wadley und Waddley"), ("a Wadley", "ein Waddley")], (1, "Waddley")),
        ("ja-en", [("秋嶺の絵", "Works by Shurei"), ("秋嶺は", "Shureiko was born"), ("町は", "The")], None),
        ("ja-en", [("秋嶺の絵", "Works by Shunrei"), ("秋嶺は", "Shunryo was"), ("町は", "The")], (1, "Shunryo")),
        ("ja-en", [("秋嶺の絵", "Works by Shunrei"), ("秋山は", "Shunryo was"), ("町は", "The")], None),
        ("zh-en", [("赵立坤说", "said Zhao Likun"), ("赵立坤市长", "Mayor Zhao Li Kun")], (1, "Li Kun")),
        ("zh-en", [("赵立坤说", "said Zhao Likun"), ("李坤市长", "Mayor Li Kun")], None),
        ("zh-en", [("赵立坤说", "said Zhao Li Kun"), ("赵立坤", "Zhao Li Kun"), ("赵立坤来", "Zhao Likun came")],
         (2, "Likun")),
        ("en-zh", [("said Wadlow", "瓦德洛说"), ("Wadlow came", "瓦德罗来了")], (1, "瓦德罗")),
        ("en-zh", [("said Wadlow", "瓦德洛说"), ("Wadley came", "瓦德利来了")], None),
        ("en-zh", [("said Wadlow", "瓦德洛说"), ("in Wadlow", "于瓦德洛")], None),
        ("en-ja", [("said Wadfield", "ワドフィールドは"), ("by Wadfield", "ワドフィルドの")], (1, "ワドフィルド")),
        ("zh-en", [("周文远说", "said Zhou Wenyan"), ("文远来", "Wenyuan came")], (0, "Wenyan")),
    ],
)  # fmt: skip
def test_one_name_in_two_ways(languages: str, pairs: list[Pair], odd: tuple[int, str] | None) -> None:
    found = check(pairs, languages, "name")
    assert [(one.row, (pairs[one.row][1])[slice(*one.target[0])]) for one in found] == ([odd] if odd else [])


@pytest.mark.parametrize(
    ("common", "odd", "code", "suggestion"),
    [
        ("The colour there.", "A color.", "variant-spelling", "A colour."),
        ("The color there.", "Many colours.", "variant-spelling", "Many colors."),
        ("The color there.", "It was centred.", "variant-spelling", "It was centered."),
        ("The colour there.", "It was centered.", "variant-spelling", "It was centred."),
        ("The colour there.", "literature, laboratory, vigorous, tired, analyses", "", ""),
        ("The colour there.", "Run this program on your computer.", "", ""),
        ("The colour there.", "The last program of the day", "variant-spelling", "The last programme of the day"),
        ("It’s here.", "It's there.", "variant-apostrophe", "It’s there."),
        ("One – two.", "One - two.", "variant-dash", "One – two."),
        ("The centre.", "The World Trade Center.", "", ""),
        ("Made of 12% tin.", "Made of 9 % zinc.", "variant-percent", "Made of 9% zinc."),
        ("The colour.", "Please check the tire.", "", ""),
    ],
)
def test_the_odd_way_of_writing_is_said_once(common: str, odd: str, code: str, suggestion: str) -> None:
    found = check([("甲", common)] * 8 + [("乙", odd), ("丙", odd)], only="variants")
    assert codes(found) == ([code] if code else [])
    if code:
        offered = found[0].suggestions[0]
        assert odd[: offered.span.start] + offered.text + odd[offered.span.end :] == suggestion
    assert not check([("甲", common), ("乙", odd)], only="variants"), "two places make no habit"


@pytest.mark.parametrize(
    ("targets", "odd"),
    [
        (("The colour of the centre.", "A color."), "color"),
        (("The colour.", "A color."), ""),
        (("The colour.", "A color.", "It opens on 3 May and 12 June."), "color"),
        (("The colour.", "A color.", "It opens on May 3 and June 12."), "colour"),
        (("The colour.", "A color.", "It opens on May 3 and on 12 June."), ""),
        (("The colour of the centre.", "The color of the center."), ""),
        (("The colour there.", "Summer Program"), ""),
        (("The colour, the honour.", "Summer Program"), "Program"),
        (("The colour, the honour.", "He went to Lincoln Center today."), ""),
        (("The colour of " * 6, "The color of " * 3), ""),
    ],
)
def test_in_a_short_text_two_against_one_is_a_mix(targets: tuple[str, ...], odd: str) -> None:
    found = check([("甲", target) for target in targets], only="variants")
    assert [dict(finding.facts)["found"] for finding in found] == ([odd] if odd else [])


@pytest.mark.parametrize(
    ("targets", "odd"),
    [
        (("Die Straße ist groß.", "Schliessen Sie das Fenster."), "Schliessen"),
        (("Die Strasse ist gross.", "Das weiß man."), "weiß"),
        (("Die Straße ist groß.", "Das Wasser, die Masse, der Hinweisschalter, er muss"), ""),
    ],
)
def test_german_and_swiss_spelling(targets: tuple[str, ...], odd: str) -> None:
    found = check([("a", target) for target in targets], "en-de", "variants")
    assert [dict(finding.facts)["found"] for finding in found] == ([odd] if odd else [])


def test_several_translations_of_one_text_are_said_once() -> None:
    pairs: Sequence[Pair] = [
        (f"第一百句话是这样的{'甲乙丙丁'[n % 4]}。", f"Way number {'abcdefghijklmnop'[n % 16]} of it")
        for n in range(48)
    ]
    assert codes(check(pairs, only="same-source")) == ["same-source-many"]


def test_rows_linked_one_too_far_are_said_once() -> None:
    right: Sequence[Pair] = [(f"第{n * 37 + 111}号文件。", f"Document No. {n * 37 + 111}.") for n in range(30)]
    shifted: Sequence[Pair] = [(right[n][0], right[(n + 1) % 30][1]) for n in range(30)]
    assert not check(right, only="number")
    assert codes(check(shifted, only="number")) == ["number-burst"]
    wrong: Sequence[Pair] = [(source, target.replace("1", "9")) for source, target in right]
    assert "number-burst" not in codes(check(wrong, only="number"))
    assert len(check(wrong, only="number")) >= 10


def test_an_unknown_check_is_the_callers_fault() -> None:
    with pytest.raises(UserError) as error:
        check([("甲", "A")], only="spell")
    assert error.value.code == "unknown-check"
    assert "number" in load_words().error(error.value)


def test_without_a_source_only_checks_that_need_none_run() -> None:
    allowed = {item.id for item in CHECKS if not item.needs_source}
    findings = check([(None, "the the  text ， with 5 [ad_1] (things. and so on ,, here “")])
    assert {finding.check for finding in findings} <= allowed
    assert len({finding.check for finding in findings}) >= 5


def test_keys_follow_rule_evidence_and_texts() -> None:
    one, other = check([("共53人", "54 people"), ("共53人", "55 people")])
    assert finding_key(one, ("共53人", "54 people")) == finding_key(one, ("共53人", "54 people"))
    assert (
        len({finding_key(one, ()), finding_key(other, ()), finding_key(one, ("a",)), finding_key(one, ("a", ""))}) == 4
    )


def test_every_check_has_a_sentence_and_a_distinct_id() -> None:
    words = load_words()
    assert len({item.id for item in CHECKS}) == len(CHECKS)
    for item in CHECKS:
        assert f"check.about.{item.id}" in words
        assert f"check.name.{item.id}" in words
        assert item.row is not None or item.document is not None
    about = {key.removeprefix("check.about.") for key in words.keys if key.startswith("check.about.")}
    assert about == {item.id for item in CHECKS}


def test_every_finding_can_be_said() -> None:
    words = load_words()
    for id_, languages, source, target, code, _ in ROWS:
        for finding in check([(source, target)], languages, id_):
            assert words.say(f"check.{finding.code}", **dict(finding.facts))
            assert code


WILD = st.text(
    alphabet=st.one_of(
        st.sampled_from("“”\"()[]{}%.,，。！？ 0123456789一二三十百万亿年月日第〇aA\nß\u200b\ud7ff&;<>:-'"),
        # Lone surrogates never get this far: the readers and every edit take them out.
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    pairs=st.lists(st.tuples(st.none() | WILD, WILD), min_size=1, max_size=4),
    languages=st.sampled_from(["zh-en", "en-zh", "ja-en", "en-de", "fr-de", "ru-en", "-", "xx-yy"]),
)
def test_nothing_crashes_and_every_finding_has_a_place(pairs: list[Pair], languages: str) -> None:
    words = load_words()
    for finding in check(pairs, languages, None, TERMS):
        source, target = pairs[finding.row]
        assert finding.source or finding.target
        for spans, text in ((finding.source, source or ""), (finding.target, target)):
            assert all(0 <= span.start <= span.end <= len(text) and span.end > span.start for span in spans)
        assert all(0 <= item.span.start <= item.span.end <= len(target) for item in finding.suggestions)
        assert words.say(f"check.{finding.code}", **dict(finding.facts))


@pytest.mark.parametrize(
    "piece",
    [
        "ab(",
        "a1",
        "1a",
        "www. ",
        "a@ b",
        "a:b",
        "( a",
        "a year ",
        "ihr A",
        "ab ",
        "(",
        "“",
        "a a ",
        "十",
        "1,",
        "{",
        ". a",
        "&#",
        "http://",
        "a@b.",
        "  ",
        "<a ",
        "，",
        '"',
    ],
)
def test_hostile_rows_take_linear_time(piece: str, growth: Callable[[Callable[[int], object], int], float]) -> None:
    def work(size: int) -> object:
        return check([("十", piece * (size // len(piece)))])

    assert growth(work, 2_500) < 30
