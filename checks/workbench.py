"""The workbench in a browser: each view's main task on the example, from a folder of files to a picture without a click.

    workbench.py UMBRA EXAMPLE_FOLDER AXE.js [PICTURE.png]

No request leaves the machine, no script error, nothing serious for axe, nothing overflows at 390 pixels. With PICTURE.png also the
picture of the manual is taken.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from browser import OVERFLOWING, start

# The network is drawn by WebGL, here without a graphics card.
DRAWING = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
VIEWS = ["overview", "network", "umbrellas", "timeline", "map", "money", "trades", "figures", "sources", "review", "dossier", "report", "log"]
VELKORAN = "Dragan Velkoran"

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(found.violations
  .filter((one) => one.impact === "serious" || one.impact === "critical")
  .map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "))));
"""
HOSTILE = """<html><head><title><img src=x onerror="window.hacked=1"> & "quoted"</title>
<meta name="author" content="<script>window.hacked=1</script>"></head><body>
<p>&lt;script&gt;window.hacked=1&lt;/script&gt; Ferran &lt;img src=x onerror=window.hacked=1&gt; Adeyholm was convicted of bribing
the &lt;svg onload=window.hacked=1&gt; Tidewalkers. Javascript:window.hacked=1 Brandt was charged with extortion on 5 May 2021.</p>
<p>\u202e\u0645\u062d\u0645\u062f \u0627\u0644\u0639\u0644\u064a was arrested in Marenport.</p></body></html>"""


class Bench:
    """A workbench that is served, and a browser before it."""

    def __init__(self, driver, base):
        self.driver, self.base = driver, base
        self.wait = WebDriverWait(driver, 15, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException])

    def size(self, width, height):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def go(self, address):
        self.driver.get(f"{self.base}/#/{address}")
        # Only the part after the sign may have changed: that loads nothing anew.
        self.see("main h1")
        self.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "main [aria-busy]"), f"{address} is still loading")

    def see(self, selector, text=""):
        def found(driver):
            return next((one for one in driver.find_elements(By.CSS_SELECTOR, selector)
                         if one.is_displayed() and text.lower() in one.text.lower()), None)
        return self.wait.until(found, f"no {selector} with {text!r} at {self.driver.current_url}")

    def click(self, selector, text=""):
        def clicked(driver):
            one = self.see(selector, text)
            driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", one)
            one.click()
            return True
        self.wait.until(clicked)

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def is_at(self, part):
        self.wait.until(lambda driver: part in driver.current_url, f"{part} is not in the address")

    def accessible(self, axe, what):
        if not self.driver.execute_script("return typeof axe === 'object'"):
            self.driver.execute_script(axe)
        return [f"{what}: {one}" for one in self.driver.execute_async_script(AXE)]


def overview(bench):
    bench.go("overview")
    assert "convicted" in bench.see(".shelf.court", "Tomas Erlingworth").text
    assert "assessment" in bench.see(".shelf.structure", "Severin Okonjaard").text
    bench.click(".shelf.court .sentence a")
    bench.is_at("/sources?")
    bench.see("mark.is")
    marked = "".join(one.text for one in bench.driver.find_elements(By.CSS_SELECTOR, "mark.is"))
    assert "convicted on Friday of sheltering" in marked, marked


