"""Hours that change, and what becomes of whoever is booked."""

from playwright.sync_api import expect

import office_words as office


def test_a_day_off_is_asked_about_and_its_visit_moved_by_one_key(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = office.register(screen, "Displaced", "Dora")
        office.open_booking(screen, patient, office.quiet_day(weeks=2))
        slot = page.locator("input[name=slot]:checked").get_attribute("value")
        provider, location, day, *_ = slot.split("_")
        office.press_book(screen)
        page.wait_for_url("**/schedule?*")

        screen.go(f"/providers/{provider}")
        form = page.locator("form[action$='/exceptions']")
        form.locator("select[name=location]").select_option(location)
        form.locator("input[name=day]").fill(day)
        form.locator("input[name=reason]").fill("Training")
        form.get_by_role("button", name="Add").click()
        expect(page.get_by_role("main")).to_contain_text("would no longer fit")
        expect(page.get_by_role("main")).to_contain_text("Dora Displaced")
        page.get_by_role("button", name="Save and do that").click()
        page.wait_for_url("**/displaced")
        expect(page.get_by_role("main")).to_contain_text("Dora Displaced")

        press("1")
        expect(page.locator("#notices")).to_contain_text("Moved to")
        expect(page.get_by_role("main").locator(".displaced", has_text="Dora Displaced")).to_have_count(0)


def test_the_front_desk_takes_a_device_out_of_service_without_javascript(people):
    with people.at_screen("front_desk", java_script_enabled=False) as screen:
        page = screen.page
        screen.go("/rooms")
        line = page.locator("details", has_text="Procedure chair")
        line.locator("summary").click()
        line.get_by_label("Why").fill("Loose armrest")
        line.get_by_role("button", name="Take Procedure chair out of service").click()
        if page.get_by_role("button", name="Save and do that").count():
            page.get_by_role("button", name="Save and do that").click()
        screen.go("/rooms")
        expect(page.get_by_role("main")).to_contain_text("Loose armrest")
        row = page.locator("li", has_text="Procedure chair")
        row.get_by_role("button", name="Back in service").click()
        expect(page.locator("li", has_text="Procedure chair")).to_have_count(0)
