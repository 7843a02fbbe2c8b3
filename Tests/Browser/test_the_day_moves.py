"""The day moves: the check-in board, a late clinic, several visits at once."""

import re
from datetime import timedelta

from playwright.sync_api import expect

import office_words as office


def booked(screen, family, given, later=20):
    """Books a visit on a day that nobody else has filled, and returns the board of that day."""
    patient = office.register(screen, family, given)
    office.open_booking(screen, patient, office.quiet_day() + timedelta(days=later))
    day = office.chosen_day(screen)
    office.press_book(screen)
    screen.page.wait_for_url("**/schedule?*")
    return day


def lane(page, name):
    return page.locator(f".stage[data-lane='{name}']")


def test_a_patient_goes_through_the_check_in_board_by_keyboard_alone(people):
    with people.at_screen("front_desk") as screen:
        page, press = screen.page, screen.page.keyboard.press
        screen.go(booked(screen, "Lane", "Lena").replace("/schedule?", "/schedule/flow?"))
        name = page.locator("#board").get_by_role("link", name="Lena Lane")
        press("ArrowDown")
        for _ in range(60):
            if name.evaluate("link => link === document.activeElement"):
                break
            press("ArrowDown")
        expect(name).to_be_focused()

        # Forms came in before her.
        press("1")
        expect(page.locator("#notices")).to_contain_text("forms are in")
        for key, stage in (("a", "arrived"), ("r", "in-room"), ("s", "with-clinician"), ("k", "checkout")):
            press(key)
            expect(lane(page, stage)).to_contain_text("Lena Lane")
            expect(name).to_be_focused()
        press("2")
        expect(page.locator("#notices")).to_contain_text("vitals are taken")
        press("3")
        expect(page.locator("#notices")).to_contain_text("next visit is agreed")
        press("Space")
        expect(lane(page, "done")).to_contain_text("Lena Lane")

        # The last press was one too many.
        expect(page.locator("#notices").get_by_role("button", name="Undo")).to_be_enabled()
        press("u")
        expect(lane(page, "checkout")).to_contain_text("Lena Lane")
        page.locator("#board").get_by_role("link", name="Lena Lane").press("Enter")
        happened = page.locator("#beside .happened")
        for words in ("Forms are in", "Vitals are taken", "Next visit is agreed", "undone by"):
            expect(happened).to_contain_text(words)


def test_an_undo_pressed_before_the_answer_comes_takes_nothing_else_back(people):
    with people.at_screen("front_desk") as screen:
        page, press = screen.page, screen.page.keyboard.press
        screen.go(booked(screen, "Haste", "Hanna").replace("/schedule?", "/schedule/flow?"))
        name = page.locator("#board").get_by_role("link", name="Hanna Haste")
        undo = page.locator("#notices").get_by_role("button", name="Undo")
        name.focus()
        press("1")
        expect(page.locator("#notices")).to_contain_text("forms are in")

        # The step is taken and everybody sees it, but its answer is long on the way.
        answers = []
        page.route("**/arrival", lambda route: answers.append((route, route.fetch())))
        press("a")
        expect(lane(page, "arrived")).to_contain_text("Hanna Haste")
        expect(undo).to_be_disabled()
        press("u")
        for route, answer in answers:
            route.fulfill(response=answer)
        expect(undo).to_be_enabled()
        expect(lane(page, "arrived")).to_contain_text("Hanna Haste")
        press("u")
        expect(lane(page, "booked")).to_contain_text("Hanna Haste")
        expect(page.locator(".who-card", has_text="Hanna Haste").get_by_role("button", name="Forms")).to_be_visible()


def test_the_check_in_board_works_without_a_script_and_on_a_phone(people):
    size = {"width": 360, "height": 740}
    with people.at_screen("front_desk", size=size, java_script_enabled=False) as screen:
        page = screen.page
        patient = office.register(screen, "Plain", "Paul")
        screen.go(f"/appointments/new?patient={patient.split('/')[-1]}&from={office.quiet_day()}")
        day = office.chosen_day(screen)
        office.press_book(screen)
        screen.go(day.replace("/schedule?", "/schedule/flow?"))
        card = page.locator(".who-card", has_text="Paul Plain")
        card.get_by_role("button", name="Forms").click()
        card.get_by_role("button", name="Arrived").click()
        expect(lane(page, "arrived")).to_contain_text("Paul Plain")
        page.locator("#notices").get_by_role("button", name="Undo").click()
        expect(lane(page, "booked")).to_contain_text("Paul Plain")


