"""Each view's main task on a case, with the time until it is done, in a browser that draws by software."""
import sys, time
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "checks"))
from browser import start
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 120
FLAGS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
# A click that waits for nothing: what it brings is waited for by what is seen after it.
CLICK = """
const [selector, text] = arguments;
const one = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility() && one.textContent.includes(text));
if (!one || one.disabled) return false;
one.scrollIntoView({ block: "center" });
one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
return true;
"""
SEEN = """
const [selector, text] = arguments;
return [...document.querySelectorAll(selector)].some((one) => one.checkVisibility() && one.textContent.toLowerCase().includes(text.toLowerCase()));
"""


PAINT = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def first_paint(base, profile):
    """Milliseconds until the browser painted the first content of the page, as the browser itself counts them, in a fresh profile."""
    driver = start(profile, FLAGS)
    try:
        driver.get(base)
        return painted(driver)
    finally:
        driver.quit()


def painted(driver):
    begun = time.monotonic()
    while (moment := driver.execute_script(PAINT)) is None:
        assert time.monotonic() - begun < PATIENCE, "nothing was painted"
        time.sleep(0.02)
    return moment


class Walk:
    def __init__(self, driver, base):
        self.driver, self.base, self.slowest = driver, base, []

    def until(self, found, what):
        begun = time.monotonic()
        while not found():
            assert time.monotonic() - begun < PATIENCE, f"no {what} at {self.driver.current_url}"
            time.sleep(0.02)

    def see(self, selector, text=""):
        self.until(lambda: self.driver.execute_script(SEEN, selector, text), f"{selector} with {text!r}")

    def click(self, selector, text=""):
        self.until(lambda: self.driver.execute_script(CLICK, selector, text), f"{selector} with {text!r} to click")

    def focus(self, selector):
        self.see(selector)
        self.driver.execute_script("const one = document.querySelector(arguments[0]); one.scrollIntoView({ block: 'center' }); one.focus()", selector)

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def has(self, selector):
        return self.driver.execute_script("return document.querySelector(arguments[0]) !== null", selector)

    def go(self, address):
        self.driver.execute_script("location.hash = arguments[0]", f"#/{address}")
        self.until(lambda: self.driver.execute_script(
            "return location.hash === arguments[0] && document.querySelector('main h1') !== null && document.querySelector('main [aria-busy]') === null", f"#/{address}"),
            f"filled {address}")

    def ask(self, path):
        return self.driver.execute_async_script("const done = arguments[1]; fetch('/api/v1/' + arguments[0]).then((r) => r.json()).then(done)", path)

    def timed(self, what, do):
        begun = time.monotonic()
        told = do()
        taken = time.monotonic() - begun
        self.slowest.append((taken, what))
        print(f"{what}: {taken * 1000:.0f} ms{f' ({told})' if told else ''}", flush=True)


def network(walk, somebody):
    walk.timed("network: the first picture", lambda: walk.go("network"))
    walk.timed("network: somebody is chosen", lambda: (walk.go(f"network?sel={somebody}"), walk.see(".selection h2"))[0])
    walk.timed("network: their neighbours are added", lambda: (walk.click(".selection button", "Expand"), walk.see(".told", "added"))[0])
    walk.timed("network: the picture around them", lambda: walk.go(f"network?around={somebody}"))
    walk.timed("network: whose removal breaks it", lambda: (walk.click(".toolbar button", "Break"), walk.see(".plan .steps li"))[0])
    walk.timed("network: the plan's next step", lambda: (walk.click(".plan .buttons button", "Next"), walk.see(".plan .steps li.done"))[0])


def overview(walk, _):
    walk.timed("overview", lambda: walk.go("overview"))
    if walk.has("main .sentence a"):
        walk.timed("overview: a sentence in its document", lambda: (walk.click("main .sentence a"), walk.see("mark.is"))[0])


def umbrellas(walk, _):
    walk.timed("umbrellas", lambda: walk.go("umbrellas"))
    walk.timed("umbrellas: a protector's evidence", lambda: (walk.click(".umbrella .evidence summary"), walk.see(".umbrella .evidence .sentence"))[0])


def timeline(walk, _):
    walk.timed("timeline", lambda: walk.go("timeline"))

    def moment():
        walk.focus(".tick")
        walk.keys(Keys.ENTER)
        walk.see("main section.card")
    walk.timed("timeline: a moment", moment)


def places(walk, _):
    walk.timed("map", lambda: (walk.go("map"), walk.see(".globe .countries path, .boxes .place"))[0])
    spot = walk.ask("places")["places"][0]["key"]
    walk.timed("map: who is told to be at a place", lambda: (walk.go(f"map?spot={quote(spot)}"), walk.see(".place-in-full h2"))[0])
    walk.timed("map: in each other", lambda: (walk.click(".buttons button", "In each other"), walk.see(".boxes .place"))[0])
    walk.timed("map: the overview of that place alone", lambda: walk.go(f"overview?where={quote(spot)}"))


