"""What journeys do again and again, in the words of the office."""

import re


def register(screen, family, given, born="5/17/1980", **more):
    """Registers a patient and returns the path of the page."""
    screen.go("/patients/new")
    page = screen.page
    page.get_by_label("Given and middle names").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("Born").fill(born)
    for label, value in more.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/patients/(?!new)[^/?]+$"))
    return screen.path


def book(screen, patient):
    """Books the first open time for the patient and returns what was chosen, as the form sends it."""
    screen.go(patient)
    screen.page.get_by_role("link", name="Book a visit").click()
    slot = screen.page.locator("input[name=slot]:checked").get_attribute("value")
    screen.page.locator("#booking").get_by_role("button", name="Book", exact=True).click()
    screen.page.wait_for_url(lambda url: "/appointments/new" not in url)
    return slot


def visit_of(screen, patient):
    """The path of the patient's next visit, from the patient's page."""
    screen.go(patient)
    return screen.page.get_by_role("main").locator("a[href*='/appointments/']:not([href*='new'])").first.get_attribute(
        "href"
    )
