# %% sum-of-waits: as without a queue
seconds = 10 * 1.4

# %% faster-side-once: forgets to pack the last
seconds = 10

# %% faster-side-once: adds an order of the slower side
seconds = 1 + 10 * 1

# %% slower-side: the formula of the lesson, with the sides as there
seconds = 1 + 10 * 0.4

# %% slower-side: counts the packing alone
seconds = 4.0

# %% : with its unit
seconds = "10.4 s"

# %% slower-side: a guess
seconds = 7

# %% : two numbers
seconds = 14, 10.4
