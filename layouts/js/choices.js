// A reader's choices, kept in the browser: light or dark, what of an essay's apparatus is shown, how far one has read.
// It runs before the page is painted, so that colours do not change under one's eyes.
(function () {
  'use strict';
  var words = glossator.words; // which the generator puts before this script
  var html = document.documentElement;

  // A browser may refuse to keep anything; then choices last as long as the page.
  function keep(key, value) { try { localStorage.setItem('glossator-' + key, value); } catch (e) { return; } }
  function kept(key) { try { return localStorage.getItem('glossator-' + key); } catch (e) { return null; } }

  glossator.root = document.currentScript.dataset.root;
  glossator.keep = keep;
  glossator.kept = kept;

  html.dataset.scripts = 'yes'; // what only a script can do is shown from the first
  if (kept('theme')) html.dataset.theme = kept('theme');

  document.addEventListener('DOMContentLoaded', function () {
    var imprint = document.querySelector('.imprint');
    if (imprint) imprint.append(themes());
    document.querySelectorAll('.streams input').forEach(function (box) {
      if (kept(box.id)) box.checked = kept(box.id) === 'yes';
      box.addEventListener('change', function () { keep(box.id, box.checked ? 'yes' : 'no'); });
    });
  });

  function themes() {
    var label = document.createElement('label');
    var select = document.createElement('select');
    ['auto', 'light', 'dark'].forEach(function (name) {
      select.append(new Option(words['theme-' + name], name, false, name === (kept('theme') || 'auto')));
    });
    select.addEventListener('change', function () {
      keep('theme', select.value);
      html.dataset.theme = select.value;
    });
    label.append(words['reading-theme'], select);
    return label;
  }
})();
