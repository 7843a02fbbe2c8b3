"""What every page owes everybody: no accessibility violation, nothing cut off, in light and dark, wide and narrow."""

from axe_playwright_python.sync_playwright import Axe

from people import NARROW, WIDE

axe = Axe()

# Everything of WCAG 2.2 AA, and what axe's authors hold to be good practice besides.
ALL_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# In the dark only the colours differ.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def violations(page, rules=ALL_RULES):
    found = axe.run(page, options=rules).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}"
        + "".join(f"\n      {node['html'][:160]} — {where(node)}" for node in violation["nodes"][:4])
        for violation in found
    ]


def where(node):
    return " ".join(map(str, node["target"]))


def overflow(page):
    """What sticks out of the page to the right, if the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth
          if (document.documentElement.scrollWidth <= wide) return []
          const scrolls = element => {
            for (let e = element.parentElement; e && e !== document.documentElement; e = e.parentElement)
              if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX)) return true
            return false
          }
          return [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
            .concat([`the page is ${document.documentElement.scrollWidth} px wide on ${wide}`])
        }"""
    )


def faults(page):
    """Looks at the page that is open, in both colour schemes and both widths."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for scheme, rules in (("light", ALL_RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{scheme}, {size['width']} px: {fault}" for fault in violations(page, rules)]
        found += [f"{size['width']} px: sticks out: {fault}" for fault in overflow(page)]
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return found
