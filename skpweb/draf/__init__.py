"""Draf: text that was typed and not yet sent, kept on the server for its writer alone (design/trust.md, goal 9).

A draft belongs to a person and the address its form posts to; `versi` is the version of the thing that was on the screen.
static/js/draf.js queues what is typed in the browser at once and brings it here; a successful POST to the address ends it.
"""
