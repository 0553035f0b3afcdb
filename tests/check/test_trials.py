"""Templates tried out: each defect alone in a template that is sound otherwise, and sound ones of many makes."""

from pathlib import Path

import pytest

from drafts import ROOT
from qicao import template as templates
from qicao.check.trials import trials

MEETING = "会议: {type: text, example: 全县安全生产工作推进会}"
POINTS = "要求: {type: list, min: 2, of: text, example: [压实责任, 排查隐患, 严格值守]}"
OPTIONAL = "{type: text, example: 全市电视电话会议精神, default: ''}"
DEPARTMENTS = "单位: {type: list, of: text, default: [], example: [县应急管理局, 县教育局]}"

BASE = "---\ntitle: 底\nparams: {}\n---\n同志们：\n{% block 正文 %}{% endblock %}\n散会。\n"

# what is wrong, parameters, body, code, text where it is found (its line)
DEFECTS = [
    ("a condition that is false", MEETING, "同志们：\n今天召开{{ 会议 }}。\n{% if false %}\n请大家签字。\n{% endif %}", "unreached", "{% if false"),
    ("a choice that is not declared", MEETING + "\n形式: {type: choice, choices: [现场, 视频], example: 现场}", "同志们：\n今天召开{{ 会议 }}。\n{% if 形式 == '书面' %}\n请各单位书面反馈。\n{% endif %}", "unreached", "{% if 形式"),
    ("a choice spelt otherwise, inside a sentence", MEETING + "\n时段: {type: choice, choices: [上午, 下午], example: 下午}", "同志们：\n今天{{ '早上' if 时段 == '早上' else '下午' }}召开{{ 会议 }}。", "unreached", "{{ '早上'"),
    ("more items than the list may have", MEETING + "\n要求: {type: list, min: 1, max: 3, of: text, example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}。\n{% for 条 in 要求 %}\n{{ 条 }}。\n{% endfor %}\n{% if 要求 | length > 5 %}\n事情多，请分工。\n{% endif %}", "unreached", "length > 5"),
    ("the else of what always holds", MEETING + "\n演练: {type: flag, example: 是}", "同志们：\n今天召开{{ 会议 }}。\n{% if 演练 or not 演练 %}\n会后演练。\n{% else %}\n会后参观。\n{% endif %}", "unreached", "{% else %}"),
    ("the same test twice", MEETING + "\n写法: {type: choice, choices: [一是, 一要], example: 一是}", "同志们：\n今天召开{{ 会议 }}。\n{% if 写法 == '一是' %}\n抓落实。\n{% elif 写法 == '一是' %}\n抓整改。\n{% else %}\n抓督查。\n{% endif %}", "unreached", "{% elif"),
    ("a flag compared with a text", MEETING + "\n演练: {type: flag, example: 是}", "同志们：\n今天召开{{ 会议 }}。\n{% if 演练 == '是' %}\n会后演练。\n{% endif %}", "unreached", "{% if 演练"),
    ("a loop with an else that at least one item rules out", MEETING + "\n" + POINTS, "同志们：\n今天召开{{ 会议 }}。\n{% for 条 in 要求 %}\n一是{{ 条 }}。\n{% else %}\n没有要求。\n{% endfor %}", "unreached", "{% else %}"),
    ("a macro nobody calls", MEETING, "{% macro 收尾() %}\n散会。\n{% endmacro %}\n同志们：\n今天召开{{ 会议 }}。", "unreached", "{% macro"),
    ("inner condition against the outer one", MEETING + "\n依据: " + OPTIONAL, "同志们：\n今天召开{{ 会议 }}。\n{% if 依据 %}\n按照{{ 依据 }}，抓好落实。\n{% if not 依据 %}\n自行安排。\n{% endif %}\n{% endif %}", "unreached", "{% if not"),
    ("join on a text", MEETING + "\n单位: {type: text, example: 县应急管理局}", "同志们：\n刚才，{{ 单位 | join('、') }}作了汇报，今天召开{{ 会议 }}。", "lost-origin", "| join"),
    ("顿号 on a text", MEETING + "\n单位: {type: text, example: 县应急管理局、县教育局}", "同志们：\n刚才，{{ 单位 | 顿号 }}作了汇报，今天召开{{ 会议 }}。", "lost-origin", "| 顿号"),
    ("the first character of a text", MEETING + "\n姓名: {type: text, example: 江远}", "同志们：\n今天召开{{ 会议 }}，请{{ 姓名 | first }}主任发言。", "lost-origin", "| first"),
    ("a macro that loops over a text", MEETING + "\n单位: {type: text, example: 县应急管理局}", "{% macro 列(各) %}{% for 一 in 各 %}{{ 一 }}、{% endfor %}{% endmacro %}\n同志们：\n今天召开{{ 会议 }}，{{ 列(单位) }}都来了。", "lost-origin", "列(单位)"),
    ("几 of a number", MEETING + "\n点数: {type: number, example: 3}", "同志们：\n今天召开{{ 会议 }}，办好{{ 点数 | 几 }}件事。", "lost-origin", "| 几"),
    ("a sum that is printed", MEETING + "\n已办: {type: number, example: 3}\n在办: {type: number, example: 5}", "同志们：\n今天召开{{ 会议 }}，共有{{ 已办 + 在办 }}件。", "lost-origin", "已办 +"),
    ("an example that cannot be counted", MEETING + "\n面积: {type: number, example: 3.5}", "同志们：\n今天召开{{ 会议 }}，共{{ 面积 | 汉字 }}亩。", "example-fails", "| 汉字"),
    ("an example that is a gap", MEETING + "\n人数: {type: number, example: xx}", "同志们：\n今天召开{{ 会议 }}，到会{{ 人数 }}人。", "example-gap", "人数: {"),
    ("a loop whose empty case leaves a heading", MEETING + "\n" + DEPARTMENTS, "同志们：\n今天召开{{ 会议 }}。\n一、提高认识\n认识要到位。\n二、明确分工\n{% for 个 in 单位 %}\n{{ 个 }}要牵头抓好。\n{% endfor %}\n三、加强督查\n督查要从严。", "lone-heading", "二、明确分工"),
    ("an empty text under a heading that is a value", MEETING + "\n部分: {type: list, min: 2, of: {标题: {type: text, example: 压实责任}, 正文: {type: paragraphs, example: 各单位要落实到人。, default: ''}}}", "同志们：\n今天召开{{ 会议 }}。\n{% for 节 in 部分 %}\n一、{{ 节.标题 }}\n{{ 节.正文 | 句 }}\n{% endfor %}\n同志们，让我们行动起来！", "lone-heading", "一、{{ 节.标题"),
    ("an inner list that leaves its heading", MEETING + "\n部分: {type: list, min: 2, of: {标题: {type: text, example: 压实责任}, 做法: {type: list, default: [], of: text, example: [逐级签状, 逐月通报]}}}", "同志们：\n今天召开{{ 会议 }}。\n一、抓好任务\n{% for 节 in 部分 %}\n（一）{{ 节.标题 }}\n{% for 法 in 节.做法 %}\n{{ 法 }}。\n{% endfor %}\n{% endfor %}\n同志们，让我们行动起来！", "lone-heading", "（一）{{ 节.标题"),
    ("an announcement of nothing", MEETING + "\n" + DEPARTMENTS, "同志们：\n今天召开{{ 会议 }}。\n具体分工如下：\n{% for 个 in 单位 %}\n{{ 个 }}要牵头抓好。\n{% endfor %}\n同志们，让我们行动起来！", "lone-lead", "具体分工"),
    ("no points of advice", MEETING + "\n意见: {type: list, of: text, default: [], example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}，我讲{{ 意见 | 几 }}点意见。\n{% for 条 in 意见 %}\n{{ 条 }}。\n{% endfor %}\n同志们，让我们行动起来！", "trial-none", "点意见"),
    ("no items, counted by length", MEETING + "\n问题: {type: list, of: text, default: [], example: [台账不全, 值守不严]}", "同志们：\n今天召开{{ 会议 }}。检查发现{{ 问题 | length }}个问题。{% for 条 in 问题 %}{{ 条 }}。{% endfor %}", "trial-none", "| length"),
    ("a lone 一是", MEETING + "\n要求: {type: list, min: 1, of: text, example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}。\n{% for 条 in 要求 %}\n一是{{ 条 }}。\n{% endfor %}\n同志们，让我们行动起来！", "lone-ordinal", "一是"),
    ("a lone 一要 inside a paragraph", MEETING + "\n要求: {type: list, min: 1, of: text, example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}。会后要抓紧落实。{% for 条 in 要求 %}一要{{ 条 }}。{% endfor %}", "lone-ordinal", "一要"),
    ("two commas", MEETING + "\n依据: " + OPTIONAL, "同志们：\n今天召开{{ 会议 }}，{{ 依据 }}，我讲几点意见。", "trial-marks", "，{{ 依据"),
    ("two full stops", MEETING + "\n评价: {type: text, example: 大家讲得很好, default: ''}", "同志们：\n今天召开{{ 会议 }}。{{ 评价 }}。下面开会。", "trial-marks", "。{{ 评价"),
    ("a stop for each of no items", MEETING + "\n" + DEPARTMENTS, "同志们：\n今天召开{{ 会议 }}，参加的有{{ 单位 | join('、') }}。", "trial-seam", "参加的有"),
    ("nobody reports", MEETING + "\n" + DEPARTMENTS, "同志们：\n刚才，{{ 单位 | join('、') }}分别作了汇报。今天召开{{ 会议 }}。", "trial-seam", "分别作了"),
    ("a separator after the last item", MEETING + "\n" + POINTS, "同志们：\n今天召开{{ 会议 }}，要做到{% for 条 in 要求 %}{{ 条 }}、{% endfor %}。", "trial-marks", "要做到"),
    ("quotes around nothing", MEETING + "\n主题: {type: text, example: 人人讲安全, default: ''}", "同志们：\n今天召开{{ 会议 }}，主题是“{{ 主题 }}”，请大家牢记。", "trial-pair", "主题是"),
    ("brackets around nothing", MEETING + "\n简称: {type: text, example: 安委会, default: ''}", "同志们：\n今天召开{{ 会议 }}（{{ 简称 }}），请大家认真听。", "trial-pair", "（{{ 简称"),
    ("a title of nothing", MEETING + "\n文件: {type: text, example: 安全生产十五条措施, default: ''}", "同志们：\n今天召开{{ 会议 }}，学习《{{ 文件 }}》。", "trial-pair", "《{{ 文件"),
    ("according to nothing", MEETING + "\n依据: " + OPTIONAL, "同志们：\n今天召开{{ 会议 }}。根据{{ 依据 }}，我讲几点意见。", "trial-seam", "根据{{ 依据"),
    ("held nowhere", MEETING + "\n地点: {type: text, example: 县会议中心, default: ''}", "同志们：\n今天，我们在{{ 地点 }}召开{{ 会议 }}，请大家认真听。", "trial-seam", "在{{ 地点"),
    ("led by nobody", MEETING + "\n牵头: {type: text, example: 县应急管理局, default: ''}", "同志们：\n今天召开{{ 会议 }}。这项工作由{{ 牵头 }}牵头，各单位配合。", "trial-seam", "由{{ 牵头"),
    ("a unit of no figure", MEETING + "\n奖金: {type: number, example: 3000, default: ''}", "同志们：\n今天召开{{ 会议 }}。每人颁发奖金{{ 奖金 }}元，请到会务组领取。", "trial-seam", "奖金{{ 奖金"),
    ("a space before a mark", MEETING + "\n职务: {type: text, example: 局长, default: ''}\n姓名: {type: text, example: 江远}", "同志们：\n今天召开{{ 会议 }}，讲话的是{{ 姓名 }} {{ 职务 }}，请大家欢迎。", "trial-space", "{{ 姓名"),
    ("a figure left out that is counted", MEETING + "\n点数: {type: number, example: 3, default: ''}", "同志们：\n今天召开{{ 会议 }}，办好{{ 点数 | 汉字 }}件事。", "trial-fails", "| 汉字"),
    ("a number of points that is fixed", MEETING + "\n" + POINTS, "同志们：\n今天召开{{ 会议 }}，我讲三点意见。\n{% for 条 in 要求 %}\n一是{{ 条 }}。\n{% endfor %}\n同志们，让我们行动起来！", "fixed-count", "三点意见"),
    ("a fixed number of sections", MEETING + "\n部分: {type: list, min: 2, of: {标题: {type: text, example: 压实责任}, 正文: {type: paragraphs, example: 各单位要落实到人。}}}", "同志们：\n今天召开{{ 会议 }}。下面，我讲两点意见。\n{% for 节 in 部分 %}\n一、{{ 节.标题 }}\n{{ 节.正文 | 句 }}\n{% endfor %}\n同志们，让我们行动起来！", "fixed-count", "两点意见"),
    ("an announcement inside a sentence of a list that may be empty", MEETING + "\n数据: {type: list, default: [], of: text, example: [查隐患17处]}", "同志们：\n今天召开{{ 会议 }}。\n先通报几个数字：{% for 数 in 数据 %}{{ 数 }}。{% endfor %}\n请大家认真整改。", "trial-seam", "先通报"),
    ("a colon after a point", MEETING + "\n任务: {type: list, min: 2, of: {要点: {type: text, example: 抓排查}, 内容: {type: paragraphs, example: 月底前查完。, default: ''}}}", "同志们：\n今天召开{{ 会议 }}。\n{% for 项 in 任务 %}\n1.{{ 项.要点 }}：{{ 项.内容 }}\n{% endfor %}", "trial-seam", "1.{{ 项"),
    ("words beside the blocks of a child", MEETING, "{% extends \"_base.md\" %}\n{% block 正文 %}\n今天召开{{ 会议 }}。\n{% endblock %}\n请大家签字。", "unreached", "请大家签字"),
    ("a block the parent has not", MEETING, "{% extends \"_base.md\" %}\n{% block 正文 %}\n今天召开{{ 会议 }}。\n{% endblock %}\n{% block 结尾 %}\n谢谢大家。\n{% endblock %}", "unreached", "{% block 结尾"),
    ("a second threshold below the first", MEETING + "\n人数: {type: number, example: 120}", "同志们：\n今天召开{{ 会议 }}，{% if 人数 > 10 %}人多。{% elif 人数 > 20 %}人很多。{% else %}人少。{% endif %}", "unreached", "elif 人数"),
    ("a required text that is not there", MEETING, "同志们：\n今天召开{{ 会议 }}。{% if not 会议 %}会议名称另行通知。{% endif %}", "unreached", "if not"),
    ("nobody speaks", MEETING + "\n领导: {type: text, example: 县委书记, default: ''}", "同志们：\n今天召开{{ 会议 }}，稍后，{{ 领导 }}将作讲话。请大家认真听。", "trial-seam", "稍后"),
    ("before no day", MEETING + "\n期限: {type: date, example: 2026-09-30, default: ''}", "同志们：\n今天召开{{ 会议 }}。各单位要在{{ 期限 }}前完成整改。", "trial-seam", "各单位"),
    ("per cent of nothing", MEETING + "\n整改率: {type: number, example: 98, default: ''}", "同志们：\n今天召开{{ 会议 }}。整改率达到{{ 整改率 }}%，成绩不小。", "trial-seam", "整改率达到"),
    ("a department in brackets", MEETING + "\n任务: {type: list, min: 2, of: {要点: {type: text, example: 抓排查}, 牵头: {type: text, example: 县应急管理局, default: ''}}}", "同志们：\n今天召开{{ 会议 }}。\n{% for 项 in 任务 %}\n{{ 项.要点 }}（{{ 项.牵头 }}牵头）。\n{% endfor %}", "trial-seam", "（{{ 项"),
    ("a year of a title", MEETING + "\n年份: {type: number, example: 2026, default: ''}", "在{{ 年份 }}年{{ 会议 }}上的讲话\n同志们：\n今天开会，请大家认真听。", "trial-seam", "在{{ 年份"),
    ("three of what may be one", MEETING + "\n问题: {type: list, min: 2, of: text, example: [台账不全, 值守不严, 整改不力]}", "同志们：\n今天召开{{ 会议 }}。突出问题有三个：{% for 题 in 问题 %}一是{{ 题 }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}这些都要整改。", "fixed-count", "有三个"),
    ("a sum by a name", MEETING + "\n甲数: {type: number, example: 12}\n乙数: {type: number, example: 8}", "{% set 共 = 甲数 + 乙数 %}\n同志们：\n今天召开{{ 会议 }}，一共{{ 共 }}处隐患。", "lost-origin", "{{ 共"),
]  # fmt: skip

