// Previews: what a link leads to, shown beside it on hover, on keyboard focus and on touch at the first tap. One can point
// at a preview and tab into it; it stays until one leaves it, and goes with Esc. Without this script links lead as ever.
(function () {
  'use strict';
  var words = glossator.words;
  var links = '.call a, a.cite, a.term, a.name, a.event, a.essay';
  var main = document.querySelector('main');
  var few = 6; // places of each part of a source
  var arrived = {};
  var asked = {};
  var box = null;
  var shown = null;
  var timer = 0;
  var quiet = null; // a link that got the focus back from its preview

  glossator.preview = function (path, list) { arrived[path] = list; };
  glossator.search = glossator.search || function (kind, number, list) { arrived.text = list; };

  function load(path) {
    asked[path] = asked[path] || new Promise(function (resolve, reject) {
      var s = document.createElement('script');
      s.src = glossator.root + path;
      s.onload = function () { resolve(arrived[path] || arrived.text); };
      s.onerror = reject;
      document.head.append(s);
    });
    return asked[path];
  }

  // shard is the number of the script that has an id, as the generator computes it (FNV-1a).
  function shard(id, shards) {
    var h = 0x811c9dc5;
    for (var c of id) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193);
    return (h >>> 0) % shards;
  }

  function element(tag, className, content) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (content) {
      e.dir = 'auto';
      e.append(content);
    }
    return e;
  }

  function anchor(href, text, className) {
    var a = element('a', className, text);
    a.href = href;
    return a;
  }

  // copy is a node without ids, ways back and calls of other notes.
  function copy(node) {
    var c = node.cloneNode(true);
    c.dir = getComputedStyle(node).direction;
    c.removeAttribute('id');
    c.querySelectorAll('[id]').forEach(function (e) { e.removeAttribute('id'); });
    c.querySelectorAll('.returns, .address, .call').forEach(function (e) { e.remove(); });
    return c;
  }

  function shortened(text, length) {
    if (text.length <= length) return text;
    var at = text.lastIndexOf(' ', length);
    return at > length / 2 ? text.slice(0, at) + '\u00a0…' : [...text].slice(0, length).join('') + '…';
  }

  function notePreview(link) {
    var li = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!li) return null;
    var r = li.getBoundingClientRect();
    if (getComputedStyle(li).position === 'absolute' && r.top < innerHeight && r.bottom > 0) return null; // it stands beside the text
    var note = copy(li.querySelector('.note') || li);
    var text = note.textContent.trim();
    if (text.length <= 400 || note.querySelector('table')) return [note];
    return [element('p', '', shortened(text, 320) + ' '), anchor(link.getAttribute('href'), words['read-on'], 'more')];
  }

  function fileOf(link) {
    var parts = link.pathname.split('/');
    return { folder: parts[parts.length - 2], id: parts[parts.length - 1].replace(/\.html$/, '') };
  }

  // here is the address of the citation that a link stands for, from the edition's root.
  function here(link) {
    var first = link;
    while (first && !first.id) first = first.previousElementSibling;
    var path = location.pathname.split('/').slice(glossator.root ? -2 : -1).join('/');
    return first && path + '#' + first.id;
  }

  // partPlaces are other places that cite the same part of a source.
  function partPlaces(part, own) {
    var p = element('p', 'places', part.part + words.colon);
    var others = part.places.filter(function (x) { return x[0] !== own; });
    others.slice(0, few).forEach(function (x) { p.append(anchor(glossator.root + x[0], x[1], 'at'), ' '); });
    if (others.length > few) p.append('…');
    return p;
  }

  async function citePreview(link) {
    var id = fileOf(link).id;
    var work = document.getElementById('work-' + id);
    var content = work ? [copy(work.querySelector('.entry'))] : [];
    var list = await load('previews/source-' + shard(id, glossator.shards) + '.js').catch(function () { return null; });
    var source = list && list[id];
    if (!source) return content.length ? content : null;
    if (!work) content.push(element('p', 'entry', source.entry));
    var own = here(link);
    (source.at || []).forEach(function (part) {
      if (part.places.some(function (x) { return x[0] === own; })) content.push(partPlaces(part, own));
    });
    var all = element('p', 'places');
    all.append(anchor(link.getAttribute('href'), source.count, 'more'), source.by ? ' (' + source.by + ')' : '');
    content.push(all);
    return content;
  }

  async function subjectPreview(kind, id) {
    var list = await load('previews/' + kind + '-' + shard(id, 16) + '.js');
    var p = list && list[id];
    if (!p) return null;
    var content = [element('p', 'title', p.title), element('p', '', shortened(p.text, 600))];
    (p.attested || []).forEach(function (a) {
      var quote = element('p', 'attested', element('q', '', a[0]));
      quote.append(' ', anchor(glossator.root + a[2], a[1], 'at'));
      content.push(quote);
    });
    content.push(element('p', 'count', p.count));
    return content;
  }

  async function passagePreview(link) {
    var file = fileOf(link);
    if (file.folder !== 'essays') return null;
    var list = await load('search/essays/' + file.id + '.js');
    var id = decodeURIComponent(link.hash.slice(1));
    var i = id ? list.findIndex(function (x) { return x[0] === id; }) : 0;
    if (i < 0) return null;
    var content = [element('p', /^s\d|^$|^title$/.test(id) ? 'title' : '', shortened(list[i][2], 500))];
    if (content[0].className && list[i + 1]) content.push(element('p', '', shortened(list[i + 1][2], 400)));
    return content;
  }

  function preview(link) {
    if (link.matches('.call a')) return notePreview(link);
    if (link.matches('.cite')) return citePreview(link);
    if (link.matches('.term')) return subjectPreview('term', fileOf(link).id);
    if (link.matches('.name')) return subjectPreview('name', fileOf(link).id);
    if (link.matches('.event')) return subjectPreview('chronology', link.hash.slice(1));
    return passagePreview(link);
  }

  var wanted = null;

  async function show(link, touched) {
    wanted = link;
    var content = await Promise.resolve(preview(link)).catch(function () { return null; });
    if (!content || wanted !== link) return wanted !== link;
    hide();
    box = element('div', 'preview' + (touched ? ' sheet' : ''));
    box.id = 'preview';
    box.append(...content);
    if (touched) box.append(actions(link));
    var rich = box.querySelector('a, button');
    box.setAttribute('role', touched ? 'dialog' : rich ? 'group' : 'tooltip');
    if (rich) box.setAttribute('aria-label', words.preview);
    box.addEventListener('pointerenter', function () { clearTimeout(timer); });
    box.addEventListener('pointerleave', later);
    main.append(box);
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
    p.append(anchor(link.getAttribute('href'), words.open, 'more'), close);
    return p;
  }

  // place puts the preview below its link, or above where there is no room below.
  function place(link) {
    var rects = link.getClientRects();
    var r = rects[rects.length - 1];
    var width = box.offsetWidth;
    var left = Math.min(Math.max(8, r.left - 16), document.documentElement.clientWidth - width - 8);
    box.style.left = left + scrollX + 'px';
    var above = rects[0].top - 6 - box.offsetHeight;
    box.style.top = scrollY + (above < 0 || r.bottom + 6 + box.offsetHeight < innerHeight ? r.bottom + 6 : above) + 'px';
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (!box) return;
    box.remove();
    if (shown) shown.removeAttribute('aria-describedby');
    box = shown = null;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  }

  // back closes the preview and gives the focus to its link.
  function back() {
    quiet = shown;
    hide();
    quiet.focus();
    quiet = null;
  }

  // tab leads from a link into its preview, where that has links, and from there back and on.
  function tab(event) {
    var stops = box ? [...box.querySelectorAll('a, button')] : [];
    var i = stops.indexOf(document.activeElement);
    if (!stops.length || i < 0 && (event.shiftKey || document.activeElement !== shown)) return;
    var next = stops[i + (event.shiftKey ? -1 : 1)];
    if (next) {
      event.preventDefault();
      next.focus();
      return;
    }
    if (event.shiftKey) event.preventDefault();
    back();
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
    if (link && link === quiet) return;
    if (link && link.matches(':focus-visible')) show(link);
    else if (box && !box.contains(event.target)) hide();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Tab') tab(event);
    if (event.key !== 'Escape') return;
    if (box && box.contains(document.activeElement)) back();
    else hide();
  });

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
