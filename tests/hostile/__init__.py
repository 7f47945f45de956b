"""敌意文字 A registry whose every text tries to run, and what must come of it."""
