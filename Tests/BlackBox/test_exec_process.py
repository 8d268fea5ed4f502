# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The command of `understudy exec` as a process: its terminal, its signals, its environment, its end."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time

import pytest

from receiver import free_port
from server_process import PATIENCE, ServerProcess, binary, clean_environment
from terminal import Terminal
from test_exec import wait_until_gone


def exec_(*arguments, environment=None, **options):
    return subprocess.run(
        list(map(str, [binary(), "exec", *arguments])), capture_output=True, text=True, timeout=PATIENCE,
        env=clean_environment(**(environment or {})), **options,
    )


def python(code):
    return ["--", sys.executable, "-c", code]


def start(*arguments):
    return subprocess.Popen(
        list(map(str, [binary(), "exec", *arguments])), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=clean_environment(),
    )


# Terminal


def at_terminal(code, *arguments):
    return Terminal([binary(), "exec", *arguments, *python(code)], clean_environment())


def test_a_command_reads_what_is_typed():
    with at_terminal("print('hello ' + input('name? '))") as terminal:
        terminal.expect(r"name\? ")
        terminal.type("ada\n")
        terminal.expect("hello ada")
        terminal.expect("the command ended with exit code 0")
        assert terminal.wait() == 0


def test_control_c_ends_the_command_and_the_report_is_printed():
    with at_terminal("print('up', flush=True)\nimport time\ntime.sleep(600)") as terminal:
        terminal.expect("up")
        terminal.type("\x03")
        terminal.expect("KeyboardInterrupt")
        terminal.expect("the command was ended by signal 2; 0 errors")
        assert terminal.wait() == 130


def test_control_c_reaches_a_command_that_reads_elsewhere():
    code = "print('up', flush=True)\nimport time\ntime.sleep(600)"
    command = " ".join(map(shlex.quote, [str(binary()), "exec", *python(code)]))
    # The output goes into a pipe, so the terminal stays with the whole job.
    with Terminal(["bash", "-c", f"{command} < /dev/null 2>&1 | (trap '' INT; cat)"], clean_environment()) as terminal:
        terminal.expect("up")
        terminal.type("\x03")
        terminal.expect("KeyboardInterrupt")
        terminal.expect("the command was ended by signal 2")


def test_control_z_gives_the_shell_back_and_fg_goes_on():
    with Terminal(["bash", "--norc", "-i"], clean_environment(PS1="shell> ")) as terminal:
        terminal.expect("shell> ")
        command = [str(binary()), "exec", *python("print('up', flush=True); print('got ' + input())")]
        terminal.type(" ".join(map(shlex.quote, command)) + "\n")
        terminal.expect(r"[\r\n]up\r?\n")
        terminal.type("\x1a")
        terminal.expect("Stopped")
        terminal.expect("shell> ")
        terminal.type("fg\n")
        terminal.expect("exec")
        terminal.type("more\n")
        terminal.expect("got more")
        terminal.expect("ended with exit code 0")
        terminal.expect("shell> ")
        terminal.type("exit\n")
        assert terminal.wait() == 0


def test_without_a_terminal_of_its_own_a_command_is_in_nobodys_way():
    # A background job may not take the terminal of the shell that started it.
    with Terminal(["bash", "--norc", "-i"], clean_environment(PS1="shell> ")) as terminal:
        terminal.expect("shell> ")
        command = " ".join(map(shlex.quote, [str(binary()), "exec", *python("print('done')")]))
        terminal.type(f"{command} & wait; echo after-$?\n")
        terminal.expect("after-0")
        terminal.type("echo still-here\n")
        terminal.expect(r"[\r\n]still-here")
        terminal.type("exit\n")
        assert terminal.wait() == 0


# Signals and ends


def test_a_command_that_ignores_sigterm_is_killed_after_its_timeout(tmp_path):
    code = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)"
    began = time.monotonic()
    result = exec_("--timeout", "1", "--report-dir", tmp_path, *python(code))
    assert result.returncode == 124, result.stderr
    assert "ran into --timeout" in result.stderr
    assert time.monotonic() - began >= 6  # a second, and five to end by itself
    assert (tmp_path / "understudy.json").exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGTERM])
def test_a_command_that_a_signal_ends_leaves_a_report(tmp_path, number):
    result = exec_("--report-dir", tmp_path, *python(f"import os\nos.kill(os.getpid(), {int(number)})"))
    assert result.returncode == 128 + number
    assert f"was ended by signal {int(number)}" in result.stderr
    assert json.loads((tmp_path / "understudy.json").read_text())["spaces"] == []


