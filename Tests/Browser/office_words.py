"""What journeys do again and again, in the words of the office."""

import re
import zlib
from datetime import date, timedelta

from playwright.sync_api import expect


def register(screen, family, given, born=None):
    """Registers a patient and returns the path of the page. Without a birth date each name has one of its own, so
    that two patients of the journeys with one given name are not taken for one person."""
    days = zlib.crc32(f"{family} {given}".encode()) % 18_000
    born = born or (date(1950, 1, 1) + timedelta(days=days)).strftime("%m/%d/%Y")
    screen.go("/patients/new")
    page = screen.page
    page.locator("#f-given").fill(given)
    page.locator("#f-family").fill(family)
    page.locator("#f-birth_date").fill(born)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/patients/(?!new)[^/?]+$"))
    return screen.path


def quiet_day(weeks=0):
    """A day far beyond what the demo practice has filled: whatever is booked there is the journeys' own. Who closes
    such a day takes one some weeks later."""
    return date.today() + timedelta(days=100 + 7 * weeks)


def workday():
    """A day soon on which the demo practice is open and busy, whatever day the journeys are made on."""
    day = date.today() + timedelta(days=2)
    while day.weekday() not in (0, 1, 2):
        day += timedelta(days=1)
    return day


def open_booking(screen, patient, start=None):
    """Opens the booking page for the patient, at the first open times from a day on."""
    screen.go(f"/appointments/new?patient={patient.split('/')[-1]}" + (f"&from={start}" if start else ""))
    expect(screen.page.locator("input[name=slot]:checked")).to_have_count(1)


def press_book(screen):
    screen.page.locator("#booking").get_by_role("button", name="Book", exact=True).click()


def book(screen, patient, start=None):
    """Books the first open time for the patient; the board of that day is open afterwards."""
    open_booking(screen, patient, start)
    press_book(screen)
    screen.page.wait_for_url("**/schedule?*")


def visit_of(screen, patient):
    """The path of the patient's next visit, from the patient's page."""
    screen.go(patient)
    visits = screen.page.get_by_role("main").locator("a[href^='/appointments/']:not([href*='new'])")
    return visits.first.get_attribute("href")


def chosen_day(screen):
    """The board on which the chosen time lies: `provider_location_day_time`."""
    slot = screen.page.locator("input[name=slot]:checked").get_attribute("value")
    _, location, day, *_ = slot.split("_")
    return f"/schedule?location={location}&day={day}"


def on_the_board(screen, family):
    return screen.page.locator("#board .lane .visit", has_text=family).first
