"""The desk in a browser: pages that need no script, for clerks who know no git and no YAML.

A draft is what a clerk draft: answers, the annex, rulings on its rows. The files are made anew on
the newest main at each look, so numbers and proposals move on by themselves.
"""
