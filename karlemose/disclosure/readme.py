"""The page that lies on top of the folder, for whoever has nothing but the folder."""

DANISH = """AFLEVERING {code}

Fra:      {sender}
Til:      {receiver}
Uge:      {week}, {neighbourhood}
Frigivet: {released}
Poster:   {items}

Kvitteringskode: {receipt}
Giv kvittering på én af tre måder: log ind i Karlemose, åbn linket fra afsenderen,
eller ring til afsenderen og læs koden op sammen med jeres journalnummer.

HVAD LIGGER HER

aflevering.pdf   alt på papir: indeks, poster, hjemmel, hvem har gjort hvad
liste.csv        en linje for hver post; semikolon, UTF-8
tekster/         hver post som ren tekst, klar til at sætte ind i jeres eget system
filer/           fotos og klip; filens navn er dens SHA-256
decisions.json   lovens svar for hver post; kan prøves igen med: karlemose decide
forvaring.csv    hvem har gjort hvad, hvornår, og indholdets SHA-256
log/             loggens underskrevne tilstand ved frigivelsen

SÅDAN KONTROLLERES MAPPEN

1. Er noget ændret? I mappen, der holder manifest-sha256.txt:
       sha256sum -c manifest-sha256.txt
   Hver linje skal sige OK. Eller med arkivernes eget program:
       bagit.py --validate .

2. Er listen over filer afsenderens?
       openssl pkeyutl -verify -pubin -inkey signature/key.pem -rawin \\
           -in manifest-sha256.txt -sigfile signature/manifest.sig
   Svaret skal være: Signature Verified Successfully.
   Nøglens fingeraftryk (SHA-256 af de 32 bytes): {fingerprint}
   Spørg afsenderen, om det er deres.

3. Er loggen uændret siden? Samme prøve med log/head.bin og log/head.sig; og hos afsenderen:
       karlemose ledger verify --head {head}
{invented}"""

ENGLISH = """HAND-OVER {code}

From:     {sender}
To:       {receiver}
Week:     {week}, {neighbourhood}
Released: {released}
Items:    {items}

Receipt code: {receipt}
Acknowledge in one of three ways: sign in to Karlemose, open the link from the sender,
or call the sender and read the code aloud with your journal number.

WHAT LIES HERE

aflevering.pdf   everything on paper: index, items, legal basis, who did what
liste.csv        one line for each item; semicolons, UTF-8
tekster/         each item as plain text, ready to paste into your own system
filer/           photos and clips; a file's name is its SHA-256
decisions.json   the law's answer for each item; ask again with: karlemose decide
forvaring.csv    who did what, when, and the SHA-256 of the contents
log/             the signed state of the ledger at the release

HOW TO CHECK THE FOLDER

1. Was anything changed? In the folder that holds manifest-sha256.txt:
       sha256sum -c manifest-sha256.txt
   Every line must say OK. Or with the archives' own program:
       bagit.py --validate .

2. Is the list of files the sender's?
       openssl pkeyutl -verify -pubin -inkey signature/key.pem -rawin \\
           -in manifest-sha256.txt -sigfile signature/manifest.sig
   The answer must be: Signature Verified Successfully.
   The key's fingerprint (SHA-256 of its 32 bytes): {fingerprint}
   Ask the sender whether it is theirs.

3. Is the ledger unchanged since? The same with log/head.bin and log/head.sig; and at the sender's:
       karlemose ledger verify --head {head}
{invented}"""

TEXTS = {"da": DANISH, "en": ENGLISH}
INVENTED = "\nOPFUNDET · INVENTED: en demonstration, ingen virkelige personer.\n"
