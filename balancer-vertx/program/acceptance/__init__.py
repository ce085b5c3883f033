"""The acceptance suites: the packaged program between real clients and real servers.

`run` is the command, `catalog` the list of suites, `suites` has one package or module for each, and `harness` what they share.
Python's standard library only.
"""
