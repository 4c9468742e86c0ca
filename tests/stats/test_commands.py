"""`karlemose evaluate` as people and programs call it."""

import json
import math

import pytest
from click.testing import CliRunner

from karlemose.stats.commands import VERBS, evaluate

ENTRY = ["rate-ratio", "--before", "85", "25", "--after", "9", "8"]
CONTRACT = {"estimate", "low", "high", "p", "method", "warnings", "sms", "sentence", "sentence_da"}


def call(*arguments):
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def answer(*arguments):
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def refused(*arguments):
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def table(tmp_path):
    def write(*lines, name="file.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def files(table):
    """A small file for each verb that reads one, with what it needs."""
    months = [3, 5, 2, 4, 6, 3, 4, 5, 2, 4, 1, 0, 2, 1, 3, 1, 2, 0, 1, 2]
    series = [f"{count},{int(place >= 10)},{place % 12 + 1}" for place, count in enumerate(months)]
    runs = [(unit, time, int(not unit and time > 5)) for unit in range(5) for time in range(9)]
    units = [f"{unit},{time},{10 + unit + time + (unit * time) % 3 - 4 * on},{on}" for unit, time, on in runs]
    places = [f"{(i * 37) % 400},{(i * 53) % 300},2017-03-{i % 28 + 1:02d}" for i in range(40)]
    persons = [f"{i % 7 + 1},{wave}" for wave in ("before", "after") for i in range(30)]
    return {
        "its": [table("count,after,month", *series, name="its.csv")],
        "did": [table("unit,time,value,treated", *units, name="did.csv")],
        "synthetic": [table("unit,time,value,treated", *units, name="synthetic.csv")],
        "wdd": [table("area,before,after", "treated,207,110", "control,308,318", "displaced,178,157", name="wdd.csv")],
        "knox": [table("x,y,date", *places, name="knox.csv"), "--metres", "0,100", "--days", "0,7", "--shuffles", 99],
        "survey": [table("answer,wave", *persons, name="survey.csv"), "--population", 1550],
        "power": [table("count", *map(str, months[:10]), name="power.csv"), "--ratio", "0.5"],
        "cba": [
            table("name,side,amount,basis", "staff,cost,1000,total", "threats,benefit,90,per_event", name="cba.csv"),
            *ENTRY[1:],
        ],
        "rate-ratio": ENTRY[1:],
    }


def test_the_award_entry_as_json():
    found = answer(*ENTRY)
    assert set(found) >= CONTRACT
    assert (found["estimate"], found["low"], found["high"], found["p"]) == pytest.approx(
        (0.330882, 0.1463, 0.6582, 5.03e-4), abs=5e-5
    )
    assert found["sms"] == 2
    assert found["sentence"].endswith("the cause is not established (SMS 2).")
    assert found["sentence_da"].endswith("årsagen er ikke fastslået (SMS 2).")


def test_another_level_agrees_with_p():
    assert answer(*ENTRY, "--level", "0.9999")["high"] > 1
    assert answer(*ENTRY, "--level", ".9")["high"] < 0.6582


def test_none_before_is_null_in_json():
    found = answer("rate-ratio", "--before", "0", "25", "--after", "9", "8")
    assert (found["estimate"], found["high"]) == (None, None)
    assert math.isfinite(found["low"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("-1", "25"), ("9", "8")),
        (("8.5", "25"), ("9", "8")),
        (("85.0", "25"), ("9", "8")),
        (("1.000", "25"), ("9", "8")),
        (("many", "25"), ("9", "8")),
        (("", "25"), ("9", "8")),
        (("1" * 30, "25"), ("9", "8")),
        (("85", "0"), ("9", "8")),
        (("85", "-3"), ("9", "8")),
        (("85", "nan"), ("9", "8")),
        (("85", "inf"), ("9", "8")),
        (("85", "25,5"), ("9", "8")),
        (("85", "2_5"), ("9", "8")),
        (("0", "25"), ("0", "8")),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_refusal_is_one_sentence_exit_code_2_and_no_number(before, after, form):
    refused("rate-ratio", "--before", *before, "--after", *after, *form)


@pytest.mark.parametrize("level", ["0", "1", "95", "-1", "nan", "high"])
def test_levels_outside_zero_and_one_are_refused(level):
    assert "level" in refused(*ENTRY, "--level", level)


def test_a_refusal_in_danish():
    assert "skal være et endeligt tal over 0" in refused(
        "rate-ratio", "--before", "85", "0", "--after", "9", "8", "--language", "da"
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers_as_table_json_and_chart_in_both_languages(verb, files, tmp_path):
    arguments = [verb, *files[verb]]
    chart = tmp_path / "chart.svg"
    spoken = call(*arguments, "--language", "da", "--chart", chart)
    assert spoken.exit_code == 0, spoken.stderr
    assert "estimat" in spoken.stdout
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    found = answer(*arguments)
    assert set(found) >= CONTRACT
    assert found["sentence_da"] in spoken.stdout
    assert answer(*arguments) == found


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb):
    told = call(verb, "--help").output
    assert "Example: karlemose evaluate" in told
    assert "--json" in told


def test_an_unknown_verb_is_a_usage_error():
    assert call("guess").exit_code == 2


def test_sicily_lopez_bernal_2017_from_its_file(shared, tmp_path):
    file = shared("its/sicily_ace_smokingban.csv")
    names = ["--map", "count=aces", "--map", "exposure=stdpop", "--map", "after=smokban"]
    found = answer("its", file, *names, "--harmonics", 2)
    assert (found["estimate"], found["low"], found["high"]) == pytest.approx((0.8851, 0.8394, 0.9332), abs=5e-5)
    poisson = answer("its", file, *names, "--model", "poisson")
    assert poisson["estimate"] == pytest.approx(0.8944, abs=5e-5)
    rates = answer("its", file, "--map", "value=aces", "--map", "after=smokban", "--model", "newey-west")
    assert rates["details"]["lags"] == 3


def test_prop99_arkhangelsky_2021_from_its_file(shared):
    names = ["--map", "unit=state", "--map", "time=year", "--map", "value=packs_per_capita"]
    file = shared("causal/california_prop99.csv")
    assert answer("did", file, *names)["estimate"] == pytest.approx(-27.349, abs=5e-4)
    assert answer("synthetic", file, *names)["estimate"] == pytest.approx(-19.51, abs=5e-3)
    assert answer("synthetic", file, *names, "--method", "difference")["estimate"] == pytest.approx(-15.6055, abs=1e-3)


def test_card_krueger_1994_from_its_file(shared):
    names = ["--map", "unit=id", "--map", "time=d", "--map", "value=fte", "--map", "treated=d_nj"]
    file = shared("causal/card_krueger_1994.csv")
    assert "column fte: an empty cell is not a number" in refused("did", file, *names)
    found = answer("did", file, *names, "--skip-missing", "--chosen", "before")
    assert (found["estimate"], found["sms"]) == (pytest.approx(2.75), 3)
    assert "26 rows without a value are left out." in found["warnings"]


def test_wheeler_ratcliffe_2018_from_a_file_with_its_measures(table):
    file = table(
        "area,before,after", "treated,207,110", "control,308,318", "displaced,178,157", "displaced_control,150,140"
    )
    assert answer("wdd", file)["estimate"] == -118
    assert answer("wdd", file, "--measure", "quotient")["estimate"] == pytest.approx(0.258186, abs=5e-7)
    assert answer("wdd", file, "--measure", "ratio")["estimate"] == pytest.approx(0.5147, abs=5e-5)
    assert answer("wdd", file, "--lengths", 2, 1)["estimate"] != -118


def test_wheeler_2020_harm_weights_from_a_file(table):
    file = table(
        "kind,harm,area,before,after",
        *("vehicle,3,treated,130,74", "vehicle,3,control,133,91", "theft,2,treated,327,202", "theft,2,control,388,305"),
        *("burglary,5,treated,398,190", "burglary,5,control,148,97", "robbery,7,treated,144,92"),
        *("robbery,7,control,86,64", "assault,10,treated,183,96", "assault,10,control,94,67"),
    )
    assert answer("wdd", file)["estimate"] == -1721
    assert "one kind" in refused("wdd", file, "--measure", "quotient")


@pytest.mark.parametrize("verb", ["did", "synthetic", "wdd"])
def test_a_comparison_chosen_after_seeing_the_data_is_refused(verb, files):
    assert "chosen after the data" in refused(verb, *files[verb], "--chosen", "after")


@pytest.mark.parametrize(
    ("verb", "lines", "named"),
    [
        ("its", ["count,after", "3,0", "x,0"], "row 3, column count: 'x' is not a whole number"),
        ("its", ["count,after", "3,0", "4,2"], "row 3, column after: '2' is not 0 or 1"),
        ("its", ["events,after", "3,0"], "the column count is missing; the file has events, after"),
        ("its", ["count,after", "3,1", "3,0"], "column after: the rows must be in order"),
        ("its", ["count,after,exposure", "3,0,0"], "row 2, column exposure: '0' is not a number above 0"),
        ("its", ["count,after,month", "3,0,13"], "row 2, column month: '13' is not a month"),
        ("did", ["unit,time,value,treated", "a,1,2,0", "a,1,3,0"], "the unit a has two rows at the time 1"),
        ("did", ["unit,time,value,treated", "a,1,2,0"], "no row is treated"),
        ("did", ["unit,time,value,treated", "a,1,nan,0"], "row 2, column value: 'nan' is not a number"),
        ("wdd", ["area,before,after", "treated,3,-1"], "row 2, column after: '-1' is not a whole number"),
        ("wdd", ["area,before,after", "elsewhere,3,1"], "row 2, column area: 'elsewhere' is not one of treated"),
        ("wdd", ["area,before,after", "treated,3,1"], "needs a row for treated and one for control"),
        ("wdd", ["area,before,after", "treated,3,1", "treated,3,1"], "the area treated stands twice"),
        ("knox", ["x,y,date", "1,2,2017-02-30"], "row 2, column date: '2017-02-30' is not a date"),
        ("survey", ["answer", "1", "eight"], "row 3, column answer: 'eight' is not a whole number"),
        ("survey", ["svar", "1"], "the column answer is missing; the file has svar"),
        ("survey", ["answer,wave", "1,during"], "row 2, column wave: 'during' is not one of before, after"),
        ("cba", ["name,side,amount", "staff,loss,3"], "row 2, column side: 'loss' is not one of cost, benefit"),
        ("cba", ["name,side,amount", '"staff,cost,3'], "row 2, column side: an empty cell is not"),
        ("its", [], "row 1: the column count is missing"),
        ("its", ["count,after"], "holds no rows"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_by_file_row_and_column(verb, lines, named, table):
    said = refused(verb, table(*lines))
    assert named in said
    assert "file.csv" in said


@pytest.mark.parametrize(
    ("verb", "extra", "reason"),
    [
        ("its", ["--map", "count"], "--map takes FIELD=COLUMN"),
        ("did", ["--map", "unit=house"], "the column house is missing"),
        (
            "its",
            ["--map", "exposre=count"],
            "there is no exposre to map; the columns are count, exposure",
        ),
        ("knox", ["--days", "0,-7"], "rise from 0"),
        ("knox", ["--days", "soon"], "must be a number"),
        ("power", ["--ratio", "1"], "can never be seen"),
        ("power", ["--phi", "0.2"], "dispersion is 1 or more"),
        ("cba", ["--rate", "-2"], "discount rate"),
        ("wdd", ["--lengths", "0", "1"], "length before"),
    ],
)
def test_options_that_cannot_be_are_refused(verb, extra, reason, files):
    assert reason in refused(verb, *files[verb], *extra)


def test_a_folder_that_is_not_there_for_the_chart_is_named(tmp_path):
    result = call(*ENTRY, "--chart", tmp_path / "no" / "where.svg")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_harmonic_without_months_is_refused(table):
    file = table("count,after", *["3,0"] * 10, *["2,1"] * 10)
    assert "needs the column month" in refused("its", file, "--harmonics", 1)


def test_the_order_of_rows_does_not_matter_to_areas(table, files):
    path = files["did"][0]
    head, *rows = path.read_text().splitlines()
    turned = table(head, *reversed(rows), name="turned.csv")
    one, other = answer("did", path), answer("did", turned)
    assert (one["estimate"], one["low"], one["p"]) == pytest.approx((other["estimate"], other["low"], other["p"]))


def test_a_survey_of_one_wave_gives_its_share(table):
    file = table("answer", *["1"] * 30, *["6"] * 10, *[""] * 5)
    found = answer("survey", file)
    assert found["estimate"] == 0.75
    assert set(found["details"]["shares"]) == {"after safe", "after neither", "after unsafe"}


def test_units_that_differ_before_and_after_may_be_compared_unpaired(files):
    found = answer("did", *files["did"], "--unpaired")
    assert found["method"].endswith("four independent samples, Welch")
