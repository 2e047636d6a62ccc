// Search, on a host and from a disk. The index is made of classic scripts (search/…), loaded when they are needed;
// each calls glossator.search(kind, number, value). Without this script the page is a list from A to Z.
(function () {
  'use strict';
  var form = document.querySelector('form.search-form');
  var out = document.querySelector('.results');
  if (!form || !out) return;
  var page = 20;
  var words = glossator.words;
  var arrived = {};
  var asked = {};

  glossator.search = function (kind, number, value) { arrived[kind + number] = value; };

  // load gives what a script brings.
  function load(path, key) {
    asked[path] = asked[path] || new Promise(function (resolve, reject) {
      var s = document.createElement('script');
      s.src = path;
      s.onload = function () { resolve(arrived[key]); };
      s.onerror = function () { reject(new Error(path)); };
      document.head.append(s);
    });
    return asked[path];
  }

  var paired = /[\uAC00-\uD7A3\u3040-\u30FF\u4E00-\u9FFF\u3400-\u4DBF]/;
  var letter = /[\p{L}\p{N}\p{M}]/u;

  function folded(c) { return c.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(); }

  // terms cuts what is asked for as the index has been cut: words, folded, and pairs of characters. Each has the
  // places from which it was cut, so that it can be marked.
  function terms(text) {
    var list = [], word = '', run = '', from = 0;
    function flush(at) {
      if (word) list.push({ term: word, from: from, to: at });
      for (var i = 0; i + 1 < run.length; i++) list.push({ term: run.slice(i, i + 2), pair: true, from: from + i, to: from + i + 2 });
      if (run.length === 1) list.push({ term: run, from: from, to: at });
      word = run = '';
    }
    var i = 0;
    for (var c of text) {
      if (paired.test(c)) {
        if (word) flush(i);
        if (!run) from = i;
        run += c;
      } else if (letter.test(c)) {
        if (run) flush(i);
        if (!word) from = i;
        word += folded(c);
      } else if (c !== '\u00ad') {
        flush(i);
      }
      i += c.length;
    }
    flush(i);
    return list;
  }

  // shardsOf are the scripts that may hold terms beginning so.
  function shardsOf(list, prefix) {
    var found = [];
    for (var i = 0; i < list.shards.length; i++) {
      var next = list.shards.slice(i + 1).find(function (s) { return s; });
      if (list.shards[i] && (next === undefined || next >= prefix) && (list.shards[i] <= prefix || list.shards[i].startsWith(prefix))) found.push(i);
    }
    return found;
  }

  // forms are the term and, of an English plural or past form, what it may come from.
  function forms(term) {
    var list = [term.term];
    if (term.pair || term.term.length < 5) return list;
    var stem = term.term.replace(/(ies|ied)$/, 'y').replace(/(sses|shes|ches|xes)$/, function (s) { return s.slice(0, -2); });
    if (stem === term.term) stem = stem.replace(/([^s])s$|(ing|ed)$/, '$1');
    if (stem.length > 3 && stem !== term.term) list.push(stem);
    return list;
  }

  // passagesWith gives the passages that have a word beginning so: a map from their numbers to weights.
  async function passagesWith(list, term) {
    var found = new Map();
    for (var form of forms(term)) {
      for (var i of shardsOf(list, form)) {
        var text = '\n' + await load('search/terms-' + (i + 1) + '.js', 'terms' + i);
        for (var at = text.indexOf('\n' + form); at >= 0; at = text.indexOf('\n' + form, at + 1)) {
          var end = text.indexOf('\n', at + 1);
          var equals = text.indexOf('=', at);
          var exact = equals - at - 1 === form.length;
          collect(text.slice(equals + 1, end), exact ? 3 : 1, found);
        }
      }
    }
    return found;
  }

  // Numbers of passages, each less the one before it. The digits are those of the program that made the index: the
  // first half ends a number, the second is followed by more.
  var digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;<>?@[]^_`{|}~';
  var base = digits.length / 2;

  function collect(postings, weight, found) {
    var passage = 0, number = 0;
    for (var c of postings) {
      var digit = digits.indexOf(c);
      number = number * base + digit % base;
      if (digit >= base) continue;
      passage += number;
      number = 0;
      found.set(passage, Math.max(found.get(passage) || 0, weight));
    }
  }

  // essayOf is the index of the essay that has a passage.
  function essayOf(list, passage) {
    var low = 0, high = list.essays.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (list.essays[middle].first <= passage) low = middle; else high = middle;
    }
    return low;
  }

  function entriesWith(list, wanted, field) {
    return list.entries.filter(function (e) {
      if (field !== 'all' && field !== 'author' && field !== 'year' && e[0] !== field) return false;
      var text = field === 'author' ? e[3] : field === 'year' ? e[4] : [e[1], e[3], e[4]].join(' ');
      var has = terms(text || '').map(function (t) { return t.term; });
      return wanted.every(function (t) { return has.some(function (h) { return h.startsWith(t.term); }); });
    });
  }

  async function search(query, field) {
    var list = await load('search/list.js', 'list0');
    var wanted = terms(query);
    if (!wanted.length) return { list: list, entries: [], passages: [], wanted: wanted };
    var result = { list: list, wanted: wanted, entries: [], passages: [], phrases: (query.match(/"[^"]+"/g) || []).map(plain) };
    if (field !== 'text' && field !== 'notes') result.entries = entriesWith(list, wanted, field);
    if (field !== 'all' && field !== 'text' && field !== 'notes') return result;
    var sets = [];
    for (var t of wanted) sets.push(await passagesWith(list, t));
    sets.sort(function (a, b) { return a.size - b.size; });
    sets[0].forEach(function (weight, key) {
      var sum = weight;
      for (var s of sets.slice(1)) {
        if (!s.has(key)) return;
        sum += s.get(key);
      }
      var essay = essayOf(list, key);
      var p = { essay: essay, passage: key - list.essays[essay].first, weight: sum };
      var note = key >= list.essays[essay].notes;
      if (field === 'all' || note === (field === 'notes')) result.passages.push(p);
    });
    result.passages.sort(function (a, b) { return b.weight - a.weight || a.essay - b.essay || a.passage - b.passage; });
    return result;
  }

  function plain(s) { return terms(s).map(function (t) { return t.term; }).join(' '); }

  // excerpt shows the words around the first hit, all hits marked.
  function excerpt(text, wanted) {
    var hits = terms(text).filter(function (t) {
      return wanted.some(function (w) { return forms(w).some(function (f) { return t.term.startsWith(f); }); });
    });
    var q = document.createElement('q');
    var first = hits.length ? hits[0].from : 0;
    var start = first < 90 ? 0 : Math.max(text.lastIndexOf(' ', first - 70), first - 90) + 1;
    var end = start + 260 >= text.length ? text.length : Math.max(text.indexOf(' ', start + 240), start + 240);
    var at = start;
    if (start) q.append('… ');
    hits.forEach(function (h) {
      if (h.to > end || h.to <= at) return;
      var from = Math.max(h.from, at);
      q.append(text.slice(at, from));
      var m = document.createElement('mark');
      m.textContent = text.slice(from, h.to);
      q.append(m);
      at = h.to;
    });
    q.append(text.slice(at, end));
    if (end < text.length) q.append(' …');
    return q;
  }

  function link(href, words) {
    var a = document.createElement('a');
    a.href = href;
    a.textContent = words;
    return a;
  }

  async function passageItem(result, p) {
    var essay = result.list.essays[p.essay];
    var text = await load(essay.script, 'text' + p.essay);
    var passage = text[p.passage];
    var words = ' ' + plain(passage[2]) + ' ';
    if (!result.phrases.every(function (f) { return words.includes(' ' + f); })) return null;
    var li = document.createElement('li');
    var where = document.createElement('span');
    where.className = 'place';
    where.append(link(essay.path + '#' + passage[0], passage[1]), ' ' + essay.authors + (essay.authors ? ', ' : '') + essay.title);
    li.append(excerpt(passage[2], result.wanted), ' ', where);
    return li;
  }

  var latest = 0;

  async function show() {
    var mine = ++latest;
    var result = await search(form.q.value, form.in.value);
    if (mine !== latest) return;
    out.replaceChildren();
    if (!result.wanted.length) return;
    if (result.entries.length) {
      var ul = document.createElement('ul');
      ul.className = 'entries';
      result.entries.slice(0, 12).forEach(function (e) {
        var li = document.createElement('li');
        var kind = document.createElement('span');
        kind.className = 'kind';
        kind.textContent = words[e[0]];
        li.append(link(e[2], e[1]), ' ', kind);
        ul.append(li);
      });
      out.append(ul);
    }
    if (!result.passages.length) {
      if (!result.entries.length) out.append(words['search-none']);
      return;
    }
    var count = document.createElement('p');
    count.className = 'count';
    count.textContent = words['search-found'] + result.passages.length;
    var ol = document.createElement('ol');
    out.append(count, ol);
    await more(result, ol, 0, mine);
  }

  async function more(result, ol, from, mine) {
    for (var p of result.passages.slice(from, from + page)) {
      var li = await passageItem(result, p);
      if (mine !== latest) return;
      if (li) ol.append(li);
    }
    if (from + page >= result.passages.length) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = words['search-more'];
    button.addEventListener('click', function () {
      button.remove();
      more(result, ol, from + page, mine);
    });
    out.append(button);
  }

  form.hidden = false;
  var asks = new URLSearchParams(location.search);
  if (asks.get('in')) form.in.value = asks.get('in');
  if (asks.get('q')) {
    form.q.value = asks.get('q');
    show();
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    show();
  });
  var wait;
  form.addEventListener('input', function () {
    clearTimeout(wait);
    wait = setTimeout(show, 120);
  });
})();
