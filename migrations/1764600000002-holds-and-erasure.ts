import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldsAndErasure1764600000002 implements MigrationInterface {
  name = 'HoldsAndErasure1764600000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE legal_holds (
      id uuid NOT NULL, kind text NOT NULL, object text NOT NULL, reason text NOT NULL, placed_by uuid NOT NULL, placed_at timestamptz NOT NULL,
      lifted_by uuid, lifted_at timestamptz, lift_reason text, CONSTRAINT legal_holds_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX legal_holds_standing ON legal_holds (kind, object) WHERE lifted_at IS NULL`);
    await runner.query(`CREATE TABLE retention_rules (
      scope text NOT NULL, rule text NOT NULL, days integer, set_by uuid NOT NULL, set_at timestamptz NOT NULL,
      CONSTRAINT retention_rules_pkey PRIMARY KEY (scope))`);
    await runner.query(`CREATE TABLE erasures (
      id uuid NOT NULL, kind text NOT NULL, subject uuid NOT NULL, with_records boolean NOT NULL, cause text NOT NULL, state text NOT NULL,
      reason text NOT NULL, plan_sha256 text NOT NULL, requested_by text NOT NULL, requested_at timestamptz NOT NULL, approved_by uuid,
      done_at timestamptz, certificate text, log_index bigint, CONSTRAINT erasures_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX erasures_requested ON erasures (requested_at, id)`);
    await runner.query(`CREATE TABLE index_purges (
      revision_id uuid NOT NULL, collection_id uuid NOT NULL, is_scratch boolean NOT NULL, done_at timestamptz,
      CONSTRAINT index_purges_pkey PRIMARY KEY (revision_id))`);
    await runner.query(`CREATE INDEX index_purges_due ON index_purges (revision_id) WHERE done_at IS NULL`);
    await runner.query(`ALTER TABLE documents ADD COLUMN erased_by uuid`);
    await runner.query(`ALTER TABLE record_feedback ADD COLUMN erased_by uuid`);
    await guards(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of HELD) await runner.query(`DROP TRIGGER ${name} ON ${table}`);
    for (const table of EMPTIED) {
      await runner.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
      );
    }
    for (const name of [
      'refuse_all_but_erasure()',
      'refuse_held_document()',
      'refuse_held_revision()',
      'refuse_held_key()',
    ])
      await runner.query(`DROP FUNCTION ${name}`);
    await runner.query(`DROP FUNCTION hold_of_document(uuid)`);
    await runner.query(`ALTER TABLE record_feedback DROP COLUMN erased_by`);
    await runner.query(`ALTER TABLE documents DROP COLUMN erased_by`);
    for (const table of ['index_purges', 'erasures', 'retention_rules', 'legal_holds'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

/** Tables whose rows are never changed, but emptied under a certificate. */
const EMPTIED = ['answer_records', 'record_feedback'];

const HELD = [
  ['documents', 'documents_held'],
  ['revisions', 'revisions_held'],
  ['revision_texts', 'revision_texts_held'],
  ['vault_keys', 'vault_keys_held'],
] as const;

/** The services look at holds before they delete; these triggers are there for whatever forgets to. */
async function guards(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION refuse_all_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND EXISTS (SELECT 1 FROM erasures e WHERE e.id = NEW.erased_by) AND NEW.id = OLD.id
        AND NEW.log_index = OLD.log_index THEN RETURN NEW; END IF;
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$`);
  for (const table of EMPTIED) {
    await runner.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
    await runner.query(
      `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasure()`,
    );
  }
  // What a document belongs to is read as JSON, so that this holds whether or not documents have a matter of their own.
  await runner.query(`CREATE FUNCTION hold_of_document(wanted uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
    DECLARE d jsonb; matter_number text; found uuid;
    BEGIN
      SELECT to_jsonb(x) INTO d FROM documents x WHERE x.id = wanted;
      IF d->>'matter_id' IS NOT NULL THEN
        EXECUTE 'SELECT number FROM matters WHERE id = $1' INTO matter_number USING (d->>'matter_id')::uuid;
      END IF;
      SELECT h.id INTO found FROM legal_holds h WHERE h.lifted_at IS NULL AND (
        (h.kind = 'document' AND h.object = d->>'id') OR (h.kind = 'collection' AND h.object = d->>'collection_id')
        OR (h.kind = 'matter' AND (lower(h.object) = lower(d->'metadata'->>'matter') OR lower(h.object) = lower(matter_number))))
      ORDER BY h.placed_at, h.id LIMIT 1;
      RETURN found;
    END $$`);
  await runner.query(`CREATE FUNCTION refuse_held_document() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NOT (OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL)
        AND NEW.erased_by IS NOT DISTINCT FROM OLD.erased_by THEN RETURN NEW; END IF;
      IF hold_of_document(OLD.id) IS NOT NULL THEN
        RAISE EXCEPTION 'document % is under a legal hold', OLD.id USING ERRCODE = 'restrict_violation'; END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`CREATE FUNCTION refuse_held_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE document uuid;
    BEGIN
      SELECT r.document_id INTO document FROM revisions r
        WHERE r.id = (CASE TG_TABLE_NAME WHEN 'revisions' THEN to_jsonb(OLD)->>'id' ELSE to_jsonb(OLD)->>'revision_id' END)::uuid;
      IF hold_of_document(document) IS NOT NULL THEN
        RAISE EXCEPTION 'document % is under a legal hold', document USING ERRCODE = 'restrict_violation'; END IF;
      RETURN OLD;
    END $$`);
  await runner.query(`CREATE FUNCTION refuse_held_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.item LIKE 'blob:%' AND EXISTS (SELECT 1 FROM revisions r WHERE r.sha256 = substr(OLD.item, 6) AND hold_of_document(r.document_id) IS NOT NULL)
        OR OLD.item LIKE 'record:%' AND EXISTS (
          SELECT 1 FROM answer_records a JOIN legal_holds h ON h.lifted_at IS NULL
            AND ((h.kind = 'person' AND h.object = a.asked_by::text) OR (h.kind = 'matter' AND lower(h.object) = lower(a.matter)))
          WHERE a.id = substr(OLD.item, 8)::uuid) THEN
        RAISE EXCEPTION 'the key of % is under a legal hold', OLD.item USING ERRCODE = 'restrict_violation'; END IF;
      RETURN OLD;
    END $$`);
  await runner.query(`CREATE TRIGGER documents_held BEFORE DELETE OR UPDATE OF removed_at, erased_by ON documents
    FOR EACH ROW EXECUTE FUNCTION refuse_held_document()`);
  for (const table of ['revisions', 'revision_texts'])
    await runner.query(
      `CREATE TRIGGER ${table}_held BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_held_revision()`,
    );
  await runner.query(
    `CREATE TRIGGER vault_keys_held BEFORE DELETE ON vault_keys FOR EACH ROW EXECUTE FUNCTION refuse_held_key()`,
  );
}
