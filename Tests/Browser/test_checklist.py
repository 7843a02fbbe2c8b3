"""The practice's own boxes on a visit."""

from playwright.sync_api import expect

import office_words as office
from looks import faults


def test_a_box_is_put_up_ticked_by_keyboard_and_stands_in_the_history(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/checklist")
        page.locator("form[action='/checklist']").get_by_label("Name").fill("Ride home arranged")
        page.locator("form[action='/checklist']").get_by_label("Due (days before)").fill("90")
        page.get_by_role("button", name="Add").press("Enter")
        expect(page.get_by_role("main")).to_contain_text("Ride home arranged")
        assert not faults(page)

        patient = office.register(screen, "Boxes", "Bianca")
        office.book(screen, patient, office.workday())
        screen.go("/schedule/checklist")
        assert not faults(page)
        visit = office.visit_of(screen, patient)
        screen.go(visit)
        boxes = page.get_by_role("group", name="Checklist")
        boxes.get_by_role("button", name="Ride home arranged").press("Enter")
        expect(page.locator("#notices")).to_contain_text("Ticked")
        expect(page.get_by_text("Ticked: Ride home arranged")).to_be_visible()
        page.get_by_role("button", name="Undo", exact=True).press("Enter")
        expect(page.locator("#notices")).to_contain_text("The tick is taken back")

        screen.go("/checklist")
        line = page.get_by_role("listitem").filter(has_text="Ride home arranged")
        line.locator("summary").click()
        line.get_by_role("button", name="No longer needed").click()
        expect(page.get_by_role("main")).not_to_contain_text("Ride home arranged")