def network(bench):
    bench.go("network")
    assert "30 of 105 nodes" in bench.see(".left-out").text, bench.see(".left-out").text
    # A click on a node, where it is drawn.
    at = bench.driver.execute_script(
        "const drawn = document.querySelector('.canvas').picture; const id = drawn.graph.findNode((_, data) => data.label === arguments[0]);"
        "return drawn.pointOf(id)", VELKORAN)
    actions = ActionChains(bench.driver)
    actions.w3c_actions.pointer_action.move_to_location(int(at["x"]), int(at["y"]))
    actions.click().perform()
    bench.see(".selection h2", VELKORAN)
    assert "Neighbours (4)" in bench.see(".selection").text, "the count comes before"
    bench.click(".selection button", "Expand")
    bench.see(".told", "added")
    # A click on a line: its sentences.
    ends = bench.driver.execute_script(
        "const drawn = document.querySelector('.canvas').picture; const [from, to] = ['Tomas Erlingworth', 'Lantern Crew'].map((name) =>"
        "drawn.pointOf(drawn.graph.findNode((_, data) => data.label === name))); return [from, to]")
    actions = ActionChains(bench.driver)
    actions.w3c_actions.pointer_action.move_to_location(
        int(ends[0]["x"] * 0.7 + ends[1]["x"] * 0.3), int(ends[0]["y"] * 0.7 + ends[1]["y"] * 0.3))
    actions.click().perform()
    bench.see(".selection h2", "Tomas Erlingworth shelters Lantern Crew")
    assert "sheltering the Lantern Crew" in bench.see(".selection").text
    bench.driver.back()
    bench.see(".selection h2", VELKORAN)
    bench.driver.forward()
    bench.see(".selection h2", "Tomas Erlingworth shelters Lantern Crew")
    bench.keys(Keys.ESCAPE)
    bench.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, ".selection"), "Escape chooses nothing")
    # The plan, step by step.
    bench.click(".toolbar button", "Break")
    bench.see(".plan .steps")
    before = bench.driver.execute_script("return document.querySelector('.plan .curve .at').getAttribute('cy')")
    bench.click(".plan .buttons button", "Next")
    bench.see(".plan .steps li.done")
    after = bench.driver.execute_script("return document.querySelector('.plan .curve .at').getAttribute('cy')")
    assert float(after) > float(before), "the curve falls"
    bench.click(".toolbar button", "Time")
    slider = bench.see(".time input[type=range]")
    bench.driver.execute_script(
        "arguments[0].value = 0; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", slider)
    bench.see(".time strong", "20")
    bench.click(".toolbar button", "As a list")
    bench.see(".list", "Lantern Crew")
    # The filter narrows the picture and stands in the address.
    Select(bench.see(".filter select")).select_by_value("convicted")
    bench.is_at("standing=convicted")
    bench.see(".left-out", "hidden by the filter")
    bench.driver.back()
    bench.wait.until(lambda driver: "standing" not in driver.current_url, "back takes the filter away")


def umbrellas(bench):
    bench.go("umbrellas")
    group = bench.see(".umbrella", "Lantern Crew")
    assert [len(group.find_elements(By.CSS_SELECTOR, f".shelf.{shelf} .protector")) for shelf in ("court", "charged", "said", "structure")] == [1, 0, 0, 1]
    structure = group.find_element(By.CSS_SELECTOR, ".shelf.structure .protector")
    assert structure.find_elements(By.CSS_SELECTOR, ".assessment") and not structure.find_elements(By.CSS_SELECTOR, "h4 .standing")
    structure.find_element(By.CSS_SELECTOR, "details summary").click()
    link = structure.find_element(By.CSS_SELECTOR, ".chain li")
    link.find_element(By.CSS_SELECTOR, ".evidence summary").click()
    bench.wait.until(lambda _: link.find_elements(By.CSS_SELECTOR, ".sentence"), "the link's evidence")


def timeline(bench):
    bench.go("timeline")
    ticks = bench.driver.find_elements(By.CSS_SELECTOR, ".tick.court")
    assert ticks, "no conviction is drawn"
    bench.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus()", ticks[0])
    bench.keys(Keys.ENTER)
    moment = bench.see("main section.card .standing")
    assert moment.text in ("convicted", "final"), moment.text


