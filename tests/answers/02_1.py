# %% three numbers
kept = (1, 2, 4)

# %% a list, worked out
readings = [5, 0, None, 7]
kept = [readings.index(0), readings.index(None), len(readings)]
