// Previews: what a link in a text leads to, shown beside it on hover, on keyboard focus and, on a touch screen, at the
// first tap. A preview can be pointed at, stays until one leaves it, and goes with Esc. Without this script the links
// lead where they always lead.
(function () {
  'use strict';
  var words = JSON.parse(document.currentScript.dataset.words);
  var root = document.currentScript.dataset.root;
  var links = '.call a, a.cite, a.term, a.name, a.event, a.essay';
  var arrived = {};
  var asked = {};
  var box = null;
  var shown = null;
  var timer = 0;

  window.glossator = window.glossator || {};
  window.glossator.preview = function (path, list) { arrived[path] = list; };
  window.glossator.search = window.glossator.search || function (kind, number, list) { arrived.text = list; };

  function load(path) {
    asked[path] = asked[path] || new Promise(function (resolve, reject) {
      var s = document.createElement('script');
      s.src = root + path;
      s.onload = function () { resolve(arrived[path] || arrived.text); };
      s.onerror = reject;
      document.head.append(s);
    });
    return asked[path];
  }

  // shard is the number of the script that has an id, as the generator computes it.
  function shard(id) {
    var h = 0;
    for (var i = 0; i < id.length; i++) h = (h * 31 + id.charCodeAt(i)) % 65521;
    return h % 16;
  }

  function element(tag, className, content) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (content) e.append(content);
    return e;
  }

  // copy is a node's content for a preview: without ids, ways back and calls of other notes.
  function copy(node) {
    var c = node.cloneNode(true);
    c.removeAttribute('id');
    c.querySelectorAll('[id]').forEach(function (e) { e.removeAttribute('id'); });
    c.querySelectorAll('.returns, .address, .call').forEach(function (e) { e.remove(); });
    return c;
  }

  function notePreview(link) {
    var li = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!li) return null;
    var r = li.getBoundingClientRect();
    if (getComputedStyle(li).position === 'absolute' && r.top < innerHeight && r.bottom > 0) return null; // it stands beside the text
    var note = copy(li.querySelector('.note') || li);
    var text = note.textContent.trim().split(/\s+/);
    if (text.length <= 60) return [note];
    return [element('p', '', text.slice(0, 50).join(' ') + ' … '), more(link.getAttribute('href'), words['read-on'])];
  }

  function more(href, text) {
    var a = element('a', 'more', text);
    a.href = href;
    return a;
  }

  function fileOf(link) {
    var parts = link.pathname.split('/');
    return { folder: parts[parts.length - 2], id: parts[parts.length - 1].replace(/\.html$/, '') };
  }

  function citePreview(link) {
    var work = document.getElementById('work-' + fileOf(link).id);
    return work && [copy(work.querySelector('.entry')), copy(work.querySelector('.places'))];
  }

  async function subjectPreview(link, kind, id) {
    var list = await load('previews/' + kind + '-' + shard(id) + '.js');
    var p = list && list[id];
    return p && [element('p', 'title', p[0]), element('p', '', p[1]), element('p', 'count', p[2])];
  }

  async function passagePreview(link) {
    var file = fileOf(link);
    if (file.folder !== 'essays' || !link.hash) return null;
    var list = await load('search/essays/' + file.id + '.js');
    var id = decodeURIComponent(link.hash.slice(1));
    var p = list && list.find(function (x) { return x[0] === id; });
    return p && [element('p', '', p[2].length > 500 ? p[2].slice(0, p[2].lastIndexOf(' ', 480)) + ' …' : p[2])];
  }

  function preview(link) {
    if (link.matches('.call a')) return notePreview(link);
    if (link.matches('.cite')) return citePreview(link);
    if (link.matches('.term')) return subjectPreview(link, 'term', fileOf(link).id);
    if (link.matches('.name')) return subjectPreview(link, 'name', fileOf(link).id);
    if (link.matches('.event')) return subjectPreview(link, 'chronology', link.hash.slice(1));
    return passagePreview(link);
  }

  async function show(link, touched) {
    var content = await Promise.resolve(preview(link)).catch(function () { return null; });
    if (!content) return false;
    hide();
    box = element('aside', 'preview' + (touched ? ' sheet' : ''));
    box.id = 'preview';
    box.setAttribute('role', touched ? 'dialog' : 'tooltip');
    if (touched) box.setAttribute('aria-label', link.textContent);
    box.append.apply(box, content);
    if (touched) box.append(actions(link));
    box.addEventListener('pointerenter', function () { clearTimeout(timer); });
    box.addEventListener('pointerleave', later);
    document.body.append(box);
    if (!touched) {
      link.setAttribute('aria-describedby', 'preview');
      place(link);
    }
    shown = link;
    return true;
  }

  function actions(link) {
    var p = element('p', 'actions');
    var close = element('button', '', words.close);
    close.type = 'button';
    close.addEventListener('click', hide);
    p.append(more(link.getAttribute('href'), words.open), close);
    return p;
  }

  // place puts the preview below its link, or above where there is no room below.
  function place(link) {
    var rects = link.getClientRects();
    var r = rects[rects.length - 1];
    var width = box.offsetWidth;
    var left = Math.min(Math.max(8, r.left - 16), innerWidth - width - 8);
    box.style.left = left + scrollX + 'px';
    var below = r.bottom + 6 + box.offsetHeight < innerHeight;
    box.style.top = scrollY + (below ? r.bottom + 6 : Math.max(8, rects[0].top - 6 - box.offsetHeight)) + 'px';
  }

  function hide() {
    clearTimeout(timer);
    if (!box) return;
    box.remove();
    if (shown) shown.removeAttribute('aria-describedby');
    box = shown = null;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  }

  function target(event) {
    var link = event.target.closest && event.target.closest(links);
    return link && !link.closest('.preview') ? link : null;
  }

  document.addEventListener('pointerover', function (event) {
    var link = event.pointerType === 'mouse' && target(event);
    if (!link || link === shown) {
      if (link) clearTimeout(timer);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(function () { show(link); }, 200);
    link.addEventListener('pointerleave', later, { once: true });
  });
  document.addEventListener('focusin', function (event) {
    var link = target(event);
    if (link && link.matches(':focus-visible')) show(link);
    else if (box && !box.contains(event.target)) hide();
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') hide(); });

  var touch = false;
  document.addEventListener('pointerdown', function (event) {
    touch = event.pointerType === 'touch';
    if (box && !box.contains(event.target) && !target(event)) hide();
  });
  document.addEventListener('click', function (event) {
    var link = target(event);
    if (!link || !touch || link === shown) return;
    event.preventDefault();
    show(link, true).then(function (is) { if (!is) location.href = link.href; });
  });
})();
