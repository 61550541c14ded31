"""The seed of every assessment, unless somebody names another."""

SEED = 20_261_203
