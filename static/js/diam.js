/* Two minutes before the session ends of idleness: a warning that one key answers. Activity in another tab counts too. */
(function () {
  "use strict";
  var EARLY = 150000, KEY = "sesi-segar";
  function minutes() { var m = document.querySelector("meta[name=sesi]"); return m ? Number(m.content) : 0; }
  function fresh() { try { localStorage.setItem(KEY, String(Date.now())); } catch (e) { /* this tab alone */ } hide(); }
  function last() { try { return Number(localStorage.getItem(KEY)) || Date.now(); } catch (e) { return Date.now(); } }
  function hide() { var d = document.getElementById("dialog-diam"); if (d) { d.close(); d.remove(); } }
  function stay() {
    fetch("/draf", { credentials: "same-origin" }).then(function (r) { if (r.ok) { fresh(); } else { hide(); } }, hide);
  }
  function warn() {
    if (document.getElementById("dialog-diam") || document.getElementById("dialog-masuk")) { return; }
    var d = document.createElement("dialog"), h = document.createElement("h2"), p = document.createElement("p"), b = document.createElement("button");
    d.id = "dialog-diam";
    d.setAttribute("aria-labelledby", "dialog-diam-j");
    h.id = "dialog-diam-j";
    h.textContent = "Anda akan keluar otomatis dalam 2 menit";
    p.textContent = "Tekan Enter untuk tetap masuk. Isian di halaman ini tidak hilang, juga bila sesi berakhir.";
    b.className = "btn w";
    b.textContent = "Tetap masuk";
    b.addEventListener("click", stay);
    d.append(h, p, b);
    document.body.appendChild(d);
    d.showModal();
    b.focus();
  }
  function look() {
    var all = minutes() * 60000, idle = Date.now() - last();
    if (!all) { return; }
    if (idle > all) { hide(); } else if (idle > all - EARLY) { warn(); } else { hide(); }
  }
  document.addEventListener("DOMContentLoaded", fresh);
  document.addEventListener("sesi-segar", fresh);
  document.addEventListener("htmx:afterRequest", function (e) { if (e.detail.xhr.status && e.detail.xhr.status !== 401) { fresh(); } });
  setInterval(look, 5000);
})();
