/* Nothing typed is lost: every form[data-draft] is queued in the browser at each change, kept on the server after a rest
   of 1.5 s (at the latest every 5 s, and when the page hides), offered again on return, wiped when it was sent. */
(function () {
  "use strict";
  var REST = 1500, MOST = 5000, FAR = 60000;
  var state = new WeakMap(); /* form → {first, rest, since, tries, busy, known} */

  function meta(name) { var m = document.querySelector("meta[name=" + name + "]"); return m ? m.content : ""; }
  function prefix() { return "draf:" + meta("orang") + ":"; }
  function address(form) { return form.dataset.draft; }
  function all() { return meta("orang") ? Array.prototype.slice.call(document.querySelectorAll("form[data-draft]")) : []; }
  function read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } }
  function drop(form) { try { localStorage.removeItem(prefix() + address(form)); } catch (e) { /* private mode */ } }

  function kept(el) {
    return el.name && el.name[0] !== "_" && el.name !== "csrf_token" && !el.disabled &&
      ["hidden", "password", "file", "submit", "button", "reset"].indexOf(el.type) < 0;
  }
  function controls(form) { return Array.prototype.filter.call(form.elements, kept); }
  /* form[data-langsung] saves each field when it is left: only what differs from what is stored is unsent. */
  function direct(form) { return form.hasAttribute("data-langsung"); }
  function value(el) { return el.type === "checkbox" ? (el.checked ? el.value : "") : el.value.trim(); }
  function stored(el) {
    if ("asal" in el.dataset) { return el.dataset.asal; }
    return el.type === "checkbox" ? (el.defaultChecked ? el.value : "") : el.defaultValue;
  }
  function pairs(form) {
    if (direct(form)) { return controls(form).filter(function (el) { return value(el) !== stored(el); }).map(function (el) { return [el.name, value(el)]; }); }
    return controls(form).reduce(function (out, el) {
      if (el.type === "checkbox" || el.type === "radio") { if (el.checked) { out.push([el.name, el.value]); } }
      else if (el.multiple) { Array.prototype.forEach.call(el.selectedOptions, function (o) { out.push([el.name, o.value]); }); }
      else { out.push([el.name, el.value]); }
      return out;
    }, []);
  }
  function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }
  function version(form) { var v = form.elements._versi; return v ? v.value : ""; }
  function of(form) {
    if (!state.has(form)) { state.set(form, { first: direct(form) ? [] : pairs(form), tries: 0 }); }
    return state.get(form);
  }

  /* ---- the status line ---- */
  function line(form) {
    var p = form.querySelector("[data-draf-kabar]");
    if (!p) {
      p = document.createElement("p");
      p.className = "saved";
      p.setAttribute("role", "status");
      p.dataset.drafKabar = "";
      form.appendChild(p);
    }
    return p;
  }
  function tell(form, words, bad) {
    var p = line(form);
    p.className = bad ? "saved warn" : "saved";
    if (p.textContent !== words) { p.textContent = words; }
  }

  /* ---- queue and send ---- */
  function changed(form) {
    var s = of(form), now = pairs(form);
    if (same(now, s.first) && (!s.known || direct(form))) { forget(form); return; }
    try { localStorage.setItem(prefix() + address(form), JSON.stringify({ versi: version(form), isi: now, pada: Date.now() })); }
    catch (e) { /* the server copy is enough */ }
    s.since = s.since || Date.now();
    plan(form, Math.max(0, Math.min(REST, s.since + MOST - Date.now())));
  }
  function forget(form) {
    var s = of(form);
    clearTimeout(s.rest);
    s.since = 0;
    drop(form);
    if (!s.known) { return; }
    s.known = false;
    tell(form, "");
    var body = new URLSearchParams({ csrf_token: (form.elements.csrf_token || {}).value || "", alamat: address(form) });
    fetch("/draf/buang", { method: "POST", body: body, credentials: "same-origin" }).catch(function () { s.known = true; });
  }
  function plan(form, wait) {
    var s = of(form);
    clearTimeout(s.rest);
    s.rest = setTimeout(function () { send(form, false); }, wait);
  }
  function send(form, leaving) {
    var s = of(form), body = new URLSearchParams(), was = pairs(form);
    clearTimeout(s.rest);
    if (!s.since || s.sent || !meta("orang")) { return; }
    s.since = 0;
    s.known = true;
    body.set("csrf_token", (form.elements.csrf_token || {}).value || "");
    body.set("alamat", address(form));
    body.set("versi", version(form));
    body.set("isi", JSON.stringify(was));
    s.busy = new AbortController();
    fetch("/draf", {
      method: "POST", body: body, credentials: "same-origin", keepalive: leaving, signal: leaving ? undefined : s.busy.signal
    }).then(function (r) {
      if (r.ok) { return r.json(); }
      throw r.status;
    }).then(function (d) {
      s.tries = 0;
      if (!s.since) { drop(form); } /* the server has all of it; the next one at this PC finds nothing */
      tell(form, "Tersimpan sebagai draf " + d.waktu.split(", ")[1]);
      document.dispatchEvent(new Event("sesi-segar"));
    }).catch(function (why) {
      if (s.sent || (why && why.name === "AbortError")) { return; }
      s.since = s.since || Date.now();
      if (why === 401) { tell(form, "Sesi berakhir. Isian Anda aman di komputer ini; masuk lagi saat mengirim.", true); return; }
      if (why >= 400 && why < 500 && why !== 429) { tell(form, "Draf belum tersimpan di server; isian masih ada di halaman ini.", true); return; }
      s.tries += 1;
      tell(form, "Belum tersimpan, mencoba lagi. Isian Anda masih ada.", true);
      if (typeof why !== "number") { document.dispatchEvent(new Event("server-putus")); }
      plan(form, Math.min(FAR, 2000 * Math.pow(2, s.tries)) * (0.5 + Math.random()));
    });
  }
  function onchange(e) {
    var form = e.target.closest ? e.target.closest("form[data-draft]") : null;
    if (form && kept(e.target) && meta("orang")) { of(form).sent = false; changed(form); }
  }
  document.addEventListener("input", onchange);
  document.addEventListener("change", onchange);
  function leave() { all().forEach(function (form) { if (of(form).since) { send(form, true); } }); }
  document.addEventListener("visibilitychange", function () { if (document.hidden) { leave(); } });
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", function () { all().forEach(function (form) { if (of(form).since) { send(form, false); } }); });

  /* ---- sent: the server forgets it in the same answer, the browser when the answer is good ---- */
  function mine(e) { var el = (e.detail.requestConfig || e.detail).elt; return el && el.matches && el.matches("form[data-draft]") ? el : null; }
  document.addEventListener("htmx:configRequest", function (e) {
    var form = mine(e);
    if (!form || e.detail.verb !== "post" || direct(form)) { return; }
    var s = of(form);
    clearTimeout(s.rest);
    if (s.busy) { s.busy.abort(); }
    s.sent = true;
    e.detail.parameters._draf = "1";
  });
  document.addEventListener("htmx:afterRequest", function (e) {
    var form = mine(e);
    if (!form || e.detail.requestConfig.verb !== "post") { return; }
    if (direct(form)) { changed(form); }
    else if (e.detail.xhr.status >= 200 && e.detail.xhr.status < 400) { drop(form); }
    else { of(form).sent = false; changed(form); }
  });
  document.addEventListener("submit", function (e) {
    if (e.target.matches("form[data-draft]:not([hx-boost]):not([hx-post])")) {
      var flag = document.createElement("input");
      flag.type = "hidden";
      flag.name = "_draf";
      flag.value = "1";
      e.target.appendChild(flag);
      of(e.target).sent = true;
      drop(e.target);
    }
    if (!e.target.matches("[data-keluar]")) { return; }
    Object.keys(localStorage).forEach(function (k) { if (k.indexOf(prefix()) === 0) { localStorage.removeItem(k); } });
  }, true);

  /* ---- back again: offer what was not sent ---- */
  function label(form, name) {
    var el = controls(form).filter(function (c) { return c.name === name; })[0];
    if (!el) { return ""; }
    var legend = (el.type === "checkbox" || el.type === "radio") && el.closest("fieldset") && el.closest("fieldset").querySelector("legend");
    var words = legend || (el.labels && el.labels[0]);
    var ids = (el.getAttribute("aria-labelledby") || "").split(" ").map(function (id) { return document.getElementById(id); }).filter(Boolean);
    var named = ids.map(function (x) { return x.textContent.trim(); }).join(" ");
    return words ? words.textContent.trim().replace(/\s+/g, " ") : named || el.getAttribute("aria-label") || "";
  }
  function show(form, name, isi) {
    return isi.filter(function (p) { return p[0] === name; }).map(function (p) {
      var el = controls(form).filter(function (c) { return c.name === name && (c.value === p[1] || c.tagName === "SELECT"); })[0];
      if (el && el.tagName === "SELECT") { var o = el.querySelector("option[value='" + CSS.escape(p[1]) + "']"); return o ? o.textContent.trim() : p[1]; }
      if (el && (el.type === "checkbox" || el.type === "radio")) { return el.labels && el.labels[0] ? el.labels[0].textContent.trim() : "ya"; }
      return p[1];
    }).join(", ") || "(kosong)";
  }
  function use(form, isi) {
    var left = isi.slice();
    if (direct(form)) {
      controls(form).forEach(function (el) {
        var mine = isi.filter(function (p) { return p[0] === el.name; })[0];
        if (!mine || value(el) === mine[1]) { return; }
        if (el.type === "checkbox") { el.checked = mine[1] !== ""; } else { el.value = mine[1]; }
        el.dispatchEvent(new Event("change", { bubbles: true }));
      });
      return;
    }
    function take(name, value) {
      for (var i = 0; i < left.length; i += 1) {
        if (left[i][0] === name && (value === undefined || left[i][1] === value)) { return left.splice(i, 1)[0][1]; }
      }
      return null;
    }
    controls(form).forEach(function (el) {
      if (el.type === "checkbox" || el.type === "radio") { el.checked = take(el.name, el.value) !== null; return; }
      if (el.multiple) { Array.prototype.forEach.call(el.options, function (o) { o.selected = take(el.name, o.value) !== null; }); return; }
      var value = take(el.name);
      if (value !== null) { el.value = value; }
    });
    changed(form);
  }
  function button(words, kind, act) {
    var b = document.createElement("button");
    b.type = "button";
    b.className = kind;
    b.textContent = words;
    b.addEventListener("click", act);
    return b;
  }
  function offer(form, draft) {
    var now = direct(form) ? controls(form).map(function (el) { return [el.name, value(el)]; }) : pairs(form), names = [], box = document.createElement("div"), list = document.createElement("ul");
    draft.isi.concat(direct(form) ? [] : now).forEach(function (p) { if (names.indexOf(p[0]) < 0) { names.push(p[0]); } });
    names = names.filter(function (n) { return label(form, n) && show(form, n, draft.isi) !== show(form, n, now); });
    if (!names.length) { return; }
    box.className = "notice warn";
    box.dataset.drafTawar = "";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Isian yang belum terkirim");
    var head = document.createElement("h2");
    head.textContent = "Isian Anda dari " + draft.waktu + " belum terkirim";
    names.slice(0, 12).forEach(function (n) {
      var li = document.createElement("li"), ins = document.createElement("ins");
      ins.textContent = show(form, n, draft.isi).slice(0, 400);
      li.append(label(form, n) + ": ", ins, " (di formulir: " + show(form, n, now).slice(0, 120) + ")");
      list.appendChild(li);
    });
    var row = document.createElement("div");
    row.className = "row";
    row.append(
      button("Pakai isian ini", "btn s", function () {
        box.remove();
        use(form, draft.isi);
        var el = controls(form).filter(function (c) { return c.name === names[0]; })[0];
        if (el) { el.focus(); }
      }),
      button("Buang", "btn alt s", function () {
        of(form).known = true;
        forget(form);
        box.remove();
        tell(form, "Draf dibuang.");
      })
    );
    box.append(head, list);
    if (draft.versi !== null && String(draft.versi) !== version(form) && version(form)) {
      var p = document.createElement("p");
      p.textContent = "Data ini sudah diubah sejak itu; bandingkan sebelum memakainya.";
      box.append(p);
    }
    box.append(row);
    form.prepend(box);
    for (var fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; } /* seen, not folded away */
  }
  function when(ms) {
    var d = new Date(ms), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return two(d.getDate()) + "-" + two(d.getMonth() + 1) + "-" + d.getFullYear() + " " + two(d.getHours()) + "." + two(d.getMinutes());
  }
  function look() {
    var forms = all().filter(function (form) { var known = state.has(form); of(form); line(form); return !known; });
    if (!forms.length) { return; }
    var query = forms.map(function (f) { return "alamat=" + encodeURIComponent(address(f)); }).join("&");
    fetch("/draf?" + query, { credentials: "same-origin" }).then(function (r) { return r.ok ? r.json() : []; }, function () { return []; }).then(function (rows) {
      forms.forEach(function (form) {
        var here = read(prefix() + address(form)), there = rows.filter(function (d) { return d.alamat === address(form); })[0];
        var best = here && (!there || here.pada > there.pada) ? { isi: here.isi, versi: here.versi, waktu: when(here.pada) } : there;
        if (there) { of(form).known = true; }
        if (best && document.contains(form) && !of(form).since && !same(best.isi, pairs(form))) { offer(form, best); }
      });
    });
  }
  document.addEventListener("DOMContentLoaded", function () { look(); tools(); });
  document.addEventListener("htmx:afterSettle", function () { look(); tools(); });

  /* ---- to a file and back, for the day on which the network is gone ---- */
  function save() {
    var saved = all().map(function (f) { return { halaman: location.pathname + location.search, alamat: address(f), versi: version(f), isi: pairs(f) }; });
    var a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1)], { type: "application/json" }));
    a.download = "isian-saya.json";
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  }
  /* What became of it: words, or words with the way to the page the file was made on. */
  function load(text) {
    var saved, found = 0, out = document.createElement("span"), link = document.createElement("a");
    try { saved = JSON.parse(text); } catch (e) { saved = null; }
    saved = (Array.isArray(saved) ? saved : []).filter(function (d) { return d && Array.isArray(d.isi) && typeof d.alamat === "string"; });
    all().forEach(function (form) {
      saved.forEach(function (d) { if (d.alamat === address(form)) { found += 1; use(form, d.isi); tell(form, "Isian dimuat dari berkas."); } });
    });
    out.textContent = found ? "Isian dimuat dari berkas." : saved.length ? "Berkas ini berisi isian dari halaman lain. " : "Berkas ini bukan isian yang diunduh dari sini.";
    if (!found && saved.length && /^\/(?![/\\])/.test(saved[0].halaman)) {
      link.href = saved[0].halaman;
      link.textContent = "Buka halaman itu, lalu muat lagi";
      out.append(link);
    }
    return out;
  }
  function tools() {
    var foot = document.querySelector("footer.foot");
    if (!foot || foot.querySelector("[data-draf-alat]") || !all().length) { return; }
    var span = document.createElement("span"), file = document.createElement("input"), news = document.createElement("span");
    var down = button("Unduh isian saya", "linklike", save);
    span.dataset.drafAlat = "";
    file.type = "file";
    file.accept = "application/json,.json";
    file.className = "sr";
    file.tabIndex = -1;
    file.setAttribute("aria-label", "Berkas isian");
    file.addEventListener("change", function () {
      if (!file.files[0]) { return; }
      file.files[0].text().then(function (text) { news.replaceChildren(load(text)); file.value = ""; });
    });
    down.dataset.drafUnduh = "";
    news.setAttribute("role", "status");
    span.append(down, " ", button("Muat isian", "linklike", function () { file.click(); }), file, " ", news);
    foot.appendChild(span);
  }
})();
