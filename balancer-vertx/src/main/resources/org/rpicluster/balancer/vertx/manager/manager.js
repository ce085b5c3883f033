// Keeps the numbers of the page fresh: one request at a time, a second after the last answer, none
// while the page is hidden. Everything is set as text, so nothing that a member says becomes markup.
// Numbers are written as in Units.java, bars drawn as in MemberRow.java: change both.
"use strict";
(() => {
  const REFRESH_MILLIS = 1000;
  const RETRY_MILLIS_MAX = 15000;
  const ANSWER_MILLIS_MAX = 5000;
  const BAR_MAX = 98;
  const OUTSIDE = -9;
  const DASH = "\u2013";

  const refresh = document.getElementById("refresh");
  let wait = REFRESH_MILLIS;
  let timer = 0;
  let busy = false;

  const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const percent = (part) => (100 * part).toFixed(1) + "\u00a0%";

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

  const credit = (value) =>
    value === null
      ? DASH
      : value.toFixed(Number.isInteger(value) ? 0 : 2).replace("-", "\u2212");

  const probe = (last, now) =>
    `probe ${last.ok ? "passed" : "failed"} ${age(now - Date.parse(last.time))} ago: ${last.detail}`;

  const set = (root, field, text) => {
    const element = root.querySelector(`[data-field="${field}"]`);
    if (element.textContent !== text) {
      element.textContent = text;
    }
  };

  const counts = (root, of) => {
    set(root, "picks", count(of.picks));
    set(root, "bytesToMember", bytes(of.bytesToMember));
    set(root, "bytesFromMember", bytes(of.bytesFromMember));
    set(root, "failures", count(of.failures));
  };

  const bar = (row, member, longest) => {
    const scale = longest === 0 ? 0 : BAR_MAX / longest;
    const fair = member.fairShare > 0 ? scale * member.fairShare : OUTSIDE;
    row.querySelector(".fill").setAttribute("width", (scale * member.share).toFixed(2));
    row.querySelector(".fair").setAttribute("d", `M${fair.toFixed(2)} 0v12`);
  };

  const showMember = (row, member, longest, now) => {
    counts(row, member);
    row.dataset.standing = member.standing;
    set(row, "standing", member.standing);
    const says = member.standing === "idle" || member.standing === "half open";
    set(row, "eligibility", says ? member.eligibility : "");
    set(row, "health", member.health);
    set(row, "healthReason", member.healthReason);
    set(row, "since", age(now - Date.parse(member.healthSince)));
    set(row, "probe", member.lastProbe === null ? "" : probe(member.lastProbe, now));
    row.querySelector("time").dateTime = member.healthSince;
    set(row, "share", percent(member.share));
    set(row, "fairShare", member.fairShare > 0 ? "fair share " + percent(member.fairShare) : "");
    bar(row, member, longest);
    const limit = member.maxInFlight === 0 ? "" : " of " + member.maxInFlight;
    set(row, "inFlight", count(member.inFlight) + limit);
    set(row, "weight", String(member.weight));
    set(row, "set", String(member.set));
    set(row, "role", member.role);
    set(row, "credit", credit(member.credit));
  };

  const showCluster = (section, cluster, now) => {
    const head = section.querySelector(".head");
    counts(head, cluster.totals);
    set(head, "strategy", cluster.strategy);
    set(head, "inFlight", count(cluster.totals.inFlight));
    const tried = cluster.totals.toBeTried;
    set(head, "eligible", cluster.totals.eligible + " of " + cluster.totals.members
      + (tried === 0 ? "" : ", " + tried + " to be tried"));
    const longest = Math.max(0, ...cluster.members.flatMap((m) => [m.share, m.fairShare]));
    section.querySelectorAll("[data-member]").forEach((row, i) => {
      showMember(row, cluster.members[i], longest, now);
    });
  };

  const sections = () => [...document.querySelectorAll("[data-cluster]")];
  const shown = () =>
    sections().map((section) => [
      section.dataset.cluster,
      [...section.querySelectorAll("[data-member]")].map((row) => row.dataset.member),
    ]);
  const said = (clusters) => clusters.map((c) => [c.name, c.members.map((m) => m.id)]);

  const show = (answer) => {
    if (JSON.stringify(shown()) !== JSON.stringify(said(answer.clusters))) {
      location.reload();
      return;
    }
    const now = Date.parse(answer.time);
    sections().forEach((section, i) => showCluster(section, answer.clusters[i], now));
  };

  const tell = (live, text) => {
    // Only a change is set, so that a screen reader is told of changes only.
    if (refresh.dataset.live !== live) {
      refresh.dataset.live = live;
      refresh.textContent = text;
    }
  };

  const update = async () => {
    timer = 0;
    busy = true;
    try {
      const signal = AbortSignal.timeout(ANSWER_MILLIS_MAX);
      const answer = await fetch(document.body.dataset.api, { signal });
      if (!answer.ok) {
        throw new Error("status " + answer.status);
      }
      show(await answer.json());
      wait = REFRESH_MILLIS;
      tell("yes", "Live");
    } catch {
      wait = Math.min(2 * wait, RETRY_MILLIS_MAX);
      tell("no", "No answer since " + new Date().toLocaleTimeString() + ", trying again");
    }
    busy = false;
    next(wait);
  };

  const next = (millis) => {
    if (!document.hidden && !busy) {
      clearTimeout(timer);
      timer = setTimeout(update, millis);
    }
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    next(0);
  });
  next(REFRESH_MILLIS);
})();
