# %% truth-not-identity: nobody leaves before the end
kept = (4, 4, 4)

# %% truth-not-identity: only None counts as false
kept = (2, 2, 4)

# %% data-as-sentinel: None does not end the loop of B
kept = (1, 4, 4)

# %% truth-not-identity: 0 ends the loop of B
kept = (1, 1, 4)

# %% kept-sentinel: the item that ends the loop is kept
kept = (2, 3, 5)

# %% kept-sentinel: DONE is a reading, too
kept = (1, 2, 5)

# %% ends-not-skips: a loop leaves out what fails its test
kept = (2, 3, 4)

# %% dropped-data: C does not keep the missing reading
kept = (1, 2, 3)

# %% : one number
kept = 4

# %% : words
kept = ("one", "two")
