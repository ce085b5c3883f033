"""Draws the curves of slow start in a table of docs/failover.md.

`python3 -m acceptance.suites.failover.curve FILE FAULT > SVG`
"""

import re
import sys
from pathlib import Path

ROW = re.compile(r"^\| ([\w-]+) \| (.*?) \|.*\| ([\d ]+) \|$", re.MULTILINE)

WIDTH, HEIGHT = 640, 300
LEFT, TOP, RIGHT, BOTTOM = 60, 20, 150, 50
SECONDS = 12
PERCENT = 120

COLOURS = ("#be185d", "#2563eb", "#0f766e", "#a16207", "#6b7280")

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif"
     font-size="12" role="img" aria-labelledby="t">
  <title id="t">Share of the fair share in each second after a worker is back</title>
  <style>
    .grid {{ stroke: #e5e7eb }}
    .curve {{ fill: none; stroke-width: 2 }}
    text {{ fill: #1f2937 }}
  </style>
  <rect width="{width}" height="{height}" rx="12" fill="#ffffff"/>
{body}
</svg>
"""


def x(second):
    return LEFT + (WIDTH - LEFT - RIGHT) * second / SECONDS


def y(percent):
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - percent / PERCENT)


def grid():
    for percent in range(0, PERCENT + 1, 20):
        yield f'  <path class="grid" d="M{LEFT} {y(percent):.0f}H{WIDTH - RIGHT}"/>'
        yield f'  <text x="{LEFT - 8}" y="{y(percent) + 4:.0f}" text-anchor="end">{percent} %</text>'
    for second in range(0, SECONDS + 1, 2):
        yield f'  <text x="{x(second):.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{second}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'  <text x="{middle:.0f}" y="{HEIGHT - 12}" text-anchor="middle">seconds since its first request</text>'


def curve(name, percents, place):
    """A point in the middle of each second; what is whole goes on to the end."""
    points = [(i + 0.5, p) for i, p in enumerate(percents)][:SECONDS]
    path = " ".join(f"{x(s):.1f},{y(p):.1f}" for s, p in points)
    colour = COLOURS[place % len(COLOURS)]
    yield f'  <polyline class="curve" stroke="{colour}" points="{path}"/>'
    for second, percent in points:
        yield f'  <circle cx="{x(second):.1f}" cy="{y(percent):.1f}" r="2.5" fill="{colour}"/>'
    at = TOP + 20 + 20 * place
    yield f'  <path d="M{WIDTH - RIGHT + 15} {at - 4}h20" stroke="{colour}" stroke-width="2"/>'
    yield f'  <text x="{WIDTH - RIGHT + 42}" y="{at}">{name}</text>'


def svg(text, fault):
    rows = [(name, [int(p) for p in curve.split()]) for name, which, curve in ROW.findall(text) if fault in which]
    body = [*grid(), *(line for i, (name, percents) in enumerate(rows) for line in curve(name, percents, i))]
    return FRAME.format(width=WIDTH, height=HEIGHT, body="\n".join(body))


if __name__ == "__main__":
    sys.stdout.write(svg(Path(sys.argv[1]).read_text(), sys.argv[2]))
