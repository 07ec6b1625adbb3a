/* The bell: a tiny question every few seconds, rarer when the page is hidden or the server tired. It keeps no session alive. */
(function () {
  "use strict";
  var SELANG = 4500, wait = SELANG; // with the way there and back it is told within five seconds
  function ask() {
    var bell = document.querySelector("[data-lonceng]");
    if (!bell || document.getElementById("dialog-masuk")) { return plan(); }
    fetch(bell.dataset.lonceng, { headers: { "X-Diam": "1" }, credentials: "same-origin" }).then(function (r) {
      if (!r.ok || r.redirected) { throw new Error(r.status); }
      wait = SELANG;
      return r.text();
    }).then(function (html) {
      var now = document.querySelector("[data-lonceng]");
      if (!now || now.outerHTML === html.trim()) { return; }
      var focused = document.activeElement === now;
      now.outerHTML = html;
      if (focused) { document.querySelector("[data-lonceng]").focus(); }
    }).catch(function () { wait = Math.min(wait * 2, 300000); }).then(plan);
  }
  function plan() { setTimeout(ask, document.hidden ? Math.max(wait, 60000) : wait); }
  plan();
})();
