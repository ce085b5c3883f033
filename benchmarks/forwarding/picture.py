"""The same as a picture: what a request costs ours, for each of the others, one row for each kind of load."""

from statistics import median

from .contenders import OURSELVES
from .report import names, ratios

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 230, 24, 26, 46
COLOURS = {"nginx": "#2f7d4f", "haproxy": "#2a6496", "haproxy-tcp": "#7f8c99", "apache": "#b5492c",
           "vertx-http-proxy": "#6f42c1"}
RATIO_MAX = 2.0

STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #24292f } .axis { stroke: #d0d7de } .one { stroke: #57606a }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .axis { stroke: #30363d } .one { stroke: #8b949e } }
</style>"""


def x(ratio):
    return LEFT + (WIDTH - LEFT - RIGHT) * min(ratio, RATIO_MAX) / RATIO_MAX


def svg(rounds):
    scenarios = names(rounds, "scenario")
    others = [name for name in names(rounds, "server") if name != OURSELVES]
    height = TOP + ROW * len(scenarios) + 30
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
             f'aria-label="What a request costs the balancer, against other proxies">', STYLE, *legend(others)]
    for tenth in range(0, 21, 5):
        at = x(tenth / 10)
        parts.append(f'<line class="{"one" if tenth == 10 else "axis"}" x1="{at:.0f}" x2="{at:.0f}" y1="{TOP - 8}" y2="{height - 26}"/>'
                     f'<text x="{at:.0f}" y="{height - 8}" text-anchor="middle">{tenth / 10:.1f}</text>')
    for i, scenario in enumerate(scenarios):
        y = TOP + ROW * i + ROW / 2
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4:.0f}" text-anchor="end">{scenario}</text>')
        parts += [dot(median(found), y, other) for other in others if (found := ratios(rounds, scenario, other))]
    return "\n".join([*parts, "</svg>"]) + "\n"


def legend(others):
    yield f'<text x="{LEFT}" y="16">processor time a request, ours to theirs: left of 1.0 ours costs less</text>'
    for i, other in enumerate(others):
        at = LEFT + i * 106
        yield f'<circle cx="{at + 6}" cy="30" r="5" fill="{COLOURS[other]}"/><text x="{at + 16}" y="34">{other}</text>'


def dot(ratio, y, other):
    return f'<circle cx="{x(ratio):.1f}" cy="{y:.1f}" r="5" fill="{COLOURS[other]}"><title>{other}: {ratio:.2f}</title></circle>'
