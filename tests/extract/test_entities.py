import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts import ENDLESS, ROOT
from qicao.extract.entities import Fact, facts, mentions
from qicao.extract.rows import rows
from qicao.located import Scalar
from qicao.params import Param, Reading
from qicao.patience import patience
from qicao.problems import Span
from qicao.tables import table

ROWS = table("entities")["rows"]
EXAMPLES = [(row["kind"], text, want) for row in ROWS for text, want in row["examples"].items()]
COUNTER = [(row["kind"], text) for row in ROWS for text in row.get("not", ())]
# what a careful reader would exchange: the fact between ［ and ］, its kind after |
LABELLED = """
刚才，［县水务局|body］汇报了［6月|date］以来的蓄水情况，我完全同意。
截至［3月20日|date］［18时|time］，全［市|level］累计培训［1.2万|number］人次，合格率［96.5%|number］。
［砚湖县|place］和［云岭镇|place］要在［9月底|date］前完成清淤［35|number］公里。
根据［《云岭市城市供水应急预案》|document］，经［市|level］委、［市|level］政府同意，启动［Ⅱ|number］级响应。
今天召开［全区社区养老服务工作推进会|meeting］，主要任务是交流经验。
由［市民政局|body］牵头，［财政局|body］、［县审计局|body］配合，［每月25日|date］前通报一次。
这次检查发现隐患［xx|gap］处，整改［x|gap］处，［X|gap］镇还没有报来材料。
我［校|level］现有教职工［312|number］人，［教务处|body］要在［开学前|-］排好课表。
公司上半年销售额［3.6亿|number］元，同比增长［12%|number］，客户投诉下降［两|number］成。
［董事长赵宏远|person］作了动员，［生产技术部|body］和［质量管理部|body］要抓好落实。
增强“［四个意识|quote］”，坚持“［一线工作法|quote］”，不搞［一刀切|-］。
会议由［副县长王树|person］主持，［李大山、陈小河|person］同志作了交流发言。
［一九九五年十二月|date］，全［乡|level］修渠［二十三|number］公里，投工［八千|number］个。
请各［单位|-］于［本月二十日|date］前把名单报［县委组织部|body］。
［春节|festival］期间，［省交通厅|body］派出［8|number］个检查组。
咨询电话［0571-81234567|contact］，也可拨打［12345|-］热线。
一、提高认识；二是压实责任；第一时间赶到，第一责任人到位。
要从［四川|place］、［湖北武汉|place］返回人员中摸排，做好入［黔|place］人员登记。
［县人大常委会|body］、［县政协|body］的老同志来到［青禾中学|place］，看望师生。
学习贯彻党的［路线|-］方针，传达［全国消防工作电视电话会议|meeting］精神。
［2019年3月|date］，［镇|level］党委换届，［梅岗村|place］、［石塘村|place］率先完成。
去年全［市|level］完成造林［8.6万|number］亩，森林覆盖率提高［1.2|number］个百分点。
感谢［省文化厅|body］、［霁川市|place］人民政府和［远航集团|place］的大力支持。
［副校长方明远|person］负责，［后勤保障部|body］在［8月20日|date］前完成［3|number］栋宿舍的检修。
今年是建厂［五十|number］周年，全［厂|level］［两千三百|number］名职工同心协力。
请［发改局|body］、［住建局|body］抓紧落实［《乡村建设行动实施方案》|document］。
［上午9时30分|time］，［全市春季植树启动仪式|meeting］在［青云湖|place］公园举行。
［XX年|gap］，我［县|level］接待游客［xx|gap］万人次，旅游收入［xx|gap］亿元。
受［市委书记陈立新|person］同志委托，我代表［市|level］委讲几句话。
棠安、［霁川|place］两地的代表先后发言，［日本|place］、［韩国|place］的友人也来了。
［第十二届茶文化节|meeting］将于［5月18日|date］开幕，预计签约［46|number］个项目、总投资［128亿|number］元。
严格执行“［三重一大|quote］”制度，防止“［灯下黑|quote］”。
截至上月底，集团累计交付［1,256|number］台，一次合格率［99.2%|number］。
［区教育局|body］要会同［区市场监管局|body］，对全［区|level］［86|number］所学校食堂检查［两|number］遍。
［四|number］年来，学院引进博士［62|number］人，建成实验室［7|number］个。
值此［中秋|festival］、［国庆|festival］佳节来临之际，向大家问好！
［1987年|date］，老［书记李宝田|person］带着十几户人家上山开荒。
各部门、各单位要高度重视，第一时间上报，一把手负总责，做到一个不漏。
必须坚持两手抓，下好一盘棋，打好三大攻坚战，十分重要，千万不能松懈。
二要加强领导；三是强化保障；最后，让我们一起努力。
我即将到［砚南水厂|place］任职，［霁川公墓|place］和［柳岸敬老院|place］来信致谢。
［化学学院|place］、［机械公司|place］、［海外部|body］先后发言，［建行大学|place］也来了人。
［华北办事处|place］、［江南分公司|place］要按照［总行|body］部署抓紧。
［县供销社|body］、［县联社|body］、［县第二小学|body］先行，［县|level］安监、卫生、交通部门配合。
［县|level］级医院和［市|level］直单位要跟上，［省市县|level］三级联动，各级、上级都在看。
［市|level］委、［市|level］政府按照［省|level］委、［省|level］政府部署，［省|level］领导督办。
防止赴［省|level］、到［州|level］、进京赴［省|level］上访。
汇报了［省|level］冬季供水保障督查反馈情况，传达［省供水保障工作会议|meeting］精神。
我们［县|level］地处南方，西部地区少雨，九省通衢。
［张家湾、柳林|place］［两|number］座涵闸老化。
维修站点［五|number］个，加油点［三|number］个，打破纪录［七|number］项。
表彰［刘一鸣、王小川、陈二喜|person］等［3|number］名同学，［林晓舟同学|person］领奖。
［王立峰副总|person］和［桂平行长|person］讲了话，感谢［李大山同志|person］。
每组要（1）配水桶，（2）拉警戒线；（3）留记录。
有的坐三轮，有的坐三轮车，八小时之外也要自律，人间四月天。
九十九家企业平安，一家企业出事，改造老旧小区，河长巡河。
衷心祝愿学院越办越好，代码里的for x in y，沿x轴看，党委书记：
［“十五五”|period］时期税收占［七|number］成，收割［六成八|number］。
""".strip().splitlines()