def money(walk, _):
    walk.timed("money", lambda: (walk.go("money"), walk.see(".sankey .band"))[0])

    def flow():
        walk.focus(".sankey .band")
        walk.keys(Keys.ENTER)
        walk.see(".flow-chosen .sentence")
    walk.timed("money: a flow's sentences", flow)
    found = walk.ask("money")
    flow = max(found["drawings"], key=lambda drawing: len(drawing["flows"]))["flows"][0]
    walk.timed("money: a way through time", lambda: (walk.go(f"money?from={flow['from']['id']}&into={flow['to']['id']}"), walk.see(".ways .way, .ways [aria-live] p"))[0])


def trades(walk, _):
    walk.timed("trades", lambda: (walk.go("trades"), walk.see(".heat .field"))[0])
    walk.timed("trades: a field", lambda: (walk.click(".heat .field"), walk.see(".cell .evidence, .cell h2"))[0])


def figures(walk, _):
    walk.timed("figures", lambda: walk.go("figures"))
    walk.timed("figures: where one stands", lambda: (walk.click(".ledger button"), walk.see(".ledger .sentence"))[0])


def sources(walk, _):
    walk.timed("sources", lambda: (walk.go("sources"), walk.see(".sources tbody tr"))[0])
    walk.timed("sources: a search", lambda: (walk.go("sources?q=ana"), walk.see(".hits li"))[0])
    walk.timed("sources: a document", lambda: (walk.go("sources?q=police&what=source"), walk.click(".hits a[href*='chars=']"), walk.see(".text mark"))[-1])


def review(walk, _):
    walk.timed("review: pairs", lambda: walk.go("review"))

    def judge(selector):
        if not walk.has(selector):
            return "nothing is to be judged"
        before = walk.driver.execute_script("return document.querySelector(arguments[0]).innerText", selector)
        walk.keys("d")
        walk.until(lambda: walk.driver.execute_script("const one = document.querySelector(arguments[0]); return one === null || one.innerText !== arguments[1]", selector, before), "next")
        return ""
    walk.timed("review: a pair is judged", lambda: judge(".pair"))
    walk.timed("review: statements", lambda: walk.go("review?queue=statements"))
    walk.timed("review: a statement is judged", lambda: judge(".taken"))
    walk.timed("review: alerts", lambda: walk.go("review?queue=alerts"))


def dossier(walk, somebody):
    walk.timed("dossier", lambda: (walk.go(f"dossier?sel={somebody}"), walk.see(".dossier h1"))[0])


def report(walk, somebody):
    walk.timed("report: a new one", lambda: (walk.go("report?report=new&write=1"), walk.see(".writing textarea"))[0])

    def write():
        walk.driver.find_element(By.CSS_SELECTOR, ".writing input").send_keys("Of the quay")
        area = walk.driver.find_element(By.CSS_SELECTOR, ".writing textarea")
        area.send_keys("A line of text.")
        area.send_keys(Keys.CONTROL, "s")
        walk.until(lambda: "report=report-" in walk.driver.current_url, "kept report")
    walk.timed("report: written and kept", write)


def place_dossier(walk, _):
    place = next(one["key"] for one in walk.ask("places")["places"] if one["entity"] is None)
    walk.timed("dossier of a place by name", lambda: (walk.go(f"dossier?spot={quote(place)}"), walk.see(".place-in-full h1"), walk.see(".place-in-full .sentence"))[0])


def log(walk, _):
    walk.timed("log", lambda: (walk.go("log"), walk.see(".log tbody tr"))[0])
    walk.timed("log: everything is verified", lambda: (walk.click("button", "Verify everything"), walk.see(".whole h2"))[0])


def walk(base, scratch, somebody):
    """Opens every view of the workbench at `base` and does what it is for; the time of each is printed."""
    driver = start(f"{scratch}/profile", FLAGS)
    driver.set_script_timeout(PATIENCE)
    try:
        walk = Walk(driver, base)
        walk.timed("the page", lambda: (driver.get(base), walk.see("main h1"))[0])
        print(f"first contentful paint: {painted(driver):.0f} ms")
        for view in (overview, network, umbrellas, timeline, places, money, trades, figures, sources, dossier, place_dossier, report, review, log):
            view(walk, somebody)
        faults = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        assert not faults, faults
        taken, what = max(walk.slowest)
        print(f"the slowest of {len(walk.slowest)}: {what}, {taken:.1f} s")
    finally:
        driver.quit()


if __name__ == "__main__":
    walk(sys.argv[1], sys.argv[2], sys.argv[3])