def test_a_signal_that_the_command_survives_ends_nothing():
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: print('not yet', flush=True))\n"
        "print('up', flush=True)\nsys.stdin.readline()\nraise SystemExit(4)"
    )
    process = subprocess.Popen(
        [binary(), "exec", *python(code)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=clean_environment(),
    )
    assert process.stdout.readline() == "up\n"
    for _ in range(2):
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "not yet\n"
    process.communicate("go\n", timeout=PATIENCE)
    assert process.returncode == 4


def test_the_command_has_the_signals_of_a_new_process():
    code = "import signal\nprint([signal.getsignal(n) == signal.SIG_IGN for n in (1, 2, 3, 15)], signal.pthread_sigmask(0, []))"
    assert exec_(*python(code)).stdout == "[False, False, False, False] set()\n"


def test_a_command_may_close_its_input():
    result = exec_(*python("import os, sys\nos.close(0)\nprint('fine')"), input="unread")
    assert (result.returncode, result.stdout) == (0, "fine\n")


def test_it_may_be_started_without_input():
    command = f"{shlex.quote(str(binary()))} exec -- echo fine <&-"
    result = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=PATIENCE, env=clean_environment())
    assert (result.returncode, result.stdout) == (0, "fine\n"), result.stderr


def test_exec_inside_exec():
    inner = python("import os\nprint(os.environ['UNDERSTUDY_URL'])\nraise SystemExit(6)")
    outer = ["sh", "-c", 'echo "$UNDERSTUDY_URL"; exec "$@"', "sh", binary(), "exec", *inner]
    result = exec_("--", *outer)
    assert result.returncode == 6, result.stderr
    first, second = result.stdout.split()
    assert first.startswith("http://127.0.0.1:") and second.startswith("http://127.0.0.1:") and first != second
    assert result.stderr.count("the command ended with exit code 6") == 2


def test_a_signal_reaches_the_innermost_of_two():
    code = "import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: exit(5))\nprint('up', flush=True)\ntime.sleep(600)"
    process = start("--", binary(), "exec", *python(code))
    assert process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 5, errors


def test_a_command_below_a_command_is_not_left_behind(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import os, pathlib, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\ntime.sleep(600)"
    )
    # The inner one passes SIGTERM on, to a command that does not care, and is then killed itself.
    result = exec_("--timeout", "2", "--", binary(), "exec", *python(code), note)
    assert result.returncode == 124, result.stderr
    wait_until_gone(int(note.read_text()))


def test_a_report_on_a_full_disk_is_no_report(tmp_path):
    (tmp_path / "understudy.json.partial").symlink_to("/dev/full")
    result = exec_("--report-dir", tmp_path, "--", "true")
    assert result.returncode == 1
    assert "understudy.json: error: cannot be written: no space left on device" in result.stderr
    assert not (tmp_path / "understudy.json").exists()


# What keeps it from starting


def test_a_port_that_is_taken():
    with ServerProcess() as other:
        result = exec_("--port", other.port, "--", "echo", "ran")
        assert other.stop() == 0
    assert result.returncode == 2 and result.stdout == ""
    assert f"error: cannot listen on 127.0.0.1:{other.port}: " in result.stderr
    assert "in use" in result.stderr


@pytest.mark.parametrize("setting", [["--scenario", "slwo"], ["--baseline", "none.json"], ["--clock", "fast"]])
def test_a_setting_that_cannot_be_used(setting, tmp_path):
    result = exec_(*setting, "--", "echo", "ran", cwd=tmp_path)
    assert result.returncode == 1 and result.stdout == "" and result.stderr, result.stderr


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_report_folder_that_cannot_be_is_said_before_the_command_is_run(tmp_path, folder):
    (tmp_path / "file").write_text("")
    result = exec_("--report-dir", tmp_path / folder, "--", "echo", "ran")
    assert result.returncode == 1 and result.stdout == ""
    assert result.stderr == f"{tmp_path / folder}: error: cannot be written: not a directory\n"


def test_a_report_that_cannot_be_written_hides_neither_the_summary_nor_the_exit_code(tmp_path):
    folder = tmp_path / "reports"
    code = f"import shutil\nshutil.rmtree({str(folder)!r})\nraise SystemExit(%d)"
    for status, expected in [(0, 1), (7, 7)]:
        result = exec_("--report-dir", folder, *python(code % status))
        assert result.returncode == expected
        assert f"{folder}/understudy.txt: error: cannot be written: no such file or directory" in result.stderr
        assert f"the command ended with exit code {status}; 0 errors" in result.stderr


def test_a_command_is_looked_up_in_path(tmp_path):
    program = tmp_path / "my-tests"
    program.write_text("#!/bin/sh\necho mine \"$1\"\n")
    program.chmod(0o755)
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert exec_("--", "my-tests", "a b", environment=path).stdout == "mine a b\n"
    assert exec_("--", "./my-tests", "here", cwd=tmp_path).stdout == "mine here\n"
    assert exec_("--", "my-tests").returncode == 127
    missing = exec_("--", "./no-such", cwd=tmp_path)
    assert missing.returncode == 127 and "could not be run" in missing.stderr


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_no_program_is_not_run(tmp_path, kind):
    target = tmp_path / "target"
    target.mkdir() if kind == "folder" else target.write_text("not a program")
    result = exec_("--", target)
    assert result.returncode == 126, (result.returncode, result.stderr)
    assert "could not be run" in result.stderr


# Environment


