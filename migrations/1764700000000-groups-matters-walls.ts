import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts with the changes of access between which they held; closed rows are never touched again. */
const TIMED: Readonly<Record<string, string>> = {
  person_roles: 'user_id uuid NOT NULL, role text NOT NULL, is_suspended boolean NOT NULL',
  access_group_members: 'group_id uuid NOT NULL, user_id uuid NOT NULL',
  access_grants: `subject_kind text NOT NULL DEFAULT 'person', subject_id uuid NOT NULL,
    object_kind text NOT NULL DEFAULT 'collection', object_id uuid NOT NULL, is_denied boolean NOT NULL DEFAULT false`,
  access_wall_subjects: 'wall_id uuid NOT NULL, subject_kind text NOT NULL, subject_id uuid NOT NULL',
  access_wall_objects: 'wall_id uuid NOT NULL, object_kind text NOT NULL, object_id uuid NOT NULL',
  document_matters: 'document_id uuid NOT NULL, matter_id uuid NOT NULL',
};

export class GroupsMattersWalls1764700000000 implements MigrationInterface {
  name = 'GroupsMattersWalls1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await changes(runner);
    for (const [table, columns] of Object.entries(TIMED))
      await runner.query(`CREATE TABLE ${table} (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL, from_seq bigint NOT NULL DEFAULT access_change(), to_seq bigint,
        ${columns}, CONSTRAINT ${table}_pkey PRIMARY KEY (id))`);
    await names(runner);
    await indexes(runner);
    await runner.query(`ALTER TABLE documents ADD COLUMN matter_id uuid, ADD COLUMN indexed_matter_id uuid`);
    await runner.query(`CREATE INDEX documents_matter ON documents (matter_id) WHERE matter_id IS NOT NULL`);
    await runner.query(
      `CREATE INDEX documents_matter_moved ON documents (id) WHERE matter_id IS DISTINCT FROM indexed_matter_id`,
    );
    await runner.query(`ALTER TABLE collections ADD COLUMN requires_matter boolean NOT NULL DEFAULT false`);
    await runner.query(`INSERT INTO person_roles (user_id, role, is_suspended)
      SELECT id, role, suspended_at IS NOT NULL FROM users`);
    await runner.query(`INSERT INTO access_grants (subject_id, object_id, is_denied)
      SELECT user_id, collection_id, is_denied FROM collection_grants`);
    await runner.query(`DROP TABLE collection_grants`);
    await triggers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE collection_grants (
      user_id uuid NOT NULL, collection_id uuid NOT NULL, is_denied boolean NOT NULL DEFAULT false,
      CONSTRAINT collection_grants_pkey PRIMARY KEY (user_id, collection_id))`);
    await runner.query(`INSERT INTO collection_grants SELECT subject_id, object_id, is_denied FROM access_grants
      WHERE to_seq IS NULL AND subject_kind = 'person' AND object_kind = 'collection'`);
    await runner.query(`DROP TRIGGER users_roles_kept ON users`);
    await runner.query(`DROP TRIGGER documents_matters_kept ON documents`);
    await runner.query(`ALTER TABLE collections DROP COLUMN requires_matter`);
    await runner.query(`DROP INDEX documents_matter`);
    await runner.query(`DROP INDEX documents_matter_moved`);
    await runner.query(`ALTER TABLE documents DROP COLUMN matter_id, DROP COLUMN indexed_matter_id`);
    for (const table of [...Object.keys(TIMED), 'access_groups', 'access_walls', 'matters', 'access_changes'])
      await runner.query(`DROP TABLE ${table}`);
    for (const each of ['keep_person_role()', 'keep_document_matter()', 'refuse_rewriting()', 'access_change()'])
      await runner.query(`DROP FUNCTION ${each}`);
  }
}

/** One change a transaction; whoever changes access waits for the one before, so numbers rise in the order of commits. */
async function changes(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE access_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL, at timestamptz NOT NULL, transaction text NOT NULL,
    CONSTRAINT access_changes_pkey PRIMARY KEY (seq))`);
  await runner.query(`CREATE INDEX access_changes_at ON access_changes (at)`);
  await runner.query(`CREATE FUNCTION access_change() RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
      mine text := pg_current_xact_id()::text;
      newest access_changes%ROWTYPE;
    BEGIN
      PERFORM pg_advisory_xact_lock(4210011);
      SELECT * INTO newest FROM access_changes ORDER BY seq DESC LIMIT 1;
      IF newest.transaction = mine AND newest.at >= now() THEN RETURN newest.seq; END IF;
      INSERT INTO access_changes (at, transaction) VALUES (clock_timestamp(), mine) RETURNING * INTO newest;
      RETURN newest.seq;
    END $$`);
}