def places(bench):
    bench.go("map")
    # The example's places are made up: they stand in what they lie in, and on no map.
    assert "they stand in" in bench.see(".told-nothing").text
    street = bench.see(".boxes .boxes .boxes .place", "Tallow Street 44")
    assert "groups 1" in street.get_attribute("aria-label"), street.get_attribute("aria-label")
    bench.driver.execute_script("arguments[0].focus()", street)
    bench.keys(Keys.ENTER)
    bench.is_at("spot=")
    bench.see(".place-in-full .name", "Lantern Crew")
    assert "convicted" in bench.see(".place-in-full .shelf.court", "Tomas Erlingworth").text
    assert bench.see(".place-in-full .shelf.structure .assessment")
    bench.driver.find_elements(By.CSS_SELECTOR, ".place-in-full .evidence summary")[-1].click()
    bench.see(".place-in-full .sentence blockquote")
    # The choice is shared: whoever is chosen there is marked where they are told to be.
    bench.click(".place-in-full .name", "Lantern Crew")
    bench.see(".selection h2", "Lantern Crew")
    bench.see(".boxes .has-chosen > .place", "Quayside district")
    bench.keys(Keys.ESCAPE)
    bench.click(".buttons button", "On the map")
    bench.see(".beside li", "Ostrand province")
    assert len(bench.driver.find_elements(By.CSS_SELECTOR, ".globe .countries path")) > 150
    # The filter bar narrows every view to a place.
    bench.click(".place-in-full button", "Only this place")
    bench.is_at("where=")
    # Out of sight until the view is that of the place.
    bench.wait.until(lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".beside li")) == 1, "only the place is left")
    for view, selector, text in [("umbrellas", ".umbrella", "Lantern Crew"), ("money", ".money p", "Payments:"), ("trades", ".heat .field", "")]:
        bench.click(f".views a[href*='{view}']")
        bench.is_at(f"/{view}?where=")
        told = bench.see(selector, text).text
        assert view != "money" or 0 < int(told.split(":")[1].split(".")[0]) < 20, told
    ActionChains(bench.driver).move_to_element(bench.see(".filter select.where")).perform()
    bench.wait.until(lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".filter select.where option")) > 5, "the places")
    Select(bench.see(".filter select.where")).select_by_visible_text("Ostrand province")
    bench.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, ".heat"), "nothing is told there")
    bench.click(".filter button", "Clear")
    bench.see(".heat .field")


def money(bench):
    bench.go("money")
    bands = bench.driver.find_elements(By.CSS_SELECTOR, ".sankey .band")
    assert len(bands) > 5, "no flows are drawn"
    band = next(one for one in bands if one.get_attribute("aria-label").startswith("Perrinmoor Advisory Ltd → Tomas Erlingworth"))
    bench.driver.execute_script("arguments[0].focus()", band)
    bench.keys(Keys.ENTER)
    assert "180,000" in bench.see(".flow-chosen h3").text
    bench.see(".flow-chosen .sentence blockquote", "Tomas Erlingworth")
    for select, name in zip(bench.driver.find_elements(By.CSS_SELECTOR, ".ways select"), ["Marenport City Council", "Tomas Erlingworth"]):
        Select(select).select_by_visible_text(name)
    way = bench.see(".way")
    names = [one.text for one in way.find_elements(By.CSS_SELECTOR, "h3 .name bdi")]
    assert names[0] == "Marenport City Council" and names[-1] == "Tomas Erlingworth" and len(names) > 2, names
    assert "an inference" in bench.see(".way .caution").text
    bench.click(".way .evidence summary")
    bench.see(".way .sentence blockquote")


def trades(bench):
    bench.go("trades")
    field = bench.see(".heat .field")
    assert "Tallow Street" in field.get_attribute("aria-label"), field.get_attribute("aria-label")
    bench.click(".heat .field")
    bench.see(".cell .name", "Lantern Crew")
    assert bench.see(".cell .shelf.structure .assessment") and not bench.driver.find_elements(By.CSS_SELECTOR, ".cell .shelf.structure .standing")
    bench.click(".cell .evidence summary")
    bench.see(".cell .sentence blockquote")
    # Onto the inspection list, and through it.
    bench.click(".cell button", "Open an inspection item")
    bench.see(".step input").send_keys("no permit for the pit", Keys.TAB, "show the permit", Keys.TAB, "2021-02-01", Keys.ENTER)
    bench.see(".board .overdue", "inspection-1")
    for step, words in [("Assign", "A. Lee"), ("Put right", "a permit was shown"), ("Verify", "seen"), ("Open again", "it is another pit's")]:
        bench.click(".item button", step)
        bench.see(".item .step input").send_keys(words, Keys.ENTER)
        bench.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, ".item .step"), f"{step} is not done")
    bench.see(".item .faint", "reopened")
    bench.go("log")
    bench.see(".log tbody tr", "notes/inspection-1")


