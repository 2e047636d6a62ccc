// Follows the preview: what has changed is put in its place, and what is wrong is shown in a strip below the page.
//
// The page as it was served is kept. A new one is compared with it, and only what differs between the two is changed on
// the screen; so whatever else the reader or the site's scripts have done to the page stays.
(function () {
  'use strict';
  var tag = document.currentScript;
  var token = tag.dataset.token;
  var shown = Number(tag.dataset.sequence); // of the page on the screen
  var wanted = shown;
  var pictures = shown; // the state of which those on the screen are, or a later one
  var running = false;
  var told = null; // what the preview has told last
  var live = new WeakMap(); // the node on the screen of each node as served
  var served = document.documentElement.cloneNode(true);
  pair(served, document.documentElement);
  var held = null; // a passage whose place on the screen is kept
  var sheets = {}; // the text of each stylesheet, by address

  // pair says that a node stands for one on the screen, and so do those within.
  function pair(node, screen) {
    live.set(node, screen);
    var s = screen.firstChild;
    for (var n = node.firstChild; n; n = n.nextSibling, s = s.nextSibling) pair(n, s);
  }

  // inherit gives an equal node's places on the screen.
  function inherit(old, fresh) {
    live.set(fresh, live.get(old));
    var f = fresh.firstChild;
    for (var o = old.firstChild; o; o = o.nextSibling, f = f.nextSibling) inherit(o, f);
  }

  function attributes(old, fresh, screen) {
    Array.from(old.attributes).forEach(function (a) {
      if (!fresh.hasAttribute(a.name)) screen.removeAttribute(a.name);
    });
    Array.from(fresh.attributes).forEach(function (a) {
      if (old.getAttribute(a.name) !== a.value) screen.setAttribute(a.name, a.value);
    });
  }

  // change makes what is on the screen of a node that of another of the same kind; it gathers the elements it changed.
  function change(old, fresh, changed) {
    if (old.isEqualNode(fresh)) return inherit(old, fresh);
    var screen = live.get(old);
    live.set(fresh, screen);
    if (fresh.nodeType !== 1) {
      screen.nodeValue = fresh.nodeValue;
      changed.push(screen.parentNode);
      return;
    }
    attributes(old, fresh, screen);
    var was = match(Array.from(old.childNodes), Array.from(fresh.childNodes)); // by the fresh one
    var kept = new Set(was.values());
    old.childNodes.forEach(function (o) {
      if (kept.has(o)) return;
      live.get(o).remove();
      if (o.nodeValue === null || o.nodeValue.trim()) changed.push(screen);
    });
    arrange(old, fresh, was, screen, changed);
    was.forEach(function (o, f) { change(o, f, changed); });
  }

  // arrange puts the fresh children into their order among those that the site's scripts have added.
  function arrange(old, fresh, was, screen, changed) {
    var kept = Array.from(old.childNodes).filter(function (o) { return live.get(o).parentNode === screen; }).map(function (o) { return live.get(o); });
    var next = 0, last = kept.length ? kept[kept.length - 1].nextSibling : null;
    fresh.childNodes.forEach(function (f) {
      var node = was.has(f) ? live.get(was.get(f)) : document.importNode(f, true);
      if (node === kept[next]) { next++; return; }
      var i = kept.indexOf(node, next);
      if (i >= 0) kept.splice(i, 1);
      screen.insertBefore(node, next < kept.length ? kept[next] : last);
      if (was.has(f)) return;
      pair(f, node);
      if (f.nodeValue === null || f.nodeValue.trim()) changed.push(node);
    });
  }

  // words are what a node says, without the number of a passage, which changes when one comes before it.
  function words(node) {
    if (node.nodeType !== 1) return node.nodeName + ' ' + node.nodeValue;
    var address = node.querySelector(':scope > .address');
    return node.nodeName + ' ' + (address ? node.textContent.replace(address.textContent, '') : node.textContent) + (node.childElementCount || node.textContent ? '' : node.outerHTML);
  }

  // match finds for fresh nodes the old ones that they are: those with the same words in the same order, and between
  // them those with the same id, and then those of the same kind.
  function match(old, fresh) {
    var found = new Map(), o = old.map(words), f = fresh.map(words), start = 0, i = old.length, k = fresh.length;
    while (start < i && start < k && o[start] === f[start]) { found.set(fresh[start], old[start]); start++; }
    while (i > start && k > start && o[i - 1] === f[k - 1]) found.set(fresh[--k], old[--i]);
    same(o.slice(start, i), f.slice(start, k)).forEach(function (m) { found.set(fresh[start + m[1]], old[start + m[0]]); });
    var from = 0, free = [];
    fresh.concat(null).forEach(function (node) {
      if (node && !found.has(node)) return void free.push(node);
      var to = node ? old.indexOf(found.get(node), from) : old.length;
      between(old.slice(from, to), free, found);
      free = [];
      from = to + 1;
    });
    return found;
  }

  function between(old, fresh, found) {
    [function (a, b) { return a.id && a.id === b.id; }, function (a, b) { return a.nodeName === b.nodeName && a.className === b.className; }].forEach(function (alike) {
      var next = 0;
      fresh.forEach(function (f) {
        for (var i = next; !found.has(f) && i < old.length; i++) {
          if (!old[i] || old[i].nodeName !== f.nodeName || !alike(old[i], f)) continue;
          found.set(f, old[i]);
          old[i] = null;
          next = i + 1;
        }
      });
    });
  }

  // same is the longest common sequence of two lists, as pairs of places; of very long lists it is not looked for.
  function same(a, b) {
    var pairs = [], length = [], i, k;
    if (a.length * b.length > 1e6) return pairs;
    for (i = a.length; i >= 0; i--) {
      length[i] = new Uint32Array(b.length + 1);
      for (k = b.length - 1; i < a.length && k >= 0; k--) {
        length[i][k] = a[i] === b[k] ? length[i + 1][k + 1] + 1 : Math.max(length[i + 1][k], length[i][k + 1]);
      }
    }
    for (i = k = 0; i < a.length && k < b.length;) {
      if (a[i] === b[k]) pairs.push([i++, k++]);
      else if (length[i + 1][k] >= length[i][k + 1]) i++;
      else k++;
    }
    return pairs;
  }

  var passages = 'main :is(h1, h2, h3, h4, h5, h6, p, li, pre, table, figure, dt, dd, blockquote)';

  // place is the passages on the screen, those that begin on it first, and how far each is from the top.
  function place() {
    var list = Array.from(document.querySelectorAll(passages), function (e) {
      var box = e.getBoundingClientRect();
      return { element: e, top: box.top, seen: box.height > 0 && box.bottom > 0 && box.top < bottom() };
    }).filter(function (p) { return p.seen; });
    return list.filter(function (p) { return p.top >= 0; }).concat(list.filter(function (p) { return p.top < 0; }).reverse());
  }

  // restore scrolls the first of the passages that is still there to where it was. As long as nobody else scrolls, that
  // is where it was at first: what the screen rounds does not add up.
  function restore(was) {
    var stays = held && held.scroll === scrollY && held.element.isConnected ? held : was.find(function (p) { return p.element.isConnected; });
    if (!stays || scrollY === 0) return;
    scrollBy({ top: stays.element.getBoundingClientRect().top - stays.top, behavior: 'instant' });
    held = { element: stays.element, top: stays.top, scroll: scrollY };
  }

  // bottom is where the strip begins.
  function bottom() {
    var s = document.getElementById('glossator-strip');
    return innerHeight - (s ? s.offsetHeight : 0);
  }

  function visible(e) {
    var box = e.getBoundingClientRect();
    return box.bottom > 0 && box.top < bottom();
  }

  // showChanged marks the blocks that have changed, and brings the first into sight when none is.
  function showChanged(changed) {
    var blocks = changed.map(function (n) { return n.nodeType === 1 ? n : n.parentNode; })
      .map(function (n) { return n && n.closest('p, li, h1, h2, h3, h4, h5, h6, dt, dd, blockquote, table, figure, pre'); })
      .filter(function (n, i, all) { return n && n.isConnected && all.indexOf(n) === i; });
    blocks.forEach(function (b) {
      b.classList.remove('glossator-changed');
      void b.offsetWidth; // so that the mark begins again
      b.classList.add('glossator-changed');
    });
    if (blocks.length && !blocks.some(visible)) blocks[0].scrollIntoView({ block: 'center', behavior: 'instant' });
  }

  function text(address) {
    return fetch(address, { cache: 'no-store' }).then(function (r) { return r.text(); });
  }

  function styles(root) { return Array.from(root.querySelectorAll('head link[rel="stylesheet"]:not([href^="/-/"])')); }
  function scripts(root) { return Array.from(root.querySelectorAll('head script'), function (s) { return s.getAttribute('src'); }).join(); }
  function address(link) { return new URL(link.getAttribute('href'), location.href).pathname; }

  // restyle puts stylesheets that are new, or say something else, in their places, and is done when they are loaded.
  function restyle(root) {
    var old = styles(document), keep = [];
    return Promise.all(styles(root).map(function (fresh) {
      var at = address(fresh);
      return text(at).then(function (css) {
        var link = old.find(function (l) { return address(l) === at; });
        if (link && (sheets[at] === undefined || sheets[at] === css)) {
          sheets[at] = css;
          return void keep.push(link);
        }
        sheets[at] = css;
        var next = fresh.cloneNode();
        next.setAttribute('href', at + '?' + Date.now());
        var loaded = new Promise(function (done) { next.onload = next.onerror = done; });
        document.head.insertBefore(next, link || null);
        return loaded;
      });
    })).then(function () {
      old.forEach(function (l) { if (keep.indexOf(l) < 0) l.remove(); });
    });
  }

  // show puts the page as it is now on the screen.
  async function show() {
    var fresh = new DOMParser().parseFromString(await text(location.pathname), 'text/html').documentElement;
    var ours = fresh.querySelector('script[data-token]');
    if (!ours || scripts(fresh) !== scripts(served)) return location.reload();
    await restyle(fresh);
    var beside = await margin();
    var was = place(), changed = [];
    document.title = fresh.querySelector('title').textContent;
    document.documentElement.lang = fresh.lang;
    document.documentElement.dir = fresh.dir;
    change(served.querySelector('body'), fresh.querySelector('body'), changed);
    annotate(beside);
    repaint();
    restore(was);
    showChanged(changed);
    served = fresh;
    token = ours.dataset.token;
    mark(ours.dataset);
  }

  // repaint loads the page's pictures again when one may have changed.
  function repaint() {
    if (told.files <= pictures) return;
    pictures = told.files;
    document.querySelectorAll('main img').forEach(function (i) { i.src = i.getAttribute('src').replace(/\?.*|$/, '?' + pictures); });
  }

  // mark says which page is shown, and whether it is out of date.
  function mark(of) {
    shown = Number(of.sequence);
    document.documentElement.classList.toggle('glossator-stale', of.stale === 'true');
    document.documentElement.dataset.sequence = shown;
    if (told) strip(told);
  }

  async function follow() {
    if (running) return;
    running = true;
    while (shown < wanted) {
      await show().catch(function () { // the preview has ended meanwhile, or is beginning
        return new Promise(function (done) { setTimeout(done, 300); });
      });
    }
    running = false;
  }

  function element(name, text, parent) {
    var e = document.createElement(name);
    if (text) e.textContent = text;
    if (parent) parent.appendChild(e);
    return e;
  }

  // open opens the editor at a place: the preview starts it, or names an address that does.
  function open(at) {
    fetch('/-/open', { method: 'POST', headers: { 'X-Glossator-Token': token }, body: JSON.stringify(at) }).then(function (r) {
      return r.text().then(function (t) {
        if (r.ok && t) location.href = t;
        else if (!r.ok) notice(t);
      });
    });
  }

  // notice shows a sentence until the next state is told.
  function notice(words) {
    var old = document.getElementById('glossator-notice');
    if (old) old.remove();
    var p = element('p', words, document.body);
    p.id = 'glossator-notice';
    p.setAttribute('role', 'alert');
    setTimeout(function () { p.remove(); }, 6000);
  }

  function where(at) { return at.file + (at.line ? ':' + at.line + ':' + (at.column || 1) : ''); }

  // strip shows what is wrong; it goes by itself when nothing is.
  function strip(state) {
    var old = document.getElementById('glossator-strip');
    if (old && old.dataset.state === JSON.stringify(state) + stale()) return;
    var opened = old && old.querySelector('details').open;
    var focused = old && old.contains(document.activeElement);
    if (old) old.remove();
    document.documentElement.style.removeProperty('--glossator-strip');
    if (!state.findings.length) return;
    var s = element('aside');
    s.id = 'glossator-strip';
    s.setAttribute('role', 'status');
    s.setAttribute('aria-label', 'What is wrong');
    s.dataset.severity = state.broken ? 'error' : 'warning';
    s.dataset.state = JSON.stringify(state) + stale();
    var details = element('details', '', s);
    details.open = !!opened;
    details.addEventListener('toggle', room);
    summary(state, element('summary', '', details));
    state.findings.forEach(function (f) { finding(f, element('div', '', details)); });
    element('small', state.more, details);
    document.body.appendChild(s);
    if (focused) details.firstChild.focus();
    room();
  }

  // ofPage says that a finding is of the file whose words the page shows, or of the annotations of its essay.
  function ofPage(f) {
    var page = location.pathname.replace(/\.html$/, '');
    var file = '/' + f.start.file.replace(/\.[a-z]+$/, '').replace(/annotations(\/[^\/]*)$/, 'essays$1');
    return page !== '/' && (file.endsWith(page) || file.endsWith(page.replace(/(.)\/.*/, '$1'))); // glossary/pact is of glossary.yaml
  }

  function stale() { return document.documentElement.classList.contains('glossator-stale'); }

  function summary(state, parent) {
    var n = state.findings.length, first = state.findings.find(function (f) { return f.severity === 'error'; }) || state.findings[0];
    if (stale()) element('strong', 'This page is out of date since ' + state.since + '. ', parent);
    parent.append((n > 1 ? n + ' findings. ' : '') + first.start.file.replace(/.*\//, '') + (first.start.line ? ' line ' + first.start.line : '') + ': ' + first.message);
  }

  function finding(f, parent) {
    var b = element('button', where(f.start), parent);
    b.type = 'button';
    b.onclick = function () { open(f.start); };
    parent.append(' ' + f.severity + ': ' + f.message + (f.hint ? ' (' + f.hint + ')' : ''));
    if (!f.excerpt) return;
    var pre = element('pre', '', parent);
    pre.tabIndex = 0;
    pre.className = 'glossator-chroma';
    pre.innerHTML = f.highlighted;
    pre.append('\n' + ' '.repeat(Math.max(0, (f.start.column || 1) - 1)) + '^'.repeat(Math.max(1, f.length || 1)));
  }

  // room makes the page end above the strip.
  function room() {
    var s = document.getElementById('glossator-strip');
    document.documentElement.style.setProperty('--glossator-strip', (s && !s.hidden ? Math.ceil(s.getBoundingClientRect().height) : 0) + 'px');
  }

  // margin asks for what editors see beside an essay.
  function margin() {
    var essay = location.pathname.match(/^\/essays\/([a-z0-9-]+)(?:\.html)?$/);
    if (!essay) return Promise.resolve(null);
    return text('/-/margin?essay=' + essay[1]).then(JSON.parse);
  }

  // annotate says at each passage where it stands in its file, and puts findings and remarks beside it.
  function annotate(m) {
    if (!m) return;
    document.querySelectorAll('.glossator-remark').forEach(function (e) { e.remove(); });
    document.querySelectorAll('[data-src]').forEach(function (e) { e.removeAttribute('data-src'); });
    Object.keys(m.passages).forEach(function (id) {
      var passage = document.getElementById(id), p = m.passages[id];
      if (!passage) return;
      passage.dataset.src = m.file + ':' + p.line;
      (p.remarks || []).forEach(function (r) {
        var e = element('small', r.message, passage);
        e.className = 'glossator-remark';
        e.dataset.severity = r.severity;
      });
    });
  }

  // source is the button that opens the editor at the passage that is pointed at.
  var source = element('button');
  source.id = 'glossator-source';
  source.type = 'button';
  source.hidden = true;
  source.onclick = function () { open(position(source.dataset.at)); };

  function position(src) {
    var at = src.lastIndexOf(':');
    return { file: src.slice(0, at), line: Number(src.slice(at + 1)) };
  }

  function pointed(event) {
    var passage = event.target.closest && event.target.closest('[data-src]');
    if (!passage) return;
    var box = passage.getBoundingClientRect();
    source.dataset.at = passage.dataset.src;
    source.textContent = 'line ' + position(passage.dataset.src).line;
    source.title = 'open ' + passage.dataset.src + ' (or Alt and a click on the passage)';
    source.hidden = false;
    source.style.top = box.top + scrollY + 'px';
    source.style.left = Math.max(0, box.left + scrollX - source.offsetWidth - 8) + 'px';
  }

  document.addEventListener('pointerover', pointed);
  document.addEventListener('focusin', pointed);
  document.addEventListener('click', function (event) {
    var passage = event.altKey && event.target.closest('[data-src]');
    if (!passage) return;
    event.preventDefault();
    open(position(passage.dataset.src));
  }, true);
  document.addEventListener('keydown', function (event) {
    var s = document.getElementById('glossator-strip');
    if (event.key !== 'Escape' || !s) return;
    s.hidden = true;
    room();
  });

  function hear(data) {
    told = JSON.parse(data);
    told.findings.sort(function (a, b) { return ofPage(b) - ofPage(a); });
    wanted = told.sequence;
    if (wanted < shown) shown = pictures = 0; // another preview, whose clock is behind
    strip(told);
    if (location.pathname !== '/-/proof') follow();
  }

  document.body.append(source);
  margin().then(function (m) {
    if (shown !== Number(tag.dataset.sequence)) return;
    var was = place();
    annotate(m);
    restore(was);
  });
  mark(tag.dataset);
  function listen() {
    var worker = new SharedWorker('/-/events.js');
    worker.port.onmessage = function (e) { hear(e.data); };
    worker.onerror = function () { setTimeout(listen, 500); }; // the preview has ended before its script was read
  }

  if (window.SharedWorker) listen();
  else new EventSource('/-/events').onmessage = function (e) { hear(e.data); };
}());
