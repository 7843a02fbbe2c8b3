"""Boxes of the practice's own, from the first name to the last tick."""

import re

from playwright.sync_api import expect

import office_words as office
from looks import faults


def test_a_box_is_made_ticked_in_the_list_and_taken_back_by_keyboard(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        screen.go("/visit-types")
        page.get_by_role("link", name="Checklist").press("Enter")
        page.wait_for_url("**/checklist")
        page.locator("#f-name").focus()
        page.keyboard.type("Ride arranged")
        press("Tab")
        page.keyboard.type("30")
        press("Enter")
        expect(page.locator("#notices")).to_contain_text("Visits have the box from now on.")
        assert not faults(page)

        patient = office.register(screen, "Ticked", "Tina")
        office.book(screen, patient, office.workday())
        expect(office.on_the_board(screen, "Ticked")).to_contain_text(re.compile(r"0 of \d"))
        board = page.url
        location = re.search(r"location=([^&]+)", board).group(1)

        screen.go(f"/schedule/flow?location={location}")
        page.get_by_role("link", name="Still open").press("Enter")
        page.wait_for_url("**/schedule/checklist?*")
        row = page.get_by_role("listitem").filter(has_text="Tina Ticked")
        assert not faults(page)
        row.get_by_role("button", name=re.compile("Ride arranged ?: open")).press("Enter")
        expect(page.locator("#notices")).to_contain_text("Ticked.")
        expect(row.get_by_role("button", name="Ride arranged")).to_have_count(0)

        page.goto(board)
        expect(office.on_the_board(screen, "Ticked")).to_contain_text(re.compile(r"1 of \d"))
        visit = page.locator("#visit")
        expect(visit.locator(".checklist li", has_text="Ride arranged")).to_contain_text("today")
        visit.get_by_role("button", name=re.compile("Ride arranged ?: ticked")).press("Enter")
        expect(page.locator("#notices")).to_contain_text("taken back")
        expect(page.locator(".happened", has_text="Ticked: Ride arranged")).to_contain_text("undone by")
        expect(office.on_the_board(screen, "Ticked")).to_contain_text(re.compile(r"0 of \d"))

        screen.go("/checklist")
        page.get_by_role("link", name="Ride arranged").press("Enter")
        page.get_by_role("button", name="Retire this box").press("Enter")
        expect(page.locator("#notices")).to_contain_text("The box is retired")
        page.goto(board)
        expect(page.locator("#visit")).not_to_contain_text("Ride arranged")
