"""A new item of a list is read by how such items look, also with what none of those at hand leaves out."""

import pytest

from qicao import fill, manifest
from qicao.document import Field
from qicao.params import TEMPLATE_KEYS, Reading
from qicao.pull.shapes import Look, variants

PARAMS = """\
项:
  type: list
  of:
    要点: {type: text}
    内容: {type: paragraphs, default: ''}
    牵头: {type: text, default: ''}
    法:
      type: list
      default: []
      of: {要点: {type: text}, 内容: {type: paragraphs}, 期限: {type: text, default: ''}}
  example: []
"""
BODY = (
    "{% for 项 in 项 %}\n"
    "第一，{{ 项.要点 }}。{% if 项.牵头 %}由{{ 项.牵头 }}牵头，{% endif %}{{ 项.内容 | 句 }}"
    "{% for 法 in 项.法 %}一要{{ 法.要点 }}。{{ 法.内容 | 句 }}{% if 法.期限 %}{{ 法.期限 }}前完成。{% endif %}{% endfor %}\n"
    "{% endfor %}\n"
)
GIVEN = [
    {
        "要点": "水源要蓄足",
        "内容": "能蓄则蓄。能引则引。",
        "牵头": "县水利局",
        "法": [{"要点": "清淤", "内容": "逐塘清。", "期限": "10月底"}],
    }
]


@pytest.fixture
def shapes(make):
    """Return the Shapes of the items above."""
    template = make(PARAMS, BODY)

    def drafted(items):
        found = []
        node = manifest.node_of({"项": items})
        values = Reading(found).values(template.params, node, skip=TEMPLATE_KEYS)
        assert not found
        return fill.fill(template, values).blocks

    of = template.params["项"].of
    look = Look("项", of, drafted(GIVEN), lambda _: drafted(variants(of, GIVEN)))
    return look.shapes(
        [
            (_number(block), block.parts, block.ordinal.kind if block.ordinal else "", 0)
            for block in look.tried
        ]
    )


def _number(block):
    return next(part.path.split(".")[1] for part in block.parts if isinstance(part, Field))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("渠道要修通。", {"要点": "渠道要修通"}),
        ("渠道要修通。先通干渠。再通支渠。", {"要点": "渠道要修通", "内容": "先通干渠。再通支渠。"}),
        (
            "渠道要修通。由县农业农村局牵头，先通干渠。",
            {"要点": "渠道要修通", "牵头": "县农业农村局", "内容": "先通干渠。"},
        ),
        (
            "渠道要修通。先通干渠。一要包干。每村一段。二要验收。通一段验一段。年底前完成。",
            {
                "要点": "渠道要修通",
                "内容": "先通干渠。",
                "法.1.要点": "包干",
                "法.1.内容": "每村一段。",
                "法.2.要点": "验收",
                "法.2.内容": "通一段验一段。",
                "法.2.期限": "年底",
            },
        ),
        ("渠道要修通", None),
        ("由县农业农村局牵头", None),
    ],
)
def test_a_new_item_may_lack_what_the_others_have(shapes, text, wanted):
    assert next((found for shape in shapes if (found := shape.read(text))), None) == wanted


@pytest.mark.parametrize(
    ("body", "text", "wanted"),
    [
        ("{{ 项.甲 }}和{{ 项.乙 }}", "粮食和棉花", {"甲": "粮食", "乙": "棉花"}),
        ("{{ 项.甲 }}和{{ 项.乙 }}", "粮食和棉花和油料", None),
        ("{{ 项.甲 }}{{ 项.乙 }}", "粮食棉花", {"甲": "粮食", "乙": "棉花"}),
        ("{{ 项.甲 }}{{ 项.乙 }}", "油菜棉花", None),
        ("{{ 项.甲 }}{{ 项.乙 }}", "粮食丰收", {"甲": "粮食", "乙": "丰收"}),
    ],
)
def test_what_can_be_cut_in_two_ways_is_not_cut(make, filled, body, text, wanted):
    params = "项: {type: list, of: {甲: {type: text}, 乙: {type: text}}, example: []}"
    brief = "项: [{甲: 粮食, 乙: 丰收}, {甲: 早稻, 乙: 歉收}]"
    document = filled(params, "{% for 项 in 项 %}\n" + body + "\n{% endfor %}\n", brief)
    of = make(params, "").params["项"].of
    look = Look("项", of, document.blocks, lambda _: ())
    (shape,) = look.shapes([(_number(block), block.parts, "", 0) for block in document.blocks])
    assert shape.read(text) == wanted
