"""Loaded before commands are forked: what every command works out at its first use is there."""

import gc

from generator.checks import examine
from generator.checks.casebook import BASE
from generator.intake import receive
from generator.register.register import Register
from tests.casebook import CASE_DAY

list(examine(Register.bind(receive(BASE)), CASE_DAY))
# A collection in a fork would else copy every page of the memory it shares.
gc.freeze()
