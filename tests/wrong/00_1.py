# %% grows-on: as with six parcels
longest = 2

# %% in-hand: counts the parcel that is worked on
longest = 5

# %% seconds-as-items: half a second for each of twelve
longest = 12 * 0.5

# %% put-less-taken: all that were put
longest = 12

# %% put-less-taken: all that were taken
longest = 8

# %% grows-on: a guess
longest = 3

# %% : no number
longest = "four"

# %% : a list
longest = [4]

# %% : a truth
longest = True

# %% put-less-taken: a very large number
longest = 10**400
