"""What a person does at the pages that are for everybody: a nurse asks about her years, then about her diploma."""

from __future__ import annotations

from tests.api.journeys import Person


def pension(who: Person) -> None:
    """What her years count for: asked, answered, saved, opened again, and taken along as a PDF."""
    page = who.page
    who.go('main a[href$="/interview/pension"]')
    who.look("benefit")
    page.check('[name="benefit"][value="old-age"]')
    who.press("continue")
    who.look("first-period")
    who.fill({"country": "PH", "from-year": "2005", "to-year": "2013"})
    page.check('[name="from-about"]')
    who.press("save:new")
    who.look("one-period")
    who.press("spell:new")
    who.fill({"country": "DE", "from-month": "3", "from-year": "2014"})
    page.check('[name="still"]')
    who.look("second-period")
    who.press("save:new")
    assert page.locator(".portal-spells > li").count() == 2
    who.press("continue")
    unknown_but_the_system(who)
    who.look("entered")
    who.press("answer")
    assert page.locator(".lead strong").count() and page.locator(".portal-country > .portal-decision .portal-outcome--yes").count() == 2
    assert page.locator(".portal-timeline svg").count() == 3
    answer = who.text(".portal-id")
    page.locator("#career ~ details summary").click()
    assert "2014" in who.text("#career ~ details table")
    who.look("answer")
    paper = who.taken(page.locator('button[formaction$="/answer.pdf"]'))
    assert paper.read_bytes().startswith(b"%PDF-")
    saved = who.taken(page.locator('form[action$="/save"] button:not([formaction])'))
    who.go('main a[href$="/open"]')
    who.look("open")
    page.set_input_files("#file", {"name": "saved.json", "mimeType": "application/json", "buffer": saved.read_bytes()})
    who.send("/open")
    assert (who.text(".portal-id"), page.locator(".govuk-inset-text").count()) == (answer, 1)
    who.look("opened")


def unknown_but_the_system(who: Person) -> None:
    """Of what is asked about her years she knows one thing: which system in the Philippines took her contributions."""
    asked, system = 0, who.page.locator('[name="record.0.scheme"][value="sss"]')
    while who.page.locator('button[value="unknown"]').count():
        if system.count():
            who.look("which-system")
            system.check()
        who.press("continue" if system.count() else "unknown")
        asked += 1
    assert 0 < asked < 10


def credential(who: Person) -> None:
    """What her diploma counts for, where she answers the first questions and knows no more."""
    page = who.page
    who.go(".portal-name")
    who.go('main a[href$="/interview/credential"]')
    who.look("countries")
    who.fill({"home": "PH", "host": "DE"})
    who.press("continue")
    who.look("profession")
    page.check('[name="credential.profession"][value="nurse-general-care"]')
    who.press("continue")
    page.check('[name="credential.purpose"][value="practice"]')
    asked = 0
    who.press("continue")
    while page.locator('button[value="unknown"]').count():
        if not asked:
            who.look("a-question")
        asked += 1
        who.press("unknown")
    assert 0 < asked < 30
    who.look("credential-entered")
    who.press("answer")
    assert page.locator(".portal-outcome--needs_authority").count() == 1
    assert page.locator("ol > li").count() >= 5 and page.locator(".portal-step dt").count() > 0
    assert page.locator('main form[action$="/what-if"]').count() == 0
    who.look("credential-answer")
