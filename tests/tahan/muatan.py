"""Forty texts that would run, break out, call a formula or fool a parser, were they ever more than text; and what finds
them where they are: every one bears TANDA, in each of its tags too."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

import tinyhtml5

TANDA = "zqx7"
MUATAN = [
    f"<script id={TANDA}>{TANDA}()</script>",
    f"<img id={TANDA} src=x onerror={TANDA}()>",
    f"<svg id={TANDA} onload={TANDA}()>",
    f"\"><script id={TANDA}>{TANDA}()</script>",
    f"'><img id={TANDA} src=x onerror={TANDA}()>",
    f"\" autofocus onfocus=\"{TANDA}()",
    f"' autofocus onfocus='{TANDA}()",
    f"x onmouseover={TANDA}() y",
    f"</textarea><script id={TANDA}>{TANDA}()</script>",
    f"</title><svg id={TANDA} onload={TANDA}()>",
    f"</script><script id={TANDA}>{TANDA}()</script>",
    f"</style><style id={TANDA}>*{{background:url(/{TANDA})}}</style>",
    f"--><script id={TANDA}>{TANDA}()</script><!--",
    f"]]><script id={TANDA}>{TANDA}()</script>",
    f"<iframe id={TANDA} srcdoc=\"<script>{TANDA}()</script>\"></iframe>",
    f"<iframe id={TANDA} src=javascript:{TANDA}()>",
    f"<a id={TANDA} href=javascript:{TANDA}()>klik</a>",
    f"javascript:{TANDA}()//",
    f" java\tscript:{TANDA}()",
    f"data:text/html,<script id={TANDA}>{TANDA}()</script>",
    f"<form id={TANDA} action=javascript:{TANDA}()><button>kirim",
    f"<button id={TANDA} formaction=javascript:{TANDA}()>x",
    f"<base id={TANDA} href=//{TANDA}.invalid/>",
    f"<meta id={TANDA} http-equiv=refresh content=0;url=//{TANDA}.invalid>",
    f"<link id={TANDA} rel=stylesheet href=//{TANDA}.invalid/x.css>",
    f"<object id={TANDA} data=//{TANDA}.invalid></object><embed id={TANDA} src=//{TANDA}.invalid>",
    f"<math id={TANDA}><mtext><mglyph><style><img src=x onerror={TANDA}()>",
    f"<svg id={TANDA}><animate onbegin={TANDA}() attributeName=x dur=1s>",
    f"<details id={TANDA} open ontoggle={TANDA}()>",
    f"<div id={TANDA} hx-get=/keluar hx-trigger=load hx-on:htmx:load={TANDA}()>",
    f"<input id={TANDA} type=hidden name=_versi value=99>",
    f"&lt;script&gt;{TANDA}()&lt;/script&gt; &#60;img src=x onerror={TANDA}()&#62;",
    f"\u202e<b id={TANDA}>\u202c \uff1cscript\uff1e{TANDA}()\uff1c/script\uff1e",
    f"${{{TANDA}()}} #{{{TANDA}()}} [[{TANDA}]] <%= {TANDA} %> {{% raw %}}",
    f"'; DROP TABLE pegawai; -- {TANDA}",
    f"=HYPERLINK(\"http://{TANDA}.invalid\",\"klik\")",
    f"+cmd|' /C calc'!{TANDA}",
    f"-2+3+4+5+{TANDA}",
    f"@SUM(1+1)*{TANDA}",
    f"\t={TANDA}+1+1+1+1",
]  # fmt: skip
assert len(MUATAN) == 40
# attributes whose value is only read out or sent back, never an address, a style or a script
BACAAN = {
    "value",
    "title",
    "aria-label",
    "aria-description",
    "placeholder",
    "alt",
    "label",
    "data-l",
    "content",
    "data-nama",
    "hx-confirm",
}
ALAMAT = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "hx-get",
    "hx-post",
    "data-draft",
    "hx-push-url",
}
RUMUS = ("=", "+", "-", "@", "\t", "\r")


def jalan_di_html(text: str) -> Iterator[str]:
    """Where in a page the text is more than text, as a browser reads it."""
    for element in tinyhtml5.parse(text, namespace_html_elements=False).iter():
        tag = str(element.tag)
        if tag in ("script", "style") and TANDA in (element.text or ""):
            yield f"<{tag}> holds it: {element.text}"
        if TANDA in tag:
            yield f"tag <{tag}>" if not callable(element.tag) else "a comment"
        for name, value in element.attrib.items():
            if (
                name.lower().startswith("on")
                or TANDA in str(name)
                or TANDA in value
                and name not in BACAAN
                and not _alamat_kita(str(name), value)
            ):
                yield f"attribute {name}={value!r} on <{tag}>"


def _alamat_kita(name: str, value: str) -> bool:
    """An address within the site (what was searched for stands in it)."""
    return name in ALAMAT and bool(re.match(r"[/?](?![/\\])", value))


def jalan_di_xlsx(isi: bytes) -> Iterator[str]:
    """Formulas, links and texts that a spreadsheet would take for a formula."""
    with zipfile.ZipFile(io.BytesIO(isi)) as zip_:
        for part in zip_.namelist():
            for element in ET.fromstring(zip_.read(part)).iter():
                tag = element.tag.rpartition("}")[2]
                if tag in ("f", "hyperlink") or (tag == "Relationship" and element.get("TargetMode") == "External"):
                    yield f"{part}: <{tag}> {element.text}"
                if tag == "t" and (element.text or "").startswith(RUMUS):
                    yield f"{part}: {element.text!r} begins like a formula"


def jalan_di_pdf(isi: bytes) -> Iterator[str]:
    """Actions in the raw objects of a PDF."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(isi))
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        words = str(reader.get_object(number))
        if found := re.search(r"/(JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile|SubmitForm)'", words):
            yield f"object {number}: {found[0]}"
        if TANDA in words and "'/URI'" in words:
            yield f"object {number}: a link {words[:200]}"