def labelled(line):
    """Return (the text, [(kind, fact)]) of a line with marks; what is marked - is no fact."""
    marks = re.findall(r"［([^｜|］]+)\|([^］]+)］", line)
    plain = re.sub(r"［([^|］]+)\|[^］]+］", r"\1", line)
    return plain, [(kind, text) for text, kind in marks if kind != "-"]


@pytest.mark.parametrize(("kind", "text", "want"), EXAMPLES)
def test_the_examples_of_the_table(kind, text, want):
    assert [fact.text for fact in facts(text) if fact.kind == kind] == list(want)


@pytest.mark.parametrize(("kind", "text"), COUNTER)
def test_what_only_looks_like_a_fact(kind, text):
    assert [fact.text for fact in facts(text) if fact.kind == kind] == []


@pytest.mark.parametrize("line", LABELLED)
def test_sentences_a_reader_labelled(line):
    text, want = labelled(line)
    assert [(fact.kind, fact.text) for fact in facts(text)] == want


@given(st.text(alphabet="县市第三十2024年月日xX《》“”局委会议张主任同志省x 。，\n", max_size=60))
def test_facts_are_in_order_and_never_overlap(text):
    found = facts(text)
    assert all(isinstance(fact, Fact) and text[fact.start : fact.end] == fact.text != "" for fact in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def seeds():
    return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def test_a_brief_can_give_every_value_back():
    for fact in (fact for text in seeds() for fact in facts(text) if fact.kind != "gap"):
        found = []
        value = Reading(found).value(Param("", fact.type), Scalar(fact.text, Span("")), "")
        assert (found, str(value)) == ([], fact.text)


def test_an_ordinal_is_no_figure():
    assert [fact.text for fact in facts("1.建泵站3座。2.修渠5公里；（1）清淤。")] == ["3", "5"]


def test_names_are_known_again_where_nothing_makes_them_known():
    texts = ["局长宋明川主持会议，棠安县先行。", "宋明川要求棠安一周内报来。"]
    also = mentions(texts)
    assert [(fact.kind, fact.text) for fact in facts(texts[1], also)] == [
        ("person", "宋明川"),
        ("place", "棠安"),
    ]
    assert facts(texts[1]) == ()


def test_a_body_is_known_again_without_whose_it_is_but_not_one_of_another_level():
    texts = ["由市普查办牵头。", "普查办要汇总，县级普查办配合。"]
    assert [fact.text for fact in facts(texts[1], mentions(texts))] == ["普查办", "县"]


def test_a_name_no_dictionary_has_is_known_inside_longer_words():
    texts = ["守护好云陂的每一条街巷。", "云陂站水位上涨。"]
    assert [fact.text for fact in facts(texts[1], mentions(texts))] == ["云陂"]


@pytest.mark.parametrize(
    "unit", ["县", "1", "X ", "王小川、", "甲乙、", "县、", "a.", "1.", "“", "全县", "《", "_"]
)
def test_no_pattern_runs_away(unit):
    text = (unit * 20_000)[:20_000]
    for row in rows():
        with patience(row.pattern.pattern, ENDLESS):
            assert all(found.end() <= len(text) for found in row.pattern.finditer(text))


def test_after_all_facts_are_exchanged_no_figure_is_left():
    for text in seeds():
        left = list(text)
        for fact in facts(text):
            left[fact.start : fact.end] = [""] * (fact.end - fact.start)
        plain = re.sub(r"\d{1,2}:\d{2}:\d{2}|12345|119|120急救|24小时[畅值]", "", "".join(left))
        assert re.findall(r"\d+[^\d\n]{0,4}", plain) == []
