"""Calls 1 to 24: booking, thinking, moving, several at once, and those who come."""

from playwright.sync_api import expect


def booking(day, desk, _):
    with day.call("Nora Quill is new in town and would like a first checkup, today if she may."):
        desk.go("c")
        desk.type_("Nora")
        desk.tab_to("^Family name")
        desk.type_("Quill")
        desk.tab_to("^Born")
        desk.type_("4/27/1991")
        desk.enter()
        desk.sees("Nora Quill", "h1")
        before = desk.pressed
        desk.go("b")
        desk.look_for("Checkup")
        desk.enter()
        assert desk.pressed - before <= 6, f"{desk.pressed - before} keys from the patient to the booking"
        desk.told("Booked for")
        desk.sees("Nora Quill", "#visit")

    with day.call("The wife of Stephen Johansen wants a checkup for him in a week; on a bad line, he is “Steven Johanson”."):
        desk.find("steven johanson", "Stephen Johansen")
        desk.book("Checkup", start=day.after(7))
        desk.sees("Stephen Johansen", "#visit")

    with day.call("Sam Hale stands at the desk and wants to come tomorrow, to Dr. Bauer: it is booked from the board."):
        desk.board(day.after(1))
        desk.tab_to("Tom Bauer.* 8:00", "ArrowRight")
        desk.enter()
        desk.on("phone or record number")
        desk.whom("sam hale", "Sam Hale")
        desk.enter()
        desk.told("Booked for")
        expect(desk.on_the_board("Sam Hale")).to_have_attribute("title", "8:00–8:20 Sam Hale, Checkup, Booked")

    with day.call("Ruth Amsel needs a long checkup next week, in the afternoon, with whoever is free."):
        desk.find("amsel 9/19/1941", "Ruth Amsel")
        desk.go("f")
        desk.look_for("Long checkup", start=day.after(7), part="Afternoon")
        desk.tab_to("^Book$")
        desk.enter()
        desk.enter()
        desk.told("Booked for")
        desk.sees("Long checkup · 40 min", "#visit")


def thinking(day, desk, _):
    with day.call("Iris Moon asks her husband about a time while Marisol keeps it for her, and takes it."):
        desk.find("iris moon", "Iris Moon")
        desk.go("b")
        desk.look_for("Checkup", start=day.after(10))
        desk.tab_to("^Hold 5 min$")
        desk.enter()
        desk.sees("Held for you until", ".held-notice")
        desk.enter()
        desk.told("Booked for")
        desk.sees("Iris Moon", "#visit")

    with day.call("Leo Park lets a time be kept, and then would rather call again."):
        desk.find("978 555 0205", "Leo Park")
        desk.go("b")
        desk.look_for("Checkup", start=day.after(2))
        desk.tab_to("^Hold 5 min$")
        desk.enter()
        desk.tab_to("^Let it go$", "Shift+Tab")
        desk.enter()
        desk.told("The time is free again")
        expect(desk.page.locator(".held-notice")).to_have_count(0)

    with day.call("Mina Farah wants an hour and a quarter after five, which nobody has; any time of day will do."):
        desk.find("mina farah", "Mina Farah")
        desk.go("f")
        desk.look_for("Checkup", start=day.after(10), part="After 17:00")
        desk.press("l")
        desk.tab_to("^More to ask for$")
        desk.press("Enter")
        desk.tab_to("^Minutes$")
        desk.type_("75")
        desk.enter()
        desk.sees("Nothing is open that fits", "#why-not")
        desk.tab_to("^At any time of day")
        desk.enter()
        desk.tab_to("^Book$")
        desk.enter()
        desk.enter()
        desk.told("Booked for")
        desk.sees("75 min", "#visit")

    with day.call("Kim Doyle can get away this afternoon."):
        desk.find("kim doyle", "Kim Doyle")
        desk.book("Checkup", start=day.today, part="Afternoon")
        desk.sees("Today", "#visit")


