"""A practice of its own for the journeys: a fresh data folder, the demo practice in it, the real server before it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("FOYER_TEST_BINARY", str(HOUSE / ".build/debug/foyer"))
RESULTS = HOUSE / ".build/test-results"


def plain_environment():
    """Ours, without the settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FOYER_")}


class Office:
    """One server and its practice. `open()` starts it, `close()` ends it and clears its folder."""

    def __init__(self, database_url=None, idle_minutes="15", like=None):
        """`like` is a closed office: this one begins with a copy of its data folder."""
        self.folder = Path(tempfile.mkdtemp(prefix="foyer-browser-"))
        if like:
            shutil.copytree(like.folder / "data", self.folder / "data")
        self.environment = plain_environment() | {
            "FOYER_DATA": str(self.folder / "data"),
            "FOYER_IDLE_MINUTES": idle_minutes,
            "FOYER_LOG_FILE": str(self.folder / "foyer.log"),
        }
        if database_url:
            self.environment["FOYER_DATABASE_URL"] = database_url
        self.process = None
        self.url = None

    def command(self, *words, minutes=10):
        """Runs a command of Foyer and returns what it printed."""
        done = subprocess.run(
            [BINARY, *words], env=self.environment, capture_output=True, text=True, timeout=minutes * 60
        )
        if done.returncode != 0:
            raise AssertionError(f"foyer {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def load_demo(self):
        (self.folder / "data").mkdir(mode=0o700, exist_ok=True)
        self.command("demo", "--if-empty")
        return self

    def open(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        if "FOYER_SMTP_URL" in self.environment:
            self.environment["FOYER_PUBLIC_URL"] = self.url
        with open(self.folder / "output.txt", "a") as output:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--port", str(port)], env=self.environment, stdout=output, stderr=output
            )
        self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            try:
                self.process.wait(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                pass
        raise AssertionError(f"the server did not open:\n{self.said()}")

    def said(self):
        parts = [self.folder / name for name in ("output.txt", "foyer.log")]
        return "\n".join(part.read_text(errors="replace")[-4000:] for part in parts if part.exists())

    def close(self):
        """Asks it to stop, as Ctrl-C does, and returns the seconds it took."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        took = time.monotonic() - began
        if self.process:
            RESULTS.mkdir(parents=True, exist_ok=True)
            (RESULTS / f"server-{self.process.pid}.log").write_text(self.said())
        shutil.rmtree(self.folder, ignore_errors=True)
        return took


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


class PostgresDatabase:
    """A database of its own on the server that FOYER_TEST_POSTGRES names."""

    def __init__(self, conninfo):
        self.parts = dict(part.split("=", 1) for part in conninfo.split())
        self.name = f"browser_{os.getpid()}"
        self.run(f"CREATE DATABASE {self.name}")

    @property
    def url(self):
        p = self.parts
        return f"postgres://{p['user']}:{p['password']}@{p['host']}:{p['port']}/{self.name}"

    def run(self, sql):
        words = " ".join(f"{key}={value}" for key, value in self.parts.items())
        subprocess.run(["psql", words, "-qc", sql], check=True, capture_output=True)

    def drop(self):
        self.run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
