"""Patients who confirm, move and book by themselves, and the desk that says yes."""

import re
from playwright.sync_api import expect

import office_words as office
from looks import faults
from people import NARROW

def open_to_patients(screen, kind, way):
    screen.go("/online")
    page = screen.page
    line = page.get_by_role("listitem").filter(has=page.locator("strong", has_text=re.compile(f"^{kind}$")))
    line.locator("summary").click()
    line.get_by_label("Open to patients").check()
    line.get_by_label("How").select_option(way)
    line.get_by_label("For whom").select_option("anybody")
    line.get_by_label("Least notice").fill("0")
    line.get_by_role("button", name="Keep").click()
    expect(page.locator("#notices")).to_contain_text("by themselves now")


def born(page, month, day, year):
    page.get_by_label("Month").select_option(month)
    page.get_by_label("Day").fill(day)
    page.get_by_label("Year").fill(year)


def test_a_patient_confirms_moves_books_and_cancels_on_a_telephone_by_keyboard(people):
    with people.at_screen("manager") as screen:
        open_to_patients(screen, "Office visit", "booked")
        patient = office.register(screen, "Selfhelp", "Selma", born="03/04/1951")
        office.book(screen, patient, office.quiet_day(weeks=-3))
        screen.go(f"{patient}/own-page")
        screen.page.get_by_role("button", name="Make a link").click()
        link = screen.page.locator("#f-address").input_value()

        with people.at_screen(role=None, size=NARROW) as home:
            page = home.page
            page.goto(link)
            assert not faults(page)
            born(page, "3", "5", "1951")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_contain_text("not the birth date we have")
            born(page, "3", "4", "1951")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Hello, Selma")).to_be_visible()
            assert not faults(page)
            page.get_by_role("button", name="I will come").press("Enter")
            expect(page.get_by_text("Confirmed")).to_be_visible()

            page.get_by_role("link", name="Move it").press("Enter")
            page.locator(".own-times a").nth(1).press("Enter")
            page.get_by_role("button", name="Move it").press("Enter")
            expect(page.get_by_role("status").first).to_contain_text("Your visit is moved")

            page.get_by_role("link", name="Book a visit").press("Enter")
            page.get_by_label("What for").select_option(label="Office visit")
            page.get_by_label("What for").press("Enter")
            page.get_by_role("button", name="Show times").press("Enter")
            expect(page.locator(".own-times a").first).to_be_visible()
            page.locator(".own-times a").last.press("Enter")
            page.get_by_label("Anything we should know?").fill("I use a cane.")
            page.get_by_role("button", name="Book it").press("Enter")
            expect(page.get_by_role("status").first).to_contain_text("Your visit is booked")
            expect(page.locator(".own-visit")).to_have_count(2)

            page.get_by_role("link", name="Cancel it").first.press("Enter")
            page.get_by_role("button", name="Cancel the visit").press("Enter")
            expect(page.locator(".own-visit")).to_have_count(1)
            page.get_by_role("link", name="Español").press("Enter")
            expect(page.get_by_role("heading", name="Hola, Selma")).to_be_visible()
            assert page.locator("html").get_attribute("lang") == "es"
            page.get_by_role("button", name="Salir").press("Enter")
            page.goto(link.rsplit("/", 1)[0])
            expect(page.get_by_role("heading", name="Su página está cerrada")).to_be_visible()


def test_somebody_new_asks_on_the_public_page_and_the_desk_registers_and_books(people):
    with people.at_screen("manager") as screen:
        open_to_patients(screen, "New patient", "asked")
        screen.page.get_by_label("Anybody may ask for a visit at /book").check()
        screen.page.locator("form[action='/online']").get_by_role("button", name="Keep").click()

        with people.at_screen(role=None, size=NARROW) as home:
            page = home.page
            page.goto(f"{people.office.url}/book")
            kind = page.get_by_label("What for")
            kind.select_option(label="First visit")
            page.get_by_role("button", name="Show times").click()
            assert not faults(page)
            page.locator(".own-times a").last.click()
            page.get_by_label("First name").fill("Nora")
            page.get_by_label("Last name").fill("Newcome")
            born(page, "2", "31", "1988")
            page.get_by_role("button", name="Ask for it").click()
            expect(page.get_by_role("alert").first).to_contain_text("not a day of the calendar")
            page.get_by_label("Day").fill("1")
            page.get_by_role("button", name="Ask for it").click()
            expect(page.get_by_role("alert").first).to_contain_text("phone number or an e-mail address")
            assert not faults(page)
            page.get_by_label("Phone").fill("617 555 0133")
            page.get_by_role("button", name="Ask for it").click()
            expect(page.get_by_role("heading", name="Thank you")).to_be_visible()

        screen.go("/requests")
        line = screen.page.get_by_role("listitem").filter(has_text="Nora Newcome")
        line.get_by_role("link", name="Answer").click()
        assert not faults(screen.page)
        screen.page.get_by_role("button", name="Register as a new patient, and book").click()
        expect(screen.page.locator("#notices")).to_contain_text("The visit is booked")
        screen.go("/requests")
        expect(screen.page.get_by_role("main")).not_to_contain_text("Nora Newcome")
