"""Other linkers on the same job, each in a process of its own and in an interpreter of its own.

`contest` (here) writes the job and judges the answers; `python -m bench.accuracy.peers PEER JOB` (in the peers'
interpreter) answers. What runs there imports nothing of the project but this folder.
"""
