"""Finding, registering and changing patients."""

from playwright.sync_api import expect

import office_words as office

STRANGE = [
    ("O'Brien-Łukasz", "Siobhán"),
    ("<b>Bold</b>", "{{7*7}}"),
    ("'); DROP TABLE patient;--", "Robert"),
    ("مرحبا", "يوسف"),
    ("Ünïcödé 🦆", "Emoji"),
    ("X" * 200, "Long"),
]


def test_names_of_every_kind_are_kept_and_shown_as_they_were_typed(people):
    with people.at_screen("front_desk") as screen:
        for family, given in STRANGE:
            office.register(screen, family, given)
            expect(screen.page.get_by_role("heading", level=1)).to_contain_text(family)
            assert not screen.page.locator("h1 b").count()
            assert screen.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_patient_is_found_in_spite_of_a_slip_of_spelling(people):
    with people.at_screen("front_desk") as screen:
        patient = office.register(screen, "Johnson", "Stephanie", "3/4/1951")
        for typed in ("jonson stephanie", "stephanie johns", "johnson 3/4/1951", "Stefanie Johnson"):
            screen.go("/")
            screen.page.locator("#q").fill(typed)
            expect(screen.page.locator(f"#found [href='{patient}']")).to_have_count(1)


def test_a_likely_duplicate_is_shown_before_it_is_saved_and_nothing_typed_is_lost(people):
    with people.at_screen("front_desk") as screen:
        office.register(screen, "Doppel", "Dieter", "7/7/1977")
        screen.go("/patients/new")
        page = screen.page
        page.locator("#f-given").fill("Dieter")
        page.locator("#f-family").fill("Doppel")
        page.locator("#f-birth_date").fill("7/7/1977")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("alert").first).to_contain_text("may be here already")
        expect(page.locator("#f-family")).to_have_value("Doppel")
        page.get_by_role("button", name="Save as somebody new").click()
        page.wait_for_url(lambda url: not url.endswith("/patients"))


def test_two_people_who_edit_one_patient_lose_nothing(people):
    with people.at_screen("front_desk") as first, people.at_screen("second_desk") as second:
        patient = office.register(first, "Shared", "Sheila")
        for screen in (first, second):
            screen.go(f"{patient}/edit")
        first.page.locator("#f-preferred_given").fill("Shel")
        first.page.get_by_role("button", name="Save", exact=True).click()
        first.page.wait_for_url(f"**{patient}")
        second.page.locator("#f-preferred_given").fill("Shelly")
        second.page.get_by_role("button", name="Save", exact=True).click()
        expect(second.page.get_by_role("alert").first).to_contain_text("meanwhile")
        expect(second.page.get_by_role("main")).to_contain_text("Shel")
        second.page.get_by_role("button", name="Save what is chosen").click()
        second.page.wait_for_url(f"**{patient}")
        expect(second.page.get_by_role("main")).to_contain_text("Shelly")
