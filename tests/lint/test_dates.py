"""Dates and times: those that are none, wrong weekdays, mixed forms, and what only looks like a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao.lint import lint
from qicao.lint.calendar import dates
from qicao.readers.text import read

HEAD = "在全市工作会议上的讲话\n（2026年3月5日）\n同志们：\n"
GOOD = """\
会议定于3月12日（星期四）召开。
会议定于2026年3月12日星期四召开。
去年9月1日（星期一）开学。
今年5月1日（周五）放假。
明年1月1日（星期五）是元旦。
2024年2月29日前完成。
二〇二六年九月一日（星期二）正式实施。
3月1日至3日开展检查，6月30日前整改完毕。
从20xx年x月x日起实行，x月x日检查。
请各单位于3月10日17:30前报送，值班电话12345。
上午9:30开会，24:00前报送，比例为3:70。
按照《关于…的通知》（国发〔2026〕13号）要求，9.30节要讲清楚，版本v2.13.45，IP为192.168.13.45。
3·15晚会曝光的问题要整改，9·11事件要警醒，“3.15”期间加强检查。
2013—2015年，规划分三步走，2021-2025年完成。
ISO 9001:2015认证，GB/T 19001-2016标准，GB/T 15835-2011。
18月龄以上儿童接种，12个月内完成，24个月免息。
农历八月十五前后加强检查，正月十五、腊月三十值班。
六月三十日前完成，十二月三十一日前验收。
每月15日前报送，当月10日前反馈，上月31日统计。
2月底前完成，3月份开展，9月以来持续推进。
政策执行到2026年12月31日，明年2月28日前评估。
改革开放40年来，26年来坚持不懈。
水位上涨到31.5米，超过警戒线。
3月9号文件已经印发。
1—2月，全市投资增长5%；1-11月增长6%。
抗洪期间，7月31日24时至8月1日8时降雨120毫米。
五四运动、七一讲话、八一建军节、十一假期。
12月4日是国家宪法日，周一至周五上班。
4月30日（周四）下午3时召开，9时30分集合。
比分75:70，支持率65:35，由60:40调整到70:30。
到2035年基本实现现代化，30年间增长20倍。
自2026年9月起实行，2026年第3季度检查。
1949年10月1日，新中国成立。
三月三、九月九、六月六。
今年的2月28日是截止日。
编号2026-13-45-1，电话0835-2026.13。
""".splitlines()

BAD = """\
会议定于3月12日（星期三）召开。
会议定于2026年3月12日星期五召开。
去年9月1日（星期二）开学。
今年5月1日（周六）放假。
明年1月1日（星期四）是元旦。
2026年2月29日前完成。
明年2月29日前完成。
2月30日前完成。
4月31日前完成。
13月10日前完成。
3月32日前完成。
6月31日前整改完毕。
二〇二六年九月三十一日正式实施。
二〇二六年十三月一日正式实施。
九月三十一日前完成。
2026-02-30前完成。
2026.9.31前完成。
2026/13/1前完成。
0月5日前完成。
3月0日前完成。
请于3月10日25:30前报送。
请于3月10日上午9:75前报送。
请于3月10日9时75分前报送。
26年9月1日起施行。
请于3月10日前报送，3月12号前反馈，3月15日前公布。
2026年3月10日前报送，2026-3-12前反馈，2026年3月15日前公布。
2026年3月10日前报送，2026.3.12前反馈，2026年3月15日前公布。
会议定于3月12日(周三)召开。
会议定于3月12日（礼拜日）召开。
自9月31日至10月8日放假。
晚上25:00截止报名。
截至2026年11月31日，全部完成。
2月29日至3月5日开展检查。
""".splitlines()


def found(text):
    return [(one.code, one.words) for one in lint(read(HEAD + text)) if one.rule == "date"]


@pytest.mark.parametrize("text", GOOD)
def test_right_dates_and_what_is_none_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text", BAD)
def test_wrong_dates_are_found(text):
    assert found(text)


def test_late_in_a_year_january_is_that_of_the_next():
    late = HEAD.replace("3月5日", "12月20日")
    assert [one.code for one in lint(read(late + "定于1月5日（星期二）召开。")) if one.rule == "date"] == []
    assert [one.code for one in lint(read(HEAD + "定于1月5日（星期二）召开。")) if one.rule == "date"] == [
        "date.weekday"
    ]


FORMS = (
    ("（2026.3.5）", "请于3月20日前报送。", ["2026.3.5"]),
    ("（2026-3-5）", "请于3月20日前报送。", ["2026-3-5"]),
    ("（2026/3/5）", "请于3月20日前报送。", ["2026/3/5"]),
    ("（2026年3月5号）", "请于3月20日前报送。", ["2026年3月5号"]),
    ("（2026年3月5日）", "请于3月20日前报送，三月二十五日前反馈。", ["三月二十五日"]),
    ("（2026年3月5日）", "请于3/20前报送，3月25日前反馈。", ["3/20"]),
    ("（2026年03月05日）", "请于3月20日前报送。", ["2026年03月05日"]),
    ("（二〇二六年三月五日）", "请于3月20日前报送。", []),
    ("（2026年3月5日）", "请于三月二十日前报送。", []),
    ("（2026.3.5）", "要抓紧。", []),
    ("（2026年3月5日）", "3月20日前学习《二〇二六年三月一日会议纪要》。", []),
    ("（2026年3月5日）", "3月20日，水位降至9.5米前要转移，增长8.5%，完成9.1亿元。", []),
    ("（2026年3月5日）", "3月20日前，3.15前后加强检查，从8.5起跳，第3.2条以前的规定。", []),
)


@pytest.mark.parametrize(("line", "text", "words"), FORMS)
def test_forms_are_those_of_the_whole_speech(line, text, words):
    head = f"在全市工作会议上的讲话\n{line}\n同志们：\n"
    assert [one.words for one in lint(read(head + text)) if one.rule == "date"] == words


CODES = (
    ("会议定于2月30日召开。", "date", "2月30日"),
    ("会议定于明年2月29日召开。", "date", "明年2月29日"),
    ("会议定于3月12日（星期三）召开。", "date.weekday", "3月12日（星期三）"),
    ("3月1日上课，3月2号考试，3月3日放假。", "date.form", "3月2号"),
    ("自26年9月1日起施行。", "date.year", "26年9月1日"),
    ("3月2日上午9:75开会。", "date.time", "9:75"),
    ("3月2日25时前报送。", "date.time", "25时"),
)


@pytest.mark.parametrize(("text", "code", "words"), CODES)
def test_each_mistake_has_its_message(text, code, words):
    assert found(text) == [(code, words)]


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_right_or_found(day, off):
    named = "一二三四五六日"[(day + timedelta(off)).weekday()]
    text = f"会议定于{day.year}年{day.month}月{day.day}日（星期{named}）召开。"
    assert bool(found(text)) == bool(off)


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["{}年{}月{}日", "{}-{}-{}", "{}.{}.{}", "{}/{}/{}"]),
)
def test_every_form_of_a_date_is_read(day, form):
    (one,) = dates(f"截至{form.format(day.year, day.month, day.day)}，已经完成。")
    assert (one.year, one.month, one.day) == (day.year, day.month, day.day)


def test_without_a_date_of_the_speech_no_weekday_is_judged():
    assert [one.code for one in lint(read("同志们：\n会议定于3月12日（星期三）召开。"))] == []
