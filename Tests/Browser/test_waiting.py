"""Who waits for a time, and a visit that waits for a place."""

from datetime import timedelta

from playwright.sync_api import expect

import office_words as office


def test_a_cancelled_time_is_offered_and_the_first_to_accept_has_it(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        given_up = office.register(screen, "Givenup", "Gloria")
        waits = office.register(screen, "Waiting", "Walter")
        office.book(screen, given_up, office.quiet_day())
        office.book(screen, waits, office.quiet_day() + timedelta(days=14))

        # Walter would come sooner.
        page.locator("#visit").get_by_role("link", name="Would come sooner").click()
        page.wait_for_url("**/wait-list/new*")
        page.locator("#f-urgency").select_option("1")
        page.locator("#f-reason").fill("Pain is getting worse")
        page.locator("#f-provider").select_option("")
        # The two may stand at different places, whoever works where that day.
        page.locator("#f-location").select_option("")
        page.get_by_label("Telephone only").check()
        page.get_by_role("button", name="Put on the list").click()
        expect(page.get_by_role("region", name="Who waits")).to_contain_text("Walter Waiting")

        # Gloria cancels; within a moment he stands on the desk as a call.
        screen.go(office.visit_of(screen, given_up))
        page.get_by_role("link", name="Cancel visit").click()
        page.get_by_role("button", name="Cancel the visit").click()
        page.wait_for_url("**/schedule?*")
        screen.go("/desk")
        call = page.get_by_role("listitem").filter(has_text="Walter Waiting")
        expect(call).to_contain_text("Call about a time that became free", timeout=5_000)

        call.get_by_role("link", name="Call").click()
        page.wait_for_url("**/wait-list#offer-*")
        offer = page.get_by_role("listitem").filter(has=page.locator("[id^=offer-]", has_text="Walter Waiting"))
        offer.get_by_role("button", name="Accepts").click()
        expect(page.locator("#notices")).to_contain_text("Booked for")
        screen.go("/desk")
        expect(page.get_by_role("main")).not_to_contain_text("Walter Waiting")


def test_a_parked_visit_is_put_down_by_keyboard_alone(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = office.register(screen, "Parked", "Petra")
        office.book(screen, patient, office.quiet_day() + timedelta(days=3))
        board = page.url
        page.locator("#visit").get_by_text("Park on the pinboard").click()
        page.get_by_role("button", name="Free its time").click()
        expect(page.locator("#notices")).to_contain_text("Its time is free")
        page.goto(board)
        pin = page.locator("#pinboard .visit", has_text="Parked")
        expect(pin).to_be_visible()
        expect(office.on_the_board(screen, "Parked")).to_have_count(0)

        pin.focus()
        press("m")
        expect(page.locator(".landing")).to_be_visible()
        for _ in range(12):
            press("ArrowDown")
        press("Enter")
        expect(page.locator("#notices")).to_contain_text("Put on")
        expect(office.on_the_board(screen, "Parked")).to_be_visible()
        expect(page.locator("#pinboard")).to_have_count(0)


def test_somebody_who_gave_a_visit_up_is_called_and_booked_anew(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        patient = office.register(screen, "Rebook", "Ronja")
        office.book(screen, patient, office.quiet_day())
        screen.go(office.visit_of(screen, patient))
        page.get_by_role("link", name="Cancel visit").click()
        page.get_by_role("button", name="Cancel the visit").click()
        page.wait_for_url("**/schedule?*")
        screen.go("/recall/unscheduled")
        line = page.get_by_role("listitem").filter(has_text="Ronja Rebook")
        line.get_by_text("Note a try").click()
        line.get_by_label("What came of it").select_option("left_message")
        line.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("listitem").filter(has_text="Ronja Rebook")).to_contain_text("left a message")
        page.get_by_role("listitem").filter(has_text="Ronja Rebook").get_by_role("link", name="Book", exact=True).click()
        office.press_book(screen)
        expect(page.locator("#notices")).to_contain_text("Booked for")
        screen.go("/recall/unscheduled")
        expect(page.get_by_role("main")).not_to_contain_text("Ronja Rebook")


def test_the_queue_shows_whoever_came_in_at_another_desk(people):
    with people.at_screen("front_desk") as first, people.at_screen("second_desk") as second:
        patient = office.register(second, "Walkin", "Wendy")
        first.go("/walk-ins")
        queue = first.page.locator("#beside")
        expect(queue).to_contain_text("In the queue")
        expect(queue).not_to_contain_text("Wendy Walkin")
        # What is being typed here stays while it happens.
        first.page.locator("#f-reason").fill("Half a sentence")

        second.go(f"/walk-ins?patient={patient.split('/')[-1]}")
        second.page.locator("#f-reason").fill("Ear ache")
        second.page.get_by_role("button", name="Into the queue").click()
        expect(second.page.locator("#notices")).to_contain_text("They are in the queue.")
        expect(queue).to_contain_text("Wendy Walkin", timeout=5_000)
        expect(first.page.locator("#f-reason")).to_have_value("Half a sentence")

        # And that they are gone.
        row = second.page.get_by_role("listitem").filter(has_text="Wendy Walkin")
        row.get_by_role("button", name="Left").click()
        expect(queue).to_contain_text("left without being seen", timeout=5_000)
