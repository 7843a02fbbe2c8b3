"""The same practice on PostgreSQL: the short journey, and two servers side by side."""

import pytest
from playwright.sync_api import expect

import office_words as office
from logins import LOGINS
from office import Office
from people import People

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def people_on_postgres(browser, postgres_office):
    return People(browser, postgres_office, LOGINS)


def test_a_patient_is_registered_found_and_booked_on_postgres(people_on_postgres):
    with people_on_postgres.at_screen("front_desk") as screen:
        patient = office.register(screen, "Elephant", "Ella")
        screen.page.keyboard.press("/")
        screen.page.keyboard.type("ella elefant")
        expect(screen.page.locator("#found [role=option]").first).to_contain_text("Elephant")
        office.book(screen, patient, office.quiet_day())
        assert office.visit_of(screen, patient)


def test_what_one_server_books_is_seen_live_at_the_other(browser, postgres_office, people_on_postgres):
    # Both open what is sealed with the same key, so the second begins with a copy of the folder.
    second = Office(database_url=postgres_office.environment["FOYER_DATABASE_URL"], like=postgres_office)
    second.open()
    try:
        people_there = People(browser, second, LOGINS)
        with people_on_postgres.at_screen("front_desk") as here, people_there.at_screen("manager") as there:
            patient = office.register(here, "Bridge", "Bruno")
            office.book(here, patient, office.quiet_day())
            here.go(office.visit_of(here, patient))
            here.page.get_by_role("link", name="On the board").click()
            there.go(here.page.url.removeprefix(here.url))
            expect(there.page.locator("#board")).to_contain_text("Bridge")
            here.go(office.visit_of(here, patient))
            here.page.get_by_role("button", name="Confirmed").click()
            expect(there.page.locator("#board .visit", has_text="Bridge").first).to_contain_text("Confirmed")
    finally:
        second.close()
