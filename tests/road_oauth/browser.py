"""Somebody who adds the app: a browser that keeps cookies, before a bot behind a proxy that ends TLS."""

import re
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie

import httpx

PUBLIC_URL = "https://imagine.example.com"


@dataclass(kw_only=True)
class Browser:
    """bot: where `PUBLIC_URL` leads to. `cookie` is what the bot has set."""

    bot: str
    language: str = "en-US,en;q=0.9"
    cookie: str = ""

    def get(self, url: str) -> httpx.Response:
        """Open a page, without following where it leads."""
        is_bots = url.startswith(f"{PUBLIC_URL}/")
        headers = {"Accept-Language": self.language}
        if is_bots and self.cookie:
            headers["Cookie"] = self.cookie
        address = url.replace(PUBLIC_URL, self.bot) if is_bots else url
        page = httpx.get(address, headers=headers, trust_env=False)
        if is_bots and "set-cookie" in page.headers:
            (found,) = SimpleCookie(page.headers["set-cookie"]).values()
            self.cookie = f"{found.key}={found.value}"
        return page

    def begin(self) -> str:
        """Open the page of the bot: the address of its link."""
        page = self.get(f"{PUBLIC_URL}/slack/install")
        (address,) = re.findall(r'<a href="([^"]*)"', page.text)
        return unescape(address)

    def decide(self, address: str, team_id: str, answer: str = "allow") -> str:
        """Answer Slack's question: where it sends the browser."""
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', self.get(address).text)
        form = {unescape(name): unescape(value) for name, value in hidden} | {"team": team_id, "answer": answer}
        url = httpx.URL(address)
        back = httpx.post(url.copy_with(query=None), data=form, trust_env=False)
        assert back.status_code == 302, back.text
        return str(back.headers["location"])

    def add(self, team_id: str) -> httpx.Response:
        """The whole way, to the last page."""
        return self.get(self.decide(self.begin(), team_id))
