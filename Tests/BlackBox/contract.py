# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Judges answers by the OpenAPI document that the server plays, with code that is not the server's.

openapi-core judges every answer that its operation documents. What no operation documents (an unknown path, a method
that is not there) has a response that the document names in `x-sim-errors`; jsonschema judges that.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator
from openapi_core import OpenAPI
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.templating.paths.finders import APICallPathFinder
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ORIGIN = "http://contract.test"

# The shape of every answer of the server itself, as openapi/control.yaml has it; the codes of the front that stands
# before all APIs are not in that document's list.
OWN_ERROR = {
    "type": "object",
    "additionalProperties": False,
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "additionalProperties": False,
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "pattern": "^[a-z]+([-_][a-z]+)*$"},
                "message": {"type": "string", "minLength": 1},
                "details": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["message"],
                        "properties": {
                            "pointer": {"type": "string"},
                            "message": {"type": "string", "minLength": 1},
                            "hint": {"type": "string", "minLength": 1},
                        },
                    },
                },
            },
        }
    },
}


class ContractBroken(AssertionError):
    """An answer that is not as the document says."""


@dataclass
class _Request:
    method: str
    path: str
    host_url: str = ORIGIN
    parameters: dict = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = ""

    @property
    def full_url_pattern(self):
        return self.host_url + self.path


@dataclass
class _Response:
    data: bytes
    status_code: int
    content_type: str
    headers: dict


class Contract:
    """One document."""

    def __init__(self, file: Path):
        self.file = file
        self.document = yaml.safe_load(file.read_text(encoding="utf-8"))
        self.base = urlsplit(self.document["servers"][0]["url"]).path
        spoken = dict(self.document, servers=[{"url": ORIGIN + self.base}])
        self._judge = OpenAPI.from_dict(spoken)
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("document", resource)
        self.judged = {"openapi-core": 0, "jsonschema": 0}

    def check(self, method: str, path: str, status: int, headers, body: bytes) -> None:
        """Raises `ContractBroken` for an answer to `method` `path` (below the document's base) that breaks it."""
        if method == "HEAD":
            # RFC 9110 9.3.2: the headers of a GET, without its body.
            if body:
                raise ContractBroken(f"HEAD {path} was answered with a body: {body[:200]!r}")
            return
        request = _Request(method.lower(), self.base + path)
        response = _Response(body, status, headers.get("Content-Type", ""), dict(headers))
        if status == 204:
            if body:
                raise ContractBroken(f"a 204 with a body: {body[:200]!r}")
        if self._documents(request, status):
            errors = list(self._judge.iter_response_errors(request, response))
            if errors:
                raise ContractBroken(_words(method, path, status, body, errors))
            self.judged["openapi-core"] += 1
            return
        self._check_undocumented(method, path, status, headers, body)

    def _documents(self, request: _Request, status: int) -> bool:
        responses = self.responses(request)
        return responses is not None and (str(status) in responses or "default" in responses)

    def responses_of(self, method: str, path: str):
        return self.responses(_Request(method.lower(), self.base + path))

    def responses(self, request: _Request):
        """The statuses that the operation which the request reaches documents, or None."""
        try:
            found = APICallPathFinder(self._judge.spec, base_url=None).find(
                request.method, request.full_url_pattern
            )
        except PathError:
            return None
        return set(map(str, (found.operation / "responses").keys()))

    def _errors(self, path):
        """The catalogue of errors that is meant for a path below the document's base."""
        errors = self.document.get("x-sim-errors", {})
        sections = [name for name in errors if name.startswith("/") and (path + "/").startswith(name + "/")]
        return errors[max(sections, key=len)] if sections else errors

    def _check_undocumented(self, method, path, status, headers, body):
        errors = self._errors(path)
        names = {
            entry["response"]
            for entry in errors.values()
            if entry.get("status") == status and "response" in entry
        }
        fallback = errors.get("default", {}).get("response")
        if not names and status >= 500 and fallback:
            # A server error that only a scenario brings about.
            names = {fallback}
        if not names:
            raise ContractBroken(
                f"{method} {path}: the document has no answer {status}; it was {body[:300]!r}"
            )
        if not headers.get("Content-Type", "").startswith("application/json"):
            raise ContractBroken(f"{method} {path}: {status} is not JSON but {headers.get('Content-Type')!r}")
        value = json.loads(body)
        problems = []
        for name in sorted(names):
            pointer = name + "/content/application~1json/schema"
            validator = Draft202012Validator(
                {"$ref": "document" + pointer},
                registry=self._registry,
                format_checker=Draft202012Validator.FORMAT_CHECKER,
            )
            errors = list(validator.iter_errors(value))
            if not errors:
                self.judged["jsonschema"] += 1
                return
            problems += errors
        raise ContractBroken(_words(method, path, status, body, problems))


def check_own(status: int, headers, body: bytes) -> None:
    """Raises `ContractBroken` where an error of the server itself has another shape than it promises."""
    if not headers.get("Content-Type", "").startswith("application/json"):
        raise ContractBroken(f"the server's own {status} is not JSON: {body[:200]!r}")
    errors = list(Draft202012Validator(OWN_ERROR).iter_errors(json.loads(body)))
    if errors:
        raise ContractBroken(_words("", "(own answer)", status, body, errors))


def _words(method, path, status, body, errors):
    lines = [f"{method} {path} -> {status} is not as documented: {body[:600]!r}"]
    for error in errors:
        lines.append(f"- {error}"[:500])
        for cause in (getattr(error, "schema_errors", None) or getattr(error.__cause__, "schema_errors", None) or [])[:5]:
            lines.append(f"    {cause.json_path}: {cause.message}"[:400])
    return "\n".join(lines)
