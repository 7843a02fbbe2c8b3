"""Everything works when scripts are off: an old tablet, a strict administrator, a broken network."""

from playwright.sync_api import expect

import office_words as office


def test_a_whole_visit_goes_without_javascript(people):
    with people.at_screen("manager", java_script_enabled=False) as screen:
        page = screen.page
        patient = office.register(screen, "Paperless", "Paul")

        # Found by the search field, which is a plain form.
        screen.go("/")
        page.locator("#q").fill("paul paperl")
        page.locator("#q").press("Enter")
        page.get_by_role("main").get_by_role("link", name="Paperless").first.click()
        assert screen.path == patient

        office.book(screen, patient, office.quiet_day())
        visit = office.visit_of(screen, patient)

        # Moved to another time.
        screen.go(visit)
        page.get_by_role("link", name="Move").click()
        page.locator("input[name=slot]").nth(1).check()
        page.get_by_role("button", name="Move the visit").click()
        screen.go(visit)
        expect(page.get_by_role("main")).to_contain_text("oved")

        # Confirmed, taken back, cancelled with a reason.
        page.get_by_role("button", name="Confirmed").click()
        screen.go(visit)
        expect(page.locator("main .chip", has_text="Confirmed").first).to_be_visible()
        page.get_by_role("button", name="Undo").first.click()
        screen.go(visit)
        page.get_by_role("link", name="Cancel visit").click()
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Cancel the visit").click()
        screen.go(visit)
        expect(page.locator("main .chip", has_text="Cancelled").first).to_be_visible()


def test_the_day_is_shown_and_asked_for_without_javascript(people):
    with people.at_screen("front_desk", java_script_enabled=False) as screen:
        screen.go("/schedule")
        screen.page.locator("#go-day").fill("2030-01-07")
        screen.page.get_by_role("button", name="Show").click()
        expect(screen.page.get_by_role("heading", level=1)).to_contain_text("7 January")
