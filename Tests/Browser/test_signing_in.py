"""The front door."""

import base64
import hashlib
import hmac
import re
import struct
import time

from playwright.sync_api import expect


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


def code(secret, at=None):
    """The six digits an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    count = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(key, count, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
