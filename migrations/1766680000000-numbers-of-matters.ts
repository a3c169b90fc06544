import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A matter keeps every number that it ever had: what was asked, decided and told under one stays behind its walls and under its
 * holds when it gets another. And what was ever filed under a matter stays under its holds, wherever it is filed since. Numbers from
 * before this are not known.
 */
export class NumbersOfMatters1766680000000 implements MigrationInterface {
  name = 'NumbersOfMatters1766680000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE matter_numbers (
      number_key text NOT NULL, matter_id uuid NOT NULL, CONSTRAINT matter_numbers_pkey PRIMARY KEY (number_key, matter_id))`);
    await runner.query(`CREATE INDEX matter_numbers_matter ON matter_numbers (matter_id)`);
    await runner.query(`INSERT INTO matter_numbers SELECT number_key, id FROM matters`);
    await runner.query(`CREATE FUNCTION keep_matter_number() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO matter_numbers VALUES (NEW.number_key, NEW.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(`CREATE TRIGGER matters_numbers_kept AFTER INSERT OR UPDATE OF number_key ON matters
      FOR EACH ROW EXECUTE FUNCTION keep_matter_number()`);
    await runner.query(`CREATE FUNCTION matter_key(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT lower(btrim(normalize(number, NFKC))) $$`);
    await runner.query(`CREATE FUNCTION are_one_matter(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
      SELECT matter_key(one) = matter_key(other) OR EXISTS (
        SELECT 1 FROM matter_numbers a JOIN matter_numbers b ON b.matter_id = a.matter_id
        WHERE a.number_key = matter_key(one) AND b.number_key = matter_key(other)) $$`);
    await runner.query(`CREATE FUNCTION was_under_matter(wanted uuid, known_as text) RETURNS boolean LANGUAGE sql STABLE AS $$
      SELECT EXISTS (SELECT 1 FROM documents d WHERE d.id = wanted AND are_one_matter(known_as, d.metadata->>'matter'))
        OR EXISTS (SELECT 1 FROM revisions r WHERE r.document_id = wanted AND are_one_matter(known_as, r.metadata->>'matter'))
        OR EXISTS (SELECT 1 FROM document_matters u JOIN matter_numbers n ON n.matter_id = u.matter_id
          WHERE u.document_id = wanted AND n.number_key = matter_key(known_as)) $$`);
    await holdOfDocument(runner, `was_under_matter(wanted, h.object)`);
    await holdsOfMatters(runner, (matter) => `are_one_matter(h.object, ${matter})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await holdOfDocument(runner, `lower(h.object) IN (lower(d->'metadata'->>'matter'), lower(matter_number))`);
    await holdsOfMatters(runner, (matter) => `lower(h.object) = lower(${matter})`);
    for (const each of ['was_under_matter(uuid, text)', 'are_one_matter(text, text)', 'matter_key(text)'])
      await runner.query(`DROP FUNCTION ${each}`);
    await runner.query(`DROP TRIGGER matters_numbers_kept ON matters`);
    await runner.query(`DROP FUNCTION keep_matter_number()`);
    await runner.query(`DROP TABLE matter_numbers`);
  }
}

/** @param isUnder Whether the document `d` is under the matter of the hold `h`. */
async function holdOfDocument(runner: QueryRunner, isUnder: string): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION hold_of_document(wanted uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
    DECLARE d jsonb; matter_number text; found uuid;
    BEGIN
      SELECT to_jsonb(x) INTO d FROM documents x WHERE x.id = wanted;
      SELECT m.number INTO matter_number FROM matters m WHERE m.id = (d->>'matter_id')::uuid;
      SELECT h.id INTO found FROM legal_holds h WHERE h.lifted_at IS NULL AND (
        (h.kind = 'document' AND h.object = d->>'id') OR (h.kind = 'collection' AND h.object = d->>'collection_id')
        OR (h.kind = 'matter' AND ${isUnder}))
      ORDER BY h.placed_at, h.id LIMIT 1;
      RETURN found;
    END $$`);
}

/** @param isOf Whether something under a number is of the matter of the hold `h`. */
async function holdsOfMatters(runner: QueryRunner, isOf: (matter: string) => string): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION refuse_held_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.item LIKE 'blob:%' AND EXISTS (SELECT 1 FROM revisions r WHERE r.sha256 = substr(OLD.item, 6) AND hold_of_document(r.document_id) IS NOT NULL)
        OR OLD.item LIKE 'record:%' AND EXISTS (
          SELECT 1 FROM answer_records a JOIN legal_holds h ON h.lifted_at IS NULL
            AND ((h.kind = 'person' AND h.object = a.asked_by::text) OR (h.kind = 'matter' AND ${isOf('a.matter')}))
          WHERE a.id = substr(OLD.item, 8)::uuid) THEN
        RAISE EXCEPTION 'the key of % is under a legal hold', OLD.item USING ERRCODE = 'restrict_violation'; END IF;
      RETURN OLD;
    END $$`);
  await runner.query(`CREATE OR REPLACE FUNCTION hold_of_decision(wanted uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT h.id FROM decisions d JOIN legal_holds h ON h.lifted_at IS NULL
      AND ((h.kind = 'person' AND h.object IN (SELECT unnest(d.reviewers || d.owner_id || d.responsible_id)::text))
        OR (h.kind = 'matter' AND ${isOf('d.matter')}))
    WHERE d.id = wanted ORDER BY h.placed_at, h.id LIMIT 1 $$`);
  await runner.query(`CREATE OR REPLACE FUNCTION hold_of_feedback(wanted uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT h.id FROM record_feedback f JOIN answer_records a ON a.id = f.record_id JOIN legal_holds h ON h.lifted_at IS NULL
      AND ((h.kind = 'person' AND h.object IN (f.given_by::text, a.asked_by::text))
        OR (h.kind = 'matter' AND ${isOf('a.matter')}))
    WHERE f.id = wanted ORDER BY h.placed_at, h.id LIMIT 1 $$`);
}
