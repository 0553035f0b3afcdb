import json

from qicao.check import Checked
from qicao.check.formats import as_json, as_sarif
from qicao.problems import Span, problem

FOUND = Checked(
    "稿.txt",
    (
        problem("half-width", Span("稿.txt", 4, 7, 1), fix="，", words=",", new="，"),
        problem("repeated", Span("稿.docx", 9, 3, 12), words="要抓紧", number=2),
        problem("no-such-file", Span("无.txt")),
    ),
)


def test_json_has_the_documented_keys():
    first, second, third = json.loads(as_json([FOUND]))["problems"]
    assert first == {
        "code": "half-width",
        "severity": "error",
        "message": "中文里用了半角标点“,”",
        "path": "稿.txt",
        "line": 4,
        "column": 7,
        "length": 1,
        "hint": "改成全角“，”",
        "fix": "，",
    }
    assert second["fix"] is None
    assert (third["line"], third["column"], third["length"]) == (0, 0, 0)


def test_sarif_names_rules_places_and_fixes():
    made = json.loads(as_sarif([FOUND], "0.1"))
    (run,) = made["runs"]
    assert made["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "half-width",
        "repeated",
        "no-such-file",
    ]
    text, word, whole = run["results"]
    place = text["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4, "startColumn": 7, "endColumn": 8}
    change = text["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change == {"deletedRegion": place["region"], "insertedContent": {"text": "，"}}
    assert (word["level"], word["locations"][0]["logicalLocations"]) == ("warning", [{"name": "9:3"}])
    assert whole["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "%E6%97%A0.txt"}}}]
