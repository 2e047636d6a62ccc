// Follows the preview: what has changed is put in its place, and what is wrong is shown in a strip below the page.
(function () {
  "use strict";
  var token = document.currentScript.dataset.token;
  var shown = null; // the sequence number of the page that is shown

  function key(node) { return node.nodeType === 1 && node.id ? node.nodeName + "#" + node.id : ""; }

  function attributes(from, to) {
    for (var i = from.attributes.length - 1; i >= 0; i--) {
      var name = from.attributes[i].name;
      if (!to.hasAttribute(name) && !(name === "open" && from.nodeName === "DETAILS")) from.removeAttribute(name);
    }
    for (var k = 0; k < to.attributes.length; k++) {
      var a = to.attributes[k];
      if (from.getAttribute(a.name) !== a.value) from.setAttribute(a.name, a.value);
    }
  }

  // morph makes a node what another is and keeps every part of it that can stay; it gathers the blocks it changed.
  function morph(from, to, changed) {
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || key(from) !== key(to)) {
      var fresh = document.importNode(to, true);
      from.replaceWith(fresh);
      changed.push(fresh);
      return;
    }
    if (from.nodeType !== 1) {
      if (from.nodeValue !== to.nodeValue) { from.nodeValue = to.nodeValue; changed.push(from.parentNode); }
      return;
    }
    if (from.isEqualNode(to)) return;
    attributes(from, to);
    children(from, to, changed);
  }

  function children(from, to, changed) {
    var keyed = {};
    for (var c = from.firstChild; c; c = c.nextSibling) if (key(c)) keyed[key(c)] = c;
    var at = from.firstChild;
    for (var n = to.firstChild; n; n = n.nextSibling) {
      var same = key(n) ? keyed[key(n)] : null;
      if (same && same !== at) from.insertBefore(same, at);
      else if (same || (at && !key(at) && !key(n) && at.nodeName === n.nodeName)) { same = at; }
      if (same) { at = same.nextSibling; morph(same, n, changed); continue; }
      var fresh = document.importNode(n, true);
      from.insertBefore(fresh, at);
      changed.push(fresh);
    }
    while (at) { var next = at.nextSibling; from.removeChild(at); at = next; }
  }

  // place is the topmost passage on the screen and how far it is from the top.
  function place() {
    var all = document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, pre, table, figure, .passage)[id]"), above = null;
    for (var i = 0; i < all.length; i++) {
      var box = all[i].getBoundingClientRect(), here = { id: all[i].id, top: box.top };
      if (box.height === 0 || box.bottom <= 0) continue;
      if (box.top >= 0) return box.top < innerHeight ? here : above || here;
      above = here; // it begins above the screen: one that begins on it is better
    }
    return above;
  }

  function restore(was) {
    var e = was && document.getElementById(was.id);
    if (e) scrollBy({ top: e.getBoundingClientRect().top - was.top, behavior: "instant" });
  }

  function visible(e) {
    var box = e.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  // showChanged marks the blocks that have changed and brings the first into sight when none is.
  function showChanged(changed) {
    var blocks = changed.map(function (n) { return n && (n.nodeType === 1 ? n : n.parentNode); })
      .map(function (n) { return n && n.closest && n.closest("p, li, h1, h2, h3, h4, blockquote, table, figure, pre"); })
      .filter(function (n, i, all) { return n && n.isConnected && all.indexOf(n) === i; });
    blocks.forEach(function (b) {
      b.classList.remove("glossator-changed");
      void b.offsetWidth; // so that the mark begins again
      b.classList.add("glossator-changed");
    });
    if (blocks.length && !blocks.some(visible)) blocks[0].scrollIntoView({ block: "center", behavior: "instant" });
  }

  function refresh(sequence) {
    fetch(location.pathname, { cache: "no-store" }).then(function (r) { return r.text(); }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      var was = place(), changed = [];
      document.title = page.title;
      document.querySelectorAll('link[rel="stylesheet"]').forEach(function (l) {
        var address = l.getAttribute("href").replace(/\?.*/, "");
        if (address.indexOf("/-/") !== 0) l.href = address + "?" + sequence;
      });
      Array.prototype.slice.call(document.body.children).forEach(function (e) {
        if (e.id === "glossator-strip") return;
        var twin = e.nodeName === "MAIN" ? page.querySelector("main") : page.body.querySelector(":scope > " + e.nodeName.toLowerCase() + (e.className ? "." + e.className.trim().split(/\s+/)[0] : ""));
        if (twin) morph(e, twin, changed);
      });
      restore(was);
      showChanged(changed);
      shown = sequence;
      document.documentElement.dataset.sequence = sequence;
      remarks();
    });
  }

  function open(at) {
    fetch("/-/open", { method: "POST", headers: { "X-Glossator-Token": token }, body: JSON.stringify(at) });
  }

  function element(name, text, parent) {
    var e = document.createElement(name);
    if (text) e.textContent = text;
    if (parent) parent.appendChild(e);
    return e;
  }

  // strip shows what is wrong; it goes by itself when nothing is.
  function strip(state) {
    var old = document.getElementById("glossator-strip");
    var wasOpen = old && old.querySelector("details") && old.querySelector("details").open;
    if (old) old.remove();
    document.body.classList.toggle("glossator-strip", state.findings.length > 0);
    if (!state.findings.length) return;
    var s = element("aside");
    s.id = "glossator-strip";
    s.setAttribute("role", "status");
    s.setAttribute("aria-label", "What is wrong");
    s.dataset.severity = state.broken ? "error" : "warning";
    var details = element("details", "", s), first = state.findings[0];
    details.open = !!wasOpen;
    element("summary", state.findings.length + (state.broken ? " found; the page is out of date since " + state.since : " found") + ": " + first.start.file + ":" + first.start.line + ": " + first.message, details);
    state.findings.forEach(function (f) {
      var line = element("div", "", details);
      var b = element("button", f.start.file + (f.start.line ? ":" + f.start.line + ":" + (f.start.column || 1) : ""), line);
      b.type = "button";
      b.onclick = function () { open(f.start); };
      line.appendChild(document.createTextNode(" " + f.severity + ": " + f.message + (f.hint ? " (" + f.hint + ")" : "")));
      if (f.excerpt) element("pre", f.excerpt + "\n" + " ".repeat(Math.max(0, (f.start.column || 1) - 1)) + "^".repeat(Math.max(1, f.length || 1)), details);
    });
    document.body.appendChild(s);
  }

  // remarks puts those of the proof sheet beside the passages of an essay.
  function remarks() {
    var essay = location.pathname.match(/^\/essays\/([a-z0-9-]+)(?:\.html)?$/);
    if (!essay) return;
    fetch("/-/margin?essay=" + essay[1]).then(function (r) { return r.json(); }).then(function (m) {
      document.querySelectorAll(".glossator-remark").forEach(function (e) { e.remove(); });
      Object.keys(m.remarks).forEach(function (id) {
        var passage = document.getElementById(id);
        if (passage) m.remarks[id].forEach(function (words) {
          element("small", words, passage).className = "glossator-remark";
        });
      });
    });
  }

  document.addEventListener("keydown", function (e) {
    var s = document.getElementById("glossator-strip");
    if (e.key === "Escape" && s) s.hidden = true;
  });

  var events = new EventSource("/-/events");
  events.onmessage = function (e) {
    var state = JSON.parse(e.data);
    if (shown === null) { shown = state.sequence; document.documentElement.dataset.sequence = shown; remarks(); }
    else if (state.sequence !== shown) refresh(state.sequence);
    strip(state);
  };
}());