def figures(bench):
    bench.go("figures")
    assert "they differ by 63" in bench.see(".verdict.disagree", "318").text
    bench.click(".verdict.disagree article .evidence summary")
    bench.see(".verdict.disagree .sentence", "people")
    bench.click(".ledger button")
    bench.see(".ledger .sentence")


def sources(bench):
    bench.go("sources")
    # The documents; what a person noted is beside them.
    rows = bench.driver.find_elements(By.CSS_SELECTOR, ".sources tbody tr")
    assert len([row for row in rows if "notes/" not in row.text]) == 18
    bench.click(".sources a", "Ex-police chief jailed")
    marks = bench.see(".text").find_elements(By.CSS_SELECTOR, "mark")
    assert len(marks) > 10
    bench.click("mark", "Zhou Mo")
    assert "Zhou Mo" in bench.see(".drawn li").text
    search = bench.see("input[type=search]")
    bench.keys("/")
    assert bench.driver.switch_to.active_element == search
    search.clear()
    search.send_keys("velkoran", Keys.ENTER)
    bench.see(".hits li", VELKORAN)
    bench.click(".facets a", "Texts")
    bench.is_at("what=source")
    bench.click(".hits a", "Police arrest 23")
    assert "Velkoran" in bench.see(".text").text


def review(bench):
    bench.go("review")
    bench.see(".pair", "Pair 1 / 6")
    bench.see(".why input").send_keys("the commission names the branch")
    bench.click("h1")
    bench.keys("d")
    bench.see(".told", "Decision")
    bench.see(".pair", "Pair 1 / 5")
    assert "the commission names the branch" in bench.see("main").text
    bench.keys("z")
    bench.see(".told", "Taken back")
    bench.see(".pair", "/ 6")
    # The same keys for what was taken from the documents, and for alerts.
    bench.click(".queues a", "Statements")
    statement = bench.see(".taken > p.faint").text
    bench.keys("s")
    bench.see(".told", "accepted")
    bench.wait.until(lambda driver: bench.see(".taken > p.faint").text != statement, "the next statement")
    bench.keys("z")
    bench.see(".told", "Taken back")
    bench.wait.until(lambda driver: bench.see(".taken > p.faint").text == statement, "it is in the queue again")
    bench.click(".queues a", "Alerts")
    Select(bench.see(".add-alert select")).select_by_value("protector")
    bench.click(".add-alert input[type=checkbox]")
    bench.click(".add-alert button")
    bench.see(".hit", "Alert 1 /")
    bench.see(".hit .sentence blockquote")
    before = bench.see(".queues a[aria-current] .faint").text
    bench.keys("d")
    bench.see(".told", "different")
    bench.wait.until(lambda driver: bench.see(".queues a[aria-current] .faint").text != before, "it is off the queue")
    bench.keys("z")
    bench.wait.until(lambda driver: bench.see(".queues a[aria-current] .faint").text == before, "it is in the queue again")


def dossier(bench):
    bench.go("dossier")
    search = bench.see("input[type=search]")
    search.clear()
    search.send_keys("erlingworth", Keys.ENTER)
    bench.click(".hits a.name", "Tomas Erlingworth")
    bench.see(".dossier h1", "Tomas Erlingworth")
    bench.see(".dossier .standing", "convicted")
    bench.click(".dossier .notes a")
    assert bench.driver.switch_to.active_element.get_attribute("id").startswith("note-")


