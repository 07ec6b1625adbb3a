/* Boosted forms: focus after a swap goes to the error summary or to the content; history is never cached (shared PCs). */
(function () {
  "use strict";
  function focus() {
    var summary = document.querySelector("[data-fokus]");
    if (summary) { summary.focus(); return; }
    if (document.activeElement === document.body) {
      var main = document.getElementById("isi");
      if (main) { main.focus({ preventScroll: true }); }
    }
  }
  document.addEventListener("htmx:afterSettle", function (e) { if (e.detail.boosted) { focus(); } });
  document.addEventListener("DOMContentLoaded", function () {
    var summary = document.querySelector("[data-fokus]");
    if (summary) { summary.focus(); }
    var again = document.querySelector("[data-coba-lagi]");
    if (again && !again.querySelector("form")) {
      setTimeout(function () { location.reload(); }, 1000 * (Number(again.dataset.cobaLagi) + Math.random() * 3));
    }
  });
  /* A job that runs: look again every second, then go to what it made. Also after a boosted form led here. */
  function segarkan() {
    var box = document.querySelector("[data-segarkan]");
    if (box) { setTimeout(function () { if (document.contains(box)) { location.replace(box.dataset.segarkan); } }, 1000); }
  }
  document.addEventListener("DOMContentLoaded", segarkan);
  document.addEventListener("htmx:afterSettle", segarkan);
  /* The server cannot be reached: say so, clear nothing. */
  function banner(text) {
    var box = document.getElementById("putus");
    if (!box) {
      box = document.createElement("div");
      box.id = "putus";
      box.className = "notice bad flash";
      box.setAttribute("role", "alert");
      document.getElementById("isi").prepend(box);
    }
    var words = document.createElement("p"), tool = document.querySelector("[data-draf-unduh]");
    words.textContent = text;
    box.replaceChildren(words);
    if (!tool) { return; }
    var b = document.createElement("button");
    b.type = "button";
    b.className = "btn alt s";
    b.textContent = "Unduh isian saya";
    b.addEventListener("click", function () { tool.click(); });
    box.appendChild(b);
  }
  /* It goes by itself when the server answers again. */
  function back() { var box = document.getElementById("putus"); if (box) { box.remove(); } }
  document.addEventListener("htmx:sendError", function () {
    banner("Server tidak terjangkau. Isian Anda masih ada di halaman ini; coba kirim lagi sebentar lagi.");
  });
  document.addEventListener("server-putus", function () {
    if (!document.getElementById("putus")) { banner("Server tidak terjangkau. Isian Anda masih ada di halaman ini dan terus dicoba disimpan."); }
  });
  document.addEventListener("sesi-segar", back);
  document.addEventListener("htmx:afterRequest", function (e) { if (e.detail.xhr.status) { back(); } });
  document.addEventListener("htmx:timeout", function () {
    banner("Server lama menjawab. Isian Anda masih ada; kirim sekali lagi, hasilnya tidak akan dobel.");
  });
})();
