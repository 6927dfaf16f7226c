"""The report opens from disk in a browser, asks no network for anything, and every click leads to its sentence.

    report_page.py EXAMPLE.html [OTHER.html...]

All of it is looked at on the report of the example case. Of the others only that they can be used at all.
"""

import json
import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from browser import OVERFLOWING, start

# The places that the address names, as far as a reader sees them.
VISIBLE_MARKS = """
const id = decodeURIComponent(location.hash.slice(1));
return [...document.querySelectorAll("mark.hit")].filter((mark) => {
  const box = mark.getBoundingClientRect();
  return mark.dataset.q.split(" ").includes(id) && box.width > 0
    && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}).map((mark) => mark.textContent);
"""

# A point of a tie's line, in the window, as near to its middle as no other line lies over it.
MIDDLE = """
const line = arguments[0].querySelector(".line");
line.scrollIntoView({ block: "center", inline: "center" });
for (const part of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]) {
  const at = line.getPointAtLength(line.getTotalLength() * part).matrixTransform(line.getScreenCTM());
  const top = document.elementFromPoint(at.x, at.y);
  if (top && arguments[0].contains(top)) return [at.x, at.y];
}
return null;
"""

def plain(text):
    return " ".join(text.split())


class Check:
    def __init__(self, driver, page):
        self.driver, self.page = driver, page
        self.wait = WebDriverWait(driver, 10)

    def links(self, selector):
        """Links by their role, with their accessible names."""
        found = [one for one in self.driver.find_elements(By.CSS_SELECTOR, selector) if one.aria_role == "link"]
        assert found, f"no link {selector}"
        assert all(one.accessible_name for one in found), f"a link of {selector} has no name"
        return found

    def follow(self, link, what):
        """Follows a link to a sentence and says what is marked there."""
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", link)
        link.click()
        self.wait.until(lambda driver: driver.execute_script(VISIBLE_MARKS), f"{what}: no visible mark")
        return plain("".join(self.driver.execute_script(VISIBLE_MARKS)))

    def back(self):
        self.driver.find_element(By.CSS_SELECTOR, "button.back").click()

    def panel(self):
        self.wait.until(lambda driver: driver.find_element(By.ID, "chosen").is_displayed(), "the panel stayed closed")
        return self.driver.find_element(By.ID, "chosen")

    def tie(self):
        accusing = self.links("#drawing a.tie:not(.l-fact)")
        tie = next((one for one in accusing if "shelters" in one.accessible_name), accusing[0])
        name = plain(tie.accessible_name)
        x, y = self.driver.execute_script(MIDDLE, tie)
        actions = ActionChains(self.driver)
        actions.w3c_actions.pointer_action.move_to_location(int(x), int(y))
        actions.click().perform()
        panel = self.panel()
        title = plain(panel.find_element(By.TAG_NAME, "h4").text)
        assert plain(name.split(": ", 1)[-1].split(" (")[0]) in title, f"tie {name!r} opened {title!r}"
        quote = panel.find_element(By.CSS_SELECTOR, "a.quote")
        words = plain(quote.text)
        marked = self.follow(quote, f"tie {name!r}")
        assert words in marked, f"tie {name!r}: {words!r} was quoted, {marked!r} is marked"
        self.back()
        self.wait.until(lambda _: plain(self.panel().text).count(words), "back does not return to the tie")
        print(f"tie: {name!r} leads to {marked[:80]!r} and back")

    def node(self):
        nodes = self.links("#drawing a.node")
        node = next((one for one in nodes if "convicted" in one.accessible_name), nodes[0])
        name = plain(node.accessible_name)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus()", node)
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        panel = self.panel()
        title = plain(panel.find_element(By.TAG_NAME, "h4").text)
        assert name.split(":")[0].split()[0] in title, f"node {name!r} opened {title!r}"
        note = panel.find_element(By.CSS_SELECTOR, "a.note, a.quote")
        marked = self.follow(note, f"node {name!r}")
        print(f"node: {name!r} leads to {marked[:80]!r}")

    def figure(self):
        figure = self.links("#figures td.value a")[0]
        number = plain(figure.text)
        marked = self.follow(figure, f"figure {number!r}")
        print(f"figure: {number!r} leads to {marked[:80]!r}")

    def address(self):
        """A link to a sentence can be kept, and opened later."""
        link = self.links("#figures td.value a")[-1].get_dom_attribute("href")
        self.driver.get("about:blank")
        self.driver.get(self.page + link)
        self.wait.until(lambda driver: driver.execute_script(VISIBLE_MARKS), f"{link}: no visible mark")
        print(f"address: {link} opens its sentence")

    def keys(self):
        canvas = self.driver.find_element(By.ID, "canvas")
        width = lambda: self.driver.execute_script("return document.getElementById('drawing').getBoundingClientRect().width")
        before = width()
        canvas.send_keys("+")
        larger = width()
        canvas.send_keys("-")
        assert larger > before and abs(width() - before) < 2, "plus and minus do not zoom"
        node = self.links("#drawing a.node")[0]
        self.driver.execute_script("arguments[0].focus()", node)
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        self.panel()
        self.driver.find_element(By.ID, "canvas").send_keys(Keys.ESCAPE)
        self.wait.until(lambda driver: not driver.find_element(By.ID, "chosen").is_displayed(), "Escape does not close")
        print("keys: plus and minus zoom, Enter opens, Escape closes")

    def filters(self):
        rungs = "return [...document.querySelectorAll('#drawing a.tie[data-accusing=\"1\"]:not(.off)')].map((tie) => Number(tie.dataset.rung))"
        everything = self.driver.execute_script(rungs)
        choice = self.driver.find_element(By.ID, "least")
        choice.find_element(By.CSS_SELECTOR, "option[value='7']").click()
        left = self.driver.execute_script(rungs)
        assert left and len(left) < len(everything) and min(left) >= 7, f"of {everything} the filter left {left}"
        said = self.driver.find_element(By.ID, "filtered").text
        assert "ties shown" in said, f"the filter says {said!r}"
        print(f"filter: {len(left)} of {len(everything)} accusing lines were found by a court; {said!r}")

    def paper(self):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        shown = lambda selector: self.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].some((one) => one.getBoundingClientRect().height > 0)", selector)
        assert not shown(".parts") and not shown("#controls"), "the controls are printed"
        assert shown("details.left-out li") and shown("#sources .text mark"), "what is folded away is not printed"
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        print("paper: controls are left out, all else is there")

    def standing_is_no_assessment(self):
        looks = "const looks = getComputedStyle(arguments[0]); return [looks.color, looks.borderTopStyle, !!arguments[0].querySelector('svg')]"
        standing = self.driver.find_element(By.CSS_SELECTOR, "#protectors .standing")
        assessment = self.driver.find_element(By.CSS_SELECTOR, "#protectors .assessment")
        pairs = zip(self.driver.execute_script(looks, standing), self.driver.execute_script(looks, assessment))
        assert all(one != other for one, other in pairs), "a standing looks like an assessment"
        entries = self.driver.find_elements(By.CSS_SELECTOR, "#protectors .finding")
        both = [one for one in entries if one.find_elements(By.CSS_SELECTOR, ":scope > .marks .standing")
                and one.find_elements(By.CSS_SELECTOR, ":scope > .marks .assessment")]
        assert not both, f"both at once: {[one.text[:60] for one in both]}"
        print("a standing and an assessment differ in colour, frame and sign")

    def usable(self):
        """A report of any case: links lead somewhere, a source can be reached, the drawing is bounded."""
        self.links_resolve()
        drawn = len(self.driver.find_elements(By.CSS_SELECTOR, "#drawing a.node"))
        assert drawn <= 150, f"{drawn} nodes are drawn"
        quotes = self.driver.find_elements(By.CSS_SELECTOR, "#register a.note")
        if quotes:
            self.follow(quotes[-1], "the last footnote of the register")
        print(f"{drawn} nodes are drawn, every link leads somewhere")

    def links_resolve(self):
        broken = self.driver.execute_script(
            "return [...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.getAttribute('href').slice(1))"
            ".filter((id) => !document.getElementById(decodeURIComponent(id))).slice(0, 5)")
        assert not broken, f"links lead nowhere: {broken}"
        double = self.driver.execute_script(
            "const seen = new Set(); return [...document.querySelectorAll('[id]')].map((one) => one.id)"
            ".filter((id) => seen.has(id) || !seen.add(id)).slice(0, 5)")
        assert not double, f"ids occur twice: {double}"

    def narrow(self):
        for width, height in [(390, 844), (1280, 900)]:
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            self.driver.get(self.page)
            wide = self.driver.execute_script("return document.documentElement.scrollWidth")
            beyond = self.driver.execute_script(OVERFLOWING)
            assert wide <= width and not beyond, f"at {width} pixels the page is {wide} wide: {beyond}"
        print("390 and 1280 pixels: nothing overflows")

    def quiet(self):
        entries = self.driver.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert not entries, f"the page loaded {entries}"
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        own = [request for request in sent if request["documentURL"].startswith(self.page)]
        assert own, "the browser's log does not even show the page"
        outside = [r["request"]["url"] for r in own if r["request"]["url"].split("#")[0] != self.page]
        assert not outside, f"the page asked for {outside}"
        errors = [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        assert not errors, f"the console says {errors}"
        print("no request, no message on the console")

    def without_script(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.driver.get(self.page)
        tie = self.driver.find_element(By.CSS_SELECTOR, "#drawing a.tie")
        entry = self.driver.find_element(By.ID, tie.get_dom_attribute("href")[1:])
        assert entry.is_displayed() and entry.find_element(By.CSS_SELECTOR, "a.quote").is_displayed()
        assert not self.driver.find_element(By.ID, "controls").is_displayed()
        print("without the script the drawing's links lead to the register")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    page, *others = [Path(path).resolve().as_uri() for path in sys.argv[1:]]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = start(profile, ["--disable-gpu"])
        try:
            check = Check(driver, page)
            driver.get(page)
            check.links_resolve()
            check.tie()
            driver.get(page)
            check.node()
            driver.get(page)
            check.figure()
            check.address()
            driver.get(page)
            check.keys()
            check.filters()
            check.standing_is_no_assessment()
            check.paper()
            check.narrow()
            check.quiet()
            for other in others:
                print(other.rsplit("/", 1)[-1])
                check = Check(driver, other)
                driver.get(other)
                check.usable()
                check.narrow()
                check.quiet()
            Check(driver, page).without_script()
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
