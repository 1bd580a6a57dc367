# %% a pair
moments = (2, 4)

# %% a list of floats
moments = [2.0, 4.0]

# %% worked out
seconds, photos, workers = 2, 5, 3
rounds = -(-photos // workers)
moments = (seconds * (rounds - 1), seconds * rounds)
