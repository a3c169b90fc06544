import {
  type AnswerDocument,
  type CitationView,
  type DecisionDetail,
  type DecisionStepView,
  joinPresent,
  sayCoverage,
  sayPlace,
} from '#contracts';
import { hasRightToLeft, isolated } from './directed-lines.js';
import { FRAMEWORKS } from './frameworks.js';
import type { EvidencePack, PackedRecord } from './pack.js';
import { ReportPage } from './report-page.js';

/**
 * The pack for reading, as PDF. What is proven are the JSON files beside it; the report says where each thing stands there.
 * Signs that neither its own fonts nor those of the machine have are empty boxes; the JSON files have them.
 */
export async function renderReport(pack: EvidencePack): Promise<Buffer> {
  const title = pack.decision ? `Decision: ${isolated(pack.decision.view.question)}` : 'A recorded answer';
  const page = new ReportPage(title, `Made ${moment(pack.madeAt.toISOString())} by ${pack.madeBy}`, pack.madeAt);
  page.title(title);
  page.remark(
    'For reading. What is proven are the files beside this one; README.txt says how anybody can check them without the service that made them.',
  );
  if (pack.decision) writeDecision(page, pack.decision.view);
  for (const record of pack.records) writeRecord(page, record);
  for (const id of pack.withheldRecords) {
    page.heading('An answer that is not here');
    page.paragraph(`The decision also rests on record ${id}, which is not open to who made this pack.`);
  }
  writeSources(page, pack);
  writeFrameworks(page);
  page.heading('Keys of the log');
  for (const key of pack.keys) page.code(key);
  return page.finish();
}

function writeDecision(page: ReportPage, decision: DecisionDetail): void {
  page.value('State', decision.state);
  page.value('Matter', decision.matter);
  page.value('Owner', decision.owner.name);
  page.value('Responsible', decision.responsible.name);
  page.value('Reviewers', decision.reviewers.map(({ name }) => isolated(name)).join(', '));
  page.value('Approvals asked for', decision.rule && decision.rule.approvals > 0 ? decision.rule.approvals : null);
  page.value('To be reviewed', decision.reviewOn);
  page.value('Decision', decision.id);
  if (decision.options.length > 0) {
    page.heading('Options considered');
    for (const { title, note } of decision.options)
      page.paragraph(note ? `– ${isolated(title)}: ${isolated(note)}` : `– ${isolated(title)}`);
  }
  page.heading('Choice');
  page.paragraph(decision.choice || 'None yet.');
  page.heading('Reason');
  page.paragraph(decision.reason || 'None yet.');
  if (decision.outcome) {
    page.heading('What came of it');
    page.paragraph(decision.outcome.text);
    page.remark(
      `${decision.outcome.verdict.replaceAll('_', ' ')}, seen on ${decision.outcome.observedOn}, by ${isolated(decision.outcome.by.name)}`,
    );
  }
  if (decision.warnings.length > 0) {
    page.heading('To know before relying on it');
    for (const { message } of decision.warnings) page.paragraph(`– ${message}`);
  }
  page.heading('Steps');
  for (const step of decision.steps) writeStep(page, step);
  page.file('decision.json');
}

function writeStep(page: ReportPage, step: DecisionStepView): void {
  const { version, action, by, at, reason, dispositions, attention, logIndex, sha256 } = step;
  page.paragraph(
    `${version}. ${action} by ${isolated(by.name)}, ${moment(at)}${reason ? `: ${isolated(reason)}` : ''}`,
  );
  for (const { record, verdict, reason: why } of dispositions)
    page.remark(`answer ${record}: ${verdict}${why ? ` – ${isolated(why)}` : ''}`);
  if (attention)
    page.remark(
      `as their client claimed: ${seconds(attention.timeSpentMs)} before them, ${attention.citationsOpened ?? 'unknown how many'} citations opened`,
    );
  page.code(`log entry ${logIndex}, step sha256 ${sha256}`);
}

function writeRecord(page: ReportPage, { id, answer, proof }: PackedRecord): void {
  const { asked, askedAt, askedBy } = JSON.parse(proof.record) as SealedQuestion;
  page.heading(`Answer: ${isolated(answer.question)}`);
  page.value('Asked', `${moment(askedAt)} by ${isolated(askedBy.name)} (${askedBy.role})`);
  page.value('On behalf of', asked.onBehalfOf);
  page.value('Matter', asked.matter);
  page.value('Purpose', asked.purpose);
  page.value('As the library stood', asked.asOf);
  page.value('Written by', writer(answer));
  page.value('Searched', [`${answer.coverage.searched} documents.`, ...sayCoverage(answer.coverage)].join(' '));
  page.value('Record', id);
  for (const { message } of answer.warnings) page.paragraph(`To know: ${message}`);
  if (answer.refusal) page.paragraph(`Not answered: ${answer.refusal.message}`);
  for (const { text, support, citations, why } of answer.sentences) {
    page.paragraph(`${text}${citations.map((n) => ` ${mark(n, text)}`).join('')}`);
    page.remark(why ? `${support}: ${why}` : support);
  }
  for (const citation of answer.citations) writeCitation(page, citation);
  page.code(`log entry ${answer.log.index}, checkpoint ${answer.log.checkpoint}`);
  page.file(`records/${id}.json`);
}

function writeCitation(
  page: ReportPage,
  { n, title, page: at, pageUnit, revisionNumber, heading, quote, revision, span }: CitationView,
) {
  page.value(
    `[${n}]`,
    joinPresent(
      [isolated(title), `revision ${revisionNumber}`, sayPlace(at, pageUnit), heading && isolated(heading)],
      ', ',
    ),
  );
  page.quotation(quote);
  page.code(`revision ${revision}, span ${span.join('–')}`);
}

function writeSources(page: ReportPage, { sources }: EvidencePack): void {
  if (sources.length === 0) return;
  page.heading('Cited revisions');
  for (const { title, number, revision, text, withheld } of sources) {
    page.paragraph(`${isolated(title)}, revision ${number}${withheld ? ` – not in this pack: ${withheld}` : ''}`);
    if (text === null) page.code(revision);
    else page.file(`revisions/${revision}/text.txt`);
  }
}

function writeFrameworks(page: ReportPage): void {
  page.heading('Where to find what');
  page.remark('Evidence that whoever assesses may use. It states no conformity with anything.');
  for (const { name, rows } of FRAMEWORKS) {
    page.paragraph(name);
    for (const { reference, about, here, notHere } of rows) {
      page.value(reference, about);
      page.remark(`here: ${here}\nnot here: ${notHere}`);
    }
  }
}

/** What the report reads out of a sealed record; members that older records lack are absent. */
interface SealedQuestion {
  readonly askedAt: string;
  readonly askedBy: { readonly name: string; readonly role: string };
  readonly asked: {
    readonly matter?: string | null;
    readonly purpose?: string | null;
    readonly onBehalfOf?: string | null;
    readonly asOf?: string | null;
  };
}

/** A reference after a text, on the side on which that ends. */
const mark = (n: number, text: string): string => (hasRightToLeft(text) ? `\u2068[${n}]\u2069` : `[${n}]`);
const writer = ({ mode, model }: AnswerDocument): string =>
  mode === 'quoted' ? 'quotation, without a language model' : (model?.name ?? 'a language model');
const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
const seconds = (ms: number | null): string => (ms === null ? 'unknown how long' : `${Math.round(ms / 1000)} s`);
