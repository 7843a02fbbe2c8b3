"""The receptionist's day, by keyboard alone: forty calls at Harbor Point, from the first telephone to the closed day.

Marisol works the front desk. Where a permission asks for it, Eileen, the manager, takes the keyboard."""

import pytest

from harbor_point import HarborPoint
from logins import LOGINS
from office import Office
from people import People
from receptionist import Day, Desk
from receptionist_afternoon import evening, late_clinic, rooms, rules, waiting
from receptionist_morning import booking, coming, moving, series, thinking, together


@pytest.fixture
def harbor_point(browser, demo_practice):
    """The office at ten in the morning, with nobody booked yet."""
    office = Office(like=demo_practice)
    try:
        people = People(browser, office.open(), LOGINS)
        with people.at_screen("administrator") as screen:
            place = HarborPoint(screen)
        with people.at_screen("front_desk") as marisol, people.at_screen("manager") as eileen:
            yield Day(place, Desk(marisol), Desk(eileen))
    finally:
        office.close()


def test_forty_calls_are_answered_by_keyboard_alone(harbor_point):
    day = harbor_point
    for desk in (day.marisol, day.eileen):
        desk.screen.go("/")
        desk.ready()
        desk.place()
    for part in (booking, thinking, moving, series, together, coming, waiting, rules, late_clinic, rooms, evening):
        part(day, day.marisol, day.eileen)
    assert len(day.calls) == 40
