"""The harness itself: it must see what is wrong."""

from looks import overflow, violations
from people import Screen


def test_a_script_error_and_a_breach_of_the_policy_are_noticed(browser):
    context = browser.new_context()
    screen = Screen(context, "http://127.0.0.1:1")
    screen.page.route(
        "**/*",
        lambda route: route.fulfill(
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'none'"},
            body="<!doctype html><title>x</title><style>p { color: red }</style><p>x",
        ),
    )
    screen.page.goto("http://127.0.0.1:1/")
    screen.page.evaluate("() => { setTimeout(() => { throw new Error('broken') }) }")
    screen.page.wait_for_event("pageerror") if not any("broken" in t for t in screen.troubles) else None
    assert any("style-src" in trouble for trouble in screen.troubles)
    assert any("broken" in trouble for trouble in screen.troubles)
    context.close()


def test_a_picture_without_words_and_a_page_that_is_too_wide_are_noticed(browser):
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'><p style='width:900px'>wide")
    assert any(violation.startswith("image-alt") for violation in violations(page))
    assert overflow(page)
    context.close()
