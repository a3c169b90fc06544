import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE passwords (
    user_id uuid NOT NULL, hash text NOT NULL, changed_at timestamptz NOT NULL,
    CONSTRAINT passwords_pkey PRIMARY KEY (user_id))`,
  `CREATE TABLE known_browsers (
    secret_sha256 text NOT NULL, user_id uuid NOT NULL, created_at timestamptz NOT NULL, last_used_at timestamptz NOT NULL,
    CONSTRAINT known_browsers_pkey PRIMARY KEY (secret_sha256))`,
  `CREATE INDEX known_browsers_user ON known_browsers (user_id)`,
  // Lost in a crash of the database: then everybody may try again, which a crash is rare enough for.
  `CREATE UNLOGGED TABLE sign_in_attempts (
    key text NOT NULL, failures integer NOT NULL, last_at timestamptz NOT NULL, blocked_until timestamptz,
    CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (key))`,
  `CREATE INDEX sign_in_attempts_last ON sign_in_attempts (last_at)`,
  `CREATE TABLE sign_in_steps (
    secret_sha256 text NOT NULL, kind text NOT NULL, user_id uuid, data jsonb NOT NULL, expires_at timestamptz NOT NULL,
    CONSTRAINT sign_in_steps_pkey PRIMARY KEY (secret_sha256))`,
  `CREATE INDEX sign_in_steps_expiry ON sign_in_steps (expires_at)`,
  `CREATE TABLE totp_factors (
    user_id uuid NOT NULL, sealed_secret bytea NOT NULL, created_at timestamptz NOT NULL, confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0,
    CONSTRAINT totp_factors_pkey PRIMARY KEY (user_id))`,
  `CREATE TABLE recovery_codes (
    code_sha256 text NOT NULL, user_id uuid NOT NULL, created_at timestamptz NOT NULL, used_at timestamptz,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (code_sha256))`,
  `CREATE INDEX recovery_codes_user ON recovery_codes (user_id)`,
  `CREATE TABLE passkeys (
    credential_id text NOT NULL, id uuid NOT NULL, user_id uuid NOT NULL, name text NOT NULL, public_key bytea NOT NULL,
    counter bigint NOT NULL, transports text[] NOT NULL, is_backed_up boolean NOT NULL,
    created_at timestamptz NOT NULL, last_used_at timestamptz,
    CONSTRAINT passkeys_pkey PRIMARY KEY (credential_id))`,
  `CREATE INDEX passkeys_user ON passkeys (user_id)`,
  `CREATE UNIQUE INDEX passkeys_id ON passkeys (id)`,
  `CREATE TABLE federated_identities (
    issuer text NOT NULL, subject text NOT NULL, id uuid NOT NULL, user_id uuid NOT NULL,
    linked_at timestamptz NOT NULL, last_used_at timestamptz,
    CONSTRAINT federated_identities_pkey PRIMARY KEY (issuer, subject))`,
  `CREATE INDEX federated_identities_user ON federated_identities (user_id)`,
  `CREATE UNIQUE INDEX federated_identities_id ON federated_identities (id)`,
];

/** Accounts with login names, passwords, second factors, passkeys and identities elsewhere; sessions that say how they began. */
export class Identities1764800000000 implements MigrationInterface {
  name = 'Identities1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users
      ADD COLUMN kind text NOT NULL DEFAULT 'person', ADD COLUMN login text, ADD COLUMN email text,
      ADD COLUMN owner_id uuid, ADD COLUMN external_id text`);
    await runner.query(`CREATE UNIQUE INDEX users_login ON users (login)`);
    await runner.query(`CREATE INDEX users_external_id ON users (external_id)`);
    await runner.query(`ALTER TABLE credentials
      ADD COLUMN method text, ADD COLUMN device text, ADD COLUMN signed_in_at timestamptz,
      ADD COLUMN previous_sha256 text, ADD COLUMN rotated_at timestamptz, ADD COLUMN lacks_factor boolean NOT NULL DEFAULT false`);
    await runner.query(`CREATE INDEX credentials_previous ON credentials (previous_sha256)`);
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = TABLES.flatMap((statement) => /^CREATE (?:UNLOGGED )?TABLE (\w+)/.exec(statement)?.[1] ?? []);
    for (const table of tables.reverse()) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP INDEX credentials_previous`);
    await runner.query(`ALTER TABLE credentials DROP COLUMN method, DROP COLUMN device, DROP COLUMN signed_in_at,
      DROP COLUMN previous_sha256, DROP COLUMN rotated_at, DROP COLUMN lacks_factor`);
    await runner.query(`ALTER TABLE users DROP COLUMN kind, DROP COLUMN login, DROP COLUMN email, DROP COLUMN owner_id,
      DROP COLUMN external_id`);
  }
}
