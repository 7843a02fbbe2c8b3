"""A day at the front desk."""

import re

from playwright.sync_api import expect

import office_words as say


def test_a_visit_is_booked_moved_checked_in_and_finished_by_keyboard_alone(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = say.register(screen, "Keyboard", "Katherine")

        screen.go("/schedule")
        press("/")
        page.keyboard.type("katherine keyb")
        expect(page.locator("#found [role=option]").first).to_contain_text("Keyboard")
        press("Enter")
        page.wait_for_url(f"**{patient}")

        # Found: from here on at most six keystrokes to a booking.
        press("b")
        page.wait_for_url("**/appointments/new*")
        expect(page.locator("input[name=slot]:checked")).to_be_focused()
        press("Enter")
        page.wait_for_url(lambda url: "/appointments/new" not in url)
        expect(page.locator("#notices")).to_contain_text("ooked")

        # Move it a quarter of an hour and put it down.
        visit = say.on_the_board(screen, "Keyboard")
        before = visit.get_attribute("title")
        visit.focus()
        press("m")
        press("ArrowDown")
        press("Enter")
        expect(page.locator(".visit", has_text="Keyboard").first).not_to_have_attribute("title", before)


def test_a_visit_is_booked_with_four_clicks(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        patient = say.register(screen, "Mouse", "Minnie")
        screen.go(patient)
        page.get_by_role("link", name="Book a visit").click()
        page.locator("label.time-choice").first.click()
        page.get_by_role("button", name="Book", exact=True).click()
        expect(page.locator("#notices")).to_contain_text("ooked")
        screen.go(patient)
        expect(page.get_by_role("main")).not_to_contain_text("No visit is booked")


def test_two_people_who_want_one_time_are_told_and_offered_others(people):
    with people.at_screen("front_desk") as first, people.at_screen("manager") as second:
        one = say.register(first, "Racer", "Rita")
        two = say.register(second, "Runner", "Rolf")
        for screen, patient in ((first, one), (second, two)):
            screen.go(patient)
            screen.page.get_by_role("link", name="Book a visit").click()
        for screen in (first, second):
            screen.page.get_by_role("button", name="Book", exact=True).click()
        expect(first.page.locator("#notices")).to_contain_text("ooked")
        expect(second.page.get_by_role("alert").first).to_be_visible()
        second.page.get_by_role("button", name="Book this instead").first.click()
        expect(second.page.locator("#notices")).to_contain_text("ooked")


def test_everybody_looking_at_the_day_sees_a_booking_within_a_moment(people):
    with people.at_screen("front_desk") as first, people.at_screen("clinician") as second:
        patient = say.register(first, "Seen", "Simone")
        first.go(patient)
        first.page.get_by_role("link", name="Book a visit").click()
        slot = say.chosen_slot(first)
        second.go(say.day_of(slot))
        expect(second.page.locator("#board")).to_be_visible()
        expect(second.page.locator("#board")).not_to_contain_text("Seen")
        first.page.get_by_role("button", name="Book", exact=True).click()
        expect(second.page.locator("#board")).to_contain_text("Seen", timeout=5_000)
