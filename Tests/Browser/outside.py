"""The world outside of the office: a mail server and a gateway for text messages that keep what they are handed."""

import base64
import hashlib
import hmac
import json
import threading
import urllib.parse
import urllib.request
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer

SECRET = "the token of the journeys"


class Outside:
    """Open between `with`; `settings` lead an office here."""

    def __init__(self):
        self.mail, self.texts = [], []
        self.news = threading.Condition()
        self.servers = [ThreadingTCPServer(("127.0.0.1", 0), MailServer), ThreadingHTTPServer(("127.0.0.1", 0), Gateway)]
        for server in self.servers:
            server.daemon_threads = True
            server.outside = self

    def __enter__(self):
        for server in self.servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.shutdown()
            server.server_close()

    @property
    def settings(self):
        mail, gateway = (server.server_address[1] for server in self.servers)
        return {
            "FOYER_SMTP_URL": f"smtp://127.0.0.1:{mail}",
            "FOYER_MAIL_FROM": "The Office <office@example.org>",
            "FOYER_SMS_URL": f"http://127.0.0.1:{gateway}/Accounts/AC1/Messages.json",
            "FOYER_SMS_USER": "AC1",
            "FOYER_SMS_PASSWORD": SECRET,
            "FOYER_SMS_FROM": "+16175550199",
        }

    def take(self, pile, message):
        with self.news:
            pile.append(message)
            self.news.notify_all()

    def wait_for(self, find, seconds=90):
        """The first message that `find` gives, as soon as it has come."""
        with self.news:
            assert self.news.wait_for(lambda: find() is not None, timeout=seconds), "nothing came"
            return find()

    def text_to(self, number):
        return next((text["Body"] for text in self.texts if text["To"] == number), None)

    def mail_to(self, address):
        return next((mail for mail in self.mail if mail["To"] == address), None)

    def answer(self, office, number, words, receipt, secret=SECRET):
        """Tells the office what somebody answered, signed as the gateway signs, and returns what the office says."""
        url, fields = f"{office.url}/inbound/text", {"Body": words, "From": number, "MessageSid": receipt}
        signed = url + "".join(name + fields[name] for name in sorted(fields))
        digest = hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()
        request = urllib.request.Request(
            url, urllib.parse.urlencode(fields).encode(), {"X-Twilio-Signature": base64.b64encode(digest).decode()}
        )
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()


class MailServer(StreamRequestHandler):
    def handle(self):
        self.say("220 outside")
        for line in iter(self.hear, None):
            if line.upper().startswith("DATA"):
                self.say("354 go on")
                text = "\r\n".join(part.removeprefix(".") for part in iter(self.hear, "."))
                self.server.outside.take(self.server.outside.mail, message_from_string(text, policy=policy.default))
            if line.upper().startswith("QUIT"):
                return self.say("221 bye")
            self.say("250 ok")

    def hear(self):
        line = self.rfile.readline()
        return line.decode().rstrip("\r\n") if line else None

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.outside.take(self.server.outside.texts, dict(urllib.parse.parse_qsl(body)))
        answer = json.dumps({"sid": f"SM{len(self.server.outside.texts)}", "status": "queued"}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass
