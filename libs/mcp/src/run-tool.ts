import {
  type AnswerDocument,
  type AskQuestion,
  type DecisionDetail,
  type PageUnit,
  type PrecedentList,
  type SearchRequest,
  type SearchResult,
  sayCoverage,
  searchRequest,
} from '#contracts';
import { citationWindow } from './citation-window.js';
import type { ToolBackend } from './tool-backend.js';
import type { ToolInput, ToolOutput } from './tools.js';

/** What a tool needs besides its arguments. */
export interface ToolCall {
  /** Say what is being done. */
  readonly tell: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Each tool's work, in terms of a {@link ToolBackend}. */
export const RUN = {
  search: async (backend: ToolBackend, input: ToolInput<'search'>) =>
    toPassages(await backend.search(toSearchRequest(input))),

  ask: async (backend: ToolBackend, input: ToolInput<'ask'>, { tell, signal }: ToolCall) =>
    toAnswer(await backend.ask(toQuestion(input), tell, signal)),

  open_citation: async (backend: ToolBackend, { revision, span, context }: ToolInput<'open_citation'>) => {
    const text = await backend.revisionText(revision);
    const { documentId, title, isSuperseded, pageUnit } = text;
    const window = citationWindow(text, span, context);
    return { revision, document: documentId, title, isSuperseded, pageUnit, span, ...window };
  },

  record_decision: async (backend: ToolBackend, draft: ToolInput<'record_decision'>) =>
    toDecision(await backend.recordDecision(draft)),

  search_decisions: async (backend: ToolBackend, { query, limit }: ToolInput<'search_decisions'>) =>
    toPrecedents(await backend.searchDecisions(query, limit)),

  list_collections: async (backend: ToolBackend) => ({
    collections: (await backend.collections()).map(({ id, name, documents }) => ({
      ...{ id, name },
      documents: documents.live,
    })),
  }),
};

const toPrecedents = ({ decisions }: PrecedentList): ToolOutput<'search_decisions'> => ({
  decisions: decisions.map(({ id, score, state, question, choice, matter, responsible, outcome, successor }) => ({
    ...{ decision: id, score, state, question, choice, matter, successor },
    responsible: responsible.name,
    outcome: outcome?.text ?? null,
  })),
});

const toSearchRequest = ({ like, ...input }: ToolInput<'search'>): SearchRequest =>
  searchRequest.parse({ ...input, ...(like === undefined ? {} : { like: { id: like } }) });

const toQuestion = ({ question, collections, filter, ...input }: ToolInput<'ask'>): AskQuestion => ({
  ...{ question, collections, filter, matter: input.matter, followUp: input.followUp },
  ...(input.quotedOnly ? { model: 'quoted' } : {}),
});

const toPassages = ({ passages, coverage }: SearchResult): ToolOutput<'search'> => ({
  passages: passages.map((passage) => {
    const { rank, score, document, revision, title, page, heading, text, span, isSuperseded } = passage;
    const place = { page, ...unitOf(passage), clause: passage.clause ?? null, heading, span };
    return { rank, score, document, revision, title, ...place, text, isSuperseded };
  }),
  documentsSearched: coverage.searched,
  notRead: sayCoverage(coverage),
});

const toAnswer = ({ record, outcome, mode, answer, refusal, log, ...rest }: AnswerDocument): ToolOutput<'ask'> => ({
  ...{ record, outcome, mode, answer, refusal },
  sentences: rest.sentences.map(({ text, support, citations }) => ({ text, support, citations })),
  citations: rest.citations.map((citation) => {
    const { n, document, revision, title, page, clause, quote, span } = citation;
    return { n, document, revision, title, page, ...unitOf(citation), clause: clause ?? null, quote, span };
  }),
  warnings: rest.warnings.map(({ message }) => message),
  notRead: sayCoverage(rest.coverage),
  missing: rest.searched.missing,
  logIndex: log.index,
});

/** Left out where nobody knows it, as in answers recorded before it was kept. */
const unitOf = ({ pageUnit }: { readonly pageUnit?: PageUnit | undefined }) =>
  pageUnit === undefined ? {} : { pageUnit };

const toDecision = ({
  id,
  state,
  version,
  question,
  choice,
  ...rest
}: DecisionDetail): ToolOutput<'record_decision'> => ({
  ...{ decision: id, state, version, question, choice, records: rest.records },
  responsible: rest.responsible.name,
  logIndex: rest.steps.at(-1)!.logIndex,
});
