# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The client of all tests. Every answer that it hands out was judged against the document first."""

import itertools
import json
import threading
from dataclasses import dataclass
from pathlib import Path

import requests

from contract import Contract, ContractBroken, check_own
from server_process import PATIENCE, ROOT, ServerProcess

# The APIs that the binary carries.
BUILT_IN = sorted(file.stem for file in (ROOT / "openapi").glob("*.yaml") if file.stem != "control")

START = "2026-03-10T20:00:00.000Z"

_threads = threading.local()


def http() -> requests.Session:
    """One keep-alive session for each thread; no proxy and no credentials of this machine."""
    if not hasattr(_threads, "session"):
        _threads.session = requests.Session()
        _threads.session.trust_env = False
    return _threads.session


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def request_id(self) -> int:
        return int(self.headers["X-Understudy-Request"])


class Documents:
    """The documents of a server, read once."""

    _known: dict[Path, Contract] = {}
    _lock = threading.Lock()

    @classmethod
    def of(cls, file) -> Contract:
        file = Path(file).resolve()
        with cls._lock:
            if file not in cls._known:
                cls._known[file] = Contract(file)
            return cls._known[file]

    @classmethod
    def builtin(cls, name) -> Contract:
        return cls.of(ROOT / "openapi" / f"{name}.yaml")


class Caller:
    """Speaks to one API below one base URL."""

    def __init__(self, url: str, contract: Contract, headers: dict[str, str] | None = None, is_control=False):
        self.url = url
        self.contract = contract
        self.headers = headers or {}
        self.is_control = is_control

    def call(
        self, method, path, value=None, *, data=None, headers=None, params=None, own=False, expect=None
    ) -> Answer:
        """Sends one request.

        - value: a JSON body; data: any other.
        - own: the answer comes from the server itself, not from the API.
        - expect: the status that the answer must have.
        """
        sent = dict(self.headers)
        if value is not None:
            data = json.dumps(value).encode()
            sent["Content-Type"] = "application/json"
        for name, text in (headers or {}).items():
            if text is None:
                sent.pop(name, None)
            else:
                sent[name] = text
        response = http().request(
            method, self.url + path, data=data, headers=sent, params=params, timeout=PATIENCE, allow_redirects=False
        )
        answer = Answer(response.status_code, response.headers, response.content)
        self.judge(method, path.split("?")[0], answer, own)
        if expect is not None and answer.status != expect:
            raise AssertionError(f"{method} {path} -> {answer.status}, not {expect}: {answer.body[:600]!r}")
        return answer

    def judge(self, method, path, answer: Answer, own=False):
        if own:
            check_own(answer.status, answer.headers, answer.body)
            return
        if not self.is_control and "X-Understudy-Request" not in answer.headers:
            raise ContractBroken(f"{method} {path} -> {answer.status} is in no journal: {answer.body[:300]!r}")
        if method == "OPTIONS":
            if answer.status != 204 or answer.body:
                raise ContractBroken(f"OPTIONS {path} -> {answer.status} {answer.body[:200]!r}")
            return
        if self.is_control and answer.status in (404, 405, 401, 403) and self.contract.responses_of(method, path) is None:
            check_own(answer.status, answer.headers, answer.body)
            return
        self.contract.check(method, path, answer.status, answer.headers, answer.body)

    def get(self, path, **options) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path, value=None, **options) -> Answer:
        return self.call("POST", path, value, **options)

    def put(self, path, value=None, **options) -> Answer:
        return self.call("PUT", path, value, **options)

    def patch(self, path, value=None, **options) -> Answer:
        return self.call("PATCH", path, value, **options)

    def delete(self, path, **options) -> Answer:
        return self.call("DELETE", path, **options)


CREDENTIALS = {
    "promptwatch": lambda key: {"X-API-Key": key},
    "seomonitor": lambda key: {"Authorization": key},
    "topify": lambda key: {"Authorization": f"Bearer {key}"},
    "writerzroom": lambda key: {"Authorization": f"Bearer {key}"},
    "seo-agent": lambda key: {"Authorization": f"Bearer {key}"},
    "earshot": lambda key: {"Authorization": f"Bearer {key}"},
}


class World:
    """One space of a server, and the callers of the APIs in it."""

    def __init__(self, server: ServerProcess, name: str, documents: dict[str, Contract] | None = None):
        self.server = server
        self.name = name
        self.documents = documents or {}
        self.control = control(server)

    def api(self, id: str) -> Caller:
        contract = self.documents.get(id) or Documents.builtin(id)
        headers = CREDENTIALS[id]("any-key") | {"X-Understudy-Space": self.name}
        return Caller(f"{self.server.url}/{id}{contract.base}", contract, headers)

    @property
    def promptwatch(self) -> Caller:
        return self.api("promptwatch")

    @property
    def seomonitor(self) -> Caller:
        return self.api("seomonitor")

    @property
    def writerzroom(self) -> Caller:
        return self.api("writerzroom")

    @property
    def seo_agent(self) -> Caller:
        return self.api("seo-agent")

    @property
    def topify(self) -> Caller:
        return self.api("topify")

    @property
    def earshot(self) -> Caller:
        return self.api("earshot")

    def _path(self, path):
        return f"/spaces/{self.name}{path}"

    def advance(self, **how) -> dict:
        return self.control.post(self._path("/clock/advance"), how, expect=200).json

    def clock(self) -> dict:
        return self.control.get(self._path("/clock"), expect=200).json

    def now(self) -> str:
        return self.clock()["now"]

    def job(self, id, **options) -> dict:
        return self.control.get(self._path(f"/jobs/{id}"), expect=200, **options).json

    def signal(self, id, signal, reason=None) -> dict:
        body = {"signal": signal} | ({"reason": reason} if reason else {})
        return self.control.post(self._path(f"/jobs/{id}/signal"), body, expect=200).json

    def jobs(self, **filters) -> dict:
        return self.control.get(self._path("/jobs"), params=filters, expect=200).json

    def requests(self, **filters) -> dict:
        return self.control.get(self._path("/requests"), params=filters, expect=200).json

    def entry(self, id) -> dict:
        return self.control.get(self._path(f"/requests/{id}"), expect=200).json

    def scenario(self, value) -> dict:
        """Plays another scenario from now on: a name, or a whole one."""
        body = {"name": value} if isinstance(value, str) else value
        return self.control.put(self._path("/scenario"), body, expect=200).json


_counter = itertools.count(1)


def control(server: ServerProcess) -> Caller:
    return Caller(server.url + "/_understudy/v1", Documents.builtin("control"), is_control=True)


def make_world(server, *, mode="manual", name=None, documents=None, **settings) -> World:
    """Makes a space of its own; its clock stands at START unless told otherwise."""
    name = name or f"test-{next(_counter)}"
    clock = {"mode": mode, "start": START} | settings.pop("clock", {})
    control(server).post("/spaces", {"name": name, "clock": clock} | settings, expect=201)
    return World(server, name, documents)
