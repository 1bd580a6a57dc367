"""The parts of the course that live in a page: Python's side of them.

Their own look and behaviour stand beside in JavaScript and CSS.
"""
