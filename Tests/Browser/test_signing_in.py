"""The front door."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

from logins import LOGINS
from office import Office
from people import People


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(people):
    said = []
    for login in (people.logins["nurse"][0], "nobody.at.all"):
        with people.at_screen(None) as screen:
            screen.go("/sign-in")
            screen.page.get_by_label("Login").fill(login)
            screen.page.get_by_label("Password").fill("not the password at all")
            screen.page.get_by_role("button", name="Sign in").click()
            said.append(screen.page.get_by_role("alert").inner_text())
            assert screen.path == "/sign-in"
            expect(screen.page.get_by_label("Login")).to_have_value(login)
    assert said[0] == said[1]


def test_whoever_is_not_signed_in_is_asked_to_and_then_led_where_they_wanted(people):
    login, password = people.logins["front_desk"]
    with people.at_screen(None) as screen:
        screen.go("/patients")
        assert screen.path == "/sign-in"
        screen.page.get_by_label("Login").fill(login)
        screen.page.get_by_label("Password").fill(password)
        screen.page.get_by_role("button", name="Sign in").click()
        screen.page.wait_for_url("**/patients")


def test_signing_out_ends_the_session_and_back_shows_nothing(people):
    with people.at_screen("front_desk", fresh=True) as screen:
        screen.go("/patients")
        screen.page.locator("details.menu summary").click()
        screen.page.get_by_role("button", name="Sign out").click()
        screen.page.wait_for_url("**/sign-in*")
        screen.page.go_back()
        expect(screen.page.get_by_label("Password")).to_be_visible()


def test_a_person_sees_only_what_the_job_needs(people):
    with people.at_screen("front_desk") as screen:
        screen.go("/")
        assert not screen.page.locator("nav.rail").get_by_role("link", name="Staff").count()
        assert screen.go("/audit").status == 403
    with people.at_screen("administrator") as screen:
        screen.go("/")
        assert screen.page.locator("nav.rail").get_by_role("link", name="Staff").count()


def code(secret):
    """The six digits an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    count = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(key, count, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_second_factor_is_set_up_asked_for_and_taken_away(people):
    login, password = people.logins["biller"]
    with people.at_screen("biller", fresh=True) as screen:
        page = screen.page
        screen.go("/account")
        page.get_by_role("button", name="Set up a second factor").click()
        secret = page.locator("code.secret").inner_text()
        page.get_by_label("The code it shows now").fill(code(secret))
        page.get_by_role("button", name="Confirm").click()
        recovery = page.locator("ul.codes code").first.inner_text()

        with people.at_screen(None) as other:
            other.go("/sign-in")
            other.page.get_by_label("Login").fill(login)
            other.page.get_by_label("Password").fill(password)
            other.page.get_by_role("button", name="Sign in").click()
            other.page.get_by_label("Code").fill("000000")
            other.page.get_by_role("button", name="Sign in").click()
            expect(other.page.get_by_role("alert").first).to_be_visible()
            other.page.get_by_label("Code").fill(recovery)
            other.page.get_by_role("button", name="Sign in").click()
            expect(other.page.locator("nav.rail")).to_be_visible()

        screen.go("/account")
        page.get_by_label("Your password, to remove the second factor").fill(password)
        page.get_by_role("button", name="Remove the second factor").click()
        expect(page.get_by_role("button", name="Set up a second factor")).to_be_visible()


def test_what_was_typed_outlives_a_session_that_ended(people):
    """As when the idle time runs out over a half-filled form, also without JavaScript."""
    with people.at_screen("front_desk", fresh=True, java_script_enabled=False) as screen:
        page = screen.page
        screen.go("/patients/new")
        page.locator("#f-given").fill("Lasting")
        page.locator("#f-family").fill("Laura")
        page.locator("#f-birth_date").fill("5/17/1980")
        screen.context.clear_cookies()
        page.get_by_role("button", name="Save", exact=True).click()
        login, password = people.logins["front_desk"]
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Send it now").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Laura")


def test_an_idle_session_ends_by_itself_and_the_open_page_is_covered(browser, demo_practice):
    office = Office(idle_minutes="0.05", like=demo_practice)
    try:
        people = People(browser, office.open(), LOGINS)
        with people.at_screen("front_desk") as screen:
            screen.go("/schedule")
            expect(screen.page.locator("#idle")).to_be_visible()
            # The live page keeps asking the server all the while; that is no work of a person.
            expect(screen.page.get_by_label("Password")).to_be_visible(timeout=20_000)
            assert not screen.page.locator("#board").count()
    finally:
        office.close()
