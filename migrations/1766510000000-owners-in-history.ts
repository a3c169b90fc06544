import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who answered for a service account is kept with its role: it may as little as they while they are suspended. Of the time before,
 * whoever answers for it now stands there.
 */
export class OwnersInHistory1766510000000 implements MigrationInterface {
  name = 'OwnersInHistory1766510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person_roles ADD owner_id uuid`);
    await runner.query(`ALTER TABLE person_roles DISABLE TRIGGER person_roles_kept`);
    await runner.query(
      `UPDATE person_roles r SET owner_id = u.owner_id FROM users u WHERE u.id = r.user_id AND u.owner_id IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE person_roles ENABLE TRIGGER person_roles_kept`);
    await keep(runner, ['owner_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await keep(runner, []);
    await runner.query(`ALTER TABLE person_roles DROP owner_id`);
  }
}

/** A row for each change of role, suspension, and of these. */
async function keep(runner: QueryRunner, more: readonly string[]): Promise<void> {
  const same = more.map((column) => ` AND OLD.${column} IS NOT DISTINCT FROM NEW.${column}`).join('');
  const columns = more.map((column) => `, ${column}`).join('');
  const values = more.map((column) => `, NEW.${column}`).join('');
  await runner.query(`CREATE OR REPLACE FUNCTION keep_person_role() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE change bigint;
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF OLD.role = NEW.role AND (OLD.suspended_at IS NULL) = (NEW.suspended_at IS NULL)${same} THEN RETURN NULL; END IF;
      END IF;
      change := access_change();
      IF TG_OP <> 'INSERT' THEN
        UPDATE person_roles SET to_seq = change WHERE user_id = OLD.id AND to_seq IS NULL;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_roles (user_id, role, is_suspended${columns}, from_seq)
          VALUES (NEW.id, NEW.role, NEW.suspended_at IS NOT NULL${values}, change);
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`DROP TRIGGER users_roles_kept ON users`);
  await runner.query(`CREATE TRIGGER users_roles_kept AFTER INSERT OR DELETE OR UPDATE OF role, suspended_at${columns} ON users
    FOR EACH ROW EXECUTE FUNCTION keep_person_role()`);
}
