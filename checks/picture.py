"""Takes the picture in README.md: the network of the example case, with a tie chosen and the sentence behind it.

    picture.py REPORT.html PICTURE.png

Needs what report_page.py needs. `docs/report.png` is made from the report on `examples/marenport`.
"""

import base64
import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.by import By

from report_page import start

WIDTH = 1200


def main(report, picture):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = start(profile)
        try:
            metrics = {"width": WIDTH, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            driver.get(Path(report).resolve().as_uri())
            ties = driver.find_elements(By.CSS_SELECTOR, "#drawing a.tie.l-court")
            tie = next(one for one in ties if "shelters" in one.accessible_name)
            address = tie.get_dom_attribute("href")
            driver.execute_script("document.querySelector(`#drawing a[href='${arguments[0]}'] .hit`)"
                                  ".dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))", address)
            driver.execute_script("document.activeElement.blur(); document.querySelector('.back')?.remove()")
            box = driver.execute_script(
                "const box = document.querySelector('.board').getBoundingClientRect();"
                "return [box.left + scrollX, box.top + scrollY, box.width, box.height]")
            clip = dict(zip(["x", "y", "width", "height"], box), scale=1)
            shot = driver.execute_cdp_cmd("Page.captureScreenshot",
                                          {"format": "png", "captureBeyondViewport": True, "clip": clip})
            Path(picture).write_bytes(base64.b64decode(shot["data"]))
        finally:
            driver.quit()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
