import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Vault1764600000001 implements MigrationInterface {
  name = 'Vault1764600000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE vault_keys (
      item text NOT NULL, kek text NOT NULL, wrapped bytea NOT NULL, created_at timestamptz NOT NULL, CONSTRAINT vault_keys_pkey PRIMARY KEY (item))`);
    await runner.query(`CREATE INDEX vault_keys_kek ON vault_keys (kek)`);
    await runner.query(
      `CREATE TABLE vault_state (one integer NOT NULL, kek text NOT NULL, changed_at timestamptz NOT NULL, CONSTRAINT vault_state_pkey PRIMARY KEY (one))`,
    );
    await runner.query(`ALTER TABLE answer_records
      ALTER COLUMN question DROP NOT NULL, ALTER COLUMN asked_by_name DROP NOT NULL, ALTER COLUMN body DROP NOT NULL,
      ADD COLUMN sealed_head bytea, ADD COLUMN sealed_body bytea, ADD COLUMN sealed_annex bytea, ADD COLUMN documents uuid[], ADD COLUMN erased_by uuid`);
    await runner.query(`CREATE INDEX answer_records_documents ON answer_records USING gin (documents)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Sealed records would be lost without the key, which a migration does not have.
    const [sealed] = (await runner.query(`SELECT 1 FROM answer_records WHERE body IS NULL LIMIT 1`)) as unknown[];
    if (sealed) throw new Error('There are encrypted records; going back would lose them.');
    await runner.query(`DROP INDEX answer_records_documents`);
    await runner.query(`ALTER TABLE answer_records
      ALTER COLUMN question SET NOT NULL, ALTER COLUMN asked_by_name SET NOT NULL, ALTER COLUMN body SET NOT NULL,
      DROP COLUMN sealed_head, DROP COLUMN sealed_body, DROP COLUMN sealed_annex, DROP COLUMN documents, DROP COLUMN erased_by`);
    await runner.query(`DROP TABLE vault_state`);
    await runner.query(`DROP TABLE vault_keys`);
  }
}
