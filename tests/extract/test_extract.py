"""Every speech comes back from its brief, whatever it looks like."""

import pytest
from hypothesis import given, settings

from drafts import ROOT, SHARED
from extract.speeches import speeches as random_speeches
from qicao import brief, fill, template
from qicao.document import Document
from qicao.extract import Speech, extract, sources
from qicao.readers.text import read

DEPTHS = ("frame", "full")
SEED = SHARED / "seeds/epidemic-speeches.txt"
OWN = sorted((ROOT / "seeds").glob("*.txt"))


def speech(text, name="稿"):
    return Speech(name, read(text))


def comes_back(made, tmp_path):
    """Draft each brief from files, as a person would, and return the drafts."""
    path = tmp_path / f"{made.name}.md"
    path.write_text(made.template, "utf-8")
    loaded = template.load(path)
    assert loaded.warnings == ()
    return [fill.fill(loaded, brief.read(loaded, given, "提纲.yaml").values).text for given in made.briefs]


def own_seeds():
    return [one for path in OWN for one in sources.load(path).speeches]


def real_seeds():
    if not SEED.is_file():
        pytest.skip("no ../shared/seeds beside this checkout")
    return list(sources.load(SEED).speeches)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("kind", [own_seeds, real_seeds])
def test_each_seed_comes_back_by_itself(kind, depth):
    for one in kind():
        made = extract([one], one.name, depth)
        assert made.equal == (True,), (one.name, made.proof.differences)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("kind", [own_seeds, real_seeds])
def test_the_seeds_come_back_all_together(kind, depth):
    made = extract(kind(), "各稿", depth)
    assert all(made.equal)


@settings(max_examples=60)
@given(random_speeches())
def test_any_speech_comes_back_by_itself(text):
    for depth in DEPTHS:
        made = extract([speech(text)], "稿", depth)
        assert made.equal == (True,), made.proof.differences


@settings(max_examples=30)
@given(random_speeches(), random_speeches(), random_speeches())
def test_any_speeches_come_back_together(first, second, third):
    texts = (first, second, third)
    made = extract([speech(text) for text in texts], "稿")
    assert all(made.equal), made.proof.differences


def test_a_draft_from_files_is_the_speech(tmp_path):
    text = "同志们：\n刚才，县水利局汇报了蓄水情况，讲得都很好。下面，我讲两点意见。\n一、早安排\n要早。\n二、早动手\n要快。\n同志们，散会。\n"
    assert comes_back(extract([speech(text)], "蓄水"), tmp_path) == [text]


def test_what_jinja_would_take_for_its_own_is_text(tmp_path):
    texts = [
        f"同志们：\n今天的{{{{ 7*7 }}}}内容{{% for x in y %}}很{word}{{# 注 #}}。\n要{{做}}好。\n"
        for word in "多少"
    ]
    assert comes_back(extract([speech(text) for text in texts], "符号"), tmp_path) == texts


def test_a_yearly_speech_keeps_most_of_its_text(tmp_path):
    def year(number, count, share, place):
        return (
            f"在{number}年全县春耕备耕会议上的讲话\n同志们：\n春耕在即，今天我们在{place}召开会议，主要任务是部署{number}年春耕备耕工作。"
            f"去年全县粮食播种面积{count}万亩，良种覆盖率达到{share}%，连续丰收。下面，我讲两点意见。\n一、认清形势，增强抓好春耕的紧迫感\n"
            f"农时不等人。今年雨水偏少，各乡镇要把蓄水保水放在前面，{count}万亩面积一亩也不能少。\n二、落实责任，抓好春耕的关键措施\n"
            "一是备足农资。县供销社要提前调运化肥，价格公开，质量可查。\n二是下沉指导。农技员要到田头去，手把手教会新品种、新农机。\n"
            "同志们，一年之计在于春。让我们抢抓农时，为全年丰收开好头！\n"
        )

    texts = [year(2025, 42, 96, "青枫镇"), year(2026, 45, 98, "砚岭镇")]
    made = extract([speech(text) for text in texts], "春耕")
    assert comes_back(made, tmp_path) == texts
    assert min(made.proof.kept) > 0.9
    assert "{{ 7" not in made.template


def test_what_repeats_becomes_a_loop_and_its_number_is_counted():
    def speech_of(heads, bodies):
        said = "两三四"[len(heads) - 2]
        lines = [
            f"{'一二三四'[at]}、{head}\n{body}"
            for at, (head, body) in enumerate(zip(heads, bodies, strict=True))
        ]
        return speech(
            "\n".join(["同志们：", f"今天讲防汛。下面，我讲{said}点意见。", *lines, "同志们，散会。\n"])
        )

    first = speech_of(("摸清家底", "备足物资"), ("水库逐座过一遍。", "沙袋、冲锋舟月底前到位。"))
    second = speech_of(
        ("压实责任", "盯住险段", "练好队伍"), ("谁包片谁负责。", "老堤段昼夜有人看。", "每月演练一次。")
    )
    made = extract([first, second], "防汛")
    assert "我讲{{ 要求 | 几 }}点意见。" in made.template
    assert "{% for 条 in 要求 %}" in made.template
    assert all(made.equal)


def test_a_compilation_is_its_speeches(tmp_path):
    path = tmp_path / "两篇.txt"
    path.write_text(
        "讲话稿2篇\n讲话稿篇1\n同志们：\n要早。\n讲话稿篇2\n同志们：\n要快。\n推荐访问：讲话\n", "utf-8"
    )
    source = sources.load(path)
    assert [one.name for one in source.speeches] == ["两篇-1", "两篇-2"]
    assert [block.text for block in source.noise] == ["讲话稿2篇", "推荐访问：讲话"]


def test_an_empty_document_has_no_speech(tmp_path):
    path = tmp_path / "空.txt"
    path.write_text("\n\n", "utf-8")
    assert [one.code for one in sources.load(path).problems] == ["empty-file"]


def test_documents_of_one_paragraph():
    made = extract([Speech("a", Document(read("好。\n").blocks))], "a")
    assert made.equal == (True,)


# what names the county, the dates, the figures, the departments, the people of each real seed
OLD = {
    1: ["1.5万", "28个", "3月以来"],
    2: ["武汉", "戴口罩"][:1],
    3: ["四川", "1月24日", "53例", "28例", "25例", "15个", "攀枝花", "广元", "阿坝", "7个督导组", "8个工作组", "彭清华", "成都", "湖北", "武汉", "全省", "我省", "24时"],
    4: ["xx名", "x个督查组", "x月x日", "黄冈", "唐志红", "湖北", "武汉", "全市", "我市"],
    5: ["20xx", "石振南", "曹刚", "永祥", "贵定", "全县", "我县", "县委、县政府"],
    6: ["3月9日", "10月14日", "241", "870万", "美国", "印度", "巴西", "北京", "新疆", "青岛", "12例", "重庆", "6.37亿", "县委宣传部", "县委政法委",
        "县交通局", "县卫生健康委", "县市场监管局", "10月9日", "10月10日", "10月22日", "4176", "县民政局", "县公安局", "县教委", "9月27日", "13人", "13000", "130000",
        "11台", "5台", "90人", "12月中旬", "全县", "我县"],
}  # fmt: skip


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("number", OLD)
def test_retargeting_leaves_nothing_behind(number, depth):
    one = real_seeds()[number - 1]
    body = extract([one], "稿", depth).template.split("\n---\n", 1)[1]
    assert [old for old in OLD[number] if old in body] == []
