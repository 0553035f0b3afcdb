"""Speeches at random, for properties: any part may be missing, series nest, ordinals get lost."""

from hypothesis import strategies as st

from qicao.markers import han

_CLAUSES = (
    "各乡镇要把水渠清淤抓在手上", "县水利局牵头制定方案", "10月底前全部完成", "全县共有小型水库29座", "检查不走过场",
    "发现问题当场整改", "农机站备足燃油1.5吨", "每周二9:30调度一次", "按照“先急后缓”的次序推进", "依据《水库管理办法》办理",
    "不得拖延", "由江远同志负责", "比去年增加3.5%", "截至9月1日，入库粮食1,200吨", "覆盖率达到98%", "xx镇还差x名护林员",
    "一、二年级学生由家长接送", "第一时间报告", "要用好{{ 这类 }}符号", "参照A类标准（试行）",
)  # fmt: skip
_LEADS = ("强化源头管理", "压实各方责任", "抓好安全生产", "做到早排查", "严守工作纪律", "统筹推进，不留死角")
_ODD = st.text(
    "要抓好落实工作，。；：、“”（）《》—…0123456789％% aB{}#'\\\"-:", min_size=1, max_size=18
).filter(lambda text: text.strip("\\ ") == text and text.strip() != "")
sentences = st.lists(st.sampled_from(_CLAUSES) | _ODD, min_size=1, max_size=3).map(
    lambda c: "，".join(c) + "。"
)
bodies = st.lists(sentences, min_size=1, max_size=3).map("".join)
leads = st.sampled_from(_LEADS)
RUN_IN = ("{}是", "{}要", "第{}，")


@st.composite
def series(draw, form):
    """Return items in one form; now and then one is printed with another, or one is lost."""
    count = draw(st.integers(1, 4))
    numbers = list(range(1, count + 1))
    if count > 2 and draw(st.integers(0, 5)) == 0:
        del numbers[draw(st.integers(1, count - 1))]
    odd = draw(st.integers(0, 12))
    return [((RUN_IN[0] if at == odd else form).format(han(n))) for at, n in enumerate(numbers)]


@st.composite
def paragraphs(draw):
    """Return the paragraphs below a heading: plain ones, run-in items, series inside a paragraph."""
    match draw(st.integers(0, 3)):
        case 0:
            return draw(st.lists(bodies, max_size=3))
        case 1:
            marked = draw(st.sampled_from(RUN_IN).flatmap(series))
            return [f"{marker}{draw(leads)}。{draw(bodies)}" for marker in marked]
        case 2:
            marked = draw(st.sampled_from(RUN_IN).flatmap(series))
            inner = "".join(f"{marker}{draw(leads)}；" for marker in marked)
            return [f"{draw(sentences)}要做到：{inner[:-1]}。{draw(bodies)}"]
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        made += [f"（{han(number)}）{draw(leads)}", *draw(st.lists(bodies, max_size=2))]
    return made


@st.composite
def speeches(draw):
    """Return a speech as text, a line a paragraph."""
    lines = []
    if draw(st.booleans()):
        lines.append(f"在全县{draw(leads)}会议上的讲话")
        if draw(st.booleans()):
            lines.append("（2026年9月1日）")
    if draw(st.booleans()):
        lines.append(draw(st.sampled_from(["同志们：", "各位老师、同学们：", "大家好！"])))
    if draw(st.booleans()):
        lines.append("刚才，县水利局汇报了蓄水情况，讲得都很好。" + draw(bodies))
    lines += draw(st.lists(bodies, min_size=1, max_size=2))
    sections = draw(st.integers(0, 4))
    if sections and draw(st.booleans()):
        lines.append(f"下面，我讲{han(sections)}点意见。")
    for number in range(1, sections + 1):
        printed = "" if draw(st.integers(0, 9)) == 0 else f"{han(number)}、"
        lines += [f"{printed}{draw(leads)}", *draw(paragraphs())]
    if draw(st.booleans()):
        lines.append("同志们，" + draw(bodies))
    return "\n".join(lines) + "\n"
