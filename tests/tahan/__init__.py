"""The goals of design/trust.md, each with a control that must fail; a few rounds in `make test`, all in `make test-long`."""
