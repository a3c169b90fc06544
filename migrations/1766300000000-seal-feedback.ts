import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people said of answers may lie encrypted, give way to the same encrypted, and be emptied under a certificate, unless a hold
 * covers whoever said it or what it is about. Reasons of settled items say how they were hashed.
 */
export class SealFeedback1766300000000 implements MigrationInterface {
  name = 'SealFeedback1766300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE record_feedback ADD COLUMN sealed bytea`);
    await runner.query(
      `CREATE INDEX record_feedback_unsealed ON record_feedback (id) WHERE sealed IS NULL AND erased_by IS NULL`,
    );
    await runner.query(`ALTER TABLE doubts ADD COLUMN reason_format smallint NOT NULL DEFAULT 1`);
    await holds(runner);
    await guard(runner, 'refuse_all_but_erasure_and_sealing_of_feedback()');
  }

  async down(runner: QueryRunner): Promise<void> {
    // Sealed texts would be lost without the key, which a migration does not have.
    const [sealed] = (await runner.query(`SELECT 1 FROM record_feedback WHERE sealed IS NOT NULL
      UNION ALL SELECT 1 FROM doubts WHERE reason_format <> 1 LIMIT 1`)) as unknown[];
    if (sealed) throw new Error('There is encrypted feedback, or salted reasons; going back would lose them.');
    await guard(runner, 'refuse_all_but_erasure()');
    await runner.query(`DROP FUNCTION refuse_all_but_erasure_and_sealing_of_feedback()`);
    await runner.query(`DROP TRIGGER vault_keys_of_feedback_held ON vault_keys`);
    await runner.query(`DROP FUNCTION refuse_held_feedback_key()`);
    await runner.query(`DROP FUNCTION hold_of_feedback(uuid)`);
    await runner.query(`ALTER TABLE doubts DROP COLUMN reason_format`);
    await runner.query(`DROP INDEX record_feedback_unsealed`);
    await runner.query(`ALTER TABLE record_feedback DROP COLUMN sealed`);
  }
}

/** The services look at holds before they delete; these are there for whatever forgets to. */
async function holds(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION hold_of_feedback(wanted uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT h.id FROM record_feedback f JOIN answer_records a ON a.id = f.record_id JOIN legal_holds h ON h.lifted_at IS NULL
      AND ((h.kind = 'person' AND h.object IN (f.given_by::text, a.asked_by::text))
        OR (h.kind = 'matter' AND lower(h.object) = lower(a.matter)))
    WHERE f.id = wanted ORDER BY h.placed_at, h.id LIMIT 1 $$`);
  await runner.query(`CREATE FUNCTION refuse_held_feedback_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF hold_of_feedback(substr(OLD.item, 10)::uuid) IS NOT NULL THEN
        RAISE EXCEPTION 'the key of % is under a legal hold', OLD.item USING ERRCODE = 'restrict_violation'; END IF;
      RETURN OLD;
    END $$`);
  await runner.query(`CREATE TRIGGER vault_keys_of_feedback_held BEFORE DELETE ON vault_keys
    FOR EACH ROW WHEN (OLD.item LIKE 'feedback:%') EXECUTE FUNCTION refuse_held_feedback_key()`);
  // A text that is not encrypted yet has no key that would be kept from being destroyed.
  await runner.query(`CREATE FUNCTION refuse_all_but_erasure_and_sealing_of_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE texts text[] := ARRAY['comment','given_by_name','sealed','right_source','erased_by'];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND NEW.comment = '' AND NEW.given_by_name = ''
        AND to_jsonb(NEW) - texts = to_jsonb(OLD) - texts THEN
        IF NEW.erased_by IS NULL AND OLD.sealed IS NULL AND NEW.sealed IS NOT NULL
          AND NEW.right_source IS NOT DISTINCT FROM OLD.right_source THEN RETURN NEW; END IF;
        IF NEW.sealed IS NULL AND NEW.right_source IS NULL AND EXISTS (SELECT 1 FROM erasures e WHERE e.id = NEW.erased_by) THEN
          IF hold_of_feedback(OLD.id) IS NOT NULL THEN
            RAISE EXCEPTION 'feedback % is under a legal hold', OLD.id USING ERRCODE = 'restrict_violation'; END IF;
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$`);
}

async function guard(runner: QueryRunner, refusal: string): Promise<void> {
  await runner.query(`DROP TRIGGER record_feedback_append_only ON record_feedback`);
  await runner.query(`CREATE TRIGGER record_feedback_append_only BEFORE UPDATE OR DELETE ON record_feedback
    FOR EACH ROW EXECUTE FUNCTION ${refusal}`);
}
