"""Addresses are compiled once for all the applications that tests make.

Werkzeug writes and compiles two functions for every rule of every application. The tests make
thousands of applications with the same rules, and would spend most of their time on that. The
functions take the rule they serve as their argument, so equal rules can share them.
"""

from werkzeug.routing.rules import Rule

_compile = Rule._compile_builder
_made = {}


def _compile_once(rule: Rule, append_unknown: bool = True):
    converters = tuple((name, type(each)) for name, each in sorted(rule._converters.items()))
    key = (rule.rule, str(rule.defaults), rule.subdomain, rule.host, converters, append_unknown)
    if key not in _made:
        _made[key] = _compile(rule, append_unknown)
    return _made[key]


Rule._compile_builder = _compile_once