def report(bench):
    """A report is written, with blocks; kept, undone, handed out; what changes is told."""
    bench.go("report")
    bench.click("main a.button", "Write a new report")
    bench.see(".writing .title input").send_keys("The crew and the yard")
    bench.see(".writing textarea").send_keys("# What we know\n\nThe **court** found it. <img src=x onerror=window.hacked=1>")
    def insert(kind, *choices):
        bench.driver.find_elements(By.CSS_SELECTOR, ".gap")[-1].find_elements(By.CSS_SELECTOR, "button")[1].click()
        Select(bench.see(".insert select")).select_by_value(kind)
        for choice in choices:
            if choice.startswith("?"):
                bench.see(".insert input[type=text]").send_keys(choice[1:])
            else:
                bench.click(".insert .choices button", choice)
    insert("umbrella", "Lantern Crew")
    bench.see(".block[aria-label='Who shelters Lantern Crew'] .standing", "convicted")
    insert("tie", "?Erlingworth", "Tomas Erlingworth", "Tomas Erlingworth shelters Lantern Crew")
    insert("figure", "?318", "318")
    insert("picture", "?Lantern Crew", "Lantern Crew")
    bench.see(".block .sketch circle")
    def holds(count, why):
        bench.wait.until(lambda driver: len(driver.find_elements(By.CSS_SELECTOR, ".writing .block")) == count, why)
    holds(4, "four blocks")
    bench.click(".writing .toolbar button", "Undo")
    holds(3, "the picture is taken out again")
    bench.click(".writing .toolbar button", "Redo")
    holds(4, "and put in again")
    # No word is lost by a look at another view.
    bench.go("overview")
    bench.driver.back()
    bench.see(".writing .toolbar", "not kept yet")
    holds(4, "the draft is there")
    bench.see(".writing textarea").send_keys(Keys.CONTROL, "s")
    bench.is_at("report=report-1")
    bench.click(".writing .toolbar button", "Done")
    bench.see(".report h1", "The crew and the yard")
    assert "<img src=x onerror=window.hacked=1>" in bench.see(".report > p").text
    bench.click(".report .notes a")
    assert bench.driver.switch_to.active_element.get_attribute("id").startswith("note-")
    links = [one.get_attribute("href").split("format=")[1].split("&")[0] for one in bench.driver.find_elements(By.CSS_SELECTOR, ".toolbar a[download]")]
    assert links == ["html", "pdf", "docx", "markdown"], links
    # What a block rests on is taken for wrong: the report says so, until it is so again.
    one = tie(bench.driver)
    judge = "const done = arguments[2]; fetch('/api/v1/session').then((r) => r.json()).then((told) => fetch('/api/v1/' + arguments[0], { method: 'POST'," \
        "headers: { 'content-type': 'application/json', 'x-umbra-token': told.token }, body: JSON.stringify(arguments[1]) })).then((r) => done(r.status))"
    assert bench.driver.execute_async_script(judge, "review/statements/judge", {"id": one, "is_so": False, "why": "a check"}) == 200
    bench.see(".report .block .caution", "What stood here is gone")
    bench.see(".report .block .caution", "Changed since it was put in")
    assert bench.driver.execute_async_script(judge, "review/statements/undo", {"id": one}) == 200
    bench.wait.until(lambda driver: "What stood here is gone" not in bench.see(".report").text, "it is there again")
    bench.go("log")
    bench.see(".log tbody tr", "write report")


