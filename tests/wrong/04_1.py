# %% empty-is-finished: join returns when the queue is empty
moments = (2, 2)

# %% empty-is-finished: empty when the work is done
moments = (4, 4)

# %% works-alone: one worker for all
moments = (8, 10)

# %% works-alone: one worker, and empty at the end
moments = (10, 10)

# %% one-in-hand: all handed out at once
moments = (0, 2)

# %% empty-is-finished: the wrong way round
moments = (4, 2)

# %% : one number
moments = 4

# %% : texts
moments = ("2 s", "4 s")

# %% : lists in a list
moments = ([2], {4})
