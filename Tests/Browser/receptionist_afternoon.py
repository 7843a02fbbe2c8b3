"""Calls 25 to 40: who waits, rules and who may pass them, a late clinic, a room that is out, and the evening."""

from playwright.sync_api import expect


def waiting(day, desk, _):
    with day.call("Iris Moon would come sooner, and can only be telephoned."):
        desk.find("iris moon", "Iris Moon")
        desk.open_visit()
        desk.tab_to("^Would come sooner$")
        desk.enter()
        desk.content()
        desk.tab_to("^Why, as triage says it$")
        desk.type_("Sleeps badly")
        desk.enter()
        desk.told("On the wait list")
        expect(desk.page.get_by_role("listitem").filter(has_text="Iris Moon")).to_contain_text("Telephone only")

    with day.call("Tess Gray would take any checkup that becomes free, and reads messages."):
        desk.find("tess gray", "Tess Gray")
        desk.content()
        desk.tab_to("^Wait list$")
        desk.enter()
        desk.content()
        desk.tab_to("^Visit$")
        desk.choose("Checkup")
        desk.tab_to("^Where$")
        desk.choose("Harbor Point")
        desk.tab_to("^Why, as triage says it$")
        desk.enter()
        desk.told("On the wait list")
        expect(desk.page.get_by_role("listitem").filter(has_text="Tess Gray")).to_be_visible()

    with day.call("Stephen Johansen feels well and gives his time up."):
        desk.find("johansen", "Stephen Johansen")
        desk.open_visit()
        desk.go("d")
        desk.enter()
        desk.told("The visit is cancelled")

    with day.call("Iris Moon is called about it and says yes; Tess Gray is told kindly."):
        desk.go("g", "e")
        call = desk.page.get_by_role("listitem").filter(has_text="Iris Moon")
        expect(call).to_contain_text("Call about a time that became free", timeout=5_000)
        desk.content()
        desk.tab_to("Iris Moon")
        desk.tab_to("^Call$")
        desk.enter()
        desk.tab_to("^Accepts$")
        desk.enter()
        desk.told("The others are told kindly.")
        answers = desk.page.locator("#board .panel", has_text="Iris Moon").get_by_role("listitem")
        expect(answers.filter(has_text="Iris Moon")).to_contain_text("Accepted")
        expect(answers.filter(has_text="Tess Gray")).to_contain_text("Given to another")

    with day.call("The list of who is due: the first of them is called, and the machine answers."):
        desk.go("g", "r")
        desk.content()
        desk.tab_to("^Note a try")
        desk.press("Enter")
        desk.tab_to("^What came of it$")
        desk.choose("Left a message")
        desk.tab_to("^Note$")
        desk.type_("On the machine")
        desk.enter()
        desk.told("Noted.")
        desk.sees("left a message on")

    with day.call("Ruth Amsel cannot say yet when her daughter can drive: her visit is parked and its time freed."):
        desk.find("ruth amsel", "Ruth Amsel")
        desk.open_visit()
        desk.tab_to("^On the board$", "Shift+Tab")
        desk.enter()
        desk.tab_to("^Park on the pinboard$")
        desk.press("Enter")
        desk.tab_to("^Free its time$")
        desk.enter()
        desk.told("Its time is free")

    with day.call("Ruth Amsel can come in two days, at a quarter past three."):
        desk.board(day.after(2))
        desk.tab_to("Ruth Amsel")
        desk.press("m", *["ArrowDown"] * 29, "Enter")
        desk.told("Put on")
        expect(desk.on_the_board("Ruth Amsel")).to_be_visible()
        desk.on("Ruth Amsel")


def rules(day, desk, eileen):
    with day.call("Vera Stone wants a long checkup with Dr. Bauer the day he has had his one: Marisol is shown why not."):
        for typed, name in (("sam hale", "Sam Hale"), ("vera stone", "Vera Stone")):
            desk.find(typed, name)
            desk.go("f")
            desk.press("l")
            desk.choose("Long checkup")
            desk.enter()
            desk.press("l")
            desk.tab_to("^With$")
            desk.choose("Tom Bauer")
            desk.tab_to("^Not before$")
            desk.date(day.after(9))
            desk.tab_to("^Not after$")
            desk.date(day.after(9))
            desk.enter()
            if name == "Sam Hale":
                desk.tab_to("^Book$")
                desk.enter()
                desk.enter()
                desk.told("Booked for")
        desk.sees("Nothing is open that fits", "#why-not")
        desk.sees("the caseload is reached", "#why-not")

    with day.call("Dr. Bauer knows Vera Stone for twenty years and will see her: Eileen books past the caseload, and why."):
        eileen.find("vera stone", "Vera Stone")
        eileen.go("b")
        eileen.look_for("Long checkup")
        eileen.tab_to("^Book at a time that is not open$")
        eileen.press("Enter")
        eileen.beyond("Tom Bauer", day.after(9), 14, 0, "Dr. Bauer asked for her")
        eileen.told("Booked for")
        eileen.sees("Booked past a rule", "#visit")
        eileen.sees("Dr. Bauer asked for her", "#visit")

    with day.call("Vera Stone’s mole should go tomorrow, and needs two days’ notice: Eileen lets it."):
        eileen.find("vera stone", "Vera Stone")
        eileen.go("b")
        eileen.look_for("Mole removal")
        eileen.tab_to("^Book at a time that is not open$")
        eileen.press("Enter")
        eileen.beyond("Tom Bauer", day.after(1), 11, 0, "Bleeds since the morning")
        eileen.told("Booked for")
        eileen.sees("needs 2 days’ notice", "#visit")