# what is special, parameters, body
SOUND = [
    ("nothing optional", MEETING, "同志们：\n今天召开{{ 会议 }}，请大家认真听。"),
    ("optional parts inside conditions", MEETING + "\n依据: " + OPTIONAL + "\n牵头: {type: text, example: 县应急管理局, default: ''}", "同志们：\n今天召开{{ 会议 }}。{% if 依据 %}根据{{ 依据 }}，{% endif %}我讲几点意见。{% if 牵头 %}由{{ 牵头 }}牵头，{% endif %}抓好落实。"),
    ("three conditions at once", MEETING + "\n甲: {type: flag, example: 是}\n乙: {type: flag, example: 否}\n丙: {type: flag, example: 是}\n丁: {type: choice, choices: [大, 中, 小], example: 中}", "同志们：\n今天召开{{ 会议 }}。\n{% if 甲 and not 乙 and 丙 and 丁 == '小' %}\n会后参观。\n{% elif not 甲 and 乙 and not 丙 %}\n会后讨论。\n{% else %}\n散会。\n{% endif %}"),
    ("thresholds", MEETING + "\n人数: {type: number, example: 120}\n要求: {type: list, min: 2, of: text, example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}，到会{{ 人数 }}人。{% if 人数 > 500 %}人很多。{% elif 人数 <= 10 %}人很少。{% endif %}\n{% for 条 in 要求 %}\n{% if loop.index == 7 %}\n再强调一下。\n{% endif %}\n一是{{ 条 }}。\n{% endfor %}\n{% if 要求 | length > 8 %}\n要求虽多，条条要落实。\n{% endif %}"),
    ("a gap that is asked for", MEETING + "\n人数: {type: number, example: 120}", "同志们：\n今天召开{{ 会议 }}。{% if 人数 is 待填 %}到会人数另行通报。{% else %}到会{{ 人数 }}人。{% endif %}"),
    ("an optional list with its heading in a condition", MEETING + "\n" + DEPARTMENTS, "同志们：\n今天召开{{ 会议 }}。\n{% if 单位 %}\n一、明确分工\n{% for 个 in 单位 %}\n{{ 个 }}要牵头抓好。\n{% endfor %}\n{% endif %}\n一、加强督查\n督查要从严。"),
    ("an own heading over an empty text goes with it", MEETING + "\n分工: {type: paragraphs, example: 县应急管理局牵头。, default: ''}", "同志们：\n今天召开{{ 会议 }}。\n一、明确分工\n{{ 分工 | 句 }}\n一、加强督查\n督查要从严。"),
    ("a list with an else", MEETING + "\n" + DEPARTMENTS, "同志们：\n今天召开{{ 会议 }}。{% for 个 in 单位 %}{{ 个 }}{% if loop.last %}作了汇报。{% else %}、{% endif %}{% else %}今天没有汇报。{% endfor %}"),
    ("neighbours compared", MEETING + "\n任务: {type: list, min: 2, of: {部门: {type: text, example: 县教育局}, 做法: {type: text, example: 开展自查}}}", "同志们：\n今天召开{{ 会议 }}。\n{% for 项 in 任务 %}\n{% if not loop.first and loop.previtem.部门 == 项.部门 %}\n一是同时，{{ 项.做法 }}。\n{% else %}\n一是{{ 项.部门 }}要{{ 项.做法 }}。\n{% endif %}\n{% endfor %}"),
    ("macros, set and sums that are counted", MEETING + "\n" + POINTS, "{% macro 条目(各) %}{% for 条 in 各 %}一要{{ 条 }}。{% endfor %}{% endmacro %}\n{% set 几点 = 要求 | length + 1 %}\n同志们：\n今天召开{{ 会议 }}，我讲{{ 几点 | 几 }}点意见。{{ 条目(要求) }}{% if 几点 > 3 %}最后强调一点。{% else %}请抓落实。{% endif %}"),
    ("joined texts keep their origin", MEETING + "\n职务: {type: text, example: 副县长}\n姓名: {type: text, example: 江远}", "{% set 谁 = 职务 ~ 姓名 %}\n同志们：\n今天召开{{ 会议 }}，请{{ 谁 }}讲话，{{ '由' + 姓名 }}总结。"),
    ("dates in part", MEETING + "\n日期: {type: date, example: 2026-09-01}\n截止: {type: date, example: 2026-12-01}", "同志们：\n{{ 日期 | 月日 }}召开{{ 会议 }}，{{ 截止 | 年月 }}前完成。{% if 截止 < 日期 %}时间已过。{% endif %}"),
    ("a number in numerals", MEETING + "\n届次: {type: number, example: 25}", "同志们：\n今天召开第{{ 届次 | 汉字 }}次{{ 会议 }}。"),
    ("two optional parts and a comma that needs both", MEETING + "\n甲: {type: text, example: 县教育局, default: ''}\n乙: {type: text, example: 县公安局, default: ''}", "同志们：\n今天召开{{ 会议 }}。{% if 甲 or 乙 %}{{ 甲 }}{% if 甲 and 乙 %}、{% endif %}{{ 乙 }}作了汇报。{% endif %}"),
    ("a title line that may go", "标题: {type: text, example: 在推进会上的讲话}\n副标题: {type: text, example: 安全篇, default: ''}\n日期: {type: date, example: 2026-09-01, default: ''}", "{{ 标题 }}\n——{{ 副标题 }}\n（{{ 日期 }}）\n同志们：\n今天开会，请大家认真听。"),
    ("a fixed number that nothing changes", MEETING + "\n举措: {type: list, min: 2, of: text, example: [自查, 互查, 抽查]}", "同志们：\n今天召开{{ 会议 }}。下面，我讲两点意见。\n一、提高认识\n认识要到位。\n二、抓好落实\n{% for 条 in 举措 %}\n一是{{ 条 }}。\n{% endfor %}\n同志们，让我们行动起来！"),
    ("an optional record", MEETING + "\n回顾: {type: record, of: {成绩: {type: paragraphs, example: 成绩很好。, default: ''}, 问题: {type: paragraphs, example: 问题不少。, default: ''}}}", "同志们：\n今天召开{{ 会议 }}。\n{{ 回顾.成绩 }}\n{{ 回顾.问题 }}\n请大家抓好落实。"),
    ("a default that says something", MEETING + "\n截至: {type: text, example: 8月底, default: 目前}", "同志们：\n今天召开{{ 会议 }}。截至{{ 截至 }}，任务过半。"),
    ("the ordinal only where there are two", MEETING + "\n要求: {type: list, min: 1, of: text, example: [压实责任, 排查隐患]}", "同志们：\n今天召开{{ 会议 }}。\n{% for 条 in 要求 %}\n{% if 要求 | length > 1 %}\n一是{{ 条 }}。\n{% else %}\n请大家{{ 条 }}。\n{% endif %}\n{% endfor %}"),
    ("a child", MEETING, "{% extends \"_base.md\" %}\n{% block 正文 %}\n今天召开{{ 会议 }}。\n{% endblock %}"),
    ("a default in words", MEETING + "\n评价: {type: text, example: 讲得好, default: ''}", "同志们：\n刚才，大家作了汇报，{{ 评价 | default('讲得都很好') }}。今天召开{{ 会议 }}。"),
    ("points with and without words", MEETING + "\n要求: {type: list, min: 2, of: {要点: {type: text, example: 抓排查}, 内容: {type: paragraphs, example: 月底前查完。, default: ''}}}", "同志们：\n今天召开{{ 会议 }}。抓好以下工作：{% for 法 in 要求 %}一要{{ 法.要点 }}。{{ 法.内容 | 句 }}{% endfor %}"),
    ("a text compared with one it may be", MEETING + "\n对象: {type: text, example: 同志们}", "{{ 对象 }}：\n今天召开{{ 会议 }}。{% if 对象 == '同学们' %}祝学习进步。{% endif %}"),
]  # fmt: skip
OWN = Path(__file__).parents[1] / "data/templates"


