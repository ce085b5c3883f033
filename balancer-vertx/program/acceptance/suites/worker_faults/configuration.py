"""The balancer's configuration: a cluster for each kind of fault."""

CONFIGURATION = """\
listen: 127.0.0.1:0
accessLog: {{file: {log}, format: json}}
shutdown: 20s
clusters:
  workers: {{strategy: {strategy}, members: {workers}, failure: {failure}}}
  stopped: {{members: {all}, failure: {failure}, timeouts: {{firstByte: 1s}}}}
  refusing: {{members: {refusing}, failure: {failure}}}
  broken: {{members: {broken}, failure: {failure}}}
  patient: {{members: {broken}, failure: {{failures: 1000000}}}}
  idle: {{members: {idle}}}
  soon: {{members: {soon}}}
  few: {{members: {few}}}
routes:
  - {{path: /manager, manager: {{}}}}
  - {{path: /workers, to: /app, cluster: workers}}
  - {{path: /stopped, to: /app, cluster: stopped}}
  - {{path: /refusing, to: /, cluster: refusing}}
  - {{path: /broken, to: /, cluster: broken}}
  - {{path: /patient, to: /, cluster: patient}}
  - {{path: /idle, to: /, cluster: idle}}
  - {{path: /soon, to: /, cluster: soon}}
  - {{path: /few, to: /, cluster: few}}
  - {{path: /long, to: /app/long, cluster: workers}}
"""

STRATEGIES = ("byrequests", "bybusyness", "bytraffic")


def members(workers, weights=None):
    return "[" + ", ".join(
        f"{{id: {w.name}, url: 'http://127.0.0.1:{w.port}', weight: {(weights or {}).get(w.name, 1)}}}"
        for w in workers) + "]"


def configuration(site, turn=0):
    """Of the start at turn 0; each other turn lacks a worker, or weighs and chooses otherwise."""
    workers = [w for i, w in enumerate(site.workers) if turn % 2 == 0 or i != turn // 2 % 4]
    weights = {site.workers[turn % 4].name: 1 + turn % 5}
    return CONFIGURATION.format(
        log=site.balancer.log, strategy=STRATEGIES[turn % 3], failure=site.failure,
        workers=members(workers, weights), all=members(site.workers),
        refusing=members([site.refusing, site.workers[0]]),
        broken=members([site.broken, site.workers[0], site.workers[2]]),
        idle=members(site.idle), soon=members(site.soon), few=members(site.few))
