// A passage's address: its number offers the link and the reference to the passage, in the edition's style and in the
// forms of other programs, each to be copied. Without this script the number is a plain link to the passage.
(function () {
  'use strict';
  var words = JSON.parse(document.currentScript.dataset.words);
  var data = document.getElementById('cite');
  var canonical = document.querySelector('link[rel="canonical"]');
  var box = null;
  var opener = null;

  function button(text, act) {
    var b = document.createElement('button');
    b.type = 'button';
    b.textContent = text;
    b.addEventListener('click', act);
    return b;
  }

  function copy(text, b) {
    var was = b.textContent;
    function done() {
      b.textContent = words.copied;
      setTimeout(function () { b.textContent = was; }, 1500);
    }
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text).then(done);
    var area = document.createElement('textarea');
    area.value = text;
    box.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    done();
  }

  // ofPassage is a form of the essay's reference with the passage's own address.
  function ofPassage(text, url) { return canonical ? text.replaceAll(canonical.href, url) : text; }

  function open(link) {
    close();
    opener = link;
    var id = link.hash.slice(1);
    var url = (canonical ? canonical.href : location.href.split('#')[0]) + '#' + id;
    var label = id.replace(/^p/, '¶\u00a0').replace(/^s/, '§\u00a0');
    box = document.createElement('div');
    box.className = 'preview';
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', words['cite-passage']);
    var shown = document.createElement('pre');
    shown.textContent = url;
    var actions = document.createElement('p');
    actions.className = 'actions';
    actions.append(button(words['link-passage'], function () { shown.textContent = url; }));
    actions.append(button(words['cite-passage'], function () {
      shown.textContent = ofPassage(data.querySelector('.reference').textContent, url).replace(/\.?\s*$/, '') + ', ' + label + '.';
    }));
    data.querySelectorAll('pre').forEach(function (form) {
      actions.append(button(form.dataset.form, function () { shown.textContent = ofPassage(form.textContent, url); }));
    });
    var last = document.createElement('p');
    last.className = 'actions';
    var copier = button(words.copy, function () { copy(shown.textContent, copier); });
    last.append(copier, button(words.close, close));
    box.append(actions, shown, last);
    document.body.append(box);
    var r = link.getBoundingClientRect();
    box.style.top = scrollY + r.bottom + 6 + 'px';
    box.style.left = Math.max(8, Math.min(r.left, innerWidth - box.offsetWidth - 8)) + scrollX + 'px';
    actions.querySelector('button').focus();
  }

  function close() {
    if (!box) return;
    box.remove();
    box = null;
    if (opener) opener.focus();
  }

  // The passage that one has come to can be cited from the keyboard too.
  function arrived() {
    var at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var address = at && at.querySelector(':scope > .address');
    if (!address) return;
    address.removeAttribute('tabindex');
    address.removeAttribute('aria-hidden');
    address.setAttribute('aria-label', words['cite-passage']);
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.address');
    if (link) {
      open(link);
    } else if (box && !box.contains(event.target)) {
      box.remove();
      box = null;
    }
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') close(); });
  window.addEventListener('hashchange', arrived);
  arrived();
})();
