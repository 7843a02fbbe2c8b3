"""The day on paper, for the desk and for the day the power is out."""

import pdfplumber
from playwright.sync_api import expect

import office_words as office


def test_the_printed_day_has_every_visit(people, tmp_path):
    with people.at_screen("front_desk") as screen:
        patient = office.register(screen, "Printed", "Petra")
        office.book(screen, patient, office.quiet_day())
        screen.go(office.visit_of(screen, patient))
        screen.page.get_by_role("link", name="On the board").click()
        names = screen.page.locator(".lane .visit .name > span:not(.sr):not(.more-marks)").all_inner_texts()
        assert any("Printed" in name for name in names)
        screen.page.get_by_role("link", name="Print", exact=True).click()
        expect(screen.page.locator("section.sheet").first).to_be_visible()
        paper = tmp_path / "day.pdf"
        screen.page.pdf(path=paper, prefer_css_page_size=True, tagged=True)
        with pdfplumber.open(paper) as pdf:
            text = "\n".join(page.extract_text() for page in pdf.pages)
            assert pdf.pages[0].width > pdf.pages[0].height
        families = {name.split(",")[0].split()[-1] for name in names}
        assert not [family for family in families if family not in text]
        assert "Find a patient" not in text
