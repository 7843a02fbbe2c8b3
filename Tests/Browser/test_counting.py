"""The last line of `make test` must tell the truth, so the script that counts is tested, too."""

import json
import subprocess
import sys

from office import HOUSE


def events(*tests):
    """An event stream of tests, each `(name, how it went)`."""
    for name, how in tests:
        yield {"kind": "test", "payload": {"kind": "function", "id": name, "name": name}}
        if how == "skipped":
            yield {"kind": "event", "payload": {"kind": "testSkipped", "testID": name, "messages": []}}
        elif how != "never reached":
            yield {"kind": "event", "payload": {"kind": "testStarted", "testID": name, "messages": []}}
        if how in ("pass", "fail"):
            messages = [{"symbol": how, "text": name}]
            yield {"kind": "event", "payload": {"kind": "testEnded", "testID": name, "messages": messages}}


def count(folder):
    done = subprocess.run(
        [sys.executable, HOUSE / "scripts/count-tests", folder], capture_output=True, text=True
    )
    return done.returncode, done.stdout.strip().splitlines()


def write(folder, swift=(), browser="", steps=""):
    (folder / "swift.jsonl").write_text("".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events(*swift)))
    (folder / "browser.xml").write_text(f"<testsuites><testsuite>{browser}</testsuite></testsuites>")
    if steps:
        (folder / "failed-steps").write_text(steps)


def test_what_passed_in_both_runners_is_summed(tmp_path):
    write(tmp_path, [("a", "pass"), ("b\u2028b", "pass"), ("c", "skipped")], "<testcase name='d'/>")
    assert count(tmp_path) == (0, ["3 passed, 0 failed, 1 skipped"])


def test_a_failure_in_either_runner_fails_and_is_named(tmp_path):
    write(tmp_path, [("a", "fail")], "<testcase name='d'><failure/></testcase><testcase name='e'><skipped/></testcase>")
    code, lines = count(tmp_path)
    assert code == 1
    assert lines[-1] == "0 passed, 2 failed, 1 skipped"
    assert "  a" in lines and "  browser: d" in lines


def test_a_test_that_crashed_the_run_has_failed_and_what_was_never_reached_is_no_pass(tmp_path):
    write(tmp_path, [("a", "pass"), ("b", "crash"), ("c", "never reached")], steps="Swift tests\n")
    code, lines = count(tmp_path)
    assert (code, lines[-1]) == (1, "1 passed, 1 failed, 1 skipped")


def test_a_step_that_fails_without_a_failed_test_is_a_failure(tmp_path):
    write(tmp_path, [("a", "pass")], steps="Format\n")
    assert count(tmp_path)[1][-1] == "1 passed, 1 failed, 0 skipped"


def test_a_run_in_which_nothing_ran_has_failed(tmp_path):
    write(tmp_path)
    code, lines = count(tmp_path)
    assert (code, lines[-1]) == (1, "0 passed, 1 failed, 0 skipped")
