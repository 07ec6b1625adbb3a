/* The matrix: a cell is saved when it is left, everything unsaved goes in one request, one at a time. Spreadsheet keys,
   paste of a block, undo. A cell's text as it was read is its data-asal, else its value in the page. */
(function () {
  "use strict";
  var undo = [], langkah = [], antre = baru(), jalan = baru(), terkirim = {}, kini = null, tunda = 2000, pergi = "";
  function baru() { return { ikut: [], lain: {} }; }
  function form() { return document.querySelector("form[data-matriks]"); }
  function sel(e) { return e.target.matches && e.target.matches("form[data-matriks] td > input") ? e.target : null; }
  function semua() { return Array.from(form().querySelectorAll("td > input")); }
  function nilai(i) { return i.type === "checkbox" ? (i.checked ? "1" : "") : i.value.trim(); }
  function asal(i) {
    if ("asal" in i.dataset) { return i.dataset.asal; }
    return i.type === "checkbox" ? (i.defaultChecked ? "1" : "") : i.defaultValue;
  }
  function tulis(i, teks) {
    if (i.type === "checkbox") { i.checked = !/^(|0|-|–|tidak)$/i.test(teks); } else { i.value = teks; }
    bersih(i);
  }
  function bersih(i) {
    i.removeAttribute("aria-invalid");
    var kata = document.getElementById("g" + i.id.slice(1));
    if (kata) { kata.remove(); }
  }
  function kotor(i) { return !i.hasAttribute("aria-invalid") && nilai(i) !== asal(i); }
  function simpan(ikut, lain) {
    antre.ikut = antre.ikut.concat(ikut || []);
    Object.assign(antre.lain, lain);
    htmx.trigger(form(), "simpan");
  }
  function gagal() {
    antre = { ikut: jalan.ikut.concat(antre.ikut), lain: Object.assign({}, jalan.lain, antre.lain) };
    jalan = baru();
  }
  function kabar(teks) {
    var kata = document.createElement("span");
    kata.className = "saved warn";
    kata.textContent = teks;
    document.getElementById("tersimpan").replaceChildren(kata);
  }
  function milik(e) { return e.detail.requestConfig && form() && e.detail.requestConfig.elt === form(); }

  document.addEventListener("htmx:load", function () {
    var f = form();
    if (!f || f.dataset.siap) { return; }
    f.dataset.siap = "1";
    undo = [];
    antre = baru();
    document.querySelectorAll("[data-js]").forEach(function (x) { x.hidden = false; });
    document.querySelectorAll("[data-tanpa-js]").forEach(function (x) { x.hidden = true; });
  });

  document.addEventListener("htmx:configRequest", function (e) {
    var f = e.target, asli = [], data;
    if (f !== form()) { return; }
    var kirim = semua().filter(function (i) { return kotor(i) || antre.ikut.indexOf(i.id) >= 0; });
    if (!kirim.length || document.getElementById("dialog-masuk")) { e.preventDefault(); return; }
    jalan = antre;
    antre = baru();
    terkirim = {};
    langkah = [];
    data = Object.assign({ csrf_token: f.elements.csrf_token.value }, jalan.lain);
    kirim.forEach(function (i) {
      asli.push(i.name + "=" + asal(i));
      terkirim[i.id] = nilai(i);
      if (i.type !== "checkbox" || i.checked) { data[i.name] = nilai(i); }
    });
    data._asal = asli.join(" ");
    e.detail.parameters = data;
    if (kirim.length === 1 && !jalan.lain._cara) { e.detail.path += "/" + kirim[0].name.slice(1).replace("-", "/"); }
  });
  document.addEventListener("htmx:beforeSwap", function (e) {
    if (!milik(e)) { return; }
    if ([200, 409, 422].indexOf(e.detail.xhr.status) < 0 || !e.detail.xhr.responseText.includes("kabar-sel")) {
      gagal();
      e.detail.target = document.getElementById("kabar-matriks");
      kabar("Belum tersimpan.");
      return;
    }
    tunda = 2000;
    Object.keys(terkirim).forEach(function (id) {
      var kata = document.getElementById("g" + id.slice(1));
      if (kata) { kata.remove(); }
    });
  });
  /* A cell comes back: what was typed in it meanwhile stays, only the text as it was read is new. */
  function segarkan(lama, kembali) {
    var tetap = nilai(lama) !== (lama.id in terkirim ? terkirim[lama.id] : asal(lama));
    if (asal(lama) !== asal(kembali)) { langkah.push([lama.id, asal(lama)]); }
    if (tetap) { lama.dataset.asal = asal(kembali); return; }
    ["value", "checked", "data-asal", "aria-invalid", "aria-describedby"].forEach(function (nama) {
      if (kembali.hasAttribute(nama)) { lama.setAttribute(nama, kembali.getAttribute(nama)); } else { lama.removeAttribute(nama); }
    });
    lama.checked = kembali.checked;
    if (lama.value !== kembali.value) { lama.value = kembali.value; }
  }
  document.addEventListener("htmx:afterSwap", function (e) {
    if (!milik(e)) { return; }
    document.querySelectorAll("#tersimpan template").forEach(function (kotak) {
      Array.from(kotak.content.children).forEach(function (x) {
        if (x.tagName === "TR") { document.getElementById("b" + parseInt(x.id.slice(1), 10)).append(x); }
        else { segarkan(document.getElementById(x.id), x); }
      });
      kotak.remove();
    });
  });
  document.addEventListener("htmx:afterRequest", function (e) {
    if (!milik(e)) { return; }
    if (langkah.length && jalan.lain._cara !== "urung") { undo.push(langkah); }
    langkah = [];
    var salah = form().querySelectorAll("td > [aria-invalid]"), tempat = document.querySelector("#tersimpan .saved:not(.warn) > span");
    if (salah.length && tempat) {
      tempat.append(", kecuali ");
      var a = document.createElement("a");
      a.href = "#" + salah[0].id;
      a.textContent = salah.length + " sel";
      tempat.append(a);
    }
    if (pergi && !salah.length && e.detail.successful && !semua().some(kotor)) { location.href = pergi; }
    pergi = "";
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (nama) {
    document.addEventListener(nama, function (e) {
      if (!milik(e)) { return; }
      gagal();
      kabar("Belum tersimpan, mencoba lagi.");
      setTimeout(function () { if (form()) { simpan(); } }, tunda);
      tunda = Math.min(tunda * 2, 60000);
    });
  });
  document.addEventListener("htmx:beforeOnLoad", function (e) { if (milik(e) && e.detail.xhr.status === 401) { gagal(); } });

  document.addEventListener("focusin", function (e) { kini = sel(e) || kini; });
  document.addEventListener("input", function (e) { if (sel(e)) { bersih(e.target); } });
  document.addEventListener("change", function (e) { if (sel(e)) { simpan(); } });
  function sebelah(i, bawah, kanan) {
    var tr = Array.from(form().querySelectorAll("tbody[id] > tr:not(.say)")), td = i.parentNode;
    var baris = tr[tr.indexOf(td.parentNode) + bawah], kolom = baris && baris.cells[td.cellIndex + kanan];
    return kolom && kolom.querySelector("input");
  }
  function pindah(e, bawah, kanan) {
    var ke = sebelah(e.target, bawah, kanan);
    e.preventDefault();
    if (ke) { ke.focus(); if (ke.type !== "checkbox") { ke.select(); } }
  }
  function tepi(i, kanan) {
    if (i.type === "checkbox" || (i.selectionStart === 0 && i.selectionEnd === i.value.length)) { return true; }
    return i.selectionStart === i.selectionEnd && i.selectionStart === (kanan ? i.value.length : 0);
  }
  function urungkan() {
    var isi = undo.pop();
    if (!isi) { return; }
    isi.forEach(function (x) { var i = document.getElementById(x[0]); if (i) { tulis(i, x[1]); } });
    simpan(isi.map(function (x) { return x[0]; }), { _cara: "urung" });
  }
  document.addEventListener("keydown", function (e) {
    var i = sel(e);
    if (!i || e.altKey || e.isComposing) { return; }
    if (e.ctrlKey || e.metaKey) {
      if (e.key.toLowerCase() === "z" && !e.shiftKey && nilai(i) === asal(i)) { e.preventDefault(); urungkan(); }
      return;
    }
    if (e.key === "Enter") { bersih(i); pindah(e, e.shiftKey ? -1 : 1, 0); simpan(); }
    if (e.key === "Escape") { tulis(i, asal(i)); }
    if (e.shiftKey) { return; }
    if (e.key === "ArrowDown") { pindah(e, 1, 0); }
    if (e.key === "ArrowUp") { pindah(e, -1, 0); }
    if (e.key === "ArrowRight" && tepi(i, true)) { pindah(e, 0, 1); }
    if (e.key === "ArrowLeft" && tepi(i, false)) { pindah(e, 0, -1); }
  });
  document.addEventListener("paste", function (e) {
    var i = sel(e), teks = i && e.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, ""), luar = 0, ikut = [];
    if (!teks || !/[\t\n]/.test(teks)) { return; }
    e.preventDefault();
    teks.split("\n").forEach(function (baris, b) {
      baris.split("\t").forEach(function (isi, k) {
        var ke = sebelah(i, b, k);
        if (ke) { tulis(ke, isi.trim().replace(/^"(.*)"$/, "$1")); ikut.push(ke.id); } else { luar += 1; }
      });
    });
    simpan(ikut, { _cara: "tempel", _luar: luar });
  });

  /* The buttons: each is a submit that works without this script too. */
  document.addEventListener("submit", function (e) {
    if (e.target !== form()) { return; }
    var b = e.submitter || {}, i = document.getElementById(b.value);
    e.preventDefault();
    if (b.name === "buang") { tulis(i, asal(i)); i.focus(); }
    if (b.name === "pakai") { bersih(i); i.focus(); }
    if (b.name !== "rata") { simpan(); return; }
    var baris = Array.from(form().querySelectorAll("tbody[id]")).filter(function (x) {
      var isi = Array.from(x.querySelectorAll("td > input"));
      return b.value === "0" ? !isi.some(nilai) : x.id === "b" + b.value;
    });
    if (!baris.length) { kabar("Tidak ada indikator yang masih kosong."); return; }
    simpan([].concat.apply([], baris.map(function (x) {
      return Array.from(x.querySelectorAll("td > input")).map(function (isi) { bersih(isi); return isi.id; });
    })), { rata: b.value, _cara: "rata" });
  });
  document.addEventListener("click", function (e) {
    if (!e.target.closest) { return; }
    if (e.target.closest("[data-urung]")) { urungkan(); }
    var selesai = e.target.closest("[data-selesai]");
    if (selesai && (form().classList.contains("htmx-request") || semua().some(kotor))) {
      e.preventDefault();
      pergi = selesai.href;
      simpan();
    }
    if (!e.target.closest("[data-isi-bawah]")) { return; }
    var ke = kini && document.contains(kini) ? kini : kini && document.getElementById(kini.id), isi = ke ? nilai(ke) : "", ikut = [];
    if (!isi) { kabar("Pilih dulu sel yang berisi; isinya disalin ke sel kosong di bawahnya."); return; }
    var jenis = ke.type;
    while ((ke = sebelah(ke, 1, 0))) { if (ke.type === jenis && !nilai(ke)) { tulis(ke, isi); ikut.push(ke.id); } }
    if (ikut.length) { simpan(ikut, { _cara: "isi" }); } else { kabar("Tidak ada sel kosong di bawahnya."); }
  });
})();
