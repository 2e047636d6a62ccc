// Search, on a host and from a disk. The index is made of classic scripts (search/…), loaded when they are needed;
// each calls glossator.search(kind, number, value). Without this script the page is a list from A to Z.
(function () {
  'use strict';
  var form = document.querySelector('form.search-form');
  var out = document.querySelector('.results');
  var said = document.querySelector('.found');
  if (!form || !out) return;
  var page = 20; // passages shown at once, and entries: 12
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

  // Letters that Unicode does not take apart.
  var unmarked = {
    'ł': 'l', 'Ł': 'l', 'ø': 'o', 'Ø': 'o', 'đ': 'd', 'Đ': 'd', 'ı': 'i', 'ß': 'ss', 'æ': 'ae', 'Æ': 'ae', 'œ': 'oe', 'Œ': 'oe', 'ð': 'd', 'Ð': 'd', 'þ': 'th', 'Þ': 'th'
  };

  function folded(c) { return unmarked[c] || c.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(); }

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

  // shardsOf are the scripts that may hold a word, or the words that begin so: three at most.
  function shardsOf(list, prefix, exact) {
    var first = 0;
    list.shards.forEach(function (begin, i) { if (begin && begin <= prefix) first = i; });
    var found = [first];
    for (var i = first + 1; !exact && i < list.shards.length && found.length < 3; i++) {
      if (list.shards[i] && !list.shards[i].startsWith(prefix)) break;
      if (list.shards[i]) found.push(i);
    }
    return found;
  }

  // forms are the beginnings under which a word and its English inflections stand: treaties, treaty; running, run.
  function forms(term) {
    var word = term.term;
    var list = [word];
    if (term.pair || word.length < 4 || !/^[a-z]+$/.test(word)) return list;
    var base = word;
    if (/(ies|ied)$/.test(word)) base = word.slice(0, -3) + 'y';
    else if (/(ss|sh|ch|x)es$/.test(word)) base = word.slice(0, -2);
    else if (/[^su]s$/.test(word)) base = word.slice(0, -1);
    else if (/.{3}(ing|ed)$/.test(word)) base = word.replace(/(ing|ed)$/, '').replace(/([^aeiouls])\1$/, '$1');
    if (base.length > 2) list.push(base);
    if (/[^aeiou]y$/.test(base)) list.push(base.slice(0, -1) + 'ie');
    if (/[^aeiou]e$/.test(base)) list.push(base.slice(0, -1) + 'ing');
    return list.filter(function (f, i) { return list.indexOf(f) === i; });
  }

  // Numbers of passages, each less the one before it. The digits are those of the program that made the index: the
  // first half ends a number, the second is followed by more.
  var digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;<>?@[]^_`{|}~';
  var base = digits.length / 2;
  var values = new Uint8Array(128);
  for (var d = 0; d < digits.length; d++) values[digits.charCodeAt(d)] = d;

  // collect gives the passages of a line of the index, text[from:to], at least that weight.
  function collect(text, from, to, weight, weights) {
    var passage = 0, number = 0;
    for (var i = from; i < to; i++) {
      var digit = values[text.charCodeAt(i)];
      number = number * base + digit % base;
      if (digit >= base) continue;
      passage += number;
      number = 0;
      if (weights[passage] < weight) weights[passage] = weight;
    }
  }

  // index is the ith script of the index: "\nword=passages" for each of its words. They come with a digit that says how
  // much of the word before they begin with.
  var whole = {};

  function indexScript(i) { return load('search/terms-' + (i + 1) + '.js', 'terms' + i); }

  async function index(i) {
    var lines = (await indexScript(i)).split(' ').filter(Boolean);
    if (whole[i]) return whole[i];
    var before = '';
    whole[i] = lines.map(function (line) {
      line = before.slice(0, values[line.charCodeAt(0)]) + line.slice(1);
      before = line.slice(0, line.indexOf('='));
      return '\n' + line;
    }).join('') + '\n';
    return whole[i];
  }

  // weigh gives each passage and entry that has a word beginning so a weight: most for the word itself.
  async function weigh(list, sign, term) {
    var weights = new Uint8Array(list.end);
    function scripts(form) { return shardsOf(list, sign + form, term.pair || form.length < 3); }
    forms(term).forEach(function (form) { scripts(form).forEach(indexScript); }); // all at once
    for (var form of forms(term)) {
      var word = sign + form;
      var short = !term.pair && form.length < 3;
      for (var i of scripts(form)) {
        var text = await index(i);
        for (var at = text.indexOf('\n' + word); at >= 0; at = text.indexOf('\n' + word, at + 1)) {
          var equals = text.indexOf('=', at);
          var exact = equals - at - 1 === word.length;
          if (short && !exact) continue;
          collect(text, equals + 1, text.indexOf('\n', equals), exact ? (form === term.term ? 4 : 2) : 1, weights);
        }
      }
    }
    return weights;
  }

  // prepare counts the passages of the essays through.
  function prepare(list) {
    if (list.end) return;
    list.firsts = new Uint32Array(list.passages.length);
    var n = 0;
    list.passages.forEach(function (count, i) { list.firsts[i] = n; n += count; });
    list.first = n; // entry
    list.end = n + Math.max.apply(null, Object.values(list.kinds).concat(0));
  }

  // essayOf is the essay that has a passage.
  function essayOf(list, passage) {
    var low = 0, high = list.firsts.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (list.firsts[middle] <= passage) low = middle; else high = middle;
    }
    return low;
  }

  // entriesOf are the first and the last number of the entries that a field is about.
  function entriesOf(list, field) {
    var kinds = ['essay', 'term', 'name', 'source', 'event'];
    var i = kinds.indexOf(field);
    if (i < 0) return [0, list.end - list.first];
    var from = Math.max.apply(null, kinds.slice(0, i).map(function (k) { return list.kinds[k] || 0; }).concat(0));
    return [from, Math.max(from, list.kinds[field] || 0)];
  }

  // heaviest are the numbers from one to another that all words have, the heaviest first, else in reading order.
  function heaviest(all, from, to, keep) {
    var byWeight = [];
    for (var n = from; n < to; n++) {
      var sum = 0;
      for (var weights of all) {
        if (!weights[n]) { sum = 0; break; }
        sum += weights[n];
      }
      if (sum && keep(n)) (byWeight[sum] = byWeight[sum] || []).push(n);
    }
    return byWeight.reverse().flat();
  }

  async function search(query, field) {
    var list = await load('search/list.js', 'list0');
    prepare(list);
    var wanted = terms(query);
    var result = { list: list, wanted: wanted, entries: [], passages: [], phrases: (query.match(/"[^"]+"/g) || []).map(plain) };
    if (!wanted.length) return result;
    var sign = { author: '@', year: '#' }[field] || '';
    var all = await Promise.all(wanted.map(function (t) { return weigh(list, sign, t); }));
    if (field !== 'text' && field !== 'notes') {
      var range = entriesOf(list, field);
      result.entries = heaviest(all, list.first + range[0], list.first + range[1], function () { return true; });
    }
    if (field === 'all' || field === 'text' || field === 'notes') {
      var essay = 0;
      result.passages = heaviest(all, 0, list.first, function (n) {
        while (essay + 1 < list.firsts.length && list.firsts[essay + 1] <= n) essay++;
        return field === 'all' || (n - list.firsts[essay] >= list.texts[essay]) === (field === 'notes');
      });
    }
    return result;
  }

  // entry is what is known of an entry: kind, words, path, authors, year.
  async function entry(list, n) {
    var script = Math.floor(n / list.each);
    var entries = await load('search/entries-' + (script + 1) + '.js', 'entries' + script);
    return entries[n % list.each];
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

  async function passageItem(result, n) {
    var i = essayOf(result.list, n);
    var essay = await entry(result.list, i);
    var text = await load('search/' + essay[2].replace(/html$/, 'js'), 'text' + i);
    var passage = text[n - result.list.firsts[i]];
    var words = ' ' + plain(passage[2]) + ' ';
    if (!result.phrases.every(function (f) { return words.includes(' ' + f); })) return null;
    var li = document.createElement('li');
    var where = document.createElement('span');
    where.className = 'place';
    where.append(link(essay[2] + '#' + passage[0], passage[1]), ' ' + essay[3] + (essay[3] ? ', ' : '') + essay[1]);
    li.append(excerpt(passage[2], result.wanted), ' ', where);
    return li;
  }

  async function entryItem(result, n) {
    var e = await entry(result.list, n - result.list.first);
    var li = document.createElement('li');
    var kind = document.createElement('span');
    kind.className = 'kind';
    kind.textContent = words[e[0]];
    li.append(link(e[2], e[1]), ' ', kind);
    return li;
  }

  var latest = 0;

  async function show() {
    var mine = ++latest;
    var result = await search(form.q.value, form.in.value);
    if (mine !== latest) return;
    out.replaceChildren();
    var count = result.passages.length + result.entries.length;
    said.textContent = !result.wanted.length ? '' : count ? words['search-found'] + count : words['search-none'];
    more(result.entries, 12, entryItem, 'ul', 'entries', result, mine);
    more(result.passages, page, passageItem, 'ol', 'passages', result, mine);
  }

  // more shows the next of what has been found, and a button for those behind. The first is asked for before the others.
  async function more(numbers, size, item, tag, className, result, mine) {
    if (!numbers.length) return;
    var list = document.createElement(tag);
    list.className = className;
    out.append(list);
    var from = 0;
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = words['search-more'];
    button.addEventListener('click', next);
    async function next() {
      var some = numbers.slice(from, from + size);
      from += size;
      var items = [item(result, some[0])];
      for (var i = 0; i < some.length; i++) {
        var li = await items[i];
        if (i === 0) items = items.concat(some.slice(1).map(function (n) { return item(result, n); }));
        if (mine !== latest) return;
        if (li) list.append(li);
      }
      if (from >= numbers.length) return button.remove();
      list.after(button);
      if (!list.children.length) await next(); // none of these has the phrase
    }
    await next();
  }

  load('search/list.js', 'list0');
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
