/** Where something that a framework speaks of can be looked up in a pack. */
export interface FrameworkRow {
  readonly reference: string;
  /** What the passage is about, in a few words; not a quotation. */
  readonly about: string;
  /** What in the pack may serve as evidence for it. */
  readonly here: string;
  /** What the pack says nothing of. */
  readonly notHere: string;
}

/**
 * A law or standard that assessors ask by, with what a pack holds for it; a help to find things, no claim of
 * conformity.
 */
export interface Framework {
  readonly name: string;
  readonly rows: readonly FrameworkRow[];
}

/**
 * Fields of a pack beside what frameworks speak of. Evidence that people who assess may use; it states no conformity, and
 * whether a framework applies at all is for them to say.
 */
export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'Regulation (EU) 2024/1689 (AI Act)',
    rows: [
      {
        reference: 'Article 12',
        about: 'record-keeping: events are recorded automatically over the life of a system',
        here: 'records/*.json: each answer sealed when it was given, with its log entry and proof',
        notHere: 'events outside this pack; the whole log is written by "chancery audit export"',
      },
      {
        reference: 'Article 13',
        about: 'transparency: whoever uses a system can interpret its output',
        here: 'report.pdf, records/*.json: sources, passages with scores, a verdict for each sentence, warnings shown',
        notHere: 'instructions for use, and the characteristics of the model as its provider states them',
      },
      {
        reference: 'Article 14',
        about: 'human oversight: a person can understand, override or disregard an output',
        here: 'decision.json: who judged each answer (approved, overridden, rejected), with what reason and, as claimed, what care',
        notHere: 'training and competence of these persons',
      },
      {
        reference: 'Article 19',
        about: 'logs are kept for an appropriate time, at least six months',
        here: 'dates of the log entries in records/*.json and decision.json',
        notHere: 'retention settings of the service ("chancery retention list")',
      },
      {
        reference: 'Article 26',
        about: 'deployers use systems as instructed, assign oversight, monitor, and keep logs',
        here: 'decision.json: responsible person, reviewers, rule of approval, outcome seen later',
        notHere: 'organizational measures',
      },
    ],
  },
  {
    name: 'ISO/IEC 42001:2023, annex A',
    rows: [
      {
        reference: 'A.6.2.8',
        about: 'recording of event logs of AI systems',
        here: 'records/*.json with log entries and proofs',
        notHere: 'which phases of the life cycle the organization logs',
      },
      {
        reference: 'A.7',
        about: 'data for AI systems, among it their provenance',
        here: 'revisions/: the cited revisions; records/*.json: their hashes, and of all passages that were read',
        notHere: 'data that the models were trained with',
      },
      {
        reference: 'A.9',
        about: 'responsible use of AI systems, with human oversight',
        here: 'decision.json: steps and who took them',
        notHere: 'the processes behind them',
      },
    ],
  },
  {
    name: 'NIST AI Risk Management Framework 1.0',
    rows: [
      {
        reference: 'MAP 3.5',
        about: 'processes for human oversight are defined and documented',
        here: 'decision.json: the rule of approval that was in force, and that it was kept',
        notHere: 'the policy that the rule follows from',
      },
      {
        reference: 'MEASURE 2.8',
        about: 'risks of transparency and accountability are examined and documented',
        here: 'keys.txt and the proofs: that nothing here was changed since it was logged',
        notHere: 'the examination itself',
      },
      {
        reference: 'MEASURE 2.9',
        about: 'output is interpreted within its context',
        here: 'records/*.json: question, purpose, matter, filters, sources, model file and parameters',
        notHere: 'an explanation of how the model works inside',
      },
      {
        reference: 'MANAGE 4.1',
        about: 'monitoring after deployment, appeal and override',
        here: 'decision.json: review dates, outcome, overrides and reopening',
        notHere: 'plans for monitoring',
      },
    ],
  },
];
