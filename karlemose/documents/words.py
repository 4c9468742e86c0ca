"""The document's own words, Danish first: names of kinds, places and partners arrive translated and are not here."""

from karlemose.documents.content import Language

# key: (Danish, English). Braces are filled by `Phrases.say`; a pair `.one` / `.many` is chosen by `Phrases.count`.
WORDS: dict[str, tuple[str, str]] = {
    # the channel and the edge of every page
    "shared": ("Fælles", "Shared"),
    "shared.reader": ("Læses af alle partnere", "Read by all partners"),
    "public": ("Offentligt", "Public"),
    "public.reader": ("Kan læses af enhver", "Can be read by anyone"),
    "invented": ("opfundet · invented", "invented · opfundet"),
    "so_far": ("så vidt", "so far"),
    "so_far.note": (
        "Ugen er ikke slut. Dette ved vi så vidt, {made}. Tallene vokser endnu; det normale gælder en hel uge.",
        "The week has not ended. This is what we know so far, {made}. Numbers still grow; the usual is a whole week’s.",
    ),
    "foot": (
        "Udskrevet for {receiver} · uge {week} · {neighbourhood}",
        "Printed for {receiver} · week {week} · {neighbourhood}",
    ),
    "made": ("lavet {made}", "made {made}"),
    "page": ("side {number}/{total}", "page {number}/{total}"),
    "made.at": ("{day} kl. {time}", "{day} at {time}"),
    "made.version": ("som vi vidste det {made}", "as known {made}"),
    # title
    "briefing": ("Ugebriefing", "Weekly briefing"),
    "board": ("Måned for måned", "Month by month"),
    "title": ("Uge {week} i {neighbourhood}", "Week {week} in {neighbourhood}"),
    "span": ("{first} – {last}", "{first} – {last}"),
    "for": ("til {receiver}", "for {receiver}"),
    # key figures
    "observations": ("observationer", "observations"),
    "observations.one": ("observation", "observation"),
    "last_year": ("sidste år {last_year}", "last year {last_year}"),
    "usual": ("normalt {usual} om ugen ({low}–{high})", "usually {usual} a week ({low}–{high})"),
    "usual.bare": ("normalt {usual} om ugen", "usually {usual} a week"),
    "usual.none": ("intet at sammenligne med endnu", "nothing to compare with yet"),
    "figure.new": ("nye", "new"),
    "figure.new.note": ("kendes ikke fra ugerne før", "not known from the weeks before"),
    "figure.rising": ("stigende", "rising"),
    "figure.rising.note": (
        "{recurring} tilbagevendende · {cooling} aftagende",
        "{recurring} recurring · {cooling} cooling",
    ),
    "figure.heard": ("dele hørt", "sections"),
    "figure.heard.all": ("ingen er tavs", "none is silent"),
    "figure.heard.silent": ("tavs: {names}", "silent: {names}"),
    "of": ("{part} af {whole}", "{part} of {whole}"),
    # what changed
    "changes": ("Hvad er anderledes", "What is different"),
    "new": ("Nyt", "New"),
    "rising": ("Stigende", "Rising"),
    "recurring": ("Tilbagevendende", "Recurring"),
    "cooling": ("Aftagende", "Cooling"),
    "sentence": ("{kind}, {place}: {count} mod {usual}.", "{kind}, {place}: {count}, {usual}."),
    "sentence.new": (
        "{kind}, {place}: {count}, ingen i ugerne før.",
        "{kind}, {place}: {count}, none in the weeks before.",
    ),
    "sentence.alone": ("{kind}, {place}: {count}.", "{kind}, {place}: {count}."),
    "what": ("Handling", "Kind of act"),
    "where": ("Sted", "Place"),
    "this_week": ("I ugen", "This week"),
    "usual.column": ("Normalt om ugen", "Usually a week"),
    "last_year.column": ("Samme uger sidste år", "Same weeks last year"),
    "ratio.column": ("Gange det normale", "Times the usual"),
    "more.one": ("… og 1 linje mere.", "… and 1 more line."),
    "more.many": ("… og {number} linjer mere.", "… and {number} more lines."),
    "changes.none": (
        "Intet kan skelnes fra det, der er normalt.",
        "Nothing can be told apart from what is usual.",
    ),
    "changes.note": (
        "Normalt er gennemsnittet af de {weeks} uger før; tal i parentes er eksakte Poisson-grænser (95 %).",
        "Usual is the mean of the {weeks} weeks before; numbers in brackets are exact Poisson limits (95%).",
    ),
    "changes.chance": (
        "Der er sammenlignet {number} par af handling og sted; højst {chance} ville skille sig ud ved et tilfælde.",
        "{number} pairs of kind and place were compared; at most {chance} would stand out by chance.",
    ),
    "last_year.none": (
        "Vi begyndte at skrive ned {begins}, så de samme uger sidste år kendes ikke; det er ikke det samme som ingen.",
        "The record begins on {begins}, so the same weeks last year are not known, which is not the same as none.",
    ),
    # since the version before
    "since": ("Siden papiret {made}: {changes}.", "Since the paper of {made}: {changes}."),
    "since.came.one": ("1 melding kom til", "1 came in"),
    "since.came.many": ("{number} meldinger kom til", "{number} came in"),
    "since.corrected.one": ("1 rettet", "1 corrected"),
    "since.corrected.many": ("{number} rettet", "{number} corrected"),
    "since.withdrawn.one": ("1 trukket tilbage", "1 withdrawn"),
    "since.withdrawn.many": ("{number} trukket tilbage", "{number} withdrawn"),
    "since.merged.one": ("1 lagt sammen med en anden", "1 merged into another"),
    "since.merged.many": ("{number} lagt sammen med andre", "{number} merged into others"),
    "since.parted.one": ("1 skilt ud igen", "1 parted again"),
    "since.parted.many": ("{number} skilt ud igen", "{number} parted again"),
    "since.none": ("intet i ugens liste er ændret", "nothing in the week’s list has changed"),
    "since.note": ("Det, som kom til, står med et mærke i listen.", "What came in is marked in the list."),
    # open questions
    "questions": ("Åbne spørgsmål", "Open questions"),
    "question.unanswered.one": (
        "1 melding har ventet mere end syv dage på politiets svar.",
        "1 report has waited more than seven days for an answer of the police.",
    ),
    "question.unanswered.many": (
        "{number} meldinger har ventet mere end syv dage på politiets svar.",
        "{number} reports have waited more than seven days for an answer of the police.",
    ),
    "question.told.one": (
        "1 observation kendes kun på anden hånd. Var der nogen, som selv så det?",
        "1 observation is known from hearsay alone. Did anybody see it?",
    ),
    "question.told.many": (
        "{number} observationer kendes kun på anden hånd. Var der nogen, som selv så det?",
        "{number} observations are known from hearsay alone. Did anybody see it?",
    ),
    "question.place.one": (
        "1 observation har intet sted. Hvor var det?",
        "1 observation has no place. Where was it?",
    ),
    "question.place.many": (
        "{number} observationer har intet sted. Hvor var det?",
        "{number} observations have no place. Where was it?",
    ),
    "question.silent": (
        "Fra {names} har vi intet hørt i to uger. Hvem spørger?",
        "From {names} we have heard nothing for two weeks. Who asks?",
    ),
    # answers of the police
    "answers": ("Hvad politiet svarede", "What the police answered"),
    "week": ("Uge", "Week"),
    "answers.week": ("Uge {week}", "Week {week}"),
    "answers.state": ("Besvaret", "Answered"),
    "answers.given": ("Svar", "Answers"),
    "answers.none": ("ingen svar endnu", "no answers yet"),
    "answers.nothing": ("ingen meldinger fra partnerne", "no reports by the partners"),
    "answers.note": (
        "Talt over ugen. Et svar siger intet om en sag og intet om en person.",
        "Counted over the week. An answer says nothing about a case or a person.",
    ),
    # when and where
    "hours": ("Hvornår", "When"),
    "hours.caption": (
        "Observationer efter time og ugedag, dagens sum til højre.",
        "Observations by hour and weekday, each day’s sum on the right.",
    ),
    "hours.alt": (
        "Varmekort over time og ugedag. {total}. {most}",
        "Heat map of hour and weekday. {total}. {most}",
    ),
    "hours.most": ("Flest: {day} kl. {start}–{end} ({count}).", "Most: {day} {start}–{end} ({count})."),
    "map": ("Hvor", "Where"),
    "map.caption": (
        "Områdeenheder i fem trin af blå; skraveret: intet kendt. Tallene peger på listen.",
        "Place units in five steps of blue; hatched: nothing known. Numbers point to the list.",
    ),
    "map.alt": ("Kort over områdeenhederne. {most}", "Map of the place units. {most}"),
    "map.most": ("Flest: {names}.", "Most: {names}."),
    "map.unplaced.one": (
        "1 observation står ikke på kortet: sted ikke angivet.",
        "1 observation is not on the map: place not given.",
    ),
    "map.unplaced.many": (
        "{number} observationer står ikke på kortet: sted ikke angivet.",
        "{number} observations are not on the map: place not given.",
    ),
    "map.rest.one": ("… og 1 sted mere", "… and 1 more place"),
    "map.rest.many": ("… og {number} steder mere", "… and {number} more places"),
    "map.unknown": ("intet kendt", "nothing known"),
    "number": ("Nr.", "No."),
    "count": ("Antal", "Count"),
    # coverage
    "coverage": ("Hvem har vi hørt fra", "Whom we heard from"),
    "sections": ("Dele af bebyggelsen", "Sections of the estate"),
    "organisations": ("Partnere", "Partners"),
    "reported": ("meldt", "reported"),
    "nothing": ("intet at melde", "nothing to report"),
    "silent": ("tavs", "silent"),
    "silence.note": ("Tavs er ikke det samme som ro.", "Silent is not the same as calm."),
    "state": ("Tilstand", "State"),
    # empty week
    "empty": ("Ingen meldinger i denne uge.", "No reports this week."),
    "empty.sections": (
        "{part} af {whole} dele af bebyggelsen har sagt »intet at melde«.",
        "{part} of {whole} sections said “nothing to report”.",
    ),
    "empty.silent": (
        "Fra {names} har vi intet hørt; det er ikke det samme som ro.",
        "From {names} we heard nothing, which is not the same as calm.",
    ),
    "and": ("og", "and"),
    # the list
    "list": ("Ugens observationer", "The week’s observations"),
    "when": ("Kl.", "At"),
    "what_where": ("Handling og sted", "Kind and place"),
    "what_happened": ("Hvad de gjorde", "What they did"),
    "people": ("Personer", "People"),
    "reported_by": ("Meldt af", "Reported by"),
    "list.note": (
        "Kun Fælles. Nummerplader, navne, beskrivelser af personer, fotos og optagelser står aldrig på dette papir, "
        "heller ikke til boligorganisationen og politiet: papir ligger på et bord.",
        "Shared only. Number plates, names, descriptions of persons, photos and clips never stand on this paper, not "
        "even for the housing organisation and the police: paper lies on a table.",
    ),
    "hour_unknown": ("–", "–"),
    "reports": ("{number} meldinger", "{number} reports"),
    "corrected": ("Rettet {day}.", "Corrected {day}."),
    "came": ("kom til {day}", "came in {day}"),
    "late": ("Skrevet ned {written}, set {seen}.", "Written down {written}, seen {seen}."),
    # the end
    "replaced.one": (
        "I 1 tekst er tegn, som skriften ikke har, skrevet med deres kode, fx [U+1F525]: {number} i alt.",
        "In 1 text, characters that the font lacks are written as codes, such as [U+1F525]: {number} in all.",
    ),
    "replaced.many": (
        "I {texts} tekster er tegn, som skriften ikke har, skrevet med deres kode, fx [U+1F525]: {number} i alt.",
        "In {texts} texts, characters that the font lacks are written as codes, such as [U+1F525]: {number} in all.",
    ),
    "check": ("Kontrolkode", "Check code"),
    "check.note": (
        "Med den kan enhver senere se, om noget er ændret eller slettet i loggen. Gem papiret.",
        "With it anyone can later tell whether the log was changed. Keep this paper.",
    ),
    # the board
    "month": ("Måned", "Month"),
    "months.caption": ("Observationer i hele bebyggelsen", "Observations in the whole estate"),
    "fewer": ("færre end 5", "fewer than 5"),
    "months.note": (
        "Kun hele bebyggelsen og hele måneder. Under 5 siges kun »færre end 5«, så ingen kan kendes.",
        "The whole estate and whole months only. Below 5 only “fewer than 5” is said, so that nobody can be known.",
    ),
    "months.none": ("Der er endnu ingen måneder at vise.", "There are no months to show yet."),
    # calendar
    "weekdays": (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "weekdays.short": ("man. tir. ons. tor. fre. lør. søn.", "Mon Tue Wed Thu Fri Sat Sun"),
    "months": (
        "januar februar marts april maj juni juli august september oktober november december",
        "January February March April May June July August September October November December",
    ),
}

_COLUMN = {Language.DANISH: 0, Language.ENGLISH: 1}


def word(key: str, language: Language) -> str:
    """Raises KeyError for a word that is not in the catalogue."""
    return WORDS[key][_COLUMN[language]]
