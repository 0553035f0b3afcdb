"""What a pattern looks like as a template."""

from qicao.extract import Speech, extract
from qicao.readers.text import read


def body(*texts, **known):
    made = extract([Speech(f"稿{at}", read(text)) for at, text in enumerate(texts)], "稿", **known)
    assert all(made.equal), made.proof.differences
    return made.template.split("\n---\n", 1)[1], made


def test_one_speech_is_a_frame_with_loops():
    text, made = body(
        "在全县防汛工作会议上的讲话\n（2026年6月1日）\n副县长 江远\n同志们：\n今天召开全县防汛工作会议，主要任务是安排防汛工作。"
        "下面，我讲两点意见。\n一、早查险\n要查。\n一是查堤。每天查。\n二是查库。夜里查。\n二、早备料\n要备。\n同志们，让我们守好大堤！\n"
    )
    assert text.splitlines() == [
        "在{{ 会议 }}上的讲话",
        "（{{ 日期 }}）",
        "{{ 讲话人 }}",
        "同志们：",
        "今天召开{{ 会议 }}，主要任务是{{ 任务 }}。下面，我讲{{ 要求 | 几 }}点意见。",
        "{% for 条 in 要求 %}",
        "一、{{ 条.标题 }}",
        "{{ 条.正文 }}",
        "{% for 项 in 条.举措 %}",
        "一是{{ 项.要点 }}。{{ 项.内容 }}",
        "{% endfor %}",
        "{% endfor %}",
        "同志们，{{ 结尾 }}",
    ]
    assert "会议: 全县防汛工作会议" in made.briefs[0]


def test_series_of_unlike_ordinals_choose_theirs():
    section = "{0}、第{0}件事\n{1}早。要早。\n{2}快。要快。\n"
    text, made = body(
        "同志们：\n今天讲三件事。\n"
        + section.format("一", "一是", "二是")
        + section.format("二", "一要", "二要")
        + section.format("三", "第一，", "第二，")
        + "同志们，散会。\n"
    )
    assert "{% if 条.写法 == '一是' %}" in text
    assert "{% elif 条.写法 == '第一，' %}" in text
    assert "写法: 一要" in made.briefs[0]


def test_full_keeps_the_bodies_and_holes_their_facts():
    text, _ = body(
        "同志们：\n截至9月1日，全县共修渠120公里。县水利局要在10月底前完成验收，县水利局还要公示结果。\n",
        depth="full",
    )
    assert "县水利局" not in text
    assert "120" not in text
    assert text.count("{{ 水利部门 }}") == 2
    assert "公里" in text


def test_a_fact_not_given_is_a_parameter_without_a_value():
    text, made = body("同志们：\n截至目前，全县共排查隐患xx处，整改xx处。\n", depth="full")
    assert "xx" not in text
    assert "xx" not in made.briefs[0]


def test_lists_inside_a_sentence():
    text, _ = body(
        "同志们：\n刚才，县水利局、县林业局分别汇报了工作情况，讲得都很好，我完全同意。\n",
        "同志们：\n刚才，县教育局、县民政局、县公安局分别汇报了工作情况，讲得都很好，我完全同意。\n",
        "同志们：\n刚才，县交通局分别汇报了工作情况，讲得都很好，我完全同意。\n",
    )
    assert "| join('、') }}分别汇报了工作情况" in text


def test_the_template_is_the_same_whatever_process_made_it():
    texts = ["同志们：\n今天讲春耕，要早备肥、早整地。\n", "同志们：\n今天讲秋收，要早开镰、早入库。\n"]
    assert body(*texts)[1].template == body(*texts)[1].template
