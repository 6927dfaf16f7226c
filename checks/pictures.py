"""Takes the pictures of the workbench in the manual, all of the example: checks/pictures.py UMBRA EXAMPLE_FOLDER [FOLDER].

They go into docs/ unless another folder is named. Look at each before it is committed.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from browser import start
from workbench import DRAWING, Bench, entity, serve, tie

QUAY = "~quayside marenport"


def chosen_tie(bench):
    bench.go(f"network?tie={tie(bench.driver)}")
    bench.see(".selection .sentence")


def map_of_a_place(bench):
    bench.go(f"map?spot={quote(QUAY)}")
    bench.see(".place-in-full h2")


def money(bench):
    bench.go("money")
    bands = bench.driver.find_elements("css selector", ".sankey .band")
    band = next(one for one in bands if one.get_attribute("aria-label").startswith("Perrinmoor Advisory Ltd → Tomas Erlingworth"))
    bench.driver.execute_script("arguments[0].focus()", band)
    bench.keys(Keys.ENTER)
    bench.see(".flow-chosen .sentence")


def trades(bench):
    bench.go("trades")
    bench.click(".heat .field")
    bench.see(".cell h2")


def reader(bench):
    bench.go("sources")
    bench.click(".sources a", "Ex-police chief jailed")
    bench.see(".text mark")
    bench.click("mark.accusing")
    bench.see(".drawn li")


def alerts(bench):
    bench.go("review?queue=alerts")
    Select(bench.see(".add-alert select")).select_by_value("protector")
    bench.click(".add-alert input[type=checkbox]")
    bench.click(".add-alert button")
    bench.see(".hit .sentence blockquote")


# Name, what is shown, and how high the window is.
PICTURES = [
    ("workbench", chosen_tie, 900), ("workbench-map", map_of_a_place, 900), ("workbench-money", money, 1000), ("workbench-trades", trades, 900),
    ("workbench-reader", reader, 900), ("workbench-alerts", alerts, 900),
]


def main():
    umbra, example = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else Path(__file__).resolve().parent.parent / "docs")
    folder.mkdir(exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="pictures"))
    (scratch / "marenport").symlink_to(example)
    driver = start(str(scratch / "profile"), DRAWING)
    process, base = serve(umbra, scratch, "marenport")
    try:
        bench = Bench(driver, base)
        driver.get(base)
        bench.see(".shelf.court .name", "Tomas Erlingworth")
        bench.wait.until(lambda _: not driver.find_elements("css selector", ".status .busy"), "reading goes on")
        for name, show, height in PICTURES:
            bench.size(1280, height)
            show(bench)
            driver.execute_script("scrollTo(0, 0)")
            # The picture of the network moves to what is chosen.
            time.sleep(0.8)
            driver.save_screenshot(str(folder / f"{name}.png"))
            print(folder / f"{name}.png")
    finally:
        driver.quit()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(scratch, ignore_errors=True)


main()
