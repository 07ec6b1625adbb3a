/* The session is over, or a dangerous deed asks again who sits there: answer within the page, then the same deed goes
   on, once (its key is the same). */
(function () {
  "use strict";
  var waiting = null, focused = null;
  /* The page says whose it is, so that log-out in another tab does not make it a stranger's. */
  document.addEventListener("htmx:configRequest", function (e) {
    var whose = document.querySelector("meta[name=orang]");
    if (whose) { e.detail.headers["X-Orang"] = whose.content; }
  });
  document.addEventListener("htmx:beforeOnLoad", function (e) {
    var xhr = e.detail.xhr;
    if (xhr.status !== 401) { return; }
    e.preventDefault();
    if (!e.detail.elt.closest("#dialog-masuk")) { /* else the session has ended meanwhile: another question, the same deed */
      focused = document.activeElement;
      waiting = e.detail.requestConfig;
    }
    var old = document.getElementById("dialog-masuk");
    if (old) { old.remove(); }
    document.body.insertAdjacentHTML("beforeend", xhr.responseText);
    var dialog = document.getElementById("dialog-masuk");
    htmx.process(dialog);
    document.querySelector("body > div").inert = true;
    (dialog.querySelector("input:not([readonly]):not([type=hidden])") || dialog).focus();
  });
  function close() {
    var dialog = document.getElementById("dialog-masuk"), again = waiting;
    if (dialog) { dialog.remove(); }
    document.querySelector("body > div").inert = false;
    waiting = null;
    if (focused && document.contains(focused)) { focused.focus(); }
    return again;
  }
  document.addEventListener("click", function (e) { if (e.target.closest("#dialog-masuk [data-tutup]")) { close(); } });
  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && document.querySelector("#dialog-masuk [data-tutup]")) { close(); }
  });
  document.addEventListener("masuk-lagi", function (e) {
    document.querySelectorAll("input[name=csrf_token]").forEach(function (i) { i.value = e.detail.token; });
    var again = close();
    if (!again) { return; }
    var el = again.elt;
    if (document.contains(el)) {
      htmx.trigger(el, again.triggeringEvent ? again.triggeringEvent.type : "submit");
    }
  });
})();