def printed(*arguments) -> dict:
    result = exec_("--print-env", *arguments)
    assert result.returncode == 0, result.stderr
    return dict(line.split("=", 1) for line in result.stdout.splitlines())


def test_every_api_has_its_variables_and_those_with_webhooks_a_secret():
    variables = printed()
    apis = {"PROMPTWATCH", "SEOMONITOR", "TOPIFY", "WRITERZROOM", "SEO_AGENT"}
    assert {name for name in variables if name != "UNDERSTUDY_URL"} == (
        {f"{api}_BASE_URL" for api in apis} | {f"{api}_API_KEY" for api in apis} | {"SEO_AGENT_WEBHOOK_SECRET"}
    )


def test_a_secret_is_the_same_in_every_run_of_a_seed():
    secrets = [printed(*seed)["SEO_AGENT_WEBHOOK_SECRET"] for seed in ([], [], ["--seed", "2"])]
    assert secrets[0] == secrets[1] != secrets[2]
    assert len(secrets[0]) >= 16


def test_a_secret_can_be_chosen_and_renamed():
    variables = printed("--webhook-secret", "seo-agent=whsec=own", "--env", "HOOK=seo-agent.secret")
    assert variables["SEO_AGENT_WEBHOOK_SECRET"] == variables["HOOK"] == "whsec=own"


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["--env", "X=writerzroom.secret"], 64, 'the API "writerzroom" has no webhooks'),
        (["--webhook-secret", "whsec_1"], 64, "--webhook-secret takes api=secret"),
        (["--webhook-secret", "seo-agent="], 64, "--webhook-secret takes api=secret"),
        (["--webhook-secret", "seo-agent=a", "--webhook-secret", "seo-agent=b"], 64, "twice"),
        (["--webhook-secret", "seo-agnt=a"], 1, 'there is no such API; did you mean "seo-agent"?'),
        (["--webhook-secret", "topify=a"], 1, "the API declares no webhooks; APIs that do: seo-agent"),
    ],
)
def test_mistakes_about_secrets(arguments, code, said):
    result = exec_(*arguments, "--", "true")
    assert (result.returncode, said in result.stderr) == (code, True), result.stderr


# Subscribes without a secret, orders, and verifies what comes with the secret of the environment: as the vendor's page
# has it, "t=...,v1=..." of an HMAC over time and body.
RECEIVER = """
import hashlib, hmac, http.server, json, os, sys, threading, urllib.request
def call(url, body, **headers):
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers}, method="POST")
    return json.load(urllib.request.urlopen(request, timeout=60))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fields = dict(part.split("=", 1) for part in self.headers["x-seobot-signature"].split(","))
        secret = os.environ["SEO_AGENT_WEBHOOK_SECRET"].encode()
        expected = hmac.new(secret, fields["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
        print("verified" if hmac.compare_digest(expected, fields["v1"]) else "forged", flush=True)
        self.send_response(204)
        self.end_headers()
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
space = os.environ["UNDERSTUDY_URL"] + "/_understudy/v1/spaces/default"
hook = {"api": "seo-agent", "url": "http://127.0.0.1:" + sys.argv[1], "events": ["audit.completed"]}
if sys.argv[2] == "subscribe":
    call(space + "/webhooks", hook)
key = {"Authorization": "Bearer " + os.environ["SEO_AGENT_API_KEY"], "Idempotency-Key": "1"}
call(os.environ["SEO_AGENT_BASE_URL"] + "/agents/audit", {"domain": "example.com"}, **key)
call(space + "/clock/advance", {"until": "idle"})
"""


@pytest.mark.parametrize("how", ["subscribe", "scenario"])
def test_a_receiver_verifies_with_the_secret_of_its_environment(tmp_path, how):
    port = free_port()
    arguments = ["--clock", "manual"]
    if how == "scenario":
        scenario = tmp_path / "scenario.json"
        hooks = [{"api": "seo-agent", "url": f"http://127.0.0.1:{port}", "events": ["audit.completed"]}]
        scenario.write_text(json.dumps({"name": "hooked", "webhooks": hooks}))
        arguments += ["--scenario", scenario]
    result = exec_(*arguments, *python(RECEIVER), port, how)
    assert (result.returncode, result.stdout) == (0, "verified\n"), result.stderr


def test_serve_shares_a_secret_only_when_told(tmp_path):
    import requests

    def secrets(server):
        url = f"{server.url}/_understudy/v1/spaces/default/webhooks"
        hooks = [{"api": "seo-agent", "url": f"http://127.0.0.1:1/{number}"} for number in range(2)]
        return [requests.post(url, json=hook, timeout=PATIENCE).json()["secret"] for hook in hooks]

    with ServerProcess() as server:
        first, second = secrets(server)
        assert first != second
    with ServerProcess("--webhook-secret", "seo-agent=whsec_ours") as server:
        assert secrets(server) == ["whsec_ours", "whsec_ours"]
    with ServerProcess(environment={"UNDERSTUDY_WEBHOOK_SECRET": "seo-agent=whsec_env"}) as server:
        assert secrets(server) == ["whsec_env", "whsec_env"]
