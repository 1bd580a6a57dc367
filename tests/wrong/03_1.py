# %% one-sentinel: one for all
sentinels = 1

# %% each-producer: one for each producer
sentinels = 3

# %% each-producer: one for each task
sentinels = 8

# %% each-producer: each producer puts one for each worker
sentinels = 15

# %% : a text
sentinels = "five"

# %% one-sentinel: a guess
sentinels = 4
