"""The demonstration: the founding balai and its eleven LKS, each at another point of the journey.

The names of balai and LKS are public; every person, number, amount and document beside them is made up. Everything
comes about through the users' own actions, so the trail of the demonstration is a real one.
"""
