// Without this script a number is a plain link.
(function () {
  'use strict';
  var words = glossator.words;
  var data = document.getElementById('cite');
  var canonical = document.querySelector('link[rel="canonical"]');
  var page = canonical ? canonical.href : location.href.split('#')[0];
  var passages = '.text :has(> .address), .abstract :has(> .address), .notes li[id]';
  var bar = null;

  function element(tag, className, content) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (content) e.append(content);
    return e;
  }

  function button(text, act) {
    var b = element('button', '', text);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }

  // number is a passage's number, or the marker of a note.
  function number(passage) {
    var marker = passage.querySelector(':scope > .marker');
    return marker ? marker.textContent : passage.id.replace(/^[psa](?=\d)/, '');
  }

  // label is what a reader calls a passage.
  function label(passage) {
    var key = passage.closest('.notes.editor') ? 'editors-note' : passage.closest('.notes') ? 'note' : { s: 'section', a: 'abstract' }[passage.id[0]] || 'paragraph';
    return words[key + '-short'].replace('%s', number(passage)).replace(/ /g, '\u00a0');
  }

  // Place is one passage, or those from one to another; words are what is selected there.
  function placeOf(first, last, quote) {
    var name = label(first);
    if (last !== first) name += '\u2013' + (last.id[0] === first.id[0] ? number(last) : label(last));
    return { url: page + '#' + first.id, id: first.id, name: name, quote: quote };
  }

  function ofPassage(text, place) { return text.replaceAll(page, place.url); }

  // reference is in the edition's style, with the passage, version and date: a node, since titles are in italics.
  function reference(place) {
    var span = data.querySelector('.reference').cloneNode(true);
    span.querySelectorAll('a').forEach(function (a) { a.replaceWith(ofPassage(a.textContent, place)); });
    span.normalize();
    var end = span.lastChild;
    end.textContent = end.textContent.replace(/[.\s]*$/, '');
    span.append(words.comma + place.name + (data.dataset.version ? ' (' + data.dataset.version + ')' : '') + '.');
    return span;
  }

  function plain(place) {
    var item = JSON.parse(data.querySelector('[data-form="CSL-JSON"]').textContent)[0];
    var authors = (item.author || []).map(function (n) { return n.literal || [n.given, n['dropping-particle'], n['non-dropping-particle'], n.family, n.suffix].filter(Boolean).join(' '); }).join(words.comma);
    var title = item.title.replace(/<[^>]*>/g, '');
    return [authors, words.quoted.split('%s').join(title), item['container-title'], data.dataset.version, place.name, place.url].filter(Boolean).join(words.comma) + '.';
  }

  // form is the essay's reference for another program, with the passage's address and number.
  function form(name, place) {
    var text = ofPassage(data.querySelector('[data-form="' + name + '"]').textContent, place);
    if (name === 'BibTeX') return text.replace(/\}\s*$/, '  note = {' + place.name + '},\n}').replace(/\{([^,]+),/, '{$1-' + place.id + ',');
    if (name === 'RIS') return text.replace(/^ID {2}- .*/m, '$&-' + place.id).replace(/\nER {2}-/, '\nN1  - ' + place.name + '\nER  -');
    var item = JSON.parse(text);
    item[0].id += '-' + place.id;
    item[0].note = place.name;
    return JSON.stringify(item, null, 2);
  }

  function quotation(place) {
    var p = element('p');
    if (place.quote) p.append(words.quoted.split('%s').join(place.quote) + ' ');
    p.append(reference(place));
    return p;
  }

  // copy copies what a node shows, its italics too.
  function copy(node, b) {
    var range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand('copy');
    getSelection().removeAllRanges();
    var was = b.textContent;
    b.textContent = words.copied;
    setTimeout(function () { b.textContent = was; }, 1500);
  }

  // open shows what can be copied of a place.
  function open(place, first) {
    closeBar();
    var dialog = element('dialog', 'cite-passage');
    var heading = element('h2', '', words['cite-passage'] + words.colon + place.name);
    heading.id = 'cite-passage';
    dialog.setAttribute('aria-labelledby', heading.id);
    dialog.setAttribute('closedby', 'any');
    var shown = element('div', 'shown');
    shown.tabIndex = 0;
    shown.setAttribute('role', 'group');
    shown.setAttribute('aria-labelledby', heading.id);
    var choices = element('p', 'actions');
    var offers = [[words['link-passage'], function () { return element('pre', '', place.url); }], [words.reference, function () { return quotation(place); }]];
    if (data.querySelector('[data-form="CSL-JSON"]')) offers.push([words.plain, function () {
      var text = element('pre', '', plain(place));
      text.dir = 'auto';
      return text;
    }]);
    data.querySelectorAll('pre').forEach(function (pre) {
      offers.push([pre.dataset.form, function () { return element('pre', '', form(pre.dataset.form, place)); }]);
    });
    offers.forEach(function (offer) {
      var b = button(offer[0], function () {
        choices.querySelectorAll('button').forEach(function (other) { other.setAttribute('aria-pressed', other === b); });
        shown.replaceChildren(offer[1]());
      });
      choices.append(b);
    });
    var last = element('p', 'actions');
    var copier = button(words.copy, function () { copy(shown, copier); });
    last.append(copier, button(words.close, function () { dialog.close(); }));
    dialog.append(heading, choices, shown, last);
    dialog.addEventListener('close', function () {
      dialog.remove();
      if (document.activeElement === document.body) stayAt(place);
    });
    document.body.append(dialog);
    choices.children[first].click();
    dialog.showModal();
    choices.children[first].focus();
  }

  // stayAt puts the focus on a place, where what had it is gone.
  function stayAt(place) {
    var passage = document.getElementById(place.id);
    var number = passage.querySelector(':scope > .address');
    if (number) reachable(number); else passage.tabIndex = -1;
    (number || passage).focus({ preventScroll: true });
  }

  document.addEventListener('click', function (event) {
    var number = event.target.closest && event.target.closest('.address');
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, '', number.hash);
    open(placeOf(number.parentNode, number.parentNode, ''), 0);
  });

  // Selected words

  function passageOf(node) {
    var e = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return e && e.closest(passages);
  }

  function selected() {
    var s = getSelection();
    if (s.isCollapsed || !s.rangeCount) return null;
    var range = s.getRangeAt(0);
    var first = passageOf(range.startContainer);
    if (!first) return null;
    var part = range.cloneContents();
    part.querySelectorAll('.call, .address, .returns').forEach(function (e) { e.remove(); });
    var quote = part.textContent.replace(/\s+/g, ' ').trim();
    return quote && { place: placeOf(first, passageOf(range.endContainer) || first, quote), range: range };
  }

  function closeBar() {
    if (bar) bar.remove();
    bar = null;
  }

  function offer() {
    closeBar();
    var at = selected();
    if (!at) return;
    bar = element('div', 'preview actions passage-bar' + (touch ? ' sheet' : ''));
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', words['cite-passage']);
    bar.append(
      button(words['link-passage'], function () { open(at.place, 0); }),
      button(words['cite-passage'], function () { open(at.place, 1); }),
      button(words.copy, function (event) {
        var whole = quotation(at.place);
        bar.append(whole);
        copy(whole, event.target);
        whole.remove();
      }));
    bar.addEventListener('pointerdown', function (event) { event.preventDefault(); });
    document.querySelector('main').append(bar);
    if (touch) return;
    var rects = at.range.getClientRects();
    var r = rects[rects.length - 1];
    bar.style.top = scrollY + r.bottom + 8 + 'px';
    bar.style.left = scrollX + Math.max(8, Math.min(r.right - bar.offsetWidth / 2, document.documentElement.clientWidth - bar.offsetWidth - 8)) + 'px';
  }

  var touch = false;
  var wait = 0;
  document.addEventListener('pointerdown', function (event) { touch = event.pointerType === 'touch'; });
  document.addEventListener('selectionchange', function () {
    if (bar && bar.contains(document.activeElement) || document.querySelector('dialog[open]')) return;
    clearTimeout(wait);
    wait = setTimeout(offer, 350);
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') closeBar();
    if (event.key === 'Tab' && !event.shiftKey && bar && !bar.contains(document.activeElement)) {
      event.preventDefault();
      bar.querySelector('button').focus();
    }
  });

  // Numbers can be reached by keyboard where all of them are shown, and where one has come to the passage.
  function reachable(number) {
    number.removeAttribute('tabindex');
    number.removeAttribute('aria-hidden');
    number.setAttribute('aria-label', words['cite-passage'] + words.colon + label(number.parentNode));
  }

  function arrived() {
    var at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var number = at && at.querySelector(':scope > .address');
    if (number) reachable(number);
  }

  var all = document.getElementById('show-numbers');
  function numbered() { if (all && all.checked) document.querySelectorAll('.address').forEach(reachable); }
  if (all) all.addEventListener('change', numbered);
  window.addEventListener('hashchange', arrived);
  arrived();

  // Where one has stopped reading is offered when one comes again.

  var key = 'read-' + page;
  var text = [...document.querySelectorAll('.text > :has(> .address)')];

  function top() {
    var low = 0, high = text.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (text[middle].getBoundingClientRect().bottom < 40) low = middle + 1; else high = middle;
    }
    return low;
  }

  function resume() {
    var last = document.getElementById(glossator.kept(key) || '');
    if (!last || location.hash || text.indexOf(last) < 3) return;
    var p = element('p', 'resume');
    var a = element('a', '', words.resume + ' ' + label(last));
    a.href = '#' + last.id;
    p.append(a);
    document.querySelector('.head').append(p);
  }

  document.addEventListener('DOMContentLoaded', function () {
    numbered();
    resume();
    document.addEventListener('scrollend', function () {
      var i = top();
      if (i < text.length) glossator.keep(key, text[i].id);
    });
  });
})();
