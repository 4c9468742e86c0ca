"""The words of a hand-over on paper, Danish first: the same in the PDF, in the text blocks and in the table."""

from karlemose.documents.content import Language
from karlemose.documents.handover import Label

# key: (Danish, English)
WORDS: dict[str, tuple[str, str]] = {
    "protected": ("Beskyttet · til politiet", "Protected · for the police"),
    "protected.reader": (
        "Læses af kontoret, og af politiet når det er afleveret",
        "Read by the office, and by the police once handed over",
    ),
    "invented": ("opfundet · invented", "invented · opfundet"),
    "genre": ("Aflevering", "Hand-over"),
    "for": ("til {receiver}", "for {receiver}"),
    "title": ("Uge {week} i {neighbourhood}", "Week {week} in {neighbourhood}"),
    "from": ("fra {sender}", "from {sender}"),
    "foot": (
        "Aflevering {code} · {sender} til {receiver} · uge {week}",
        "Hand-over {code} · {sender} to {receiver} · week {week}",
    ),
    "made": ("frigivet {made}", "released {made}"),
    "page": ("side {number}/{total}", "page {number}/{total}"),
    "receipt": ("Kvitteringskode", "Receipt code"),
    "receipt.note": (
        "Giv kvittering på én af tre måder: log ind i Karlemose · åbn linket, som afsenderen sender · ring til "
        "afsenderen og læs koden op sammen med jeres journalnummer.",
        "Acknowledge in one of three ways: sign in to Karlemose · open the link that the sender sends · call the "
        "sender and read the code aloud with your journal number.",
    ),
    "number": ("Aflevering nr.", "Hand-over no."),
    "items": ("Indhold", "Contents"),
    "items.one": ("1 post", "1 item"),
    "items.many": ("{number} poster", "{number} items"),
    "contact": ("Kontakt", "Contact"),
    "approved": ("Godkendt af", "Approved by"),
    "released": ("Frigivet", "Released"),
    "rulebook": ("Regelbog", "Rulebook"),
    "index": ("Indeks", "Index"),
    "column.number": ("Post", "Item"),
    "column.observation": ("Hændelse", "Incident"),
    "column.when": ("Hvornår", "When"),
    "column.what": ("Handling og sted", "Kind and place"),
    "column.sort": ("Hvad", "What"),
    "column.rule": ("Regel", "Rule"),
    "sort.plate": ("Nummerplade", "Number plate"),
    "sort.description": ("Beskrivelse", "Description"),
    "sort.photo": ("Foto", "Photo"),
    "sort.clip": ("Kameraklip", "Camera clip"),
    "blocks": ("Poster", "Items"),
    "blocks.note": (
        "Hver post står også som ren tekst i mappen tekster og i liste.csv, klar til at sætte ind i jeres eget system.",
        "Each item also stands as plain text in the folder tekster and in liste.csv, ready to paste into your system.",
    ),
    "item": ("Post {number}", "Item {number}"),
    "line.incident": ("Hændelse", "Incident"),
    "line.what": ("Handling", "Kind of act"),
    "line.where": ("Sted", "Place"),
    "line.when": ("Hvornår", "When"),
    "line.noted": ("Skrevet ned", "Written down"),
    "line.by": ("Noteret af", "Noted by"),
    "from_file": ("indlæst fra en fil af {sender}", "taken in from a file by {sender}"),
    "employee": ("medarbejder {number}, {sender}", "employee {number}, {sender}"),
    "line.assessment": ("Vurdering (ikke fakta)", "Assessment (not facts)"),
    "line.file": ("Fil", "File"),
    "line.digest": ("SHA-256", "SHA-256"),
    "line.basis": ("Hjemmel", "Legal basis"),
    "line.conditions": ("Opfyldt", "Met"),
    "rule": ("regel {rule}: {basis}", "rule {rule}: {basis}"),
    "custody": ("Hvem har gjort hvad", "Who did what"),
    "custody.when": ("Hvornår", "When"),
    "custody.what": ("Hvad", "What"),
    "custody.who": ("Hvem", "Who"),
    "custody.digest": ("Indholdets SHA-256", "SHA-256 of the contents"),
    "step.made": ("samlet", "put together"),
    "step.changed": ("ændret", "changed"),
    "step.returned": ("sendt tilbage", "sent back"),
    "step.approved": ("godkendt", "approved"),
    "step.released": ("frigivet", "released"),
    "verify": ("Sådan kontrolleres mappen", "How to check the folder"),
    "verify.note": (
        "I mappen: sha256sum -c manifest-sha256.txt. Hver linje skal sige OK. Underskriften prøves med openssl; "
        "LAES-MIG.txt viser hvordan.",
        "In the folder: sha256sum -c manifest-sha256.txt. Every line must say OK. The signature is tried with openssl; "
        "LAES-MIG.txt shows how.",
    ),
    "check": ("Kontrolkode", "Check code"),
    "check.note": (
        "Med den kan enhver senere se, om noget er ændret eller slettet i loggen. Gem papiret.",
        "With it anyone can later tell whether the log was changed. Keep this paper.",
    ),
    "use": (
        "Kun til opklaring af de nævnte hændelser. Vurderinger er afsenderens egne og står for sig.",
        "Only to solve the incidents named. Assessments are the sender’s own and stand apart.",
    ),
}

LABELS: dict[Label, tuple[str, str]] = {
    Label.PLATE: ("Nummerplade", "Number plate"),
    Label.PLATE_AS_WRITTEN: ("Skrevet som", "Written as"),
    Label.COUNTRY: ("Land", "Country"),
    Label.ACT: ("Ved bilen", "At the vehicle"),
    Label.DESCRIPTION: ("Set", "Seen"),
    Label.NAMES: ("Navne", "Names"),
    Label.DWELLING: ("Bolig", "Dwelling"),
    Label.REPORTED: ("Meldt", "Reported"),
    Label.HOW_KNOWN: ("Kilde", "Source"),
    Label.PEOPLE: ("Personer", "People"),
    Label.CAMERA: ("Kamera", "Camera"),
    Label.RECORDED: ("Optaget", "Recorded"),
    Label.CLOCK: ("Kameraets ur", "The camera’s clock"),
    Label.POLICE_NUMBER: ("Politiets nummer", "Police number"),
}

_COLUMN = {Language.DANISH: 0, Language.ENGLISH: 1}


def say(key: str, language: Language, **values: object) -> str:
    """Raises KeyError for a word that is not in the catalogue."""
    return WORDS[key][_COLUMN[language]].format(**values)


def label(of: Label, language: Language) -> str:
    return LABELS[of][_COLUMN[language]]