def notes_and_pins(bench):
    bench.go(f"network?sel={entity(bench.driver, VELKORAN)}")
    bench.see(".selection .noting textarea").send_keys("ask the yard's owner")
    bench.click(".selection .noting button", "Note it")
    assert "no source" in bench.see(".selection .noting h3").text
    bench.see(".selection .noted", "ask the yard's owner")
    at = bench.driver.execute_script(
        "const drawn = document.querySelector('.canvas').picture; return drawn.pointOf(drawn.graph.findNode((_, data) => data.label === arguments[0]))", VELKORAN)
    actions = ActionChains(bench.driver)
    pointer = actions.w3c_actions.pointer_action
    pointer.move_to_location(int(at["x"]), int(at["y"]))
    pointer.pointer_down()
    pointer.move_to_location(int(at["x"]) + 40, int(at["y"]) + 30)
    pointer.pointer_up()
    actions.perform()
    bench.click(".toolbar button", "Hide")
    bench.click(".toolbar button", "Pins")
    bench.see(".pictures input").send_keys("the yard")
    bench.click(".pictures button", "Keep this picture")
    bench.click(".pictures a", "the yard")
    bench.is_at("picture=the")
    bench.see(".pictures li", "1 pinned, 1 hidden")
    bench.driver.refresh()
    bench.see(".toolbar button", "Show hidden (1)")
    bench.go(f"dossier?sel={entity(bench.driver, VELKORAN)}")
    bench.see(".dossier .noted", "ask the yard's owner")


def page_beside_text(bench):
    paper = bench.driver.execute_async_script(
        "const done = arguments[0]; fetch('/api/v1/sources?limit=500').then((r) => r.json()).then((found) => done(found.results.find((one) => one.media_type === 'application/pdf').id))")
    bench.go(f"sources?id={paper}")
    bench.click("main button", "Page beside the text")
    frame = bench.see(".page iframe")
    assert "#page=1" in frame.get_attribute("src")
    bench.click("mark")
    bench.wait.until(lambda driver: "search=" in bench.see(".page iframe").get_attribute("src"), "the page is opened at the quote")
    told = bench.driver.execute_async_script(
        "const done = arguments[1]; fetch(arguments[0]).then((r) => done([r.headers.get('content-type'), r.headers.get('content-security-policy')]))", f"/api/v1/source/pdf?id={paper}")
    assert told[0] == "application/pdf" and "default-src 'none'" in told[1], told


def log(bench):
    bench.go("log")
    bench.see(".log tbody tr", "resolve")
    bench.click("button", "Verify everything")
    bench.see(".whole h2", "as it was written")


def keyboard_and_tongues(bench):
    bench.go("overview")
    for number, view in enumerate(VIEWS[:10], 1):
        bench.keys(str(number % 10))
        bench.is_at(f"/{view}")
    for before, key, after in [(VIEWS[0], "]", VIEWS[1]), (VIEWS[-1], "[", VIEWS[-2])]:
        bench.go(before)
        bench.keys(key)
        bench.is_at(f"/{after}")
    bench.go("overview")
    bench.click(".tools button", "中文")
    bench.see("h1", "概览")
    bench.wait.until(lambda driver: driver.execute_script("return document.documentElement.lang") == "zh", "the page's language")
    bench.click(".tools button", "English")
    bench.see("h1", "Overview")
    bench.click(".tools button", "Tour")
    for step in range(1, 6):
        bench.see(".tour", f"{step} / 5")
        bench.click(".tour button", "Next" if step < 5 else "Done")
    bench.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, ".tour"), "the tour ends")


OFFERED = """
return [...document.querySelectorAll("button, input, select, label.button")].filter((one) => one.checkVisibility() && !one.disabled)
  .map((one) => (one.innerText || one.getAttribute("aria-label") || one.name || "").trim());
"""
PASSWORD, OTHER = "four grey herons wait", "seven tides by the quay"
# What the server refuses a reader, and offers them nowhere.
REFUSED = ["Verify everything", "Add files", "Same s", "Different d", "Unsure u", "It is so s", "It is not so d", "Undo z", "Take back", "Add an alert",
           "Open an item for another trade or place", "Open an inspection item", "Assign", "Put right", "Verify", "Read the folder again"]


