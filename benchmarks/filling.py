"""Many observations at once, written by the owner of the tables: what a house has gathered over years."""

from datetime import datetime

from django.db import connections

from benchmarks.founding import House
from karlemose.observations.enums import Kind
from karlemose.places.models import Neighbourhood
from karlemose.policy.words import OrganisationKind

FILL = """
INSERT INTO observations_observation (
    partnership_id, public_id, neighbourhood_id, kind, kind_words, place_id, place_words, occurred_at, precision,
    certainty, is_incident, number_of_people, text, noted_at, noted_by_organisation_id, noted_by_id, reference)
SELECT %(partnership)s, lpad(upper(to_hex(%(first)s + number)), 10, '0'), %(neighbourhood)s,
       (%(kinds)s::text[])[1 + (number * 7) %% %(number_of_kinds)s], '',
       (%(places)s::bigint[])[1 + (number * 31) %% %(number_of_places)s], '',
       moment, 'hour', '', false, '',
       (%(sentences)s::text[])[1 + number %% %(number_of_sentences)s] || ' Nr. ' || number
           || CASE WHEN number %% %(rare)s = 0 THEN ' Ved cykelstativet.' ELSE '' END, moment,
       %(organisation)s, (%(people)s::bigint[])[1 + number %% %(number_of_people)s], ''
FROM generate_series(0, %(number)s - 1) AS number,
     LATERAL (SELECT %(until)s::timestamptz - number * %(every)s * interval '1 second' AS moment) AS clock
"""

RARE = 9_973  # one in so many names a bicycle rack
SENTENCES = (
    "Fem stod i opgangen og spærrede døren. De gik, da lyset blev tændt.",
    "Der blev malet på gavlen mod legepladsen.",
    "Rude slået ind ved vaskeriet, glas på stien.",
    "Høj musik fra kælderen til langt ud på natten.",
    "Handel ved bænken: to steg ud, en tredje kom til.",
    "Låsen til barnevognsrummet var brudt op i morges.",
    "En hund uden snor jog børnene væk fra gyngerne.",
)


def fill(house: House, neighbourhood: Neighbourhood, *, number: int, until: datetime, every: float) -> None:
    """`number` observations, `every` seconds apart, the newest at `until`; numbered after those that are there."""
    kinds = [kind.value for kind in Kind if kind.is_act]
    people = [membership.user_id for membership in house.caretakers]
    with connections["owner"].cursor() as cursor:
        where = [neighbourhood.id]
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM places_place WHERE neighbourhood_id = %s", where)
        (places,) = cursor.fetchone()
        cursor.execute("SELECT 1 + count(*) FROM observations_observation")
        (first,) = cursor.fetchone()
        values = {
            "partnership": house.partnership.id,
            "neighbourhood": neighbourhood.id,
            "organisation": house.organisations[OrganisationKind.HOUSING].id,
            **{"kinds": kinds, "number_of_kinds": len(kinds)},
            **{"places": places, "number_of_places": len(places)},
            **{"people": people, "number_of_people": len(people)},
            **{"sentences": list(SENTENCES), "number_of_sentences": len(SENTENCES), "rare": RARE},
            **{"number": number, "until": until, "every": every, "first": first},
        }
        cursor.execute(FILL, values)
        cursor.execute("ANALYZE observations_observation")
