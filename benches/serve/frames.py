"""Frames a second of the network view while it is dragged, in Chromium's software rendering or with a graphics card.

usage: frames.py UMBRA EXAMPLE_FOLDER [NODES [TIES [SECONDS]]]. Needs selenium, as checks/run installs it, and chromium.

The picture is that of a workbench; its network is replaced by a made-up one of 20,000 nodes and 60,000 ties, of which one in fifty
accuses somebody, laid out in clusters: the server sends no more than 2,000 nodes at once. The mouse is held and moved by true events,
one after each frame; a frame counts when the picture followed, drawn anew or moved as it was drawn. --gpu asks for the graphics card.
"""
import json, os, signal, statistics, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "checks"))
from browser import start

ARGUMENTS = [one for one in sys.argv[1:] if one != "--gpu"]
UMBRA, EXAMPLE = os.path.abspath(ARGUMENTS[0]), Path(ARGUMENTS[1]).resolve()
NODES, TIES, SECONDS = (int(one) for one in (ARGUMENTS[2:] + ["20000", "60000", "10"][len(ARGUMENTS) - 2:])[:3])
FLAGS = ["--enable-gpu", "--ignore-gpu-blocklist"] if "--gpu" in sys.argv else ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

# A made-up network: clusters on a wide plane, ties mostly within them. Numbers from a generator of its own, so that each run is alike.
SHOW = """
const [nodes, ties] = arguments;
let seed = 7;
const chance = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
const kinds = ["person", "company", "public_body", "criminal_group"];
const clusters = Math.ceil(nodes / 100);
const side = Math.ceil(Math.sqrt(clusters));
const made = { version: 1, communities: clusters, choice: { shown: nodes, of: nodes, left_out: 0, alone: 0, aside: 0 }, hidden: {}, all_ties: ties, nodes: [], ties: [] };
for (let at = 0; at < nodes; at++) {
  const cluster = at % clusters;
  made.nodes.push({ id: `n${at}`, caption: `Node ${at}`, schema: "Person", kind: kinds[at % 50 === 0 ? 3 : at % 3], is_group: at % 50 === 0, roles: at % 40 === 0 ? ["accused"] : [], degree: 6,
    x: (cluster % side) * 900 + 700 * (chance() - 0.5), y: Math.floor(cluster / side) * 900 + 700 * (chance() - 0.5), community: cluster, shaky: at % 11 === 0 });
}
for (let at = 0; at < ties; at++) {
  const from = Math.floor(chance() * nodes);
  const to = chance() < 0.9 ? (from + clusters * (1 + Math.floor(chance() * 20))) % nodes : Math.floor(chance() * nodes);
  const accusing = at % 50 === 0;
  made.ties.push({ id: `t${at}`, source: `n${from}`, target: `n${to}`, kind: "membership", label: "", says: "", directed: true, standing: accusing ? "charged" : null, in_force: accusing ? "charged" : null,
    accusing, cleared: false, assessment: at % 97 === 0, from: null, to: null, is_event: false, reliability: "F", credibility: 6, sentences: 1 });
}
const drawn = document.querySelector(".canvas").picture;
window.drawn = drawn;
window.frames = [];
const begun = performance.now();
drawn.show(made);
return performance.now() - begun;
"""
# The mouse is held and moved from within the page: what drives a browser from outside is slower than its frames.
DRAG = """
const [seconds, done] = [arguments[0], arguments[arguments.length - 1]];
const canvas = document.querySelector(".canvas .sigma-mouse");
const box = canvas.getBoundingClientRect();
const send = (on, type, x, y) => on.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: box.left + x, clientY: box.top + y, button: 0, buttons: type === "mouseup" ? 0 : 1 }));
// Where no node is: one that is caught would be moved alone.
let [x, y] = [box.width * 0.03, box.height * 0.03];
send(canvas, "mousedown", x, y);
window.frames.length = 0;
window.own = [];
const begun = performance.now();
const step = (now) => {
  const since = (now - begun) / 1000;
  if (since > seconds) {
    const times = window.frames.slice();
    send(document, "mouseup", x, y);
    done(times);
    return;
  }
  x = box.width * (0.03 + 0.2 * Math.abs(Math.sin(since * 2))); y = box.height * (0.03 + 0.2 * Math.abs(Math.sin(since * 3)));
  const asked = performance.now();
  send(document, "mousemove", x, y);
  window.own.push(performance.now() - asked);
  window.frames.push(now);
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
"""


def main():
    scratch = tempfile.mkdtemp(prefix="frames")
    command = [UMBRA, "--json", "--quiet", "serve", "--port", "0", "--as", "bench", str(EXAMPLE)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=scratch)
    driver = start(f"{scratch}/profile", FLAGS)
    driver.set_script_timeout(300)
    try:
        base = json.loads(server.stdout.readline())["address"]
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        driver.get(f"{base}/#/network")
        until = time.monotonic() + 60
        while not driver.execute_script("return document.querySelector('.canvas')?.picture?.graph.order > 5"):
            assert time.monotonic() < until, "no picture"
            time.sleep(0.2)
        # A case that is still read would put its own network in the place of this one.
        idle = "const done = arguments[0]; fetch('/api/v1/session').then((reply) => reply.json()).then((told) => done(told.activity.state))"
        while driver.execute_async_script(idle) != "idle":
            assert time.monotonic() < until, "the case is still being read"
            time.sleep(0.5)
        time.sleep(4)
        shown = driver.execute_script(SHOW, NODES, TIES)
        time.sleep(3)
        times = driver.execute_async_script(DRAG, SECONDS)
        time.sleep(3)
        assert driver.execute_script("return window.drawn.graph.order") == NODES
        assert driver.execute_script("return document.querySelector('.canvas').picture === window.drawn")
        driver.save_screenshot(f"{scratch}/after.png")
        apart = [after - before for before, after in zip(times, times[1:])]
        renderer = driver.execute_script("const gl = document.createElement('canvas').getContext('webgl'); const info = gl.getExtension('WEBGL_debug_renderer_info'); return gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)")
        slowest = sorted(apart)[int(len(apart) * 0.95)] if apart else float("nan")
        own = statistics.median(driver.execute_script("return window.own"))
        print(f"{NODES} nodes, {TIES} ties, {renderer}: shown in {shown / 1000:.1f} s; dragged for {SECONDS} s: {len(times) / SECONDS:.1f} frames a second, "
              f"half within {statistics.median(apart) if apart else float('nan'):.0f} ms, 95 % within {slowest:.0f} ms; the page itself takes {own:.1f} ms of a frame; the picture at rest: {scratch}/after.png")
    finally:
        driver.quit()
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


main()
