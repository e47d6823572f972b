"""What the servers and hosts of portals are told: old and gone addresses (`rules`) and headers.

`files` puts both into the form of each host, from templates that look like the result. Nothing here knows of targets.
"""
