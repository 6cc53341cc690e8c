"""The commands of ``dafu``, each a function of its arguments that returns the exit code; ``cli.py`` registers them.

What each needs is imported when it runs, so that ``dafu --help`` stays quick.
"""
