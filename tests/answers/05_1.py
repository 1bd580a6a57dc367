# %% a number
last_put = 3

# %% worked out, as a float
items, maxsize, in_hand = 6, 2, 1
last_put = 1.0 * (items - maxsize - in_hand)
