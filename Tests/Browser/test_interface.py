"""The programming interface, as programs see it: its description by a third party's rules, and real answers by the
description."""

import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from playwright.sync_api import expect

import office_words as office_day


class Program:
    """Holds a key and the description, and holds every answer to it."""

    def __init__(self, office, key):
        self.url = office.url
        self.key = key
        with urllib.request.urlopen(f"{office.url}/api/openapi.json") as answer:
            self.description = json.load(answer)
        self.asked = set()

    def ask(self, method, template, body=None, **parts):
        """Asks `/visits/{visit}` with the parts and, for a GET, the rest as the query; returns status and answer."""
        path = template.format(**parts)
        query = {name: value for name, value in parts.items() if f"{{{name}}}" not in template}
        if query:
            path += "?" + urllib.parse.urlencode(query)
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": str(uuid.uuid4())}
        data = None
        if method == "POST":
            headers["Content-Type"] = "application/json"
            data = json.dumps(body or {}).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as no:
            status, text = no.code, no.read()
        answer = json.loads(text)
        self.asked.add((method, template))
        self.hold(method, template, status, answer)
        return status, answer

    def hold(self, method, template, status, answer):
        responses = self.description["paths"][template][method.lower()]["responses"]
        response = responses.get(str(status)) or responses["default"]
        if "$ref" in response:
            response = self.description["components"]["responses"][response["$ref"].split("/")[-1]]
        schema = response["content"]["application/json"]["schema"] | {"components": self.description["components"]}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer)


@pytest.fixture(scope="module")
def program(people, office):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/account")
        page.get_by_role("link", name="Programming interface").click()
        page.get_by_label("Which program it is for").fill("The journey")
        for box in page.get_by_role("group", name="What it may do").get_by_role("checkbox").all():
            box.check()
        page.get_by_label("Your password").fill(people.logins["manager"][1])
        page.get_by_role("button", name="Make the key").click()
        key = page.get_by_role("textbox", name="Key").input_value()
    return Program(office, key)


def test_the_description_is_openapi_by_a_third_partys_rules(program):
    OpenAPIV31SpecValidator(program.description).validate()


def test_real_answers_keep_to_the_description(people, program):
    with people.at_screen("front_desk") as screen:
        path = office_day.register(screen, "Programmed", "Petra")
    patient = path.split("/")[-1]
    _, found = program.ask("POST", "/patients/search", {"text": "petra programmed"})
    assert found["patients"][0]["id"] == patient
    _, types = program.ask("GET", "/visit-types")
    program.ask("GET", "/providers")
    program.ask("GET", "/locations")
    kind = next(kind for kind in types["visitTypes"] if kind["name"] == "Office visit")
    start = office_day.quiet_day().isoformat()
    _, open_times = program.ask("GET", "/times", visitType=kind["id"], **{"from": start})
    first, second = open_times["times"][:2]

    def where(time):
        return {name: time[name] for name in ("provider", "location", "day", "time")} | {"visitType": kind["id"]}

    status, hold = program.ask("POST", "/holds", where(first))
    assert status == 201
    status, visit = program.ask("POST", "/visits", where(first) | {"patient": patient, "hold": hold["id"]})
    assert status == 201
    status, no = program.ask("POST", "/visits", where(first) | {"patient": patient})
    assert (status, no["error"]["kind"]) == (409, "conflict")
    _, other = program.ask("POST", "/holds", where(second))
    assert program.ask("POST", "/holds/{hold}/release", hold=other["id"])[0] == 200
    _, moved = program.ask(
        "POST", "/visits/{visit}/move", {"day": second["day"], "time": second["time"], "provider": second["provider"]},
        visit=visit["id"],
    )
    assert moved["version"] == 2
    _, confirmed = program.ask("POST", "/visits/{visit}/confirmation", {"version": 2}, visit=visit["id"])
    assert confirmed["status"] == "confirmed"
    _, shown = program.ask("GET", "/visits/{visit}", visit=visit["id"])
    assert shown == confirmed
    _, checklist = program.ask("GET", "/visits/{visit}/boxes", visit=visit["id"])
    box = checklist["boxes"][0]
    for verb, ticked in (("tick", True), ("untick", False)):
        _, after = program.ask("POST", "/visits/{visit}/boxes/{box}/" + verb, visit=visit["id"], box=box["id"])
        assert (after["boxes"][0]["id"], after["boxes"][0]["ticked"]) == (box["id"], ticked)
    _, day = program.ask("GET", "/visits", day=second["day"], location=second["location"])
    assert visit["id"] in [one["id"] for one in day["visits"]]
    _, gone = program.ask("POST", "/visits/{visit}/cancellation", {"reason": "patient"}, visit=visit["id"])
    assert gone["status"] == "cancelled"
    _, wish = program.ask("POST", "/wishes", {"patient": patient, "visitType": kind["id"], "parts": ["morning"]})
    _, waiting = program.ask("GET", "/wishes", visitType=kind["id"])
    assert wish["id"] in [one["id"] for one in waiting["wishes"]]
    assert program.ask("GET", "/wishes/{wish}", wish=wish["id"])[1] == wish
    assert program.ask("POST", "/wishes/{wish}/withdrawal", {"reason": "found a time"}, wish=wish["id"])[0] == 200
    for body in ({}, {"patient": 7}, {"unknown": "x"}):
        status, no = program.ask("POST", "/visits", body)
        assert (status, no["error"]["kind"]) == (422, "invalid")

    everything = {(method.upper(), path) for path, item in program.description["paths"].items() for method in item}
    assert program.asked == everything


