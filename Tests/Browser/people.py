"""People at their screens: a signed-in browser each, which notices everything that is wrong with a page."""

from contextlib import contextmanager
from urllib.parse import urlparse

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}

LISTEN_FOR_BREACHES = """
addEventListener('securitypolicyviolation', event =>
  console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`));
"""


class Screen:
    """A page in a browser of its own, and the troubles it had."""

    def __init__(self, context, url):
        self.context = context
        self.url = url
        self.troubles = []
        context.add_init_script(LISTEN_FOR_BREACHES)
        context.on("page", self.watch)
        self.page = context.new_page()

    def watch(self, page):
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("console", self.heard)
        page.on("response", self.answered)
        page.on("requestfailed", self.broke)

    def heard(self, message):
        # A page that says no is expected now and then, and the browser reports its status: `answered` looks at it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text} ({message.location.get('url', '')})")

    def answered(self, response):
        if response.status >= 500:
            self.troubles.append(f"{response.status} from {response.request.method} {response.url}")
        elif response.status >= 400 and response.request.resource_type not in ("document", "fetch"):
            self.troubles.append(f"{response.status} for {response.url}")
        if urlparse(response.url).netloc != urlparse(self.url).netloc and response.url.startswith("http"):
            self.troubles.append(f"asked another server: {response.url}")

    def broke(self, request):
        # Leaving a page ends its event stream and what it had under way.
        if "ERR_ABORTED" not in (request.failure or "") and request.resource_type not in ("eventsource", "fetch"):
            self.troubles.append(f"{request.failure} for {request.url}")

    def go(self, path):
        """Opens an address of the practice and returns the answer."""
        return self.page.goto(self.url + path, wait_until="load")

    @property
    def path(self):
        return urlparse(self.page.url).path

    def nothing_wrong(self):
        assert not self.troubles, "\n".join(self.troubles)


class People:
    """Signs people in, each once: their sessions are lent to as many screens as a journey needs."""

    def __init__(self, browser, office, logins):
        self.browser = browser
        self.office = office
        self.logins = logins
        self.sessions = {}

    @contextmanager
    def at_screen(self, role="front_desk", size=WIDE, fresh=False, **settings):
        """A screen where somebody of this role is signed in; `fresh` signs in anew, for whoever will sign out."""
        state = None if role is None else self.session(role, fresh)
        context = self.browser.new_context(
            viewport=size, storage_state=state, locale="en-US", timezone_id="America/Denver", **settings
        )
        context.set_default_timeout(10_000)
        screen = Screen(context, self.office.url)
        try:
            yield screen
            screen.nothing_wrong()
        finally:
            context.close()

    def session(self, role, fresh):
        if fresh or role not in self.sessions:
            context = self.browser.new_context(locale="en-US", timezone_id="America/Denver")
            page = context.new_page()
            self.sign_in(page, role)
            state = context.storage_state()
            context.close()
            if fresh:
                return state
            self.sessions[role] = state
        return self.sessions[role]

    def sign_in(self, page, role):
        login, password = self.logins[role]
        page.goto(self.office.url + "/sign-in")
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