def test_everybody_at_the_board_sees_a_step_within_a_moment(people):
    with people.at_screen("front_desk") as first, people.at_screen("manager") as second:
        board = booked(first, "Watched", "Wilma").replace("/schedule?", "/schedule/flow?")
        for screen in (first, second):
            screen.go(board)
        first.page.locator(".who-card", has_text="Wilma Watched").get_by_role("button", name="Arrived").click()
        expect(lane(second.page, "arrived")).to_contain_text("Wilma Watched", timeout=5_000)


def test_a_late_clinic_is_moved_by_keyboard_and_the_patients_are_to_be_told(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        booked(screen, "Early", "Erna", later=30)
        day = booked(screen, "Later", "Lars", later=30)
        screen.go(day)
        names = ("Early", "Later")
        before = {name: office.on_the_board(screen, name).get_attribute("title") for name in names}

        # Both are chosen on the board.
        for name in names:
            office.on_the_board(screen, name).focus()
            press("v")
            expect(office.on_the_board(screen, name)).to_have_class(re.compile("selected"))
        expect(page.locator("#chosen")).to_contain_text("2 visits are chosen")
        press("e")
        page.wait_for_url("**/schedule/several?*")
        expect(page.locator("input[name=visit]:checked")).to_have_count(2)
        page.get_by_label("Gaps take it up").press("Space")
        page.locator("#f-minutes").fill("60")
        press("Enter")
        expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
        page.get_by_role("button", name="Move them").focus()
        press("Enter")
        page.wait_for_url(lambda url: "/several" not in url)
        expect(page.locator("#notices")).to_contain_text("visits are moved.")
        for name in names:
            expect(office.on_the_board(screen, name)).not_to_have_attribute("title", before[name])

        screen.go(day.replace("/schedule?", "/schedule/messages?"))
        line = page.locator(".rows li", has_text="Lars Later")
        expect(line).to_contain_text("Your visit was moved.")
        line.get_by_role("button", name="Told on the phone").press("Enter")
        expect(page.get_by_role("main")).not_to_contain_text("Lars Later")


def test_an_afternoon_is_shown_before_it_is_moved_and_one_undo_takes_it_back(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        booked(screen, "Group", "Gina", later=40)
        day = booked(screen, "Bunch", "Bob", later=40)
        screen.go(day)
        before = office.on_the_board(screen, "Bunch").get_attribute("title")
        screen.go(day.replace("/schedule?", "/schedule/several?"))
        for name in ("Gina Group", "Bob Bunch"):
            page.locator("label.tick", has_text=name).locator("input").press("Space")
        page.get_by_label("Gaps take it up").press("Space")
        page.locator("#f-minutes").fill("60")
        press("Enter")
        expect(page.locator(".rows li", has_text="Bob Bunch")).to_be_visible()
        page.get_by_role("button", name="Move them").press("Enter")
        expect(page.locator("#notices")).to_contain_text("2 visits are moved.")
        press("u")
        expect(page.locator("#notices")).to_contain_text("All 2 visits are where they were.")
        expect(office.on_the_board(screen, "Bunch")).to_have_attribute("title", before)


def test_a_visit_is_made_longer_by_keyboard_and_by_its_lower_edge(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        day = booked(screen, "Stretch", "Stella", later=50)
        screen.go(day)
        visit = office.on_the_board(screen, "Stretch")
        minutes = int(visit.get_attribute("data-minutes"))
        visit.focus()
        press("m")
        press("Shift+ArrowDown")
        press("Enter")
        expect(office.on_the_board(screen, "Stretch")).to_have_attribute("data-minutes", str(minutes + 5))

        screen.go(day)
        visit = office.on_the_board(screen, "Stretch")
        visit.scroll_into_view_if_needed()
        box = visit.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + box["height"] - 3)
        page.mouse.down()
        page.mouse.move(box["x"] + 30, box["y"] + box["height"] + 20, steps=4)
        page.mouse.move(box["x"] + 30, box["y"] + box["height"] + 37, steps=4)
        page.mouse.up()
        expect(page.locator("#notices")).to_contain_text("oved")
        longer = int(office.on_the_board(screen, "Stretch").get_attribute("data-minutes"))
        assert longer > minutes + 5


def test_what_counts_as_long_is_the_practices_own(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/schedule/rules")
        page.get_by_label("Long wait (minutes)").fill("10")
        page.get_by_role("button", name="Keep").press("Enter")
        expect(page.locator("#notices")).to_contain_text("Kept")
        expect(page.get_by_label("Long wait (minutes)")).to_have_value("10")
