"""Near repeats against the burglaries of Chicago and the rules of bands."""

from datetime import date

import numpy as np
import pytest

from karlemose.stats import near_repeat
from karlemose.stats.near_repeat import Bands, Distance
from karlemose.stats.permutation import Shuffling
from karlemose.stats.result import NoEstimate

BANDS = Bands(metres=(0, 0.1, 200, 400, 600), days=(0, 7, 14, 21))
RANDOM = np.random.default_rng(5).uniform(0, 1000, (60, 2)), np.random.default_rng(6).integers(0, 60, 60)


def knox(positions, days, bands=BANDS, seed=1, number=99):
    shuffling = Shuffling(rng=np.random.default_rng(seed), number=number)
    return near_repeat.near_repeat(positions=positions, days=days, bands=bands, shuffling=shuffling)


def test_knox_burglary_steenbeek_near_repeat_vignette(rows, expected):
    published = expected["knox_burglary"]
    events = [row for row in rows("events/near_repeat_chicago_burglary_2016.csv") if row["date"] < "2016-02-01"]
    positions = [(float(row["x_m"]), float(row["y_m"])) for row in events]
    days = [date.fromisoformat(row["date"]).toordinal() for row in events]
    result = knox(positions, days, number=999)
    assert result.n == 970
    assert result.details["observed"].tolist() == published["observed"]
    assert result.details["ratio"] == pytest.approx(np.array(published["knox_ratio_published"]), abs=0.03)
    assert result.details["p"] == pytest.approx(np.array(published["p_published"]), abs=0.03)


def test_labels_name_the_days_that_a_band_holds_ratcliffe_trap():
    details = knox(*RANDOM, bands=Bands(metres=(0, 200), days=(0, 1, 2, 9))).details
    assert details["days"] == ["0 days", "1 days", "2 to 8 days"]
    assert details["metres"] == ["[0, 200) m"]


def test_bands_are_closed_below_and_open_above():
    at_the_edge, inside = [(0.0, 0.0), (200.0, 0.0)], [(1e6, 0.0), (1e6, 199.9)]
    far = [(1e7 * (i + 1), 0.0) for i in range(20)]
    days = [0, 7, 50, 56, *range(100, 1100, 50)]
    bands = Bands(metres=(0, 200, 201), days=(0, 7, 8, 60))
    result = knox(at_the_edge + inside + far, days, bands=bands, number=999)
    assert result.details["observed"].tolist() == [[1, 0, 0], [0, 1, 0]]


def test_observed_pairs_equal_a_count_by_hand():
    positions, days = RANDOM
    by_hand = np.zeros((4, 3), dtype=int)
    for i in range(60):
        for j in range(i):
            metres, soon = abs(positions[i] - positions[j]).sum(), abs(int(days[i]) - int(days[j]))
            row, column = (
                np.searchsorted(BANDS.metres, metres, "right") - 1,
                np.searchsorted(BANDS.days, soon, "right") - 1,
            )
            if row < 4 and column < 3:
                by_hand[row, column] += 1
    bands = Bands(metres=(0.0, *BANDS.metres[2:]), days=BANDS.days)
    found = knox(positions, days, bands=bands).details["observed"]
    assert found.tolist() == [(by_hand[0] + by_hand[1]).tolist(), *by_hand[2:].tolist()]


def test_euclidean_distances_reach_further_than_manhattan_ones():
    positions, days = RANDOM
    bands = [Bands(metres=(0, 300), days=(0, 30), distance=distance) for distance in Distance]
    along, straight = (knox(positions, days, bands=one).details["observed"][0, 0] for one in bands)
    assert straight > along


def test_the_order_of_the_events_does_not_change_the_observed_table():
    positions, days = RANDOM
    order = np.random.default_rng(2).permutation(60)
    wide = Bands(metres=(0, 300), days=(0, 30))
    one, other = knox(positions, days, bands=wide), knox(positions[order], days[order], bands=wide)
    assert one.details["observed"].tolist() == other.details["observed"].tolist()


def test_the_same_seed_gives_the_same_answer_and_progress_is_told():
    told = []
    shuffling = [Shuffling(rng=np.random.default_rng(3), number=99, progress=told.append) for _ in range(2)]
    wide = Bands(metres=(0, 300), days=(0, 30))
    one, other = (
        near_repeat.near_repeat(positions=RANDOM[0], days=RANDOM[1], bands=wide, shuffling=item) for item in shuffling
    )
    assert one.sentence == other.sentence
    assert one.p == other.p
    assert sum(told) == 198


def test_p_is_never_below_one_in_shuffles_plus_one():
    positions = np.repeat(np.random.default_rng(1).uniform(0, 1e5, (15, 2)), 2, axis=0)
    days = np.repeat(np.arange(15) * 40, 2)
    result = knox(positions, days, bands=Bands(metres=(0, 1), days=(0, 1)))
    assert result.p == 1 / 100


@pytest.mark.parametrize("edges", [(0,), (0, 0), (5, 3), (-7, 0, 7), (0, np.nan), (0, np.inf)])
def test_bands_of_negative_or_falling_time_are_refused(edges):
    with pytest.raises(NoEstimate):
        knox(*RANDOM, bands=Bands(metres=(0, 200), days=edges))


@pytest.mark.parametrize(
    ("positions", "days"),
    [
        (RANDOM[0][:19], RANDOM[1][:19]),
        (RANDOM[0], RANDOM[1][:30]),
        (np.full((60, 2), np.nan), RANDOM[1]),
        (RANDOM[0][:, 0], RANDOM[1]),
    ],
)
def test_events_without_place_or_day_or_too_few_are_refused(positions, days):
    with pytest.raises(NoEstimate):
        knox(positions, days)


def test_too_few_shuffles_are_refused():
    with pytest.raises(NoEstimate, match="99 shuffles"):
        knox(*RANDOM, number=20)


def test_a_band_that_chance_never_fills_is_refused():
    with pytest.raises(NoEstimate, match="wider bands"):
        knox(RANDOM[0] * 1e6, RANDOM[1], bands=Bands(metres=(0, 1), days=(0, 1)))
