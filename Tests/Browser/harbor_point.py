"""A third place of the demo practice, where it is ten in the morning whenever the journey runs: its clock goes in
whatever zone makes it so. The people who call on that day are registered, and nobody is booked."""

from datetime import datetime, timedelta, timezone

PLACE = "Harbor Point"
HOURS = "8:00-18:00"

# Those who call and were here before. The Brandt children share a telephone.
KNOWN = [
    ("Stephen", "Johansen", "3/14/1957", "(978) 555-0201"),
    ("Sam", "Hale", "6/2/1988", "(978) 555-0202"),
    ("Ruth", "Amsel", "9/19/1941", "(978) 555-0203"),
    ("Iris", "Moon", "1/30/1979", "(978) 555-0204"),
    ("Leo", "Park", "12/5/1993", "(978) 555-0205"),
    ("Mina", "Farah", "7/22/1969", "(978) 555-0206"),
    ("Paul", "Eck", "4/8/1962", "(978) 555-0207"),
    ("Vera", "Stone", "11/11/1950", "(978) 555-0208"),
    ("Kim", "Doyle", "2/17/1985", "(978) 555-0209"),
    ("Hugo", "Lind", "8/3/1974", "(978) 555-0210"),
    ("Olga", "Petrov", "5/25/1948", "(978) 555-0211"),
    ("Tess", "Gray", "10/9/1990", "(978) 555-0212"),
    ("Zoe", "Ward", "3/3/1996", "(978) 555-0213"),
    ("Ned", "Quist", "6/16/1939", "(978) 555-0214"),
    ("Ada", "Brandt", "5/1/2014", "(978) 555-0220"),
    ("Ben", "Brandt", "8/12/2016", "(978) 555-0220"),
    ("Cora", "Brandt", "2/28/2019", "(978) 555-0220"),
]


def zone_of_ten(now=None):
    """A zone in which it is ten something, and how far east it is."""
    now = now or datetime.now(timezone.utc)
    east = (10 - now.hour + 12) % 24 - 12
    return ("Etc/UTC" if east == 0 else f"Etc/GMT{-east:+d}"), timedelta(hours=east)


def send(page, path, form, **fields):
    """Fills in a form of a page and sends it, which is no part of anybody's day. Gives the address it leads to."""
    page.goto(path)
    status, url, text = page.evaluate(
        """async ([form, fields]) => {
          const sent = document.querySelector(form), data = new URLSearchParams(new FormData(sent))
          for (const [name, value] of Object.entries(fields)) {
            data.delete(name)
            for (const one of [value].flat()) data.append(name, one)
          }
          const answer = await fetch(sent.action, { method: 'POST', body: data })
          return [answer.status, answer.url, (await answer.text()).replace(/[^]*<main/, '').slice(0, 2000)]
        }""",
        [form, fields],
    )
    assert status == 200, f"{path}: {status}\n{text}"
    return url


def number(url):
    return url.split("?")[0].rsplit("/", 1)[-1]


class HarborPoint:
    def __init__(self, screen):
        self.page = screen.page
        self.url = screen.url
        self.kinds = {}
        self.open_on_holidays()
        zone, self.east = zone_of_ten()
        self.today = (datetime.now(timezone.utc) + self.east).date()
        self.location = number(self.send("/places/new", "main form", name=PLACE, zone=zone))
        week = {f"{what}-{day}-1": at for day in range(1, 8) for what, at in (("opens", "08:00"), ("closes", "18:00"))}
        self.send(f"/places/{self.location}", "form.week-hours", **week)
        for room in ("Back room", "Front room", "Garden room", "Sea room"):
            self.send(f"/places/{self.location}", "main form[action$='/resources']", resource=room, kind="room")
        doctors = [self.provider("Ana Reyes", "MD"), self.provider("Tom Bauer", "MD")]
        therapist = [self.provider("Joy Adeyemi", "PT")]
        room = {"need-0": "room", "count-0": "1"}
        checkup = self.kind("Checkup", 20, doctors, **room)
        self.kind("Long checkup", 40, doctors, **room)
        self.kind("Mole removal", 30, doctors[1:], lead="2", lead_unit="days", **room)
        exercise = self.kind("Back exercise", 30, therapist)
        self.kind("Breathing class", 45, therapist, capacity="3")
        self.send(
            "/chain-templates", "main form", name="Checkup, then exercise",
            **{"type-1": checkup, "type-2": exercise, "most-1": "30"},
        )
        # Of long checkups Dr. Bauer has one a day.
        long = f"type:{self.kinds['Long checkup']}"
        self.send(
            f"/providers/{doctors[1]}/caseload", "main form",
            **{"what-0": long, "most-0": "1", "scope-0": "day"},
        )
        for given, family, born, phone in KNOWN:
            # Tess Gray reads messages, everybody else is to be called.
            reads = {"phones.0.text": "yes"} if given == "Tess" else {}
            self.send(
                "/patients/new", "#patient-form", given=given, family=family, birth_date=born,
                **{"phones.0.number": phone}, **reads,
            )

    def open_on_holidays(self):
        """Whatever the day of the year, the days that follow are days like others."""
        self.page.goto(self.url + "/places")
        removals = self.page.locator("form[action^='/places/closures/'][action$='/removal']")
        for path in [form.get_attribute("action") for form in removals.all()]:
            self.send("/places", f"form[action='{path}']")

    def send(self, path, form, **fields):
        return send(self.page, self.url + path, form, **fields)

    def provider(self, name, credentials):
        found = number(self.send("/providers", "main form[action='/providers']", name=name, credentials=credentials))
        week = {f"work-{day}": HOURS for day in range(1, 8)}
        self.send(f"/providers/{found}", f"form[action$='/hours/{self.location}']", **week)
        return found

    def kind(self, name, minutes, providers, **rules):
        self.send(
            "/visit-types/new", "main form[action='/visit-types']", name=name, minutes=str(minutes),
            provider=providers, **rules,
        )
        self.page.goto(self.url + "/visit-types")
        self.kinds[name] = number(self.page.get_by_role("link", name=name, exact=True).get_attribute("href"))
        return self.kinds[name]