def late_clinic(day, desk, eileen):
    with day.call("Ned Quist comes in with chest pain: Eileen puts him over Nora Quill’s time, and he is taken in."):
        eileen.board(day.today)
        doctor = eileen.doctor_of("Nora Quill")
        eileen.find("ned quist", "Ned Quist")
        eileen.go("b")
        eileen.look_for("Long checkup")
        eileen.tab_to("^Book at a time that is not open$")
        eileen.press("Enter")
        eileen.beyond(doctor, day.today, *day.minutes_ago(20), "Chest pain")
        eileen.told("Booked for")
        eileen.sees("Overbooked", "#visit")
        eileen.go("s")
        eileen.sees("With clinician", "#visit")

    with day.call("So Nora Quill will wait, and somebody has to tell her: the messages are written, and she is telephoned."):
        desk.go("g", "c")
        desk.content()
        desk.tab_to("^What to do$")
        desk.enter()
        desk.sees("Nora Quill")
        desk.sees("to be told")
        desk.go("m")
        desk.told("A message for one patient waits.")
        desk.content()
        desk.tab_to("^Told on the phone$")
        desk.enter()
        desk.told("the patient knows")
        desk.sees("Nothing waits")

    with day.call("The rest of the day is moved by 30 minutes at once; then Ned Quist is off to hospital, and it is undone."):
        desk.board(day.today)
        before = desk.time_of("Nora Quill")
        desk.go("g", "c")
        desk.content()
        desk.tab_to("^What to do$")
        desk.enter()
        desk.go("e")
        desk.content()
        desk.tab_to("^Minutes$")
        desk.write_over("30")
        desk.enter()
        desk.sees("What would happen")
        desk.on("^Move them$")
        desk.enter()
        desk.told("moved.")
        assert desk.time_of("Nora Quill") != before
        desk.go("u")
        desk.told("where")
        assert desk.time_of("Nora Quill") == before


def rooms(day, desk, _):
    with day.call("A pipe leaks in the back room: it is out of service until tomorrow."):
        desk.board(day.today)
        desk.tab_to("^Rooms$", "Shift+Tab")
        desk.enter()
        desk.content()
        desk.tab_to("^Back room")
        desk.press("Enter")
        desk.tab_to("^Why$")
        desk.type_("A pipe leaks")
        desk.tab_to("^Back on")
        desk.date(day.after(1))
        desk.enter()
        desk.sees("would no longer fit")
        desk.content()
        desk.tab_to("Save and do that")
        desk.enter()
        desk.sees("Visits that need another time", "h1")

    with day.call("Whoever was to be in that room today is given another time or room, one key each."):
        count = desk.page.locator(".displaced").count()
        assert count > 0
        for left in reversed(range(count)):
            desk.go("1")
            desk.told("Moved to")
            expect(desk.page.locator(".displaced")).to_have_count(left)
        desk.sees("Every booked visit has its hours, its provider and its room.")


def evening(day, desk, _):
    with day.call("Everybody who is still to come today has been and gone."):
        desk.go("g", "c")
        open_ = desk.page.locator(".stage:not([data-lane=done]) .who-card").filter(visible=True)
        desk.press("ArrowDown")
        for _ in range(6 * 8):
            if not open_.count():
                break
            here = desk.focused()[1]
            if not here:
                # The board was renewed this moment, and the card one stood on is gone.
                desk.press("ArrowDown")
                continue
            lane = desk.lane_of(here)
            desk.press("Space")
            expect(desk.page.locator(f"#board .stage[data-lane={lane}]")).not_to_contain_text(here)
        expect(open_).to_have_count(0)

    with day.call("The sheet of the day is wanted on paper, and the day is closed."):
        desk.board(day.today)
        desk.tab_to("^Print$", "Shift+Tab")
        desk.enter()
        desk.sees("Quill, Nora")
        desk.go("g", "c")
        desk.content()
        desk.tab_to("^Close the day$")
        desk.enter()
        desk.content()
        desk.tab_to("^Close the day$")
        desk.enter()
        desk.told("The day is closed.")
        desk.sees("This day is closed")
