import pytest

from qicao.lint import speeches
from qicao.lint.names import names
from qicao.readers.text import read

HEAD = "在全县推进会上的讲话\n同志们：\n"


def found(text):
    return [(one.code, one.words, one.facts["other"]) for one in names(speeches(read(HEAD + text))[0])]


@pytest.mark.parametrize(
    ("text", "code", "words", "other"),
    [
        ("县住房城乡建设局牵头，县住房城乡建设局督办，县住建局配合。", "two-names.body", "县住建局", "县住房城乡建设局"),
        ("市发展和改革委员会牵头，市发改委配合，市发改委督办。", "two-names.body", "市发展和改革委员会", "市发改委"),
        ("市文化和旅游局牵头。\n市文旅局配合。", "two-names.body", "市文旅局", "市文化和旅游局"),
        ("县人力资源和社会保障局牵头。\n县人社局配合。", "two-names.body", "县人社局", "县人力资源和社会保障局"),
        ("市自然资源和规划局牵头。\n市自规局配合。", "two-names.body", "市自规局", "市自然资源和规划局"),
        ("县交通运输局牵头。\n县交通局配合。", "two-names.body", "县交通局", "县交通运输局"),
        ("省住房和城乡建设厅牵头。\n省住房城乡建设厅配合。", "two-names.body", "省住房城乡建设厅", "省住房和城乡建设厅"),
        ("副市长江远作了讲话。\n请江源副市长再强调。", "two-names", "江源", "江远"),
        ("县长李建军主持会议。\n李建君同志要求抓紧。", "two-names", "李建君", "李建军"),
        ("县长李建军主持会议。\n县长李建设要求抓紧。", "two-names.maybe", "李建设", "李建军"),
        ("校长林知秋讲了话，校长林知秋提了要求。\n副校长林知秋到会。", "two-names", "林知秋", "校长林知秋"),
        ("学习《关于加强安全生产工作的意见》。\n落实《关于加强安全生产工作意见》。", "two-names", "关于加强安全生产工作意见", "关于加强安全生产工作的意见"),
    ],
)  # fmt: skip
def test_a_name_written_two_ways_is_found_once(text, code, words, other):
    assert found(text) == [(code, words, other)] or found(text) == [(code, other, words)]


@pytest.mark.parametrize(
    "text",
    [
        "县公安局牵头，县公安交通管理局配合，县公安局督办。",
        "县水利局牵头，县林业局配合，县农业农村局督办。",
        "县住房城乡建设局和市住房城乡建设局、市住建局各负其责（市住房城乡建设局以下简称市住建局）。",
        "市教育局牵头，市教育考试院配合。",
        "市城管局牵头，市生态环境局配合，市市场监管局督办。",
        "副市长王明、李强出席，副县长王强主持，副局长王明华发言。",
        "局长张伟主持，处长刘伟发言，主任陈晨汇报。",
        "《2025年工作要点》和《2026年工作要点》要衔接，《省安全生产条例》《市安全生产条例》要学好。",
        "《关于加强春季防火工作的通知》和《关于加强秋季防火工作的通知》都要落实。",
        "今天召开全市防汛工作会议。全省防汛工作会议昨天开过了。",
        "市委书记、市长到场，区长包点，书记要亲自抓，局长要带头干。",
    ],
)
def test_two_names_are_two(text):
    assert found(text) == []
