"""Finding a time, being told why there is none, and holding one while the caller thinks."""

import re
from datetime import timedelta

from playwright.sync_api import expect

import office_words as office


def test_a_time_is_held_shown_to_others_and_booked(people):
    with people.at_screen("front_desk") as screen, people.at_screen("manager") as other:
        page = screen.page
        patient = office.register(screen, "Thinker", "Thea")
        screen.go(f"/times?patient={patient.split('/')[-1]}&from={office.quiet_day()}")
        page.get_by_role("button", name="Hold 5 min").first.press("Enter")
        page.wait_for_url("**/appointments/new*")
        held = page.locator(".held-notice")
        expect(held).to_contain_text("Held for you until")
        expect(held).to_contain_text(re.compile(r"[45]:\d\d left"))
        other.go(office.chosen_day(screen))
        expect(other.page.locator("#board .held").first).to_contain_text("Held by")
        office.press_book(screen)
        page.wait_for_url("**/schedule?*")
        expect(page.locator("#visit")).to_contain_text("Thinker")
        expect(other.page.locator("#board .held")).to_have_count(0, timeout=5_000)


def test_a_hold_goes_without_javascript_and_is_let_go(people):
    with people.at_screen("front_desk", java_script_enabled=False) as screen:
        page = screen.page
        office.open_booking(screen, office.register(screen, "Slow", "Sid"), office.quiet_day())
        page.locator("#booking").get_by_role("button", name="Hold 5 min").click()
        expect(page.locator(".held-notice")).to_contain_text("Held for you until")
        page.get_by_role("button", name="Let it go").click()
        expect(page.locator(".held-notice")).to_have_count(0)


def test_where_nothing_fits_the_page_says_why_and_leads_on(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        screen.go(f"/times?from={office.quiet_day()}&to={office.quiet_day()}&part=evening&minutes=60")
        expect(page.locator("#why-not")).to_contain_text("Nothing is open that fits")
        expect(page.locator("#why-not table tr").first).to_be_visible()
        page.locator("#why-not .ways-out a").first.press("Enter")
        expect(page.locator("#times li").first).to_be_visible()


def test_the_first_open_day_is_shown_however_many_times_it_has(people):
    with people.at_screen("front_desk") as screen:
        # Nobody works on Sundays, and the Monday after is wide open.
        sunday = office.quiet_day() + timedelta(days=6 - office.quiet_day().weekday())
        office.open_booking(screen, office.register(screen, "Sunday", "Sally"), sunday)
        day = screen.page.locator("input[name=slot]:checked").get_attribute("value").split("_")[2]
        assert day == str(sunday + timedelta(days=1))
