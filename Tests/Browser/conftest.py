import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from logins import LOGINS  # noqa: E402
from office import RESULTS, Office, PostgresDatabase  # noqa: E402
from people import People  # noqa: E402


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("FOYER_TEST_CHROMIUM", "/usr/bin/chromium"),
            headless="FOYER_TEST_SHOW" not in os.environ,
            slow_mo=400 if "FOYER_TEST_SHOW" in os.environ else 0,
            args=["--no-sandbox"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_practice():
    """The demo practice, loaded once and never served: offices begin with a copy of it."""
    office = Office().load_demo()
    yield office
    office.close()


@pytest.fixture(scope="session")
def office(demo_practice):
    office = Office(like=demo_practice)
    try:
        yield office.open()
    finally:
        office.close()


@pytest.fixture(scope="session")
def people(browser, office):
    return People(browser, office, LOGINS)


@pytest.fixture
def front_desk(people):
    """The receptionist's screen."""
    with people.at_screen("front_desk") as screen:
        yield screen


@pytest.fixture(scope="session")
def postgres_office():
    """The same practice on PostgreSQL."""
    conninfo = os.environ.get("FOYER_TEST_POSTGRES")
    if not conninfo:
        pytest.skip("FOYER_TEST_POSTGRES is not set")
    database = PostgresDatabase(conninfo)
    office = Office(database_url=database.url)
    try:
        yield office.load_demo().open()
    finally:
        office.close()
        database.drop()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A picture of every screen of a journey that failed."""
    outcome = yield
    if outcome.get_result().failed and call.when == "call":
        browser = item.funcargs.get("browser") or getattr(item.funcargs.get("people"), "browser", None)
        for number, context in enumerate(browser.contexts if browser else []):
            for page in context.pages:
                RESULTS.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=RESULTS / f"{item.name}-{number}.png", full_page=True)