def moving(day, desk, _):
    with day.call("Sam Hale overslept the thought: half an hour later tomorrow, please."):
        desk.find("sam hale", "Sam Hale")
        desk.open_visit()
        desk.tab_to("^On the board$", "Shift+Tab")
        desk.enter()
        desk.press("ArrowDown")
        desk.on("Sam Hale")
        desk.press("m", "ArrowDown", "ArrowDown", "Enter")
        desk.told("Moved to")
        expect(desk.on_the_board("Sam Hale")).to_have_attribute("title", "8:30–8:50 Sam Hale, Checkup, Booked")
        desk.on("Sam Hale")

    with day.call("Ruth Amsel has a funeral that day and comes a week later."):
        desk.find("ruth amsel", "Ruth Amsel")
        desk.open_visit()
        desk.go("m")
        desk.look_for(start=day.after(14))
        desk.enter()
        desk.told("Moved to")
        desk.sees("Ruth Amsel", "#visit")

    with day.call("Kim Doyle cannot get away after all, which is too late for the other callers."):
        desk.find("kim doyle", "Kim Doyle")
        desk.open_visit()
        desk.go("d")
        desk.on("The patient asked")
        desk.tab_to("^Anything to add$")
        desk.type_("The boss said no")
        desk.enter()
        desk.told("The visit is cancelled")
        desk.find("kim doyle", "Kim Doyle")
        desk.sees("late cancel 1", "#attendance")

    with day.call("Kim Doyle calls back: the boss said yes. The cancelling is undone."):
        desk.content()
        desk.tab_to("1 earlier visit")
        desk.press("Enter")
        desk.tab_to(r"\d:\d\d")
        desk.enter()
        desk.go("u")
        desk.told("it is “Booked” again")
        desk.find("kim doyle", "Kim Doyle")
        desk.not_sees("late cancel 1")

    with day.call("Dr. Bauer is wanted at the hospital tomorrow morning: Sam Hale is cancelled by the practice."):
        desk.find("sam hale", "Sam Hale")
        desk.open_visit()
        desk.go("d")
        desk.press("ArrowDown")
        desk.on("The provider cannot")
        desk.enter()
        desk.told("The visit is cancelled")
        desk.find("sam hale", "Sam Hale")
        desk.sees("late cancel 0, did not come 0, cancelled by us 1", "#attendance")


def series(day, desk, _):
    with day.call("Olga Petrov has six back exercises, one a week."):
        desk.find("olga petrov", "Olga Petrov")
        desk.content()
        desk.tab_to("^Book a series$")
        desk.enter()
        desk.press("l")
        desk.on("^Visit$")
        desk.choose("Back exercise")
        desk.enter()
        desk.on("^Visit$")
        desk.tab_to("^With$")
        desk.choose("Joy Adeyemi")
        desk.tab_to("^Where$")
        desk.choose("Harbor Point")
        desk.tab_to("^First day$")
        desk.date(day.after(4))
        desk.tab_to("^Visits authorized$")
        desk.write_over("6")
        desk.enter()
        desk.sees("All are free")
        desk.on("^Book these visits$")
        desk.enter()
        desk.told("6 visits are booked.")

    with day.call("Olga Petrov is away on the day of the third, which comes a day later; the others stay."):
        desk.press("l")
        desk.on("Begin with")
        desk.press("ArrowDown", "ArrowDown")
        desk.tab_to("^Change$")
        desk.choose("This visit only")
        desk.tab_to("^Days later$")
        desk.type_("1")
        desk.enter()
        desk.on("^Move these visits$")
        desk.enter()
        desk.told("1 visit is moved.")
        days = [day.after(4 + 7 * week + (week == 2)) for week in range(6)]
        for number, then in enumerate(days, start=1):
            row = desk.page.get_by_role("row").filter(has_text=f"{number} of 6")
            expect(row).to_contain_text(f"{then:%a} {then.day} {then:%b}, 9:00–9:30")


