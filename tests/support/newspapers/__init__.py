"""Newspapers on loopback that nobody has written a rule for: one for each shape of addresses.

Their sentences are those of the sample newspaper; addresses, markup, paging and traps are those of
the families. `makes` says how each is made, `site` answers, `server` puts it on a socket. Run as a
module, this package crawls one with the rules of its family.
"""