async function names(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE access_groups (
    id uuid NOT NULL, name text NOT NULL, name_key text NOT NULL, created_at timestamptz NOT NULL, removed_at timestamptz,
    CONSTRAINT access_groups_pkey PRIMARY KEY (id))`);
  await runner.query(`CREATE TABLE access_walls (
    id uuid NOT NULL, name text NOT NULL, name_key text NOT NULL, reason text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL, lifted_at timestamptz, CONSTRAINT access_walls_pkey PRIMARY KEY (id))`);
  await runner.query(`CREATE TABLE matters (
    id uuid NOT NULL, number text NOT NULL, number_key text NOT NULL, name text NOT NULL,
    created_at timestamptz NOT NULL, closed_at timestamptz, CONSTRAINT matters_pkey PRIMARY KEY (id))`);
}

async function indexes(runner: QueryRunner): Promise<void> {
  const now = 'WHERE to_seq IS NULL';
  for (const index of [
    `UNIQUE INDEX access_groups_name_key ON access_groups (name_key) WHERE removed_at IS NULL`,
    `UNIQUE INDEX access_walls_name_key ON access_walls (name_key) WHERE lifted_at IS NULL`,
    `UNIQUE INDEX matters_number_key ON matters (number_key)`,
    `UNIQUE INDEX person_roles_now ON person_roles (user_id) ${now}`,
    `UNIQUE INDEX access_group_members_now ON access_group_members (user_id, group_id) ${now}`,
    `INDEX access_group_members_group ON access_group_members (group_id)`,
    `UNIQUE INDEX access_grants_now ON access_grants (subject_id, object_id) ${now}`,
    `INDEX access_grants_object ON access_grants (object_id)`,
    `UNIQUE INDEX access_wall_subjects_now ON access_wall_subjects (subject_id, wall_id) ${now}`,
    `INDEX access_wall_subjects_wall ON access_wall_subjects (wall_id)`,
    `UNIQUE INDEX access_wall_objects_now ON access_wall_objects (wall_id, object_id) ${now}`,
    `INDEX access_wall_objects_object ON access_wall_objects (object_id)`,
    `UNIQUE INDEX document_matters_now ON document_matters (document_id) ${now}`,
    `INDEX document_matters_matter ON document_matters (matter_id)`,
  ])
    await runner.query(`CREATE ${index}`);
}

/** Whoever changes a role or a matter, by whatever way, leaves it in the history; and nobody rewrites that. */
async function triggers(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION keep_person_role() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE change bigint;
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF OLD.role = NEW.role AND (OLD.suspended_at IS NULL) = (NEW.suspended_at IS NULL) THEN RETURN NULL; END IF;
      END IF;
      change := access_change();
      IF TG_OP <> 'INSERT' THEN
        UPDATE person_roles SET to_seq = change WHERE user_id = OLD.id AND to_seq IS NULL;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_roles (user_id, role, is_suspended, from_seq)
          VALUES (NEW.id, NEW.role, NEW.suspended_at IS NOT NULL, change);
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE TRIGGER users_roles_kept AFTER INSERT OR DELETE OR UPDATE OF role, suspended_at ON users
    FOR EACH ROW EXECUTE FUNCTION keep_person_role()`);
  await runner.query(`CREATE FUNCTION keep_document_matter() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      before uuid := CASE WHEN TG_OP <> 'INSERT' THEN OLD.matter_id END;
      after uuid := CASE WHEN TG_OP <> 'DELETE' THEN NEW.matter_id END;
    BEGIN
      IF before IS NOT DISTINCT FROM after THEN RETURN NULL; END IF;
      IF before IS NOT NULL THEN
        UPDATE document_matters SET to_seq = access_change() WHERE document_id = OLD.id AND to_seq IS NULL;
      END IF;
      IF after IS NOT NULL THEN
        INSERT INTO document_matters (document_id, matter_id) VALUES (NEW.id, after);
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE TRIGGER documents_matters_kept AFTER INSERT OR DELETE OR UPDATE OF matter_id ON documents
    FOR EACH ROW EXECUTE FUNCTION keep_document_matter()`);
  await runner.query(`CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL
        AND to_jsonb(OLD) - 'to_seq' = to_jsonb(NEW) - 'to_seq' THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'the history of access is not rewritten';
    END $$`);
  for (const table of Object.keys(TIMED))
    await runner.query(`CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`);
}