def together(day, desk, _):
    with day.call("Tess Gray wants her checkup and the exercise on one way."):
        desk.find("tess gray", "Tess Gray")
        desk.content()
        desk.tab_to("^Visits in a row$")
        desk.enter()
        desk.press("l")
        desk.choose("Checkup, then exercise")
        desk.tab_to("^Where$")
        desk.choose("Harbor Point")
        desk.tab_to("^From$")
        desk.date(day.after(3))
        desk.enter()
        desk.enter()
        desk.sees("2 together")

    with day.call("Mrs. Brandt brings all three children at once."):
        desk.find("ada brandt", "Ada Brandt")
        desk.content()
        desk.tab_to("^Household$")
        desk.enter()
        desk.press("l", "Shift+Tab")
        for _ in range(3):
            desk.tab_to("^Comes along$")
            if not desk.page.evaluate("document.activeElement.checked"):
                desk.press("Space")
            desk.tab_to("^Visit$")
            desk.choose("Checkup")
        desk.tab_to("^How$")
        desk.choose("In a row, all")
        desk.tab_to("^Where$")
        desk.choose("Harbor Point")
        desk.tab_to("^From$")
        desk.date(day.after(5))
        desk.enter()
        desk.enter()
        desk.sees("3 together")

    with day.call("Paul Eck wants into the breathing class."):
        desk.find("paul eck", "Paul Eck")
        desk.book("Breathing class", start=day.after(6))
        desk.sees("Paul Eck", "#visit")

    with day.call("Zoe Ward wants the place beside him."):
        desk.press("ArrowDown")
        desk.on("Breathing class")
        desk.enter()
        desk.press("/")
        desk.whom("zoe ward", "Zoe Ward")
        desk.on("^Add to the group$")
        desk.enter()
        desk.sees("2 of 3")
        desk.sees("Zoe Ward")


def coming(day, desk, eileen):
    with day.call("Leo Park comes in with a cut finger and no visit; one of the doctors has a moment for him."):
        desk.go("g", "i")
        desk.press("/")
        desk.whom("leo park", "Leo Park")
        desk.on("^Why they came")
        desk.type_("Cut his finger on a can")
        desk.tab_to("^Visit$")
        desk.choose("Checkup")
        desk.tab_to("^Into the queue$")
        desk.enter()
        desk.told("They are in the queue.")
        desk.sees("Leo Park", "#beside")
        desk.content()
        desk.tab_to("^Take")
        desk.enter()
        desk.enter()
        desk.told("and arrived")

    with day.call("Leo Park is looked after, and goes home with a plaster."):
        desk.go("g", "c")
        desk.press("ArrowDown")
        desk.tab_to("Leo Park", "ArrowRight")
        for key, stage, word in (
            ("r", "in-room", "In room"), ("s", "with-clinician", "With clinician"), ("k", "checkout", "Checkout"),
            ("f", "done", "Done"),
        ):
            desk.press(key)
            expect(desk.page.locator(f".stage[data-lane={stage}]")).to_contain_text("Leo Park")
            # The board may know it from others before the own answer has come.
            desk.told(f"Marked as “{word}”.")

    with day.call("Hugo Lind was told a time on the telephone, which has come, and nobody wrote it down: Eileen does."):
        eileen.find("hugo lind", "Hugo Lind")
        eileen.go("b")
        eileen.look_for("Long checkup", start=day.today)
        eileen.tab_to("^Book at a time that is not open$")
        eileen.press("Enter")
        eileen.beyond("Tom Bauer", day.today, *day.minutes_ago(10), "Told so on the telephone")
        eileen.told("Booked for")

    with day.call("Hugo Lind has not come."):
        desk.find("hugo lind", "Hugo Lind")
        desk.open_visit()
        desk.go("x")
        desk.find("hugo lind", "Hugo Lind")
        desk.sees("did not come 1", "#attendance")
