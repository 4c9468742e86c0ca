from django.db import migrations

# one form for what is one word to a Dane: aa and å, ae and æ and ä, oe and ø and ö; big and small; marks put apart
FOLD = """
CREATE FUNCTION observations_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT replace(replace(replace(
        translate(lower(normalize(words, NFC)), 'ÆØÅÄÖÜÉÈÁÀäöüéèáà', 'æøåæøyeeaaæøyeeaa'),
        'aa', 'å'), 'ae', 'æ'), 'oe', 'ø') $$;
"""

# The words in their Danish stems, and beside them what a search is narrowed to: neighbourhood, its month, kind, place.
# A word never begins with #. Written with RETURN, so that PostgreSQL knows which functions it calls, and a dump has
# them before the table.
DOCUMENT = """
CREATE FUNCTION observations_document(
    words text, neighbourhood bigint, occurred_at timestamptz, kind text, place bigint
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('pg_catalog.danish', public.observations_folded(words)) || array_to_tsvector(array_remove(ARRAY[
        '#n' || neighbourhood::text,
        '#n' || neighbourhood::text || 'm' || public.observations_month(occurred_at)::text,
        '#k' || kind,
        '#p' || place::text], NULL));
"""
MONTH = """
CREATE FUNCTION observations_month(moment timestamptz) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT (extract(year FROM timezone('UTC', moment)) * 12 + extract(month FROM timezone('UTC', moment)))::int $$;
"""

COLUMN = """
ALTER TABLE observations_observation ADD document tsvector GENERATED ALWAYS AS (public.observations_document(
    text || ' ' || kind_words || ' ' || place_words, neighbourhood_id, occurred_at, kind, place_id)) STORED;
CREATE INDEX observations_by_words ON observations_observation USING gin (document) WITH (gin_pending_list_limit = 256);
"""

TRIGRAMS = """
CREATE SCHEMA IF NOT EXISTS trigrams;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA trigrams;
"""

# What is asked for, as one query: every word must be there, from four letters on its beginning is enough. A word that
# nobody wrote here stands for those that are spelled nearly like it among the newest 3,000 notes.
ASKED = """
CREATE FUNCTION observations_asked(asked_neighbourhood bigint, words text) RETURNS tsquery
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, trigrams SET enable_seqscan = off AS $$
DECLARE
    wall bigint := NULLIF(current_setting('karlemose.partnership', true), '')::bigint;
    here tsquery := ('''#n' || asked_neighbourhood::text || '''')::tsquery;
    word text;
    one tsquery;
    whole tsquery;
BEGIN
    FOR word IN
        SELECT lexeme FROM unnest(to_tsvector('danish', observations_folded(words))) ORDER BY positions[1] LIMIT 8
    LOOP
        one := observations_word(word, length(word) >= 4);
        IF length(word) >= 4 AND NOT EXISTS (
            SELECT FROM observations_newest(wall, asked_neighbourhood) AS newest WHERE newest.document @@ one
        ) AND NOT EXISTS (
            SELECT FROM observations_observation WHERE document @@ (one && here) AND partnership_id + 0 = wall
            AND merged_into_id IS NULL AND withdrawn_at IS NULL
        ) THEN
            SELECT coalesce(observations_or(array_agg(near.found)), one) INTO one FROM (
                SELECT vocabulary.found FROM (
                    SELECT DISTINCT unnest(tsvector_to_array(newest.document)) AS found
                    FROM observations_newest(wall, asked_neighbourhood) AS newest) AS vocabulary
                WHERE vocabulary.found NOT LIKE '#%' AND (
                    similarity(translate(vocabulary.found, 'æøå', 'aoa'), translate(word, 'æøå', 'aoa')) >= 0.4
                    OR observations_letters(vocabulary.found) = observations_letters(word))
                ORDER BY similarity(translate(vocabulary.found, 'æøå', 'aoa'), translate(word, 'æøå', 'aoa')) DESC, 1
                LIMIT 10) AS near;
        END IF;
        whole := CASE WHEN whole IS NULL THEN one ELSE whole && one END;
    END LOOP;
    RETURN whole;
END $$;
"""
PIECES = """
CREATE FUNCTION observations_word(lexeme text, is_beginning boolean) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || ''''
            || CASE WHEN is_beginning THEN ':*' ELSE '' END)::tsquery $$;
CREATE FUNCTION observations_or(lexemes text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(public.observations_word(lexeme, false)::text, ' | ')::tsquery FROM unnest(lexemes) AS lexeme $$;
CREATE FUNCTION observations_letters(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg(letter, '' ORDER BY letter) FROM string_to_table(word, NULL) AS letter $$;
CREATE FUNCTION observations_newest(wall bigint, asked_neighbourhood bigint) RETURNS TABLE (document tsvector)
LANGUAGE sql STABLE AS $$
    SELECT document FROM public.observations_observation
    WHERE partnership_id = wall AND neighbourhood_id = asked_neighbourhood
      AND merged_into_id IS NULL AND withdrawn_at IS NULL
    ORDER BY occurred_at DESC, public_id DESC LIMIT 3000 $$;
"""

