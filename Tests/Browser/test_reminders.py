"""Reminders that leave the house by themselves, and what patients answer."""

import re
import sqlite3
import time
import urllib.error
from contextlib import closing
from datetime import date, datetime, timedelta, timezone

import pytest
from playwright.sync_api import expect

import office_words as words
from logins import LOGINS
from office import Office
from outside import Outside
from people import NARROW, People

RITA, EMIL = "+16175550177", "emil.remembered@example.com"


@pytest.fixture(scope="module")
def outside():
    with Outside() as outside:
        yield outside


@pytest.fixture(scope="module")
def office(demo_practice, outside):
    """An office that can send, in a part of the world where it is about noon: at night nothing is sent, and from a
    demo never."""
    office = Office(like=demo_practice)
    office.environment |= outside.settings
    hours = 12 - datetime.now(timezone.utc).hour
    with database(office) as rows:
        rows.execute("UPDATE location SET zone = ?", (f"Etc/GMT{-hours:+d}",))
        rows.execute("UPDATE practice_profile SET demo = 0")
    try:
        yield office.open()
    finally:
        office.close()


@pytest.fixture(scope="module")
def people(browser, office):
    return People(browser, office, LOGINS)


def database(office):
    return closing(sqlite3.connect(office.folder / "data" / "foyer.sqlite", isolation_level=None))


def reachable(screen, given, field, value, also=None):
    patient = words.register(screen, "Remembered", given, "3/4/1961")
    screen.go(f"{patient}/edit")
    screen.page.locator(f"[name='{field}']").fill(value)
    if also:
        screen.page.locator(f"[name='{also}']").check()
    screen.page.get_by_role("button", name="Save", exact=True).click()
    screen.page.wait_for_url(f"**{patient}")
    words.book(screen, patient, (date.today() + timedelta(days=30)).isoformat())
    return patient.split("/")[-1]


def booked_long_ago(office, patients):
    """As if they had booked two months ago; returns how many hours their visits lie ahead."""
    marks = ", ".join("?" for _ in patients)
    with database(office) as rows:
        rows.execute(
            f"UPDATE appointment SET booked_at = booked_at - 5184000000 WHERE patient IN ({marks})", patients
        )
        (start,) = rows.execute(f"SELECT MAX(start_at) FROM appointment WHERE patient IN ({marks})", patients).fetchone()
    return int((start / 1000 - time.time()) // 3600) + 1


def link_in(text):
    return re.search(r"http://[^ \r\n]+/my/\w+", text)[0]


def test_a_reminder_is_written_by_rule_arrives_and_its_link_confirms_the_visit(people, office, outside):
    with people.at_screen("front_desk") as screen:
        patients = [
            reachable(screen, "Rita", "phones.0.number", "617 555 0177", "phones.0.text"),
            reachable(screen, "Emil", "emails.0", EMIL),
        ]
    hours = booked_long_ago(office, patients)
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/reminders")
        expect(page.get_by_role("main")).to_contain_text("Text messages and e-mail are set up.")
        page.get_by_role("link", name="New reminder").click()
        page.get_by_label("How long before the visit").fill(str(hours))
        page.get_by_label("Unit").select_option("hours")
        page.get_by_label("In English").fill("Please bring your card.")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#notices")).to_contain_text("The reminder is kept.")
    with database(office) as rows:
        rows.execute("UPDATE reminder_rule SET added_at = 0")

    text = outside.wait_for(lambda: outside.text_to(RITA))
    assert len(text) <= 160 and "STOP" in text
    mail = outside.wait_for(lambda: outside.mail_to(EMIL))
    letter = mail.get_content()
    assert "Dear Emil," in letter and "Please bring your card." in letter
    assert mail["Auto-Submitted"] == "auto-generated"

    with people.at_screen(None, size=NARROW) as screen:
        page = screen.page
        page.goto(link_in(letter))
        page.get_by_label("Month").select_option(label="March")
        page.get_by_label("Day").fill("4")
        page.get_by_label("Year").fill("1961")
        page.get_by_role("button", name="Open my page").click()
        page.get_by_role("button", name="I will come").click()
        expect(page.get_by_role("main")).to_contain_text("Confirmed")

    assert "is confirmed" in outside.answer(office, RITA, "C", "SMa")
    assert "no more text messages" in outside.answer(office, RITA, "stop", "SMb")
    assert "<Message>" not in outside.answer(office, RITA, "STOP", "SMc")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        outside.answer(office, RITA, "START", "SMd", secret="a guess")
    with people.at_screen("front_desk") as screen:
        visit = words.visit_of(screen, f"/patients/{patients[0]}")
        screen.go(visit)
        main = screen.page.get_by_role("main")
        expect(main).to_contain_text("sent by text message")
        expect(main).to_contain_text("Answer by text message")
        expect(main).to_contain_text("Confirmed")
    log = (office.folder / "foyer.log").read_text()
    assert not any(secret in log for secret in ("5550177", EMIL, "Remembered", link_in(text).split("/")[-1]))


def test_an_answer_that_needs_a_person_is_work_for_the_desk(people, office, outside):
    outside.answer(office, "+16175550188", "Do I park behind the house?", "SMe")
    with people.at_screen("front_desk") as screen:
        page = screen.page
        screen.go("/desk")
        page.get_by_role("listitem").filter(has_text="A patient answered by text").get_by_role("link").last.click()
        expect(page.locator("#answers")).to_contain_text("Do I park behind the house?")
