"""Who answers the telephone, with nothing but a keyboard, and how her day is told."""

from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from playwright.sync_api import expect

from harbor_point import PLACE
from keyboard import Keyboard


class Desk(Keyboard):
    """What is done at the desk again and again."""

    def find(self, typed, name):
        """Finds a patient by whatever was heard, and opens their page."""
        self.press("/")
        self.write_over(typed)
        self.enter()
        self.sees(name, "h1")

    def whom(self, typed, name):
        """Finds somebody where a page asks who it is."""
        self.type_(typed)
        self.enter()
        self.sees(name)

    def look_for(self, kind=None, start=None, part=None):
        """Says what is wanted, and stands on the first time that fits."""
        self.press("l")
        if kind:
            self.on("^Visit$")
            self.choose(kind)
            self.enter()
        if kind and (start or part):
            self.press("l")
        if start:
            self.tab_to("^Not before")
            self.date(start)
        if part:
            self.tab_to("^Time of day$")
            self.choose(part)
        if start or part:
            self.enter()

    def book(self, kind, **wanted):
        """From the patient's page to the booked visit."""
        self.go("b")
        self.look_for(kind, **wanted)
        self.enter()
        self.told("Booked for")

    def open_visit(self):
        """From the patient's page to their next visit."""
        self.content()
        self.tab_to(r"\d:\d\d")
        self.enter()

    def beyond(self, provider, day, hour, minute, reason):
        """Says when a visit shall be that no open time is for, and why."""
        self.tab_to("^With$")
        self.choose(provider)
        self.tab_to("^Where$")
        self.choose(PLACE)
        self.tab_to("^Day$")
        self.date(day)
        self.tab_to("^Time$")
        self.time(hour, minute)
        self.tab_to("^Reason$")
        self.type_(reason)
        self.enter()

    def place(self):
        """Chooses Harbor Point, which the browser remembers."""
        self.go("g", "s")
        self.press("l")
        self.tab_to("^Location$")
        self.choose(PLACE)
        self.enter()

    def board(self, day):
        """The board of a day, on the first visit or open time of it."""
        self.go("g", "s")
        self.press("l")
        self.on("^Day$")
        self.date(day)
        self.enter()

    def on_the_board(self, name):
        return self.page.locator("#board .lane .visit", has_text=name).first

    def time_of(self, name):
        return self.on_the_board(name).get_attribute("title").split(" ")[0]

    def lane_of(self, name):
        """At which stage of the check-in board somebody is."""
        card = self.page.locator(".who-card", has_text=name).first
        return card.locator("xpath=ancestor::*[@data-lane]").get_attribute("data-lane")

    def doctor_of(self, name):
        """Whose column the visit stands in."""
        lane = self.on_the_board(name).locator("xpath=ancestor::section")
        return self.page.locator(f"#{lane.get_attribute('aria-labelledby')} strong").inner_text()


class Day:
    """One day at Harbor Point, call by call."""

    def __init__(self, place, marisol, eileen):
        self.place, self.marisol, self.eileen = place, marisol, eileen
        self.today = place.today
        self.calls = []

    def after(self, days):
        return self.today + timedelta(days=days)

    def minutes_ago(self, minutes):
        """Hour and minute at Harbor Point, on a step of five."""
        then = datetime.now(timezone.utc) + self.place.east - timedelta(minutes=minutes)
        return then.hour, then.minute // 5 * 5

    @contextmanager
    def call(self, sentence):
        """Somebody calls, comes or wants something."""
        self.calls.append(sentence)
        try:
            yield
        except BaseException as trouble:
            trouble.add_note(f"Call {len(self.calls)}: {sentence}")
            raise