def found(template):
    return [(one.code, one.severity, one.span.line) for one in trials(template)]


@pytest.mark.parametrize(
    ("params", "body", "code", "text"), [case[1:] for case in DEFECTS], ids=[case[0] for case in DEFECTS]
)
def test_a_defect_is_found_at_its_line(make, params, body, code, text):
    template = make(params, f"{body}\n", _base=BASE)
    lines = template.path.read_text("utf-8").split("\n")
    wanted = next(number for number, line in enumerate(lines, 1) if text in line)
    assert {(one[0], one[2]) for one in found(template)} == {(code, wanted)}


@pytest.mark.parametrize(("params", "body"), [case[1:] for case in SOUND], ids=[case[0] for case in SOUND])
def test_a_sound_template_has_no_finding(make, params, body):
    assert found(make(params, f"{body}\n", _base=BASE)) == []


@pytest.mark.parametrize(
    "path", [*(ROOT / "templates").glob("[!_]*.md"), *OWN.glob("*.md")], ids=lambda path: path.stem
)
def test_templates_that_are_used_have_no_error_and_no_warning(path):
    assert [one for one in found(templates.load(path)) if one[1] != "suggest"] == []


def test_a_problem_says_when_it_shows_and_what_to_do(make):
    one = next(
        iter(
            trials(
                make(
                    MEETING + "\n依据: " + OPTIONAL, "同志们：\n今天召开{{ 会议 }}。根据{{ 依据 }}，开会。\n"
                )
            )
        )
    )
    assert one.message == "“依据”空着时，前后的话接不上：“作推进会。根据，开会。”"
    assert (one.span.line, one.span.column, one.span.length) == (8, 19, 2)
    assert "{% if %}" in one.hint


def test_why_no_brief_gets_there_is_told_where_it_is_known(make):
    params = MEETING + "\n形式: {type: choice, choices: [现场, 视频], example: 现场}"
    one = next(
        iter(
            trials(make(params, "同志们：\n今天召开{{ 会议 }}。{% if 形式 == '书面' %}请反馈。{% endif %}\n"))
        )
    )
    assert one.hint.startswith("“形式”没有“书面”这个选项，只有 现场、视频")


def test_a_template_that_never_ends_is_not_tried_on(make):
    params = "甲: {type: list, of: text, default: [], example: [" + ", ".join("甲" * 60) + "]}"
    body = "{% for a in 甲 %}{% for b in 甲 %}{% for c in 甲 %}\n一是{{ a }}{{ b }}{{ c }}。\n{% endfor %}{% endfor %}{% endfor %}\n"
    assert {one.code for one in trials(make(params, body))} <= {"example-fails"}