def people(umbra, driver, scratch, axe):
    """The same case with accounts: signing in, what each role is offered, another password."""
    users = scratch / "users.toml"
    for name in ("reader", "editor"):
        command = [umbra, "users", "add", name, "--role", name, "--users", str(users)]
        subprocess.run(command, input=f"{PASSWORD}\n", text=True, check=True, stdout=subprocess.DEVNULL, cwd=scratch)
    process, base = serve(umbra, scratch, "marenport.umbra", f"--users={users}")
    wrong = []
    try:
        bench = Bench(driver, base)
        for width, theme in ((1280, "light"), (1280, "dark"), (390, "dark")):
            bench.size(width, 900)
            driver.get(base)
            driver.execute_script("localStorage.setItem('theme', arguments[0])", theme)
            driver.refresh()
            bench.see(".sign-in input[type=password]")
            wrong += bench.accessible(axe, f"sign in at {width}, {theme}")
            wrong += [f"sign in overflows at {width}: {one}" for one in driver.execute_script(OVERFLOWING)]
        bench.size(1280, 900)

        def sign_in(name, password):
            bench.see(".sign-in input[name=name]").clear()
            bench.see(".sign-in input[name=name]").send_keys(name)
            bench.see(".sign-in input[name=password]").clear()
            bench.see(".sign-in input[name=password]").send_keys(password, Keys.ENTER)

        def offered():
            found = set()
            for address in ("log", "sources", "review", "review?queue=statements", "review?queue=alerts", "trades?trade=road+haulage+and+gravel+trade&place=Tallow+Street+44%2C+Quayside+district%2C+Marenport"):
                bench.go(address)
                found |= set(driver.execute_script(OFFERED))
            return found

        sign_in("reader", "a password that is wrong")
        bench.see("[role=alert]", "not right")
        sign_in("reader", PASSWORD)
        bench.see(".tools", "reader")
        # What was not to be offered would be there for others: the names above are those of the page.
        shown = offered()
        assert not shown & set(REFUSED), shown & set(REFUSED)
        bench.go("review")
        bench.see(".pair", "Pair 1")
        bench.keys("s")
        time.sleep(0.3)
        assert not bench.see(".told, main").text.startswith("Decision"), "a key does what no button does"
        bench.click(".tools button", "Password")
        wrong += bench.accessible(axe, "another password")
        for name, words in (("old", PASSWORD), ("new", OTHER), ("again", OTHER + "s")):
            bench.see(f".own-password input[name={name}]").send_keys(words)
        bench.click(".own-password button", "Change the password")
        bench.see(".own-password [role=alert]", "differ")
        bench.see(".own-password input[name=again]").send_keys(Keys.BACKSPACE)
        bench.click(".own-password button", "Change the password")
        bench.see(".tools [role=status]", "changed")
        bench.click(".tools button", "Sign out")
        sign_in("reader", PASSWORD)
        bench.see("[role=alert]", "not right")
        sign_in("reader", OTHER)
        bench.see(".tools", "reader")
        bench.click(".tools button", "Sign out")
        sign_in("editor", PASSWORD)
        bench.see(".tools", "editor")
        missing = {"Verify everything", "Add files", "Same s", "It is so s", "Add an alert", "Open an item for another trade or place", "Open an inspection item"} - offered()
        assert not missing, f"an editor is not offered {missing}"
        driver.execute_script("localStorage.removeItem('theme')")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert not wrong, "\n".join(wrong)


def hostile(bench, scratch):
    """A document that tries to be a program is dropped onto the page; it stays text."""
    paper = scratch / "hostile.html"
    paper.write_text(HOSTILE, encoding="utf-8")
    bench.go("sources")
    bench.driver.find_element(By.CSS_SELECTOR, "input[data-upload]").send_keys(str(paper))
    bench.see(".sources .path", "hostile.html")
    bench.wait.until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, ".status .busy"), "reading goes on")
    for view in VIEWS:
        bench.go(view)
    bench.go("sources?q=hacked")
    bench.click(".hits a", "img src=x")
    assert "<script>window.hacked=1</script>" in bench.see(".text").text
    bench.go("sources?q=Adeyholm")
    assert bench.driver.execute_script("return window.hacked") is None, "a document ran as a program"


