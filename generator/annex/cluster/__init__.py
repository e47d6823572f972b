"""Cluster: the batches of a build are made on other machines, which share no files with this one. No part of a build.

A build takes an executor. The one that is made here sends with each batch the bytes that it needs, and does with what
comes back what a process of this machine would have done. Nothing of this decides what a page's bytes are.
"""
