"""The suites: each is a module with a docstring, `run(options, report)`, and if need be `add_options(parser)`
and `prepare()`, which is called before anything is made."""
