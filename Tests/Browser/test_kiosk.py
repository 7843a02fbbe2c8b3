"""Patients who say themselves that they are here."""

import re
from datetime import datetime, timezone

import pytest
from playwright.sync_api import expect

import office_words as words
from logins import LOGINS
from looks import faults
from office import Office
from people import NARROW, People

TABLET = {"width": 820, "height": 1180}


@pytest.fixture(scope="module")
def harbour(browser, demo_practice):
    """A practice of one's own: a place is added to it on whose clock it is noon, whenever the journey is made."""
    office = Office(like=demo_practice)
    try:
        yield People(browser, office.open(), LOGINS)
    finally:
        office.close()


def zone_of_noon():
    ahead = 11 - datetime.now(timezone.utc).hour
    return "Etc/GMT" + (f"-{ahead}" if ahead >= 0 else f"+{-ahead}")


def open_place(screen, name):
    """A place that is open now, with somebody who sees patients there all day. Returns both and the kind of visit."""
    page = screen.page
    screen.go("/places/new")
    page.locator("#f-name").fill(name)
    page.locator("#f-zone").fill(zone_of_noon())
    page.get_by_role("button", name="Add").or_(page.get_by_role("button", name="Save")).first.click()
    page.wait_for_url(re.compile(r"/places/(?!new)[^/?]+$"))
    place = screen.path.split("/")[-1]

    screen.go("/providers")
    page.locator("form[action='/providers'] input[name=name]").fill("Dr. Nina Noon")
    page.locator("form[action='/providers'] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/providers/[^/?]+$"))
    provider = screen.path.split("/")[-1]
    form = page.locator("form[action$='/exceptions']")
    form.locator("select[name=location]").select_option(place)
    form.locator("select[name=kind]").select_option("extra")
    today = page.evaluate(
        "zone => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())", zone_of_noon()
    )
    form.locator("input[name=day]").fill(today)
    form.get_by_role("button", name="Add").click()
    expect(page.locator("#notices")).not_to_be_empty()

    screen.go("/visit-types/new")
    page.locator("#f-name").fill("Chat")
    page.locator("#f-minutes").fill("15")
    page.get_by_label("Dr. Nina Noon").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/visit-types")
    kind = page.get_by_role("link", name="Chat").get_attribute("href").split("/")[-1]
    return place, kind, today


def make_kiosk(screen, place):
    """Returns the path at which the tablet opens."""
    page = screen.page
    screen.go("/places")
    page.get_by_role("link", name="Kiosks").click()
    page.get_by_label("Place").select_option(place)
    page.get_by_label("Where it stands").fill("Entrance")
    page.get_by_role("button", name="Make the kiosk").click()
    address = page.locator("#f-address").input_value()
    assert not faults(page)
    return "/kiosk/" + address.split("/")[-1]


def book_today(screen, patient, place, kind):
    identity = patient.split("/")[-1]
    screen.go(f"/appointments/new?patient={identity}&type={kind}&location={place}")
    words.press_book(screen)
    screen.page.wait_for_url("**/schedule?*")


def looks_right_on_a_phone(page):
    assert not faults(page)
    page.set_viewport_size(NARROW)


def test_two_patients_say_by_keyboard_that_they_are_here(harbour):
    with harbour.at_screen("administrator") as screen:
        place, kind, today = open_place(screen, "Noon House")
        patients = [
            words.register(screen, "O'Brien-Núñez", "Maria", "03/04/1951"),
            words.register(screen, "Zamora", "Ines", "11/30/1962"),
        ]
        for patient in patients:
            book_today(screen, patient, place, kind)
        path = make_kiosk(screen, place)

        with harbour.at_screen(None, size=TABLET, java_script_enabled=False) as tablet:
            page, press = tablet.page, tablet.page.keyboard.press
            tablet.go(path)
            # The first field has the focus: month, day, year, letters, Enter.
            expect(page.get_by_label("Month")).to_be_focused()
            for typed in ("3", "4", "1951"):
                page.keyboard.type(typed)
                press("Tab")
            page.keyboard.type("obr")
            press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Maria O.")
            expect(page.get_by_role("main")).to_contain_text("Dr. Nina Noon")
            expect(page.get_by_role("button", name="I am here")).to_be_focused()
            press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Maria.")
            page.get_by_role("link", name="Done").press("Enter")
            expect(page.get_by_label("Month")).to_have_value("")

        with harbour.at_screen(None, size=NARROW) as phone:
            page, press = phone.page, phone.page.keyboard.press
            phone.go(path)
            page.get_by_role("link", name="Español").press("Enter")
            expect(page.get_by_label("Día")).to_be_focused()
            looks_right_on_a_phone(page)
            for typed in ("30", "11", "1963"):
                page.keyboard.type(typed)
                press("Tab")
            page.keyboard.type("Zamora")
            press("Enter")
            expect(page.get_by_role("alert")).to_contain_text("No encontramos su cita")
            looks_right_on_a_phone(page)
            page.get_by_label("Día").focus()
            for typed in ("30", "11", "1962"):
                page.keyboard.type(typed)
                press("Tab")
            page.keyboard.type("Zamora")
            press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Hola, Ines Z.")
            looks_right_on_a_phone(page)
            press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Gracias, Ines.")
            looks_right_on_a_phone(page)

        screen.go(f"/schedule/flow?location={place}&day={today}")
        waiting = screen.page.locator("[data-lane=arrived]")
        expect(waiting).to_contain_text("Maria O'Brien-Núñez")
        expect(waiting).to_contain_text("Ines Zamora")
        screen.go(words.visit_of(screen, patients[0]))
        expect(screen.page.get_by_role("main")).to_contain_text("Kiosk Entrance")

        screen.go("/kiosks")
        screen.page.get_by_role("button", name="Revoke the kiosk Entrance").click()
        expect(screen.page.locator("#notices")).to_contain_text("opens nothing any more")
        with harbour.at_screen(None) as stranger:
            assert stranger.go(path).status == 404
            expect(stranger.page.get_by_role("main")).to_contain_text("Please go to the front desk.")
            assert not faults(stranger.page)
