"""Map and table say the same; the export holds the plan and no count."""

import json
import re


def test_table_counts_by_place_unit_and_never_by_stairwell(page, noted):
    noted(place="1")
    noted(place="2")
    html = page("manager", "places").content.decode()
    rows = dict(re.findall(r'data-unit="\d+">([^<]+)</a>.*?key-\d" aria-hidden="true"></i>(\d+)</td>', html, re.DOTALL))
    assert rows == {"unit A": "2", "unit B": "0", "K-A": "0", "K-B": "0", "torvet": "0"}


def test_map_says_what_the_table_says(page, a_week):
    features = json.loads(page("manager", "places-map").content)["features"]
    html = page("manager", "places").content.decode()
    for feature in features:
        row = html[html.index(f'id="unit-{feature["id"]}"') :]
        row = row[: row.index("</tr>")]
        assert f">{feature['properties']['name']}</a>" in row
        assert f'key-{feature["properties"]["step"]}"' in row
        assert row.rstrip().endswith(f"</i>{feature['properties']['number']}</td>")


def test_map_carries_the_names_of_blocks_and_outdoor_places(page):
    names = json.loads(page("manager", "places-map").content)["names"]["features"]
    assert [feature["properties"]["name"] for feature in names] == ["A", "B", "torvet"]


def test_observations_without_a_place_are_said_beside_the_table(page, noted):
    noted(place="nowhere")
    assert "1 melding mere nævner intet sted" in page("manager", "places").content.decode()


def test_what_is_older_than_four_weeks_is_not_counted(page, noted):
    noted(days=30)
    noted(days=0.1, place="torvet")
    features = json.loads(page("manager", "places-map").content)["features"]
    assert {f["properties"]["name"]: f["properties"]["number"] for f in features if f["properties"]["number"]} == {
        "torvet": 1
    }


def test_export_is_a_file_with_the_plan_and_no_count(page, a_week):
    response = page("manager", "places-geojson")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="moseby.geojson"'
    features = json.loads(response.content)["features"]
    assert {key for feature in features for key in feature["properties"]} == {"code", "kind", "name", "dwellings"}
    assert all(feature["geometry"] for feature in features)
