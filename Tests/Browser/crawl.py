"""Every page a person can reach by its links, one of each kind."""

import re
from urllib.parse import parse_qsl, urljoin, urlparse

SKIP = re.compile(r"^/(public|assets|sign-out|live|health|metrics)(/|$)")
IDENTITY = re.compile(r"^(?=.*\d)[0-9A-Za-z_-]{8,}$")


def kind(url):
    """`/patients/0192…/edit?from=x` → `/patients/:id/edit?from`: pages of one kind look alike."""
    parts = urlparse(url)
    path = "/".join(":id" if IDENTITY.match(part) else part for part in parts.path.split("/"))
    names = sorted({name for name, value in parse_qsl(parts.query) if value})
    return path + ("?" + "&".join(names) if names else "")


def kinds(screen, start="/", most=80):
    """Walks the links breadth first and yields each kind of page once, while it is open on the screen."""
    queue, seen = [start], {kind(start)}
    while queue and most:
        most -= 1
        address = queue.pop(0)
        answer = screen.go(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        here = kind(screen.page.url)
        seen.add(here)
        yield here
        for link in screen.page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"):
            url = urlparse(urljoin(screen.page.url, link))
            if url.netloc != urlparse(screen.url).netloc or url.scheme not in ("http", "https"):
                continue
            target = url.path + ("?" + url.query if url.query else "")
            if SKIP.match(url.path) or kind(target) in seen:
                continue
            seen.add(kind(target))
            queue.append(target)
