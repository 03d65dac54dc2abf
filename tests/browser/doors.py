"""How people come in: the first account, a new workshop, the join link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

PASSWORD = "correct horse battery staple"


def make_first_account(page: Page, code: str) -> None:
    """Begins a new installation with the code from the terminal, as Fay."""
    page.goto("/")
    page.get_by_label("Your name").fill("Fay")
    page.get_by_label("E-mail").fill("fay@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Set-up code").fill(code)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", name="My workshops")).to_be_visible()


def set_up_workshop(page: Page, title: str, customer_type: str, template: str) -> None:
    """Sets a workshop up on the set-up page; ends on its own page, where the lobby is open."""
    page.get_by_role("link", name="New workshop").click()
    page.get_by_label("What is the workshop called?").fill(title)
    page.get_by_label("Organisation").fill("Northwind")
    page.get_by_label("Date").fill("2026-12-01")
    page.get_by_label("Customer type").first.fill(customer_type)
    page.get_by_label("Begin with these stages").first.select_option(template)
    page.get_by_role("button", name="Make the workshop").click()
    page.get_by_role("link", name="Next: open the lobby").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="The lobby is open.")).to_be_visible()


def begin(page: Page) -> None:
    """Begins the workshop on its own page: whoever waits in the lobby is led to their board."""
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="The lobby is open.")).to_have_count(0)


def copy_join_link(page: Page) -> str:
    """Presses "Copy" beside the join link and gives what the next paste would write."""
    box = page.locator(".cjoin [data-copy]")
    box.get_by_role("button").click()
    expect(box.get_by_role("button")).to_have_text("Copied")
    return paste(page)


def paste(page: Page) -> str:
    """What the clipboard holds, found out by pasting it into a field and emptying that again."""
    field = page.get_by_label("Your name").or_(page.get_by_label("Name", exact=True)).first
    field.focus()
    field.press("ControlOrMeta+v")
    pasted = field.input_value()
    field.fill("")
    return pasted


def join(page: Page, path: str, name: str, department: str, *, by_touch: bool = False) -> None:
    """Comes in by the join link and ends in the lobby, or on the board where the workshop has begun."""
    page.goto(path)
    field = page.get_by_label("Your name")
    choice = page.locator(".choice", has_text=department)
    button = page.get_by_role("button", name="Join")
    for target in (field, choice, button):
        target.tap() if by_touch else target.click()
        if target is field:
            page.keyboard.type(name)
    page.wait_for_url(re.compile("/(boards|lobby)/"))
