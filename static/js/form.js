/* Plain (not boosted) forms: a second click while the first is on its way sends nothing. */
(function () {
  "use strict";
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (form.hasAttribute("hx-boost") || form.hasAttribute("hx-post") || form.method !== "post") { return; }
    if (form.dataset.kirim) { e.preventDefault(); return; }
    form.dataset.kirim = "1";
    setTimeout(function () { delete form.dataset.kirim; }, 4000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-kirim]").forEach(function (f) { delete f.dataset.kirim; });
  });
})();
