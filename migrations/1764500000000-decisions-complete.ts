import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DecisionsComplete1764500000000 implements MigrationInterface {
  name = 'DecisionsComplete1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE decisions
      ADD reviewers uuid[], ADD audience text, ADD rule text, ADD proposer_id uuid, ADD approvers uuid[],
      ADD review_on text, ADD outcome text, ADD successor uuid`);
    // What the steps of older decisions say, as `afterStep` reads them.
    await runner.query(`UPDATE decisions d SET reviewers = '{}', audience = 'named', review_on = d.content::jsonb ->> 'reviewOn',
      proposer_id = (SELECT (s.body::jsonb -> 'by' ->> 'id')::uuid FROM decision_steps s
        WHERE s.decision_id = d.id AND s.body::jsonb ->> 'action' = 'propose' ORDER BY s.version DESC LIMIT 1),
      approvers = ARRAY(SELECT (s.body::jsonb -> 'by' ->> 'id')::uuid FROM decision_steps s
        WHERE s.decision_id = d.id AND s.body::jsonb ->> 'action' = 'approve' ORDER BY s.version),
      successor = (SELECT (s.body::jsonb ->> 'successor')::uuid FROM decision_steps s
        WHERE s.decision_id = d.id AND s.body::jsonb ->> 'successor' IS NOT NULL ORDER BY s.version DESC LIMIT 1)`);
    await runner.query(`ALTER TABLE decisions ALTER reviewers SET NOT NULL, ALTER audience SET NOT NULL,
      ALTER approvers SET NOT NULL`);
    await runner.query(`CREATE INDEX decisions_review_on ON decisions (review_on) WHERE state = 'approved'`);
    await runner.query(`CREATE INDEX decisions_matter ON decisions (matter, updated_at)`);
    await runner.query(`CREATE TABLE decision_rules (
      collection_id uuid NOT NULL, approvals integer NOT NULL, changed_at timestamptz NOT NULL,
      CONSTRAINT decision_rules_pkey PRIMARY KEY (collection_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE decision_rules`);
    await runner.query(`DROP INDEX decisions_matter`);
    await runner.query(`DROP INDEX decisions_review_on`);
    await runner.query(`ALTER TABLE decisions
      DROP reviewers, DROP audience, DROP rule, DROP proposer_id, DROP approvers, DROP review_on, DROP outcome, DROP successor`);
  }
}
