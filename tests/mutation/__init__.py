"""Mutants of the rooms that decide: does a test fail when one sign of them is turned?"""