# The newest matches behind a place in the list, at most `enough`. What is asked for often is soon found among the
# newest notes; what is rare is found by the index, month by month backwards in growing steps. So a page costs the same
# among 10⁴ and 10⁶. `narrowed` is what the list is narrowed to, among it whose notes the viewer may read.
MATCHING = """
CREATE FUNCTION observations_matching(
    asked_neighbourhood bigint, words text, narrowed jsonb, seen_at timestamptz, seen_id text, enough int
) RETURNS TABLE (found_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 51
SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
    wall bigint := NULLIF(current_setting('karlemose.partnership', true), '')::bigint;
    here tsquery := observations_word('#n' || asked_neighbourhood, false);
    asked tsquery := observations_asked(asked_neighbourhood, words) && here;
    found_ids bigint[];
    month int;
    oldest int;
    step int := 1;
BEGIN
    IF wall IS NULL OR asked IS NULL THEN RETURN; END IF;
    IF narrowed ? 'kind' THEN asked := asked && observations_word('#k' || (narrowed->>'kind'), false); END IF;
    IF narrowed ? 'place' THEN
        asked := asked && (
            SELECT observations_or(array_agg('#p' || id)) FROM places_place WHERE partnership_id = wall
            AND (id = (narrowed->>'place')::bigint OR parent_id = (narrowed->>'place')::bigint
                 OR parent_id IN (SELECT id FROM places_place WHERE parent_id = (narrowed->>'place')::bigint)));
        IF asked IS NULL THEN RETURN; END IF;
    END IF;

    found_ids := ARRAY(
        SELECT (one).id FROM (
            SELECT one FROM observations_observation AS one
            WHERE partnership_id = wall AND neighbourhood_id = asked_neighbourhood
              AND (seen_at IS NULL OR (occurred_at, public_id) < (seen_at, seen_id))
            ORDER BY occurred_at DESC, public_id DESC LIMIT 3000) AS newest
        WHERE (one).document @@ asked AND observations_fits(one, narrowed)
        LIMIT enough);
    IF cardinality(found_ids) < enough THEN
        found_ids := '{}';
        SELECT observations_month(min(occurred_at)), observations_month(coalesce(seen_at, max(occurred_at)))
        INTO oldest, month FROM observations_observation
        WHERE partnership_id = wall AND neighbourhood_id = asked_neighbourhood;
        WHILE cardinality(found_ids) < enough AND month >= oldest LOOP
            found_ids := found_ids || ARRAY(
                WITH matching AS MATERIALIZED (
                    SELECT one FROM observations_observation AS one
                    WHERE partnership_id + 0 = wall AND document @@ (asked && observations_or(ARRAY(
                        SELECT '#n' || asked_neighbourhood || 'm' || each
                        FROM generate_series(greatest(oldest, month - step + 1), month) AS each))))
                SELECT (one).id FROM matching
                WHERE (seen_at IS NULL OR ((one).occurred_at, (one).public_id) < (seen_at, seen_id))
                  AND observations_fits(one, narrowed)
                ORDER BY (one).occurred_at DESC, (one).public_id DESC LIMIT enough - cardinality(found_ids));
            month := month - step;
            step := step * 2;
        END LOOP;
    END IF;
    RETURN QUERY SELECT unnest(found_ids);
END $$;
"""

FITS = """
CREATE FUNCTION observations_fits(one observations_observation, narrowed jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT one.merged_into_id IS NULL AND one.withdrawn_at IS NULL
        AND (narrowed->>'kind_words' IS NULL OR one.kind_words = narrowed->>'kind_words')
        AND (narrowed->>'without_place' IS NULL OR one.place_id IS NULL)
        AND (narrowed->>'from' IS NULL OR one.occurred_at >= (narrowed->>'from')::timestamptz)
        AND (narrowed->>'until' IS NULL OR one.occurred_at < (narrowed->>'until')::timestamptz)
        AND (narrowed->>'how_known' IS NULL OR one.certainty = narrowed->>'how_known')
        AND (narrowed->>'organisation' IS NULL OR one.noted_by_organisation_id::text = narrowed->>'organisation')
        AND (narrowed->>'imported' IS NULL OR one.source_id IS NOT NULL)
        AND (narrowed->'owners' IS NULL OR EXISTS (
            SELECT FROM public.partners_organisation
            WHERE id = one.noted_by_organisation_id AND narrowed->'owners' ? kind)) $$;
"""

PRIVATE = """
REVOKE ALL ON FUNCTION observations_asked FROM PUBLIC;
REVOKE ALL ON FUNCTION observations_matching FROM PUBLIC;
"""

DROP = """
DROP FUNCTION observations_matching, observations_asked, observations_fits, observations_newest, observations_letters,
    observations_or, observations_word;
ALTER TABLE observations_observation DROP document;
DROP FUNCTION observations_document, observations_month, observations_folded;
DROP EXTENSION IF EXISTS pg_trgm;
DROP SCHEMA IF EXISTS trigrams;
"""


class Migration(migrations.Migration):
    """Search in Danish, forgiving in spelling, under row security without a superuser.

    `@@` is not leakproof, so for the application's role an index of words is of no use: row security must judge every
    row first. A function of the owner uses it and holds the partnership's wall itself; the rows it names are judged
    once more by the query around it. A typo is settled among words that lie in the neighbourhood, never shown.
    """

    dependencies = [("observations", "0006_photos_and_clips"), ("partners", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "".join((TRIGRAMS, FOLD, MONTH, DOCUMENT, COLUMN, PIECES, FITS, ASKED, MATCHING, PRIVATE)), DROP
        )
    ]
