# %% put-never-waits: all at once
last_put = 0

# %% in-hand: forgets the item that is worked on
last_put = 4

# %% put-until-done: until the last is taken
last_put = 5

# %% put-until-done: until the last is done
last_put = 6.0

# %% one-room-each: a guess
last_put = 2

# %% : a text
last_put = "3"
