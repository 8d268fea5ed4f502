# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Reads a report in every format, judges each by its published schema, and finds the same violations in all."""

import json
import re
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema
import xmlschema

SCHEMAS = Path(__file__).parent / "fixtures" / "report-schemas"
ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "text": "understudy.txt", "json": "understudy.json", "junit": "understudy.junit.xml", "sarif": "understudy.sarif",
    "ctrf": "understudy.ctrf.json", "github": "understudy.github.txt",
}


def schema(name):
    return json.loads((SCHEMAS / name).read_text())


class Reports:
    """A report in every format, by the format's name."""

    def __init__(self, texts: dict[str, str]):
        assert set(texts) == set(FILES)
        self.text, self.github = texts["text"], texts["github"]
        self.json, self.sarif, self.ctrf = (json.loads(texts[name]) for name in ("json", "sarif", "ctrf"))
        jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(self.sarif)
        jsonschema.Draft7Validator(schema("ctrf.schema.json")).validate(self.ctrf)
        xmlschema.XMLSchema(str(SCHEMAS / "JUnit.xsd")).validate(xml.ElementTree(xml.fromstring(texts["junit"])))
        self.junit = xml.fromstring(texts["junit"])

    @classmethod
    def of(cls, folder: Path):
        return cls({name: (folder / file).read_text() for name, file in FILES.items()})

    @property
    def violations(self) -> list[dict]:
        return [violation for space in self.json["spaces"] for violation in space["violations"]]

    def assert_same_in_all_formats(self):
        """Every violation, once in each format, with its severity, its evidence and a line that is there."""
        found = self.violations
        results = self.sarif["runs"][0]["results"]
        rules = self.sarif["runs"][0]["tool"]["driver"]["rules"]
        assert len(results) == len(found)
        annotations = self.github.splitlines()
        assert len(annotations) == len(found)
        tests = {test["name"]: test for test in self.ctrf["results"]["tests"]}
        failures = {case.get("name"): case.find("failure") for case in self.junit.iter("testcase")}
        warned = "".join(out.text or "" for out in self.junit.iter("system-out"))
        for violation, result, annotation in zip(found, results, annotations, strict=True):
            rule, message = violation["rule"], violation["message"]
            file, line = violation["source"].rsplit(":", 1)
            text = (ROOT / file).read_text().splitlines()[int(line) - 1]
            assert text.strip() and not text.strip().startswith("#"), (violation["source"], text)
            assert f"  {violation['severity']} {rule}: " in self.text and message in self.text
            assert violation["source"] in self.text
            assert (result["ruleId"], rules[result["ruleIndex"]]["id"]) == (rule, rule)
            assert result["level"] == violation["severity"] and message in result["message"]["text"]
            place = result["locations"][0]["physicalLocation"]
            assert place == {"artifactLocation": {"uri": file}, "region": {"startLine": int(line)}}
            for evidence in ("requests", "deliveries", "pointer", "subject"):
                assert result["properties"][evidence] == violation[evidence]
            assert result["partialFingerprints"] == {"understudy/v1": violation["fingerprint"]}
            assert re.match(f"::{violation['severity']} file={re.escape(file)},line={line},title={rule} in space ", annotation)
            name = f"{violation['api']}: {rule}"
            assert message in tests[name]["message"]
            if violation["severity"] == "error":
                assert tests[name]["status"] == "failed" and message in failures[name].text
            else:
                assert message in warned
        summary = self.ctrf["results"]["summary"]
        assert summary["failed"] == sum(test["status"] == "failed" for test in tests.values())
        for suite in self.junit.iter("testsuite"):
            cases = suite.findall("testcase")
            assert int(suite.get("tests")) == len(cases)
            assert int(suite.get("failures")) == sum(case.find("failure") is not None for case in cases)