def outside(driver, base):
    """What was asked of anything but the server, and what went wrong in a script."""
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
    assert any(url.startswith(base) for url in urls)
    strange = [url for url in urls if not url.startswith((base, "data:", "blob:", "about:", "chrome:", "chrome-extension:"))]
    faults = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    return strange, faults


def serve(umbra, scratch, *arguments):
    command = [umbra, "--json", "--quiet", "serve", "--port", "0", "--as", "reporter", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=scratch)
    return process, json.loads(process.stdout.readline())["address"]


def main():
    umbra, example, axe = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).read_text(encoding="utf-8")
    scratch = Path(tempfile.mkdtemp(prefix="workbench"))
    (scratch / "marenport").symlink_to(example)
    driver = start(str(scratch / "profile"), DRAWING)
    process = None
    try:
        driver.get("about:blank")
        begun = time.monotonic()
        process, base = serve(umbra, scratch, "marenport")
        bench = Bench(driver, base)
        bench.size(1280, 900)
        driver.get(base)
        bench.see(".shelf.court .name", "Tomas Erlingworth")
        first = time.monotonic() - begun
        # The aim is 3; a machine that is busy with other things takes longer.
        assert first < 10, f"{first:.1f} s from a folder of files to the first picture with protectors"
        for task in (overview, network, umbrellas, timeline, places, money, trades, figures, sources, review, dossier, report, notes_and_pins, page_beside_text, log, keyboard_and_tongues):
            task(bench)
        wrong = []
        for width, theme in ((1280, "light"), (1280, "dark"), (390, "light")):
            bench.size(width, 900)
            driver.execute_script("localStorage.setItem('theme', arguments[0])", theme)
            driver.refresh()
            for address in VIEWS + ["network?sel=", "sources?q=velkoran", "review?queue=statements", "review?queue=alerts", "map?how=map", "map?spot=~quayside%20marenport", "report?report=report-1", "report?report=report-1&write=1"]:
                if address == "network?sel=" or address == "dossier":
                    address = f"{address.split('?')[0]}?sel={entity(driver, VELKORAN)}"
                bench.go(address)
                wrong += bench.accessible(axe, f"{address} at {width}, {theme}")
                wrong += [f"{address} overflows at {width}: {one}" for one in driver.execute_script(OVERFLOWING)]
        assert not wrong, "\n".join(wrong)
        bench.size(1280, 900)
        driver.execute_script("localStorage.removeItem('theme')")
        if len(sys.argv) > 4:
            driver.refresh()
            bench.go(f"network?tie={tie(driver)}")
            time.sleep(0.5)
            driver.save_screenshot(sys.argv[4])
        hostile(bench, scratch)
        strange, faults = outside(driver, base)
        # Two servers on one case at a time would make each other's desks anew.
        process.send_signal(signal.SIGINT)
        ended, process = process.wait(timeout=30), None
        people(umbra, driver, scratch, axe)
        assert not strange, f"the page asks {strange}"
        assert not faults, faults
    finally:
        driver.quit()
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        shutil.rmtree(scratch, ignore_errors=True)
    assert ended == 0
    print(f"the workbench: {first:.1f} s from a folder of files to the first picture with protectors; {len(VIEWS)} views, "
          "every task done, nothing serious for axe, each role is offered what it may do, no request to a network, no script error")


def entity(driver, name):
    return driver.execute_async_script(
        "const done = arguments[1]; fetch('/api/v1/search?what=entity&q=' + encodeURIComponent(arguments[0])).then((r) => r.json())"
        ".then((found) => done(found.results[0].id))", name)


def tie(driver):
    return driver.execute_async_script(
        "const done = arguments[0]; fetch('/api/v1/network').then((r) => r.json())"
        ".then((found) => done(found.ties.find((tie) => tie.says.includes('shelters Lantern Crew')).id))")


if __name__ == "__main__":
    main()
