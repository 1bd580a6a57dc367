# %% a number
sentinels = 5

# %% worked out
workers, producers = 5, 3
sentinels = workers * 1
