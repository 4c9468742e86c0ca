"""The shapes that the guard knows, as regular expressions over folded text (see `guard.fold`): capital letters, Latin
digits, plain spaces and hyphens. Every repetition is bounded, so that no text, however hostile, takes more than linear
time.

What cannot be known from its shape alone is left alone, or needs a word in front of it ("plade", "reg.nr.", "tlf"):
personal plates without digits, mopeds' plates (`RV 123` looks like an address), plain numbers of six or seven digits.
"""

import re

START = r"(?<![0-9A-ZÆØÅ_])"
END = r"(?![0-9A-ZÆØÅ_])"
INSIDE_NUMBER = r"(?<![0-9][.,/-])"
NOT_GOING_ON = r"(?![-.,/][0-9])"

# DDMMYY-XXXX: the shape alone, since a mistyped CPR number still points to a person (and 000000-0000 is a test's)
CPR_SHAPE = re.compile(rf"{INSIDE_NUMBER}{START}[0-9]{{6}} ?- ?[0-9]{{4}}{END}{NOT_GOING_ON}")
# without a hyphen, or with a dotted date: a real date is asked for; since 2007 the check digit says nothing
CPR_PLAIN = re.compile(
    rf"{INSIDE_NUMBER}{START}(?:([0-9]{{2}})([0-9]{{2}})[0-9]{{2}} ?[0-9]{{4}}"
    rf"|([0-9]{{2}})[ .]([0-9]{{2}})[ .][0-9]{{2}} ?- ?[0-9]{{4}}){END}{NOT_GOING_ON}"
)

EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])")

_PAIRS = r"[2-9][0-9]([ .-]?)[0-9]{2}\1[0-9]{2}\1[0-9]{2}"
_FOURS = r"[2-9][0-9]{3} [0-9]{4}"
# a Danish number: 12345678, 12 34 56 78, 1234 5678
PHONE_DANISH = re.compile(
    rf"{INSIDE_NUMBER}(?<![/=#$€£]){START}(?:{_PAIRS}|{_FOURS}){END}{NOT_GOING_ON}(?! ?(?:KR|DKK|STK|M2)\b)"
)
# +45 …, 0045 …, +1 (617) …
PHONE_ABROAD = re.compile(
    rf"(?<![0-9A-Z_])(?:\+|{START}00)[1-9][0-9]{{0,2}}[ .)-]{{0,2}}(?:[( ]{{0,2}}[0-9]{{1,4}}[ .)/-]{{0,2}}){{2,6}}"
)
# (617) 635-4500, 617-635-4500, 1-617-635-4500
PHONE_AMERICAN = re.compile(
    rf"{INSIDE_NUMBER}(?<![0-9A-Z_/-])(?:1[ .-])?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[ .-])[2-9][0-9]{{2}}[ .-]"
    rf"[0-9]{{4}}{END}{NOT_GOING_ON}"
)
PHONE_NAMED = re.compile(
    r"\b(?:TLF|TEL|TELEFON|TELEFONNUMMER|TELEFONNR|MOBIL|MOBILNR|MOBILNUMMER|PHONE|CELL|MOBILE)(?: ?(?:NR|NO|NUMBER))?"
    r"[ .:#]{1,3}(?:ER |IS )?(?P<found>\+?[0-9(][0-9 .()/-]{4,20}[0-9])"
)
# what may stand before eight digits that are no telephone number
NOT_BEFORE_PHONE = re.compile(
    r"\b(?:OPGANGE?|OPG\.?|STAIRWELLS?|KL\.?|CVR(?:[-. ]?NR)?\.?|SAG(?:SNR)?\.?|CASE|SR|KR\.?|DKK|EAN|FAKTURA|INVOICE)"
    r"[ :#]{0,2}\Z"
)

# two letters and five digits: AB 12 345, AB12345, AB-12-345, also behind DK
PLATE_DANISH = re.compile(
    rf"{START}(?:DK[ -]?)?(?P<letters>[A-Z]{{2}})(?P<gap>[ .-]{{0,3}})[1-9][0-9][ .-]?[0-9]{{3}}{END}"
)
# capital letters in the original only: trailers AB 12 34 and AB1234, Sweden's ABC123, Britain's AB12 CDE,
# Germany's B-AB 1234
PLATE_CAPITALS = re.compile(
    rf"(?<!-){START}(?:(?P<letters>[A-Z]{{2}})(?P<gap>[ -]?)[1-9][0-9](?P=gap)[0-9]{{2}}"
    r"|[A-Z]{3}[0-9]{2}[0-9A-Z]"
    r"|[A-Z]{2}[0-9]{2} [A-Z]{3}"
    rf"|[A-ZÄÖÜ]{{1,3}}-[A-Z]{{1,2}} ?[0-9]{{3,4}}){END}(?!-[0-9])"
)
# behind a word that announces it, any groups of letters and digits; `guard` keeps those that can be a plate
PLATE_NAMED = re.compile(
    r"(?:PLADE|PLADEN|PLADER|NUMMERPLADEN?|REG\.? ?NR|REGISTRERINGSNUMMER|REGISTRERINGSNR|PLATES?|REGISTRATION|"
    r"KNALLERT|TRAKTOR|TRAILER|SCOOTER|MOPED)(?: ?(?:NR|NO|NUMMER|NUMBER))?[ .:#=]{1,3}(?:ER |IS )?"
    rf"(?P<found>[A-ZÆØÅ0-9]{{1,7}}(?:[ .-][A-ZÆØÅ0-9]{{1,5}}){{0,3}}){END}"
)
PLATE_GROUP = re.compile(r"[A-ZÆØÅ0-9]+")

# "2. tv", "st. th.", "1. sal tv", "43, 1. th", "3. sal til venstre"; without a point "2 tv" are two televisions
_SIDE = r"(?:TV|TH|MF|TIL (?:VENSTRE|HØJRE)|MIDTFOR)"
DWELLING = re.compile(
    rf"{START}(?:[0-9]{{1,3}}[A-Z]?, ?)?(?:(?:[0-9]{{1,2}}(?:[.,]|\.,)|ST[.,]?|KL\.|STUEN,?) ?(?:SAL,? )?|"
    rf"[0-9]{{1,2}} SAL,? ){_SIDE}{END}"
)
# behind a word that announces it: "lejl. 12", "lejlighed nr. 12B"
DWELLING_NAMED = re.compile(
    rf"{START}(?:LEJL\.?|LEJLIGHED(?:EN)?|BOLIG(?:EN)?|LEJEMÅL(?:ET)?)(?: ?(?:NR|NUMMER)\.?)? ?"
    rf"[0-9]{{1,4}}[A-Z]?{END}(?! ?(?:PERSON|GANG|DAG|ÅR))"
)

# two letters before a number that are a word and not a plate, when there is a gap between them …
SHORT_WORDS = re.compile(
    "AD|AF|AM|AN|AS|AT|BE|BO|BY|CA|DA|DE|DO|DU|EN|ER|ET|FX|GO|HA|HE|HO|HR|ID|IF|IN|IS|IT|JA|JO|KG|KL|KM|KR|LE|MA|ME|"
    "MM|MV|MY|NE|NO|NR|NU|NW|OF|OG|OM|ON|OP|OR|OS|PM|PO|PR|RD|RT|SA|SE|SO|ST|SW|TA|TH|TO|TV|UD|UP|US|VI|WE"
)
# … and also without one
UNITS = re.compile("CA|CM|ID|KG|KL|KM|KR|MM|NO|NR|PR|SR")
