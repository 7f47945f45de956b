"""取值 What a cell says, as the register writes it; what is not understood is a doubt, never a guess."""
