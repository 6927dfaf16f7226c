"""The browser in which pages are checked."""

import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = [
    "--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--force-prefers-reduced-motion", "--window-size=1280,900",
]

# What reaches beyond the window at the side and is not in a box that scrolls by itself.
OVERFLOWING = """
const scrolls = (one) => { for (let box = one.parentElement; box; box = box.parentElement) {
  if (box !== document.body && box !== document.documentElement && getComputedStyle(box).overflowX !== "visible") return true; }
  return false; };
return [...document.body.querySelectorAll("*")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && box.right > innerWidth + 1 && !scrolls(one) && getComputedStyle(one).position !== "absolute";
}).map((one) => one.tagName + "." + one.className).slice(0, 5);
"""


def start(profile, flags):
    """Chromium with a profile of its own, which keeps what the console and the network tell."""
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    for flag in FLAGS + flags + [f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
