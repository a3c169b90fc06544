import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of signed steps, and which column names the decision whose key seals them. */
const STEPS = [
  ['decision_steps', 'decision_id'],
  ['decision_link_steps', 'from_decision'],
] as const;

/** What people wrote in decisions may lie encrypted, give way to the same encrypted, and be emptied under a certificate. */
export class SealDecisions1765500000000 implements MigrationInterface {
  name = 'SealDecisions1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE decisions ALTER COLUMN owner_name DROP NOT NULL, ALTER COLUMN content DROP NOT NULL,
      ADD COLUMN sealed_head bytea, ADD COLUMN erased_by uuid`);
    await runner.query(`CREATE INDEX decisions_unsealed ON decisions (id) WHERE content IS NOT NULL`);
    await runner.query(`ALTER TABLE doubts ADD COLUMN sealed_reason bytea`);
    await runner.query(`CREATE INDEX doubts_unsealed ON doubts (id) WHERE reason <> ''`);
    await runner.query(`ALTER TABLE erasures ADD COLUMN with_decisions boolean NOT NULL DEFAULT false`);
    await holds(runner);
    for (const [table, decision] of STEPS) {
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN body DROP NOT NULL,
        ADD COLUMN sealed_body bytea, ADD COLUMN erased_by uuid`);
      await runner.query(`CREATE INDEX ${table}_unsealed ON ${table} (${decision}) WHERE body IS NOT NULL`);
      await guard(runner, table, `refuse_all_but_erasure_and_sealing_of_steps('${decision}')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    // Sealed texts would be lost without the key, which a migration does not have.
    const [sealed] = (await runner.query(`SELECT 1 FROM decisions WHERE content IS NULL
      UNION ALL SELECT 1 FROM decision_steps WHERE body IS NULL UNION ALL SELECT 1 FROM decision_link_steps WHERE body IS NULL
      UNION ALL SELECT 1 FROM doubts WHERE sealed_reason IS NOT NULL LIMIT 1`)) as unknown[];
    if (sealed) throw new Error('There are encrypted decisions; going back would lose them.');
    for (const [table] of STEPS) {
      await guard(runner, table, 'refuse_change()');
      await runner.query(`DROP INDEX ${table}_unsealed`);
      await runner.query(
        `ALTER TABLE ${table} ALTER COLUMN body SET NOT NULL, DROP COLUMN sealed_body, DROP COLUMN erased_by`,
      );
    }
    await runner.query(`DROP FUNCTION refuse_all_but_erasure_and_sealing_of_steps()`);
    await runner.query(`DROP TRIGGER vault_keys_of_decisions_held ON vault_keys`);
    await runner.query(`DROP FUNCTION refuse_held_decision_key()`);
    await runner.query(`DROP FUNCTION hold_of_decision(uuid)`);
    await runner.query(`ALTER TABLE erasures DROP COLUMN with_decisions`);
    await runner.query(`DROP INDEX doubts_unsealed`);
    await runner.query(`ALTER TABLE doubts DROP COLUMN sealed_reason`);
    await runner.query(`DROP INDEX decisions_unsealed`);
    await runner.query(`ALTER TABLE decisions ALTER COLUMN owner_name SET NOT NULL, ALTER COLUMN content SET NOT NULL,
      DROP COLUMN sealed_head, DROP COLUMN erased_by`);
  }
}

/** Whom a decision names, and its matter, may be under a hold. The services look; these are there for whatever forgets to. */
async function holds(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION hold_of_decision(wanted uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT h.id FROM decisions d JOIN legal_holds h ON h.lifted_at IS NULL
      AND ((h.kind = 'person' AND h.object IN (SELECT unnest(d.reviewers || d.owner_id || d.responsible_id)::text))
        OR (h.kind = 'matter' AND lower(h.object) = lower(d.matter)))
    WHERE d.id = wanted ORDER BY h.placed_at, h.id LIMIT 1 $$`);
  await runner.query(`CREATE FUNCTION refuse_held_decision_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF hold_of_decision(substr(OLD.item, 10)::uuid) IS NOT NULL THEN
        RAISE EXCEPTION 'the key of % is under a legal hold', OLD.item USING ERRCODE = 'restrict_violation'; END IF;
      RETURN OLD;
    END $$`);
  await runner.query(`CREATE TRIGGER vault_keys_of_decisions_held BEFORE DELETE ON vault_keys
    FOR EACH ROW WHEN (OLD.item LIKE 'decision:%') EXECUTE FUNCTION refuse_held_decision_key()`);
  // A text that is not encrypted yet has no key that would be kept from being destroyed.
  await runner.query(`CREATE FUNCTION refuse_all_but_erasure_and_sealing_of_steps() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE texts text[] := ARRAY['body','sealed_body','erased_by'];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND NEW.body IS NULL AND to_jsonb(NEW) - texts = to_jsonb(OLD) - texts THEN
        IF NEW.erased_by IS NULL AND OLD.body IS NOT NULL AND OLD.sealed_body IS NULL AND NEW.sealed_body IS NOT NULL THEN
          RETURN NEW; END IF;
        IF NEW.sealed_body IS NULL AND EXISTS (SELECT 1 FROM erasures e WHERE e.id = NEW.erased_by) THEN
          IF hold_of_decision((to_jsonb(OLD) ->> TG_ARGV[0])::uuid) IS NOT NULL THEN
            RAISE EXCEPTION 'a step of % is under a legal hold', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF;
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$`);
}

async function guard(runner: QueryRunner, table: string, refusal: string): Promise<void> {
  await runner.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
  await runner.query(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${refusal}`,
  );
}