def test_a_feed_is_made_copied_read_and_revoked(people, office):
    with people.at_screen("manager") as screen:
        page = screen.page
        screen.go("/feeds")
        page.get_by_label("Whose calendar").select_option(index=1)
        page.get_by_role("radio", name="Full").check()
        page.get_by_label("What it is for").fill("The journey")
        page.get_by_role("button", name="Make the feed").click()
        address = page.get_by_label("Address").input_value()
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("#live")).to_have_text("Copied.")
        assert address.startswith(office.url)
        with urllib.request.urlopen(address) as answer:
            calendar = answer.read().decode()
        assert calendar.count("BEGIN:VEVENT") == calendar.count("SUMMARY:") > 0
        page.get_by_role("link", name="I have kept it").click()
        row = page.get_by_role("listitem").filter(has_text="The journey")
        expect(row).to_contain_text("last fetched")
        row.get_by_role("button", name="Revoke").click()
        expect(page.get_by_role("listitem").filter(has_text="The journey")).to_have_count(0)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address)


def test_room_and_week_sheets_are_printed_one_page_for_each(people, tmp_path):
    import pdfplumber

    with people.at_screen("front_desk") as screen:
        for button in ("Rooms and devices", "Week"):
            screen.go("/feeds")
            screen.page.locator("#s-day").fill(str(office_day.workday()))
            screen.page.get_by_role("button", name=button).click()
            expect(screen.page.locator("section.sheet").first).to_be_visible()
            names = screen.page.locator("section.sheet h2").all_inner_texts()
            paper = tmp_path / f"{button}.pdf"
            screen.page.pdf(path=paper, prefer_css_page_size=True, tagged=True)
            with pdfplumber.open(paper) as pdf:
                text = [page.extract_text() for page in pdf.pages]
                assert all(page.width > page.height for page in pdf.pages)
            assert len(text) >= len(names)
            assert all(any(name in page for page in text) for name in names)
            assert not any("Find a patient" in page for page in text)


def test_the_list_of_a_week_is_a_file(people):
    with people.at_screen("manager") as screen:
        screen.go("/feeds")
        with screen.page.expect_download() as waiting:
            screen.page.get_by_role("button", name="Save the list").click()
        table = waiting.value.path().read_text(encoding="utf-8-sig")
        assert table.startswith("Day,Start,End,")
