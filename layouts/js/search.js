// Search, on a host and from a disk. The index is made of classic scripts (search/…), loaded when they are needed;
// each calls glossator.search(kind, number or id, value). Without this script the page is a list from A to Z.
(function () {
  'use strict';
  var form = document.querySelector('form.search-form');
  var out = document.querySelector('.results');
  var said = document.querySelector('.found');
  if (!form || !out) return;
  var page = 20; // passages shown at once, and entries: 12
  var words = glossator.words;
  var kinds = ['essay', 'term', 'name', 'source', 'event']; // in the order in which entries are shown
  var onPage = document.querySelectorAll('section .entries > li'); // the entries, where the list of them is whole
  var arrived = {};
  var asked = {};

  glossator.search = function (kind, number, value, by) {
    arrived[kind + number] = value;
    if (by) value.by = by;
  };

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

  function folded(c) { return arrived.list0.unmarked[c.codePointAt(0)] || c.normalize('NFKD').replace(/[^\p{L}\p{N}]|\u0640/gu, '').toLowerCase(); }

  // terms cuts what is asked for as the index has been cut: words, folded, and pairs of characters. Each has the
  // places from which it was cut, so that it can be marked. The last character of a run stands in the index by itself, too.
  function terms(text, indexed) {
    var list = [], word = '', run = '', from = 0;
    function flush(at) {
      if (word) list.push({ term: word.replace(/^[وف]?(?:[بك]?ال|لل)(?=..)/, ''), from: from, to: at });
      for (var i = 0; i + 1 < run.length; i++) list.push({ term: run.slice(i, i + 2), pair: true, from: from + i, to: from + i + 2 });
      if (run && (indexed || run.length === 1)) list.push({ term: run.slice(-1), from: from + run.length - 1, to: from + run.length });
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

  // wantedTerms are those of what is asked for, in which a run of Hangul need not have the particle that seems to end it.
  function wantedTerms(query) {
    return terms(query).filter(function (t, i, all) {
      var within = all[i - 1] && all[i - 1].pair && all[i - 1].from === t.from - 1;
      var ends = !all[i + 1] || all[i + 1].from !== t.from + 1;
      return !(within && ends && /[을를은는의와과에로도만]$/.test(t.term));
    });
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

  // endings are what inflection puts behind words that are long enough without: in Russian by the letters, else by the edition's
  // language. й is folded to и.
  var endings = {
    ru: /(?:[аяыи]ми|[оеы]го|[оеы]му|[аяыи]х|[аяоеыиую][яеиюм]|[оеь]в|[аяоеыиуюь])$/,
    de: /(?:ern|e[mnrs]?|n|s)$/, es: /(?:e?s|[aeo])$/, fr: /(?:e?s|e|x)$/, it: /(?:h?[aeio])$/
  };

  // forms are the beginnings under which a word and its inflections stand: treaties, treaty; running, run; договора, договор; and a
  // Hebrew or Arabic one with what is written together with it: ברית, הברית, וברית; كتاب, وكتاب, بكتاب.
  function forms(term) {
    var word = term.term;
    var list = [word];
    var ending = /^[а-я]+$/.test(word) ? endings.ru : /^[a-z]+$/.test(word) && endings[document.documentElement.lang.slice(0, 2)];
    if (ending) {
      var stem = word.replace(ending, '');
      return stem.length > 3 && stem !== word ? [word, stem] : list;
    }
    if (/^[\u0621-\u064A]{3,}$/.test(word)) return list.concat('و ف ب ل ك وب ول وك'.split(' ').map(function (before) { return before + word; }));
    if (/^[א-ת]{3,}$/.test(word)) return list.concat('ו ה ב ל מ ש כ וה וב ול ומ וש שה'.split(' ').map(function (before) { return before + word; }));
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

  // A script of the index is blocks: words, and the passages in which each stands. Of a word a capital letter says how much
  // of the one before it begins with; its frequent letters are signs, as the program that made the index has them.
  var signs = "!$%&'()*+,-./:;<=>?[]^_`{|}~ ";
  var letters = 'ing ion ent ed in er on en es al ly st an at re it ar ce le ve ic se th or ou is ct ch il'.split(' ');

  function wordsOf(block) {
    var before = '';
    return block.replace(/[ !$-/:-?[\]^-`{-~]/g, function (c) { return letters[signs.indexOf(c)]; }).split(/(?=[A-Z])/).map(function (word) {
      return before = before.slice(0, word.charCodeAt(0) - 65) + word.slice(1);
    });
  }

  function firstWordOf(block) { return wordsOf(block.slice(0, 1) + block.slice(1).split(/[A-Z]/, 1))[0]; }

  // Bits reads numbers of few bits.
  function Bits(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  Bits.prototype.next = function (count) {
    var number = 0;
    for (; count > 0; count--, this.at++) number = number << 1 | this.bytes.charCodeAt(this.at >> 3) >> 7 - (this.at & 7) & 1;
    return number;
  };

  // gamma reads a number in Elias's gamma code.
  Bits.prototype.gamma = function () {
    var zeros = 0;
    while (!this.next(1)) if (++zeros > 31) throw new Error('the index is of another edition');
    return 1 << zeros | this.next(zeros);
  };

  // collect reads a word's passages, of so many in all, and gives them at least that weight: the distance of each from the
  // one before it, with as many digits as they are as the last distances lead one to expect, in an exponential Golomb code.
  function collect(bits, total, weight, weights) {
    var count = bits.gamma();
    var mean = Math.floor((total - count) / count);
    for (var passage = 0; count > 0; count--, passage++) {
      var digits = Math.max(0, 29 - Math.clz32(mean));
      var between = bits.gamma() - 1 << digits | bits.next(digits);
      mean = mean + between >> 1;
      passage += between;
      if (weights[passage] < weight) weights[passage] = weight;
    }
  }

  function indexScript(i) { return load('search/terms-' + (i + 1) + '.js', 'terms' + i); }

  // weighed gives a weight to the passages of the words of a script that begin so.
  function weighed(blocks, prefix, total, weightOf, weights) {
    for (var i = 0; i < blocks.length; i += 2) {
      if (blocks[i + 2] && firstWordOf(blocks[i + 2]) <= prefix) continue;
      var bits = new Bits(atob(blocks[i + 1]));
      for (var word of wordsOf(blocks[i])) {
        var begins = word.startsWith(prefix);
        if (!begins && word > prefix) return;
        collect(bits, total, begins ? weightOf(word) : 0, weights);
      }
    }
  }

  // short says that a word is looked for as it is: too many begin so.
  function short(term, form) { return !term.pair && form.length < 3 && !paired.test(form); }

  // weigh gives each passage and entry that has a word beginning so a weight: most for the word itself.
  async function weigh(list, sign, term) {
    var weights = new Uint8Array(list.end);
    function scripts(form) { return shardsOf(list, sign + form, term.pair || short(term, form)); }
    forms(term).forEach(function (form) { scripts(form).forEach(indexScript); }); // all at once
    for (let form of forms(term)) {
      for (var i of scripts(form)) {
        weighed(await indexScript(i), sign + form, list.end, function (word) {
          return word !== sign + form ? short(term, form) ? 0 : 1 : form === term.term ? 4 : 2;
        }, weights);
      }
    }
    return weights;
  }

  // prepare counts the passages of the essays through, with the room that each essay has for more of its text and of its notes,
  // and the entries behind them.
  function prepare(list) {
    if (list.ids) return;
    list.ids = list.essays.split(' ');
    list.firsts = new Uint32Array(list.room.length);
    var n = 0;
    list.room.forEach(function (count, i) { list.firsts[i] = n; n += count; });
    list.first = n; // entry
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

  // common are the weights of what all words have, added up.
  function common(all) {
    var sums = all[0];
    for (var i = 1; i < all.length; i++) {
      var more = all[i];
      for (var n = 0; n < sums.length; n++) sums[n] = sums[n] && more[n] ? Math.min(255, sums[n] + more[n]) : 0;
    }
    return sums;
  }

  // heaviest are the numbers from one to another that have a weight, the heaviest first; of those, the ones of lower rank,
  // else as they are read. What is of no rank is left out.
  function heaviest(list, weights, from, to, rank) {
    var byWeight = [], moved = false;
    for (var n = from; n < to; n++) {
      if (weights[n] === 0) continue;
      var low = rank(n);
      if (low < 0) continue;
      var weight = weights[n] * kinds.length - low;
      (byWeight[weight] = byWeight[weight] || []).push(n);
      moved = moved || n in list.after;
    }
    function read(n) { return n in list.after ? list.after[n] + 0.5 : n; }
    if (moved) byWeight.forEach(function (some) { some.sort(function (a, b) { return read(a) - read(b); }); });
    return byWeight.reverse().flat();
  }

  async function search(query, field) {
    var list = await load('search/list.js', 'list0');
    prepare(list);
    var wanted = wantedTerms(query);
    var result = { list: list, wanted: wanted, entries: [], passages: [], phrases: (query.match(/["“”„][^"“”„]+["“”]/g) || []).map(plain) };
    if (!wanted.length) return result;
    var sign = { author: '@', year: '#' }[field] || '';
    var weights = common(await Promise.all(wanted.map(function (t) { return weigh(list, sign, t); })));
    if (field !== 'text' && field !== 'notes') {
      var only = kinds.indexOf(field);
      result.entries = heaviest(list, weights, list.first, list.end, function (n) {
        var kind = +list.kinds[n - list.first];
        return only < 0 || kind === only ? kind : -1;
      });
    }
    if (field === 'all' || field === 'text' || field === 'notes') {
      var essay = 0;
      result.passages = heaviest(list, weights, 0, list.first, function (n) {
        while (essay + 1 < list.firsts.length && list.firsts[essay + 1] <= n) essay++;
        return field === 'all' || (n - list.firsts[essay] >= list.notes[essay]) === (field === 'notes') ? 0 : -1;
      });
    }
    return result;
  }

  function plain(s) { return terms(s).map(function (t) { return t.term; }).join(' '); }

  // excerpt shows the words around the first hit, all hits marked.
  function excerpt(text, wanted) {
    var looked = wanted.map(function (w) { return { term: w, forms: forms(w) }; });
    var hits = terms(text, true).filter(function (t) {
      return looked.some(function (l) { return l.forms.some(function (f) { return short(l.term, f) ? t.term === f : t.term.startsWith(f); }); });
    });
    var q = document.createElement('q');
    q.dir = 'auto';
    var first = hits.length ? hits[0].from : 0;
    var start = first < 90 ? 0 : Math.max(text.lastIndexOf(' ', first - 70), first - 90) + 1;
    var end = start + 260 >= text.length ? text.length : Math.max(text.indexOf(' ', start + 240), start + 240);
    var at = start, m = null;
    if (start) q.append('…\u00a0');
    hits.forEach(function (h) {
      if (h.to > end || h.to <= at) return;
      var from = Math.max(h.from, at);
      if (from > at || !m) { // else it goes on from the one before
        q.append(text.slice(at, from));
        m = document.createElement('mark');
        q.append(m);
      }
      m.textContent += text.slice(from, h.to);
      at = h.to;
    });
    q.append(text.slice(at, end));
    if (end < text.length) q.append('\u00a0…');
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
    var id = result.list.ids[i];
    var text = await load('search/essays/' + id + '.js', 'text' + id);
    var passage = text[n - result.list.firsts[i]];
    var words = ' ' + plain(passage[2]) + ' ';
    if (!result.phrases.every(function (f) { return words.includes(' ' + f); })) return null;
    var li = document.createElement('li');
    var where = document.createElement('span');
    where.className = 'place';
    var by = document.createElement('bdi');
    by.textContent = text.by;
    where.append(link('essays/' + id + '.html#' + passage[0], passage[1]), ' ', by);
    li.append(excerpt(passage[2], result.wanted), ' ', where);
    return li;
  }

  // entryItem is an entry that has the phrases, a name also with the given name first. Where it shows not all of a phrase's
  // words, they were found in its authors' names.
  async function entryItem(result, n) {
    var li = await entry(result.list, n - result.list.first);
    var turned = li.querySelector('a').textContent.split(', ').reverse().join(' ');
    var shown = ' ' + plain(li.textContent + '. ' + turned) + ' ';
    return result.phrases.every(function (f) {
      return shown.includes(' ' + f) || !f.split(' ').every(function (word) { return shown.includes(' ' + word); });
    }) ? li : null;
  }

  // entry is an entry as the list from A to Z has it, which is on the page or lies in scripts: path, words, other names, and the
  // language of the words where that is another.
  async function entry(list, n) {
    if (!list.each) return onPage[n].cloneNode(true);
    var script = Math.floor(n / list.each);
    var entries = await load('search/entries-' + (script + 1) + '.js', 'entries' + script);
    var e = entries[n % list.each];
    var li = document.createElement('li');
    var kind = document.createElement('span');
    kind.className = 'kind';
    kind.textContent = words[kinds[list.kinds[n]]];
    var a = link(e[0], e[1]);
    a.dir = 'auto';
    if (e[3]) a.lang = e[3];
    li.append(a, e[2] && words.comma + e[2], ' ', kind);
    return li;
  }

  var latest = 0;

  async function show() {
    var mine = ++latest;
    var result = await search(form.q.value, form.in.value);
    var first = []; // the page is laid out once, with the first of what is found
    if (result.entries.length) first.push(entryItem(result, result.entries[0]));
    if (result.passages.length) first.push(passageItem(result, result.passages[0]));
    if (first.length) await Promise.race(first).catch(function () {});
    if (mine !== latest) return;
    out.replaceChildren();
    var count = result.passages.length + result.entries.length;
    result.unread = result.phrases.length ? count : 0; // only who has read a passage knows whether it has a phrase
    result.count = count - result.unread;
    say(result);
    more(result.entries, 12, entryItem, 'ul', 'entries', result, mine);
    more(result.passages, page, passageItem, 'ol', 'passages', result, mine);
  }

  // say says how many are found; of what has a phrase, how many so far.
  function say(result) {
    var count = result.count && words['search-found'] + result.count + (result.unread ? '+' : '');
    said.textContent = count || (result.unread || !result.wanted.length ? '' : words['search-none']);
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
      var full = list.children.length + size;
      while (from < numbers.length && list.children.length < full) { // again, where some have not the phrase
        var some = numbers.slice(from, from + size);
        from += size;
        var items = [item(result, some[0])];
        for (var i = 0; i < some.length; i++) {
          var li = await items[i];
          if (mine !== latest) return;
          if (li) list.append(li);
          if (result.unread) {
            result.unread--;
            result.count += li ? 1 : 0;
          }
          if (i > 0) continue;
          await new Promise(setTimeout); // the first is shown before the scripts of the others are asked for
          items = items.concat(some.slice(1).map(function (n) { return item(result, n); }));
        }
      }
      if (from < numbers.length) list.after(button); else button.remove();
      say(result);
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
  // ask puts what is asked for into the page's address too, for one who comes back to it or passes it on.
  function ask() {
    show();
    var asked = form.q.value ? '?' + new URLSearchParams(new FormData(form)) : location.pathname;
    try { history.replaceState(null, '', asked); } catch (e) { return; } // a browser may refuse too many in a minute
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    ask();
  });
  var wait;
  form.addEventListener('input', function () {
    clearTimeout(wait);
    wait = setTimeout(ask, 120);
  });
})();
