"""A day at the front desk."""

import re
from datetime import timedelta

from playwright.sync_api import expect

import office_words as office


def test_a_visit_is_booked_moved_checked_in_and_finished_by_keyboard_alone(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = office.register(screen, "Keyboard", "Katherine")

        screen.go("/schedule")
        press("/")
        page.keyboard.type("katherine keyb")
        expect(page.locator("#found [role=option]").first).to_contain_text("Keyboard")
        press("Enter")
        page.wait_for_url(f"**{patient}")

        # She is found: two keystrokes to a booking.
        press("b")
        page.wait_for_url("**/appointments/new*")
        expect(page.locator("input[name=slot]:checked")).to_be_focused()
        press("Enter")
        page.wait_for_url("**/schedule?*")
        expect(page.locator("#notices")).to_contain_text("Booked for")

        # Through the office, a key for each step.
        visit = page.locator("#visit")
        for key, word in (("o", "Confirmed"), ("a", "Arrived"), ("r", "In room"), ("s", "With clinician"), ("f", "Done")):
            press(key)
            expect(visit.locator(".chips").first).to_contain_text(word)
        expect(office.on_the_board(screen, "Keyboard")).to_contain_text("Done")

        # The last step is taken back.
        press("u")
        expect(visit.locator(".chips").first).to_contain_text("With clinician")


def test_a_visit_is_picked_up_and_put_down_by_keyboard(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = office.register(screen, "Mover", "Moira")
        office.book(screen, patient, office.quiet_day())
        expect(page.locator("html.ready")).to_have_count(1)
        visit = office.on_the_board(screen, "Mover")
        before = visit.get_attribute("title")

        press("ArrowDown")
        expect(visit).to_be_focused()
        press("m")
        expect(page.locator(".landing")).to_be_visible()
        press("ArrowDown")
        press("Escape")
        expect(page.locator(".landing")).to_have_count(0)
        assert office.on_the_board(screen, "Mover").get_attribute("title") == before

        press("m")
        for _ in range(4):
            press("ArrowDown")
        press("Enter")
        expect(office.on_the_board(screen, "Mover")).not_to_have_attribute("title", before)
        expect(page.locator("#notices")).to_contain_text("oved")

        # And back where it was.
        page.locator("#notices").get_by_role("button", name="Undo").click()
        expect(office.on_the_board(screen, "Mover")).to_have_attribute("title", before)


def test_a_visit_is_dragged_to_another_time(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        patient = office.register(screen, "Dragged", "Dora")
        office.book(screen, patient, office.quiet_day())
        visit = office.on_the_board(screen, "Dragged")
        before = visit.get_attribute("title")
        visit.scroll_into_view_if_needed()
        box = visit.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 6)
        page.mouse.down()
        page.mouse.move(box["x"] + 30, box["y"] + 60, steps=4)
        page.mouse.move(box["x"] + 30, box["y"] + 6 + box["height"] * 3, steps=4)
        page.mouse.up()
        expect(office.on_the_board(screen, "Dragged")).not_to_have_attribute("title", before)


def test_a_visit_is_booked_with_three_clicks_once_the_patient_is_found(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        patient = office.register(screen, "Mouse", "Minnie")
        page.get_by_role("link", name="Book a visit").click()
        page.locator("label.time-choice").nth(1).click()
        office.press_book(screen)
        expect(page.locator("#notices")).to_contain_text("Booked for")
        screen.go(patient)
        expect(page.get_by_role("main")).not_to_contain_text("No visit is booked")


def test_a_visit_is_booked_from_an_open_time_on_the_board(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        office.register(screen, "Opening", "Oskar")
        screen.go(f"/schedule?day={office.quiet_day()}")
        if not page.locator(".lane .free").count():
            page.get_by_role("link", name="Find a time").click()
            page.get_by_role("link", name="Book", exact=True).first.click()
        else:
            page.locator(".lane .free").first.click()
        page.locator("#whom").fill("oskar open")
        page.locator("main .found [role=option]", has_text="Opening").click()
        expect(page.locator("input[name=slot]:checked")).to_have_count(1)
        office.press_book(screen)
        expect(page.locator("#notices")).to_contain_text("Booked for")


def test_complaint_5_somebody_new_is_registered_for_a_time_on_the_board_and_the_time_is_kept(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        for weekend in range(3):
            screen.go(f"/schedule?day={office.quiet_day(weeks=4) + timedelta(days=weekend)}")
            if page.locator(".lane .free").count():
                break
        page.locator(".lane .free").first.press("Enter")
        page.wait_for_url("**/appointments/new?*")
        time = re.search(r"time=(\d+:\d+)", page.url).group(1)
        page.get_by_role("main").get_by_role("link", name="New patient").press("Enter")
        page.locator("#f-given").fill("Nelly")
        page.locator("#f-family").fill("Newcomer")
        page.locator("#f-birth_date").fill("5/6/1983")
        page.locator("#f-birth_date").press("Enter")
        page.wait_for_url("**/appointments/new?*patient=*")
        chosen = page.locator("input[name=slot]:checked")
        assert f"_{time.zfill(5)}_" in chosen.get_attribute("value")
        expect(chosen).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#notices")).to_contain_text("Booked for")
        expect(page.locator("#visit")).to_contain_text("Nelly Newcomer")


def test_whoever_comes_second_to_a_time_is_told_and_offered_others(people):
    with people.at_screen("front_desk") as first, people.at_screen("second_desk") as second:
        office.open_booking(first, office.register(first, "Racer", "Rita"))
        office.open_booking(second, office.register(second, "Runner", "Rolf"))
        office.press_book(first)
        expect(first.page.locator("#notices")).to_contain_text("Booked for")
        office.press_book(second)
        expect(second.page.get_by_role("alert").first).to_be_visible()
        second.page.get_by_role("button", name="Book this instead").first.click()
        expect(second.page.locator("#notices")).to_contain_text("Booked for")


def test_pressing_book_twice_books_once(people):
    with people.at_screen("front_desk", java_script_enabled=False) as screen:
        patient = office.register(screen, "Twice", "Trudy")
        office.open_booking(screen, patient)
        form = screen.page.locator("#booking").evaluate(
            "form => Object.fromEntries([...new FormData(form)].filter(([, v]) => typeof v == 'string'))"
        )
        for _ in range(2):
            answer = screen.context.request.post(
                f"{screen.url}/appointments", form=form, headers={"Origin": screen.url}, max_redirects=0
            )
            assert answer.status == 303, answer.text()
        screen.go(patient)
        assert screen.page.get_by_role("main").locator("a[href^='/appointments/']:not([href*='new'])").count() == 1


def test_a_visit_is_overbooked_with_a_reason_and_it_shows(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        office.book(screen, office.register(screen, "Planned", "Paula"), office.quiet_day())
        time = office.on_the_board(screen, "Planned").get_attribute("title").split("–")[0].split("-")[0]
        office.open_booking(screen, office.register(screen, "Urgent", "Uma"), office.quiet_day())
        slot = page.locator("input[name=slot]:checked").get_attribute("value")
        provider, location, day, *_ = slot.split("_")
        page.get_by_text("Book at a time that is not open").click()
        for name, value in (("over_provider", provider), ("over_location", location)):
            if page.locator(f"select[name={name}]").count():
                page.locator(f"select[name={name}]").select_option(value)
        page.locator("input[name=over_day]").fill(day)
        hour, minute = time.strip().split(":")
        page.locator("input[name=over_time]").fill(f"{int(hour):02}:{minute[:2]}")
        page.locator("input[name=over_reason]").fill("Chest pain since the morning")
        page.get_by_role("button", name="Overbook").click()
        expect(page.locator("#visit")).to_contain_text("Overbooked")
        expect(page.locator("#visit")).to_contain_text("Chest pain")


def test_everybody_looking_at_the_day_sees_a_booking_within_a_moment(people):
    with people.at_screen("front_desk") as first, people.at_screen("manager") as second:
        office.open_booking(first, office.register(first, "Seen", "Simone"), office.quiet_day())
        second.go(office.chosen_day(first))
        expect(second.page.locator("#day")).to_be_visible()
        expect(second.page.locator("#day")).not_to_contain_text("Seen")
        office.press_book(first)
        expect(second.page.locator("#day")).to_contain_text("Seen", timeout=5_000)


def test_the_week_shows_the_visit_and_leads_to_its_day(people):
    with people.at_screen("front_desk") as screen:
        office.book(screen, office.register(screen, "Weekly", "Wanda"), office.quiet_day())
        screen.page.keyboard.press("w")
        screen.page.wait_for_url("**/schedule/week*")
        expect(screen.page.get_by_role("region", name="Week")).to_be_visible()
        screen.page.keyboard.press("d")
        screen.page.wait_for_url(lambda url: "/week" not in url)


def test_a_visit_is_carried_to_another_day_of_the_week_by_keyboard(people):
    with people.at_screen("manager") as screen:
        page, press = screen.page, screen.page.keyboard.press
        patient = office.register(screen, "Carrier", "Carla")
        # Somebody who is there on two days of that week.
        for later in range(7):
            office.open_booking(screen, patient, office.quiet_day() + timedelta(days=later))
            provider, location, day, *_ = page.locator("input[name=slot]:checked").get_attribute("value").split("_")
            week = f"/schedule/week?location={location}&day={day}&provider={provider}"
            screen.go(week)
            days = page.locator(".week-day").evaluate_all("all => all.map(d => [d.dataset.day, !d.querySelector('.closed')])")
            here = [name for name, _ in days].index(day)
            there = next((at for at, (_, works) in enumerate(days) if works and at != here), None)
            if there is not None:
                break
        office.book(screen, patient, day)
        screen.go(week)
        expect(page.locator("html.ready")).to_have_count(1)
        visit = page.locator(".week .visit", has_text="Carla Carrier")
        key = "ArrowRight" if there > here else "ArrowLeft"

        visit.focus()
        press("m")
        press(key)
        expect(page.locator(".landing")).to_be_visible()
        press("Escape")
        expect(page.locator(".landing")).to_have_count(0)
        expect(visit).to_be_focused()

        press("m")
        for _ in range(abs(there - here)):
            press(key)
        press("Enter")
        expect(page.locator("#notices")).to_contain_text("Moved to")
        at = page.locator(".week-day", has=page.locator(".visit", has_text="Carla Carrier"))
        expect(at).to_have_attribute("data-day", days[there][0])

        # And back where it was; then with the mouse.
        page.locator("#notices").get_by_role("button", name="Undo").click()
        expect(at).to_have_attribute("data-day", day)
        box, to = visit.bounding_box(), page.locator(".week-day").nth(there).bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(to["x"] + 20, box["y"] + 8, steps=6)
        page.mouse.up()
        expect(at).to_have_attribute("data-day", days[there][0])


def test_a_time_is_found_and_booked_for_a_patient(people):
    with people.at_screen("front_desk") as screen:
        page = screen.page
        screen.go("/times")
        assert page.locator("#times li").count() >= 5
        page.get_by_role("link", name="Book", exact=True).first.click()
        page.wait_for_url("**/appointments/new*")
        expect(page.locator("#whom")).to_be_focused()
