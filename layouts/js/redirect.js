// Former addresses: the address of a passage leads to that passage where its essay is now. Without this script a browser
// goes to the essay's beginning.
(function () {
  'use strict';
  location.replace(document.querySelector('.redirect a').href + location.hash);
})();
