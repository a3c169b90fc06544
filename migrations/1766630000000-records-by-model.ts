import type { MigrationInterface, QueryRunner } from 'typeorm';

const TEXTS = `ARRAY['question','asked_by_name','body','annex','sealed_head','sealed_body','sealed_annex','documents']`;
const NOTES = `ARRAY['models','verdicts']`;

/**
 * Records say which models took part and which verdicts are among their sentences, so that they can be found by both. Those from
 * before may be told once, and nothing else of a record changes; erased ones say nothing.
 */
export class RecordsByModel1766630000000 implements MigrationInterface {
  name = 'RecordsByModel1766630000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE answer_records ADD COLUMN models text[], ADD COLUMN verdicts text[]`);
    await runner.query(`CREATE INDEX answer_records_models ON answer_records USING gin (models)`);
    await runner.query(
      `CREATE INDEX answer_records_unnoted ON answer_records (id) WHERE models IS NULL AND erased_by IS NULL`,
    );
    await runner.query(`CREATE FUNCTION refuse_all_but_erasure_sealing_and_notes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.models IS NULL AND OLD.verdicts IS NULL AND NEW.models IS NOT NULL AND NEW.verdicts IS NOT NULL
          AND OLD.erased_by IS NULL AND to_jsonb(NEW) - ${NOTES} = to_jsonb(OLD) - ${NOTES} THEN RETURN NEW; END IF;
        IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND NEW.id = OLD.id AND NEW.log_index = OLD.log_index THEN
          IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = NEW.erased_by) THEN RETURN NEW; END IF;
          IF OLD.body IS NOT NULL AND OLD.sealed_body IS NULL AND NEW.sealed_head IS NOT NULL AND NEW.sealed_body IS NOT NULL
            AND (NEW.sealed_annex IS NULL) = (OLD.annex IS NULL)
            AND NEW.body IS NULL AND NEW.question IS NULL AND NEW.asked_by_name IS NULL AND NEW.annex IS NULL
            AND (OLD.documents IS NULL OR NEW.documents = OLD.documents)
            AND to_jsonb(NEW) - ${TEXTS} = to_jsonb(OLD) - ${TEXTS} THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    await replaceTrigger(runner, 'refuse_all_but_erasure_sealing_and_notes');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceTrigger(runner, 'refuse_all_but_erasure_and_sealing');
    await runner.query(`DROP FUNCTION refuse_all_but_erasure_sealing_and_notes()`);
    await runner.query(`DROP INDEX answer_records_unnoted`);
    await runner.query(`DROP INDEX answer_records_models`);
    await runner.query(`ALTER TABLE answer_records DROP COLUMN models, DROP COLUMN verdicts`);
  }
}

async function replaceTrigger(runner: QueryRunner, guard: string): Promise<void> {
  await runner.query(`DROP TRIGGER answer_records_append_only ON answer_records`);
  await runner.query(
    `CREATE TRIGGER answer_records_append_only BEFORE UPDATE OR DELETE ON answer_records FOR EACH ROW EXECUTE FUNCTION ${guard}()`,
  );
}
