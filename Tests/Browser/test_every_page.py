"""Every page, as everybody must be able to see and use it."""

import pytest

from crawl import kinds
from looks import faults


@pytest.mark.parametrize("role", ["administrator", "front_desk", "auditor", "clinician"])
def test_every_page_a_person_can_reach_is_accessible_and_fits(people, role, done_kinds):
    found, visited = [], 0
    with people.at_screen(role) as screen:
        for kind in kinds(screen):
            visited += 1
            assert screen.page.title(), f"{kind} has no title"
            # What was looked at with another person's eyes looks the same.
            if kind in done_kinds:
                continue
            done_kinds.add(kind)
            found += [f"{kind}: {fault}" for fault in faults(screen.page)]
    assert not found, "\n".join(found)
    assert visited > 4


@pytest.fixture(scope="module")
def done_kinds():
    return set()


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page"])
def test_a_page_for_whoever_is_not_signed_in_is_accessible_and_fits(people, path):
    with people.at_screen(None) as screen:
        screen.go(path)
        assert not faults(screen.page)


def test_a_page_that_does_not_exist_says_so_and_is_accessible(front_desk):
    assert front_desk.go("/no-such-page").status == 404
    assert not faults(front_desk.page)
    assert front_desk.page.get_by_role("link").count()


def test_a_form_that_was_refused_is_accessible_and_keeps_what_was_typed(people):
    with people.at_screen("front_desk", java_script_enabled=True) as screen:
        screen.go("/patients/new")
        page = screen.page
        page.locator("form#patient-form").evaluate("form => { form.noValidate = true }")
        page.locator("#f-given").fill("Zoë")
        page.locator("#f-birth_date").fill("30 Feb 1990")
        page.get_by_role("button", name="Save").click()
        assert page.locator("#f-given").input_value() == "Zoë"
        assert page.get_by_role("alert").first.is_visible()
        assert not faults(page)
