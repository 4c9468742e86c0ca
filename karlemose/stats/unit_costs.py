"""What one crime costs: UK Home Office 2015/16 pounds. Convert with an explicit exchange rate and price index.

Heeks, Reed, Tafsiri & Prince 2018, RR99, individual victims. Drug dealing, intimidation and other crimes without a
single victim have no unit cost there: whoever values them makes an assumption and says so.
"""

POUNDS_2016 = {
    "homicide": 3_217_740,
    "violence with injury": 14_050,
    "violence without injury": 5_930,
    "rape": 39_360,
    "other sexual offence": 6_520,
    "robbery": 11_320,
    "domestic burglary": 5_930,
    "theft of vehicle": 10_290,
    "theft from vehicle": 870,
    "theft from person": 1_380,
    "arson": 8_420,
    "criminal damage": 1_350,
    "fraud": 1_290,
    "cyber crime": 550,
}
"""Checked against the source: all but violence without injury, other sexual offence, domestic burglary, theft from
person, arson, criminal damage and fraud, which are cited from knowledge (law_and_method § 3.7)."""
