// Keeps the page fresh by the manager's event stream, and has its forms made without leaving it;
// without this script they work all the same. What members say is set as text; the only markup
// taken in is that of the manager's own pages, which escapes it. Numbers are written as in
// Units.java, bars drawn as in MemberRow.java: change both.
"use strict";
(() => {
  const TICK_MILLIS = 1000;
  const RECONNECT_MILLIS = 4000;
  const TOAST_MILLIS = 12000;
  const RATE_TICKS = 5;
  const HISTORY_MILLIS = 600000;
  const DETAIL_MILLIS = 5000;
  const BAR_MAX = 98;
  const OUTSIDE = -9;
  const TROUBLE = ["down", "half open", "suspect", "recovering"];

  const base = document.body.dataset.base;
  const refresh = document.getElementById("refresh");
  const dialog = document.getElementById("detail");
  const content = dialog.querySelector(".content");
  const toast = document.getElementById("toast");
  const tools = () => document.querySelector(".tools");

  // ---- Numbers and words

  const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const percent = (part) => (100 * part).toFixed(1) + "\u00a0%";
  const latency = (ms) => (!ms ? "\u2013"
    : ms < 1000 ? ms.toFixed(ms < 10 ? 1 : 0) + "\u00a0ms" : (ms / 1000).toFixed(1) + "\u00a0s");
  const errors = (statuses) => ["5xx", "4xx"].filter((kind) => statuses[kind] > 0)
    .map((kind) => count(statuses[kind]) + "\u00a0" + kind).join(", ");
  const perSecond = (n) => (n >= 10 || n === 0 ? n.toFixed(0) : n.toFixed(1));

  const bytes = (n) => {
    const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let unit = 0;
    for (; n >= 1024; n /= 1024) {
      unit++;
    }
    return n.toFixed(unit === 0 || n >= 100 ? 0 : 1) + "\u00a0" + units[unit];
  };

  const age = (millis) => {
    const s = Math.max(0, Math.floor(millis / 1000));
    if (s < 120) return s + "\u00a0s";
    if (s < 2 * 3600) return Math.floor(s / 60) + "\u00a0min";
    if (s < 2 * 86400) return Math.floor(s / 3600) + "\u00a0h";
    return Math.floor(s / 86400) + "\u00a0d";
  };

  const probe = (last, now) =>
    `probe ${last.ok ? "passed" : "failed"} ${age(now - Date.parse(last.time))} ago: ${last.detail}`;

  const rollout = ({ rollout: r, totals }) =>
    !r ? "" : `Roll-out of ${r.target}, ${r.updated} of ${totals.members} have it: `
      + (r.member && r.member + " ") + r.step + (r.detail && ": " + r.detail)
      + `, ${age(now() - Date.parse(r.time))} ago`;

  const says = (member) => {
    switch (member.standing) {
      case "idle":
      case "half open":
        return member.eligibility + ";";
      case "draining":
        return (member.inFlight === 0 ? "nothing" : count(member.inFlight)) + " in flight"
          + (typeof member.requestsLastMinute === "number"
            ? `, ${count(member.requestsLastMinute)} requests in the last minute` : "") + ";";
      case "disabled":
      case "stopped":
        return (member.inFlight === 0 ? "nothing" : count(member.inFlight)) + " in flight;";
      default:
        return "";
    }
  };

  // ---- What is known: the last state of all clusters, kept up by differences

  let state = null;
  let clockOffset = 0; // of the server's clock before ours
  const now = () => Date.now() + clockOffset;
  const samples = new Map(); // "cluster/member" -> picks, one a tick

  const merge = (known, changed) => {
    for (const [name, value] of Object.entries(changed)) {
      if (name !== "members" && name !== "ids") {
        known[name] = value;
      }
    }
  };

  const change = (data) => {
    for (const changed of data.clusters) {
      const known = state.clusters.find((c) => c.name === changed.name);
      merge(known, changed);
      const byId = new Map(known.members.map((m) => [m.id, m]));
      for (const member of changed.members ?? []) {
        byId.set(member.id, Object.assign(byId.get(member.id) ?? {}, member));
      }
      known.members = (changed.ids ?? [...byId.keys()]).map((id) => byId.get(id));
    }
    if (data.peers) {
      state.peers = data.peers;
    }
    if (data.server) {
      state.server = Object.assign(state.server ?? {}, data.server);
    }
  };

  const rate = (key, picks) => {
    const last = samples.get(key) ?? [];
    return last.length < 2 ? null : (picks - last[0]) / (last.length - 1);
  };

  const sample = () => {
    const put = (key, picks) => {
      const last = samples.get(key) ?? [];
      last.push(picks);
      samples.set(key, last.slice(-RATE_TICKS - 1));
    };
    for (const cluster of state.clusters) {
      put(cluster.name, cluster.totals.picks);
      cluster.members.forEach((m) => put(cluster.name + "/" + m.id, m.picks));
    }
  };

  // ---- Showing it: each text is set only if it is another one

  const fields = new WeakMap();
  const field = (root, name) => {
    if (!fields.has(root)) {
      const all = root.querySelectorAll("[data-field]");
      fields.set(root, new Map([...all].map((e) => [e.dataset.field, e])));
    }
    return fields.get(root).get(name);
  };

  const set = (root, name, text) => {
    const element = field(root, name);
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  };

  const counts = (root, of) => {
    set(root, "picks", count(of.picks));
    set(root, "bytesToMember", bytes(of.bytesToMember));
    set(root, "bytesFromMember", bytes(of.bytesFromMember));
    set(root, "failures", count(of.failures));
    set(root, "inFlight", count(of.inFlight));
  };

  const measured = (root, of) => {
    if (of.statuses) {
      for (const kind of ["2xx", "4xx", "5xx"]) {
        set(root, "s" + kind, count(of.statuses[kind]));
      }
      set(root, "errors", errors(of.statuses));
      set(root, "p50", latency(of.p50Millis));
      set(root, "p99", latency(of.p99Millis));
    }
  };

  const bar = (row, share, fairShare, longest) => {
    const scale = longest === 0 ? 0 : BAR_MAX / longest;
    const fair = fairShare > 0 ? scale * fairShare : OUTSIDE;
    row.querySelector(".fill").setAttribute("width", (scale * share).toFixed(2));
    row.querySelector(".fair").setAttribute("d", `M${fair.toFixed(2)} 0v12`);
  };

  const showMember = (row, cluster, member, longest) => {
    counts(row, member);
    measured(row, member);
    row.dataset.standing = member.standing;
    row.dataset.state = member.state;
    set(row, "standing", member.standing);
    set(row, "eligibility", says(member));
    set(row, "health", member.health);
    set(row, "healthReason", member.healthReason);
    set(row, "since", age(now() - Date.parse(member.healthSince)));
    set(row, "probe", member.lastProbe === null ? "" : probe(member.lastProbe, now()));
    field(row, "since").dateTime = member.healthSince;
    const perSecondNow = rate(cluster.name + "/" + member.id, member.picks);
    set(row, "rate", perSecondNow === null ? "" : perSecond(perSecondNow) + "\u202f/s");
    set(row, "share", percent(member.share));
    const fair = member.fairShare > 0 ? percent(member.fairShare) : "";
    set(row, "fairShare", fair && "of " + fair);
    field(row, "fairShare").title = fair && "fair share " + fair;
    bar(row, member.share, member.fairShare, longest);
    set(row, "limit", member.maxInFlight === 0 ? "" : "of " + member.maxInFlight);
    set(row, "weight", String(member.weight));
    const set0 = member.set === 0 ? [] : ["set " + member.set];
    set(row, "place", set0.concat(member.role === "active" ? [] : [member.role]).join(", "));
  };

  const showCluster = (section, cluster) => {
    const head = section.querySelector(".head");
    counts(head, cluster.totals);
    measured(head, cluster);
    grow(section, cluster);
    set(head, "strategy", cluster.strategy);
    set(head, "waiting", count(cluster.waiting));
    set(head, "rollout", rollout(cluster));
    const tried = cluster.totals.toBeTried;
    set(head, "eligible", cluster.totals.eligible + " of " + cluster.totals.members
      + (tried === 0 ? "" : ", " + tried + " to be tried"));
    const perSecondNow = rate(cluster.name, cluster.totals.picks);
    if (perSecondNow !== null) {
      set(head, "rate", perSecond(perSecondNow));
    }
    const all = cluster.totals.picks;
    cluster.members.forEach((m) => (m.share = all === 0 ? 0 : m.picks / all));
    const longest = Math.max(0, ...cluster.members.flatMap((m) => [m.share, m.fairShare]));
    const rows = rowsOf(section);
    cluster.members.forEach((m) => showMember(rows.get(m.id), cluster, m, longest));
  };

  const sections = () => [...document.querySelectorAll("main [data-cluster]")];
  const rowsOf = (section) =>
    new Map([...section.querySelectorAll("[data-member]")].map((r) => [r.dataset.member, r]));

  /** What only a page of the server's can show: who is there, and what differs from the file. */
  const shape = () =>
    JSON.stringify([state.peers, ...state.clusters.map((c) =>
      [c.name, c.strategyOfFile, c.removed, c.members.map((m) => [m.id, m.url, m.edited, m.route, m.version])])]);

  let shownShape = null;
  const isShown = () => {
    const ids = sections().map((s) => [s.dataset.cluster, [...rowsOf(s).keys()].sort()]);
    const said = state.clusters.map((c) => [c.name, c.members.map((m) => m.id).sort()]);
    return shownShape === shape() && JSON.stringify(ids) === JSON.stringify(said);
  };

  const show = () => {
    if (state === null || sections().length === 0) {
      return;
    }
    if (shownShape === null) {
      shownShape = shape();
    }
    if (!isShown()) {
      renew();
      return;
    }
    sections().forEach((section, i) => showCluster(section, state.clusters[i]));
    const server = document.querySelector(".server");
    if (state.server) {
      set(server, "memoryBytes", bytes(state.server.memoryBytes));
      set(server, "connections", count(state.server.connections ?? 0));
    }
    const since = server.querySelector("[data-age]");
    since.textContent = age(now() - Date.parse(since.dataset.age));
    for (const time of document.querySelectorAll(".peers [data-age]")) {
      if (time.dataset.age) {
        time.textContent = age(now() - Date.parse(time.dataset.age));
      }
    }
    arrange();
  };

  // ---- Charts: what the server knows of a minute and a day, gone on with from the stream

  const CHART_HEIGHT = 30;
  const histories = new Map(); // path -> what is drawn there

  const trace = (values, most) =>
    values.map((v, i) => `${i} ${(CHART_HEIGHT - (CHART_HEIGHT - 2) * v / most).toFixed(1)}`).join("L");

  const draw = (charts, history) => {
    for (const figure of charts.querySelectorAll("figure")) {
      const { seconds, requests, errors: bad, p99Millis } = history[figure.dataset.span];
      const most = Math.max(1, ...requests);
      const latest = Math.max(0.001, ...p99Millis);
      const area = (values) => `M0 ${CHART_HEIGHT}L${trace(values, most)}L${values.length - 1} ${CHART_HEIGHT}Z`;
      figure.querySelector(".all").setAttribute("d", area(requests));
      figure.querySelector(".errors").setAttribute("d", area(bad));
      figure.querySelector(".late").setAttribute("d", "M" + trace(p99Millis, latest));
      const text = Math.max(...requests) === 0 ? "no requests"
        : `${most / seconds < 0.1 ? most + " in " + seconds / 60 + "\u00a0min" : perSecond(most / seconds) + "/s"}, p99 ${latency(Math.max(...p99Millis))} at most`;
      const caption = figure.querySelector(".most");
      if (caption.textContent !== text) {
        caption.textContent = text;
      }
    }
    charts.hidden = false;
  };

  const fetchHistory = async (charts) => {
    const path = charts.dataset.history;
    const answer = await fetch(path);
    if (answer.ok) {
      const history = await answer.json();
      histories.set(path, { ...history, fetched: Date.now() });
      draw(charts, history);
    }
  };

  const ended = ({ statuses }) => Object.values(statuses).reduce((sum, n) => sum + n, 0);

  /** Once a tick: the spans of a cluster's minute go on. */
  const grow = (section, cluster) => {
    const charts = section.querySelector(".charts");
    const known = charts && histories.get(charts.dataset.history);
    if (!charts || !cluster.statuses || (known && (known.ticked ?? 0) > Date.now() - TICK_MILLIS / 2)) {
      return;
    }
    const [all, bad] = [ended(cluster), cluster.statuses["5xx"] + cluster.statuses.none];
    const isOld = !known || Date.now() - known.fetched > HISTORY_MILLIS;
    if (isOld) {
      histories.set(charts.dataset.history, { ...known, ticked: Date.now(), fetched: Date.now() });
      fetchHistory(charts).catch(() => histories.delete(charts.dataset.history));
      return;
    }
    if (!known.minute) {
      return;
    }
    known.ticked = Date.now();
    const push = (values, value) => values.splice(0, 1) && values.push(value);
    push(known.minute.requests, all - (known.all ?? all));
    push(known.minute.errors, bad - (known.bad ?? bad));
    push(known.minute.p99Millis, all > (known.all ?? all) ? cluster.p99Millis : 0);
    Object.assign(known, { all, bad });
    draw(charts, known);
  };

  const showDetailCharts = () => {
    const charts = content.querySelector(".charts");
    if (charts) {
      fetchHistory(charts).catch(() => {});
    }
  };
  setInterval(() => dialog.open && !document.hidden && showDetailCharts(), DETAIL_MILLIS);
  const alone = document.querySelector("main > article .charts");
  if (alone) {
    fetchHistory(alone).catch(() => {});
  }

  // ---- Pages of the server's, taken in

  const fetched = async (path) => {
    const answer = await fetch(path, { headers: { Accept: "text/html" } });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const place = (element) => {
    const row = element.closest("[data-member], [data-removed]");
    return [element.closest("[data-cluster]")?.dataset.cluster, row?.dataset.member,
      element.value || element.className].join();
  };

  let renewing = false;
  const renew = async () => {
    if (renewing) {
      return;
    }
    renewing = true;
    try {
      const next = shape();
      const page = await fetched(base);
      const focused = place(document.activeElement);
      const old = sections();
      const fresh = [...page.querySelectorAll("main [data-cluster]")];
      if (old.length !== fresh.length) {
        location.reload();
        return;
      }
      old.forEach((section, i) => section.replaceWith(fresh[i]));
      shownShape = next;
      const same = [...document.querySelectorAll("main a, main button")];
      same.find((e) => place(e) === focused)?.focus();
      arrange(true);
    } catch {
      // The stream says it when the manager is away.
    } finally {
      renewing = false;
    }
  };

  const openDetail = async (path) => {
    const page = await fetched(path);
    content.replaceChildren(...page.querySelector("main").children);
    dialog.dataset.path = path;
    if (!dialog.open) {
      dialog.showModal();
    }
    content.scrollTop = 0;
    showDetailCharts();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    if ("detail" in link.dataset) {
      event.preventDefault();
      openDetail(link.href).catch(() => location.assign(link.href));
    } else if (dialog.contains(link)) {
      dialog.close();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  // ---- Edits

  const tell = (text, kind, undo) => {
    toast.replaceChildren(document.createTextNode(text));
    toast.dataset.kind = kind;
    if (undo) {
      const button = document.createElement("button");
      button.textContent = "Undo";
      button.addEventListener("click", () => post(base + "/edits", undoing(undo)));
      toast.append(" ", button);
    }
    toast.hidden = false;
    // A modal dialog hides what is outside of it.
    (dialog.open ? dialog : document.body).append(toast);
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => (toast.hidden = true), TOAST_MILLIS);
  };

  const undoing = (number) => {
    const nonce = document.querySelector("input[name=nonce]").value;
    return new URLSearchParams({ nonce, undo: number });
  };

  const post = async (action, body) => {
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) {
        await renew();
        tell(said.done, "done", said.undo);
        return true;
      }
      tell(said.error, "bad");
    } catch {
      tell("The manager does not answer.", "bad");
    }
    return false;
  };

  const submitted = async (form, submitter) => {
    const body = new URLSearchParams(new FormData(form));
    const own = submitter?.hasAttribute("formaction");
    if (submitter?.name) {
      body.append(submitter.name, submitter.value);
    }
    const made = await post(own ? submitter.formAction : form.getAttribute("action"), body);
    if (made && dialog.contains(form)) {
      if (form.id === "undo") {
        await openDetail(dialog.dataset.path);
      } else {
        dialog.close();
      }
      document.body.append(toast);
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.method === "post") {
      event.preventDefault();
      submitted(event.target, event.submitter);
    } else if (dialog.contains(event.target) && event.target.classList.contains("find")) {
      event.preventDefault();
      openDetail(event.target.action + "?" + new URLSearchParams(new FormData(event.target)));
    } else if (event.target === tools()) {
      event.preventDefault();
    }
  });

  // ---- Finding and sorting

  const sortValue = (by, cluster, row) => {
    const member = cluster.members.find((m) => m.id === row.dataset.member);
    switch (by) {
      case "id": return row.dataset.member;
      case "trouble": return -(TROUBLE.length - TROUBLE.indexOf(member.standing)) % (TROUBLE.length + 1);
      case "rate": return -(rate(cluster.name + "/" + member.id, member.picks) ?? 0);
      default: return -member[by];
    }
  };

  const sortRows = (section, cluster, by) => {
    const rows = [...section.querySelectorAll("[data-member]")];
    const order = new Map(cluster.members.map((m, i) => [m.id, i]));
    const values = new Map(rows.map((r) =>
      [r, by === "" ? order.get(r.dataset.member) : sortValue(by, cluster, r)]));
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const sorted = [...rows].sort((a, b) => compare(values.get(a), values.get(b))
      || compare(order.get(a.dataset.member), order.get(b.dataset.member)));
    if (sorted.some((row, i) => row !== rows[i])) {
      rows[0].parentElement.prepend(...sorted);
    }
  };

  const arrange = (asked = false) => {
    const form = tools();
    if (!form || state === null) {
      return;
    }
    form.hidden = false;
    const wanted = form.elements.find.value.trim().toLowerCase();
    const inTrouble = form.elements.trouble.checked;
    sections().forEach((section, i) => {
      for (const row of rowsOf(section).values()) {
        const text = row.cells[0].textContent.toLowerCase();
        row.hidden = !text.includes(wanted) || (inTrouble && !TROUBLE.includes(row.dataset.standing));
      }
      const found = section.querySelector("[data-member]:not([hidden])") !== null;
      section.hidden = !found && (wanted !== "" || inTrouble);
      // Rows do not move under a hand.
      if (asked || !section.querySelector("tbody:hover, tbody:focus-within")) {
        sortRows(section, state.clusters[i], form.elements.sort.value);
      }
    });
  };

  document.addEventListener("input", (event) => {
    if (event.target.form === tools()) {
      arrange(true);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !dialog.open && !event.target.matches("input, select") && tools()) {
      event.preventDefault();
      tools().elements.find.focus();
    }
  });

  // ---- The stream

  const status = (live, text) => {
    // Only a change is set, so that a screen reader is told of changes only.
    if (refresh.dataset.live !== live) {
      refresh.dataset.live = live;
      refresh.textContent = text;
    }
  };

  let source = null;
  let retry = 0;
  const told = (event, take) => {
    const data = JSON.parse(event.data);
    clockOffset = Date.parse(data.time) - Date.now();
    take(data);
    status("yes", "Live");
    show();
  };

  const disconnect = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const connect = () => {
    disconnect();
    source = new EventSource(base + "/api/events");
    source.addEventListener("clusters", (event) => told(event, (data) => (state = data)));
    source.addEventListener("change", (event) => told(event, change));
    source.addEventListener("error", () => {
      status("no", "No answer since " + new Date().toLocaleTimeString() + ", trying again");
      if (source?.readyState === EventSource.CLOSED) {
        retry = setTimeout(connect, RECONNECT_MILLIS);
      }
    });
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  setInterval(() => {
    if (state !== null && !document.hidden) {
      sample();
      show();
    }
  }, TICK_MILLIS);
  connect();
})();
