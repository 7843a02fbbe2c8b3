"""Somebody who works with the keyboard alone: what they press, and what has the focus, as a screen reader names it."""

import re

from playwright.sync_api import expect

# A step to the next control is cheap; somebody who has not found it by then has lost their way.
PATIENCE = 60


class Keyboard:
    """The hands of a person at a screen. Nothing here clicks, and nothing sets what was not typed."""

    def __init__(self, screen):
        self.screen = screen
        self.page = screen.page
        self.pressed = 0
        self.tree = screen.context.new_cdp_session(self.page)

    # Pressing

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type_(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def go(self, *keys):
        """Presses keys, the last of which opens another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation(wait_until="load"):
            self.press(keys[-1])
        self.ready()

    def enter(self):
        self.go("Enter")

    def ready(self):
        """A page hears keys as soon as its scripts are there."""
        self.page.wait_for_selector("html.ready", state="attached")

    # Finding the way

    def focused(self):
        """Role and accessible name of what has the focus."""
        focus = self.tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
        nodes = self.tree.send(
            "Accessibility.getPartialAXTree",
            {"objectId": focus["result"]["objectId"], "fetchRelatives": False},
        )["nodes"]
        said = [nodes[0].get(what, {}).get("value", "") for what in ("role", "name")] if nodes else ["", ""]
        return said[0], " ".join(said[1].split())

    def tab_to(self, name, key="Tab", most=PATIENCE):
        """Goes on until something of this name has the focus; fails where no number of steps leads to it."""
        seen = []
        for _ in range(most):
            self.press(key)
            role, here = self.focused()
            if re.search(name, here):
                return here
            seen.append(f"{role} “{here}”")
        raise AssertionError(f"{most} × {key} lead to no “{name}” but to: " + ", ".join(seen[:40]))

    def back_to(self, name):
        return self.tab_to(name, "Shift+Tab")

    def content(self):
        """Over the bar and the list of pages, by the link that stands first on every page."""
        fresh = self.page.evaluate("document.activeElement === document.body")
        self.tab_to("^To the content$", "Tab" if fresh else "Shift+Tab")
        self.press("Enter")

    def on(self, name):
        """What has the focus by now is named like this."""
        expect(self.page.locator(":focus")).to_have_accessible_name(re.compile(name))

    # Filling in

    def choose(self, words):
        """In the list that has the focus: its first letters, then arrows, until the choice begins with the words."""
        at, to = self.places(words)
        assert to >= 0, f"nothing in {self.focused()} begins with “{words}”"
        for letter in words.split(" ")[0]:
            if at == to:
                return
            self.type_(letter)
            at, to = self.places(words)
        self.press(*["ArrowDown" if to > at else "ArrowUp"] * abs(to - at))
        assert self.places(words) == (to, to)

    def places(self, words):
        """Where the list stands, and where it is to go."""
        return tuple(
            self.page.evaluate(
                """words => { const list = document.activeElement
                  return [list.selectedIndex, [...list.options].findIndex(o => o.text.trim().startsWith(words))] }""",
                words,
            )
        )

    def write_over(self, text):
        self.press("Control+a")
        self.type_(text)

    def date(self, day):
        """Types a day into a field for one, as it is typed in the United States."""
        self.type_(day.strftime("%m%d%Y"))

    def time(self, hour, minute=0):
        self.type_(f"{(hour - 1) % 12 + 1:02}{minute:02}{'AM' if hour < 12 else 'PM'}")

    # Seeing

    def sees(self, words, where="main"):
        expect(self.page.locator(where).first).to_contain_text(words)

    def not_sees(self, words, where="main"):
        expect(self.page.locator(where).first).not_to_contain_text(words)

    def told(self, words):
        """The sentence at the head of the page."""
        self.sees(words, "#notices")
