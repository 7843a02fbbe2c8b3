"""The lab: a session is planned and a month replayed with the keyboard alone, and without scripts."""

from playwright.sync_api import expect

from looks import faults


def fill_list(page):
    page.get_by_label("A list of my own").check()
    page.locator("summary", has_text="A list of my own").click()
    page.locator("#f-from").fill("08:00")
    page.locator("#f-type-0").select_option(index=1)
    page.locator("#f-count-0").fill("6")


def test_a_manager_plans_a_session_by_keyboard(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/")
        page.keyboard.press("g")
        page.keyboard.press("x")
        page.wait_for_url("**/lab")
        page.get_by_role("link", name="Plan a session").press("Enter")
        page.wait_for_url("**/lab/planner")
        fill_list(page)
        page.get_by_role("button", name="Plan it").press("Enter")
        expect(page.get_by_role("table", name="Start times").get_by_role("row")).to_have_count(7)
        expect(page.get_by_role("img", name="The session as a picture")).to_be_visible()
        assert not faults(page)


def test_a_session_is_planned_without_javascript_and_a_slip_is_told_at_its_field(people):
    with people.at_screen("manager", java_script_enabled=False) as screen:
        page = screen.page
        screen.go("/lab/planner")
        fill_list(page)
        page.locator("#f-count-0").fill("99")
        page.get_by_role("button", name="Plan it").click()
        expect(page.get_by_role("main")).to_contain_text("How many must be a whole number from 1 to 30.")
        page.locator("#f-count-0").fill("9")
        page.get_by_role("button", name="Plan it").click()
        expect(page.get_by_role("table", name="Start times").get_by_role("row")).to_have_count(10)


def begin_draft(page, name):
    page.get_by_label("New draft").fill(name)
    page.get_by_role("button", name="Begin the draft").press("Enter")
    page.wait_for_url("**/lab/replay/drafts/*")


def try_shorter_mondays(page):
    page.locator("summary", has_text="Other hours").press("Enter")
    page.get_by_label("Monday").first.check()
    page.locator("#f-hours-from").fill("10:00")
    page.locator("#f-hours-until").fill("12:00")
    page.get_by_role("button", name="Add it").first.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("is there on Mondays from 10:00 to 12:00")


def test_a_manager_replays_a_month_by_keyboard(people):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/lab")
        page.get_by_role("link", name="Replay a month").press("Enter")
        page.wait_for_url("**/lab/replay")
        begin_draft(page, "Shorter Mondays")
        try_shorter_mondays(page)
        assert not faults(page)
        page.get_by_role("link", name="Replay it").press("Enter")
        page.wait_for_url("**/lab/replay?**")
        expect(page.get_by_role("main")).to_contain_text("With “Shorter Mondays”")
        for picture in ["How full each provider is", "Days to the third next free time", "Minutes after"]:
            expect(page.get_by_role("img", name=picture)).to_be_visible()
        expect(page.get_by_role("table", name="The whole place")).to_be_visible()
        assert not faults(page)


def test_a_month_is_replayed_without_javascript(people):
    with people.at_screen("manager", java_script_enabled=False) as screen:
        page = screen.page
        screen.go("/lab/replay")
        page.get_by_role("button", name="Replay it").click()
        expect(page.get_by_role("main")).to_contain_text("of the hours are filled")
        page.locator("summary", has_text="The same as a table").first.click()
        expect(page.get_by_role("table", name="Each provider", exact=True)).to_be_visible()
