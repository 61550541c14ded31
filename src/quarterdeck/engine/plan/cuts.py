"""Straight lines below e^(−Y), where Y is what the initiatives in force add up to.

A line says z ≥ height − slope·Y of the share z that is left of a loss. Duran and Grossmann (1986).
"""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers

TANGENTS = 5
"""Touching each curve before anything is solved."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Each (n,) belongs to a `pair` of scenario and period, by its place."""

    pair: Integers
    height: Floats
    slope: Floats


def tangents(pair: Integers, at: Floats) -> Lines:
    """Touch at Y = `at` (n,): e^(−y)·(1 + y) − e^(−y)·Y."""
    touched = np.exp(-at)
    return Lines(pair, touched * (1 + at), touched)


def chords(pair: Integers, begin: Floats, end: Floats) -> Lines:
    """Cross at Y = `begin` and Y = `end` (n,), between which no plan can lie."""
    slope = np.exp(-begin) * -np.expm1(begin - end) / (end - begin)
    return Lines(pair, np.exp(-begin) + slope * begin, slope)


def starting(least: Floats, most: Floats) -> Lines:
    """For pairs whose weakest initiative adds `least` and whose all add `most` (P,).

    Nothing lies between none and the weakest, nor between all and all but the weakest: where one
    initiative stands alone the lines are exact.
    """
    pairs = np.arange(len(most), dtype=np.int32)
    places = np.linspace(0, 1, TANGENTS)
    spread = tangents(np.repeat(pairs, TANGENTS), (most[:, None] * places).ravel())
    bottom = chords(pairs, np.zeros(len(most)), least)
    return joined(spread, bottom, chords(pairs, most - least, most))


def joined(*lines: Lines) -> Lines:
    return Lines(
        np.concatenate([each.pair for each in lines]),
        np.concatenate([each.height for each in lines]),
        np.concatenate([each.slope for each in lines]),
    )
