import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of people who sign are commitments from now on, which the names themselves are kept beside. */
export class SignedNames1766300000001 implements MigrationInterface {
  name = 'SignedNames1766300000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD COLUMN erased_at timestamptz`);
    await runner.query(`UPDATE users u SET erased_at = e.done_at FROM erasures e
      WHERE e.kind = 'person' AND e.state = 'done' AND e.subject = u.id`);
    await runner.query(`CREATE TABLE signed_names (
      commitment text NOT NULL, person_id uuid NOT NULL, sealed bytea NOT NULL, CONSTRAINT signed_names_pkey PRIMARY KEY (commitment))`);
    await runner.query(`CREATE INDEX signed_names_person ON signed_names (person_id)`);
    // The services look at holds before they delete; this is there for whatever forgets to.
    await runner.query(`CREATE FUNCTION refuse_held_person_key() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE person uuid := substr(OLD.item, 8)::uuid;
      BEGIN
        IF EXISTS (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.kind = 'person' AND h.object = person::text)
          OR EXISTS (SELECT 1 FROM decisions d WHERE d.erased_by IS NULL AND hold_of_decision(d.id) IS NOT NULL
            AND person = ANY(ARRAY[d.owner_id, d.responsible_id, d.proposer_id] || d.reviewers || d.approvers)) THEN
          RAISE EXCEPTION 'the key of % is under a legal hold', OLD.item USING ERRCODE = 'restrict_violation'; END IF;
        RETURN OLD;
      END $$`);
    await runner.query(`CREATE TRIGGER vault_keys_of_people_held BEFORE DELETE ON vault_keys
      FOR EACH ROW WHEN (OLD.item LIKE 'person:%') EXECUTE FUNCTION refuse_held_person_key()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const [signed] = (await runner.query(`SELECT 1 FROM signed_names LIMIT 1`)) as unknown[];
    if (signed) throw new Error('There are signed names; going back would lose them.');
    await runner.query(`DROP TRIGGER vault_keys_of_people_held ON vault_keys`);
    await runner.query(`DROP FUNCTION refuse_held_person_key()`);
    await runner.query(`DROP TABLE signed_names`);
    await runner.query(`ALTER TABLE users DROP COLUMN erased_at`);
  }
}
