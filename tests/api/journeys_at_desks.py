"""What partners do at their desks: signing in, a draft that is worked on, a list that is checked; each is deleted at the end."""

from __future__ import annotations

import csv
import io
import json

from benchmarks.candidates import HEADINGS, rows
from tests.api.journeys import Person, button_of
from tests.api.test_ministry import DRAFT

ROWS = 200


def signed_in(who: Person, key: str, to: str) -> None:
    """Sign in with a key, typed, and go to a desk."""
    who.begin("/sign-in")
    who.look("sign-in")
    who.page.fill("#key", key)
    with who.page.expect_navigation():
        who.page.press("#key", "Enter")
    who.go(f'main a[href$="{to}"]')
    assert who.page.locator(".portal-signed").count() == 1


def drafting(who: Person) -> None:
    """A draft is sent, mended, checked, compared, and where there are scripts tested and proved; then it is deleted."""
    who.look("desk")
    page = who.page
    faulty = DRAFT.replace("    fill:\n", "    fil:\n", 1).encode()
    page.fill("#title", "A clause on survivors")
    page.set_input_files("#file", {"name": "draft.yaml", "mimeType": "text/yaml", "buffer": faulty})
    who.send("/ministry/upload")
    draft = page.url
    who.look("draft")
    who.press("check")
    who.awaited(".portal-findings")
    assert "11" in who.text("#error + ul strong") and "fil:" in who.text("#error + ul pre") and "?." not in who.text("#error + ul")
    who.look("faults")
    who.go("main .govuk-back-link")
    page.fill("#text", DRAFT)
    who.press("check")
    who.awaited(".portal-findings")
    assert page.locator("#error").count() == 0 and page.locator("#warning + ul > li").count() >= 1
    who.look("checked")
    done = [("compare", ".portal-persons--loses"), *([("test", ".portal-wide td"), ("prove", "mark")] if who.scripts else [])]
    for kind, found in done:
        page.goto(draft)
        page.check(f"#kind-{kind}")
        if kind == "compare":
            who.look_at_work(button_of("/jobs"))
        else:
            who.send("/jobs")
        who.awaited('a[href$="/documents/result.json"]')
        assert page.locator(found).count() > 0
        who.look(kind)
    assert json.loads(who.taken(page.locator('a[href$="/documents/result.json"]')).read_text(encoding="utf-8"))["summary"]
    who.go("main .govuk-back-link")
    assert page.locator("#jobs ~ .portal-wide tbody tr").count() == 2 + len(done)
    who.look("draft-worked-on")
    who.send("/delete")
    assert page.locator(f'a[href="{draft.removeprefix(who.site)}"]').count() == 0
    who.send("/sign-out")
    assert page.locator("#key").count() == 1
    who.look("signed-out")
    assert [page.goto(address).status for address in (draft[: draft.index("/drafts/")], draft)] == [401, 401]  # type: ignore[union-attr]


def two_hundred() -> str:
    """Rows of many corridors, under headings of the recruiter's own."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([{"candidate": "Bewerbernummer", "profession": "Beruff"}.get(h, h) for h in HEADINGS] + ["Notiz"])
    writer.writerows([*row.values(), "–"] for row in rows(ROWS))
    return out.getvalue()


def listing(who: Person) -> None:
    """A list is sent, its columns are looked through, its rows read and taken along; then it is deleted."""
    who.look("lists")
    page = who.page
    if who.scripts:
        page.fill("#pasted", two_hundred())
    else:
        page.set_input_files("#file", {"name": "autumn.csv", "mimeType": "text/csv", "buffer": two_hundred().encode()})
    page.fill("#title", "Autumn")
    who.send("/recruiters")
    meanings = page.locator("#columns option").evaluate_all("told => told.map(one => one.value)")
    assert [page.locator(f"#column_{n}").input_value() for n in (0, 1, len(HEADINGS))] == [*meanings[:2], ""]
    who.look("columns")
    page.select_option("#dates", "dmy")
    who.look_at_work("#file button")
    who.awaited('a[href$="/results.csv"]')
    at = page.url
    assert page.locator("#rows + table tbody tr").count() == 50 and page.locator(".govuk-pagination__item").count() == 4
    who.look("table")
    page.select_option("#host", "DE")
    page.select_option("#code", "needs_authority")
    who.go('form[method="get"] button')
    outcomes = set(page.locator("#rows + table .portal-outcome").all_inner_texts())
    hosts = set(page.locator("#rows + table td:nth-child(4)").all_inner_texts())
    assert (len(outcomes), len(hosts)) == (1, 1)
    who.look("filtered")
    some = list(csv.DictReader(io.StringIO(who.taken(page.locator('a[href*="/results.csv"]')).read_text(encoding="utf-8-sig"))))
    assert 0 < len(some) < ROWS and {r["code"] for r in some} == {"needs_authority"}
    who.go("#rows + table tbody th a")
    assert page.locator(".portal-outcome--open").count() == 1 and page.locator("h2 + ul > li .portal-cite").count() > 0
    assert "2026-" not in who.text("main"), "dates are told in words"
    assert page.locator('main .lead [lang="en"][dir="ltr"]').count() == (who.language != "en"), "what is told in English is marked so"
    who.look("row")
    who.go("main .govuk-back-link")
    everything = list(csv.DictReader(io.StringIO(who.taken(page.locator('a[href$="/results.csv"]')).read_text(encoding="utf-8-sig"))))
    assert len(everything) == ROWS
    who.send("/delete")
    assert page.locator(f'a[href="{at.removeprefix(who.site)}"]').count() == 0
    assert page.goto(at).status == 404  # type: ignore[union-attr]
