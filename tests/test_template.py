import pytest

from drafts import ROOT, SLUGS, example
from qicao import brief as briefs
from qicao import fill, forms, template
from qicao.problems import ProblemsFound
from qicao.writers import outline


@pytest.mark.parametrize("slug", SLUGS)
def test_a_bundled_template_is_sound_and_its_example_fills_it(slug, golden):
    one = template.load(ROOT / "templates" / f"{slug}.md")
    assert not one.warnings
    document = fill.fill(one, briefs.read(one, forms.brief(one, items=99), "例.yaml").values)
    assert not document.gaps
    golden(f"{slug}.example.txt", document.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_full_brief_of_each_template(slug, golden):
    document = example(slug)
    golden(f"{slug}.outline.txt", outline.write(document))
    assert "〔待填" in document.text or not document.gaps
    for odd in ("。。", "，。", "。，", "：：", "，，", "、、", "；。", "None", "True"):
        assert odd not in document.text


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_brief_is_all_gaps(slug):
    one = template.load(ROOT / "templates" / f"{slug}.md")
    document = fill.fill(one, briefs.read(one, f"模板: {slug}\n", "空.yaml").values)
    required = [name for name, param in one.params.items() if param.required]
    shown = {gap.path.split(".")[0] for gap in document.gaps}
    assert shown == set(required)


def write(folder, name, title="题", body="同志们：\n", front=""):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(f"---\ntitle: {title}\n{front}---\n{body}", "utf-8")
    return path


def test_a_changed_file_is_read_again(tmp_path):
    path = write(tmp_path, "a", body="同志们：\n")
    first = template.load(path)
    assert template.load(path) is first
    write(tmp_path, "a", body="同志们，好：\n")
    assert template.load(path).digest != first.digest


def test_parts_bring_their_parameters_and_parents_their_text(make):
    parts = {
        "_head": "---\nparams:\n  标题: {type: text, example: 甲}\n---\n{{ 标题 }}\n",
        "_base": "---\nparams:\n  称呼: {type: text, default: 同志们}\n---\n{{ 称呼 }}：\n{% block 正文 %}原文。{% endblock %}\n",
    }
    body = "{% extends '_base.md' %}\n{% block 正文 %}{{ super() }}{{ 会议 }}{% endblock %}\n"
    one = make("会议: {type: text, example: 乙}", body, **parts)
    assert list(one.params) == ["称呼", "会议"]
    document = fill.fill(one, briefs.read(one, "会议: 丙\n", "b").values)
    assert document.text == "同志们：\n原文。丙\n"
    one = make("会议: {type: text, example: 乙}", "{% include '_head.md' %}\n{{ 会议 }}。\n", **parts)
    assert fill.fill(one, briefs.read(one, "标题: 讲话\n会议: 丙\n", "b").values).text == "讲话\n丙。\n"


def test_the_parts_that_come_along_serve_every_template(tmp_path):
    path = write(tmp_path, "a", body="{% include '_title-block.md' %}\n同志们：\n")
    one = template.load(path)
    assert list(one.params) == ["标题", "副标题", "日期", "讲话人"]
    (tmp_path / "_title-block.md").write_text("自己的题头\n", "utf-8")
    assert not template.load(path).params


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("同志们：\n", "no-front-matter", 1),
        ("---\n- 甲\n---\n", "front-not-keys", 2),
        ("---\ntitel: 甲\n---\n", "unknown-key", 2),
        ("---\ntitle: [甲]\n---\n", "not-text", 2),
        ("---\nparams: 甲\n---\n", "params-not-keys", 2),
        ("---\ntitle：甲\n---\n", "fullwidth-colon", 2),
        ("---\ntitle: 甲\n---\n甲\x02乙\n", "character", 4),
    ],
)
def test_front_matter_is_checked(tmp_path, text, code, line):
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        template.load(path)
    assert (found.value.problems[0].code, found.value.problems[0].span.line) == (code, line)


def test_no_part_comes_from_outside_the_folder(tmp_path):
    outside = tmp_path / "secret.md"
    outside.write_text("秘密\n", "utf-8")
    folder = tmp_path / "t"
    path = write(folder, "a", body="{% include 'link.md' %}\n")
    (folder / "link.md").symlink_to(outside)
    with pytest.raises(ProblemsFound) as found:
        template.load(path)
    assert [p.code for p in found.value.problems] == ["outside-folder"]


def test_the_number_of_parts_is_limited(tmp_path):
    for number in range(40):
        (tmp_path / f"_{number}.md").write_text(f"{{% include '_{number + 1}.md' %}}\n", "utf-8")
    path = write(tmp_path, "a", body="{% include '_0.md' %}\n")
    with pytest.raises(ProblemsFound) as found:
        template.load(path)
    assert [p.code for p in found.value.problems] == ["too-many-parts"]
