"""What was found as other programs read it: JSON (DESIGN 4) and SARIF 2.1.0."""

import json
from pathlib import Path
from urllib.parse import quote

from qicao.problems import catalogue

_LEVELS = {"error": "error", "warning": "warning", "suggest": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(checked, fixed=0):
    """Return the problems of Checked files as JSON; fixed is how many were put right before."""
    problems = [record(one) for file in checked for one in file.problems]
    return json.dumps({"problems": problems, "fixed": fixed}, ensure_ascii=False, indent=1)


def record(one):
    """Return a Problem as plain data."""
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "path": one.span.path,
        "line": one.span.line,
        "column": one.span.column,
        "length": one.span.length if one.span.line else 0,
        "hint": one.hint,
        "fix": one.fix,
    }


def tests_as_json(tested):
    """Return templates that were Tested as JSON: their cases, what failed, what was and was not reached."""
    return json.dumps({"templates": list(map(_tested, tested))}, ensure_ascii=False, indent=1)


def _tested(one):
    known = one.coverage
    return {
        "name": one.name,
        "path": str(one.path),
        "title": one.title,
        "cases": {"given": one.given, "tried": one.tried, "read": one.read},
        "failures": list(map(_failure, one.failures)),
        "suggestions": list(map(_failure, one.notes)),
        "coverage": {
            "percent": known.percent,
            "total": len(known.points),
            "given": known.count("given"),
            "tried": known.count("tried"),
            "points": [
                {
                    "path": point.span.path,
                    "line": point.span.line,
                    "column": point.span.column,
                    "text": point.text,
                    "reached": point.reached or None,
                    "why": point.why,
                }
                for point in known.points
            ],
        },
        "expected": [
            {"path": str(text.path), "equal": not text.problem, "lines": text.lines}
            for text in one.expected
            if text.there
        ],
    }


def _failure(one):
    return {**record(one.problem), "case": one.case, "brief": one.brief}


def versions_as_json(found):
    """Return what is different between two versions of a template (versions.Versions) as JSON."""
    made = {
        "declared": [
            {"change": one.kind, "path": one.path, "was": one.was, "now": one.now} for one in found.declared
        ],
        "texts": [
            {
                "brief": str(one.path) if one.path else None,
                "changes": one.lines,
                "problems": list(map(record, one.problems)),
            }
            for one in found.spoken
        ],
        "briefs": [
            {
                "path": str(one.path),
                "problems": list(map(record, one.problems)),
                "gaps": [{"path": gap.path, "about": gap.about} for gap in one.gaps],
            }
            for one in found.affected
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=1)


def as_sarif(checked, version):
    """Return the problems of Checked files as one SARIF run; columns count characters."""
    problems = [one for file in checked for one in file.problems]
    codes = list(dict.fromkeys(one.code for one in problems))
    driver = {
        "name": "qicao",
        "version": version,
        "rules": [{"id": code, "shortDescription": {"text": _about(code)}} for code in codes],
    }
    results = [_result(one, codes.index(one.code)) for one in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _about(code):
    row = catalogue().get(code, {})
    return f"{code} ({row['source']})" if "source" in row else code


def _result(one, index):
    text = f"{one.message}\n{one.hint}" if one.hint else one.message
    place = {"artifactLocation": {"uri": _uri(one.span.path)}}
    made = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    if one.span.path.lower().endswith(".docx") and one.span.line:
        made["locations"][0]["logicalLocations"] = [{"name": f"{one.span.line}:{one.span.column}"}]
    elif one.span.line:
        place["region"] = region = _region(one.span)
        if one.fix is not None:
            change = {"deletedRegion": region, "insertedContent": {"text": one.fix}}
            artifact = {"artifactLocation": place["artifactLocation"], "replacements": [change]}
            made["fixes"] = [
                {"description": {"text": one.hint or one.message}, "artifactChanges": [artifact]}
            ]
    return made


def _uri(path):
    """Return a path as a URI: a file: one where it is absolute, else relative to the folder one stands in."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path.replace("\\", "/"))


def _region(span):
    column = max(span.column, 1)
    return {"startLine": span.line, "startColumn": column, "endColumn": column + span.length}
