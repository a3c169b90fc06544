import {
  askQuestion,
  collectionNames,
  createDecision,
  metadata,
  pageUnit,
  precedentQuery,
  searchMode,
  searchRequest,
  spanPair,
} from '#contracts';
import { z } from 'zod';

const collections = collectionNames
  .default([])
  .describe('Search only in these collections; all you may see unless named.');
const filter = metadata.default({}).describe('Metadata that documents must have, for example {"matter": "M-1"}.');
const span = spanPair.describe('Half-open range [start, end) of UTF-16 units in the text of the revision.');

/** The tools, as a client is told of them: names, what goes in and what comes out. */
export const TOOLS = {
  search: {
    title: 'Search the library',
    description:
      'Find passages in the documents that you may see. Returns the passages with document, page and span. The query may hold ' +
      'operators: "exact phrase", -excluded, title:, type:, author:, language:, matter:, collection:, path:, before:2024, after:2024-03.',
    inputSchema: z
      .strictObject({
        query: searchRequest.shape.query,
        like: z.uuid().optional().describe('Find what is like this document, revision or record, instead of a query.'),
        collections,
        filter,
        asOf: searchRequest.shape.asOf.describe('Search the library as it stood on this day or at this time.'),
        mode: searchMode.default('hybrid'),
        limit: z.int().min(1).max(50).default(10),
      })
      .refine(({ query, like }) => query !== '' || like !== undefined, 'Give a query, or an id to find the like of.'),
    outputSchema: z.object({
      passages: z.array(
        z.object({
          rank: z.int(),
          score: z.number(),
          document: z.string(),
          revision: z.string(),
          title: z.string(),
          page: z.int(),
          /** What the number of the page counts; null where the document has no pages, absent for a page or where nobody knows. */
          pageUnit: pageUnit.optional(),
          /** Clause of a contract, law or policy; null in other documents. */
          clause: z.string().nullable().optional(),
          heading: z.string(),
          text: z.string(),
          span: spanPair,
          isSuperseded: z.boolean(),
        }),
      ),
      documentsSearched: z.int(),
      /** What the search did not see: documents that could not be read, or only in part. */
      notRead: z.array(z.string()),
    }),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  ask: {
    title: 'Ask a question',
    description:
      'Answer a question from the documents that you may see, each sentence cited and checked against its source, or refuse ' +
      'where they do not answer it. Every answer is kept as a sealed record, whose id is returned.',
    inputSchema: z.strictObject({
      question: askQuestion.shape.question,
      collections,
      filter,
      matter: askQuestion.shape.matter.describe('Client or matter number, kept on the record.'),
      followUp: askQuestion.shape.followUp.describe('Record of the answer that this question follows up.'),
      quotedOnly: z.boolean().default(false).describe('Quote stored sentences without any model.'),
    }),
    outputSchema: z.object({
      record: z.string(),
      outcome: z.enum(['answered', 'refused']),
      mode: z.enum(['generated', 'quoted']),
      answer: z.string(),
      sentences: z.array(z.object({ text: z.string(), support: z.string(), citations: z.array(z.int()) })),
      citations: z.array(
        z.object({
          n: z.int(),
          document: z.string(),
          revision: z.string(),
          title: z.string(),
          page: z.int(),
          /** What the number of the page counts; null where the document has no pages, absent for a page or where nobody knows. */
          pageUnit: pageUnit.optional(),
          /** Clause of a contract, law or policy that the quote begins in; null in other documents. */
          clause: z.string().nullable().optional(),
          quote: z.string(),
          span: spanPair,
        }),
      ),
      refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
      /** What to know before relying on the answer. */
      warnings: z.array(z.string()),
      /** What the search did not see: documents that could not be read, or only in part. */
      notRead: z.array(z.string()),
      /** Words of the question that occur in nothing that was found. */
      missing: z.array(z.string()),
      logIndex: z.int(),
    }),
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  },
  open_citation: {
    title: 'Open a citation',
    description: 'Read the stored text around a cited place of a revision, to check a quotation in its surroundings.',
    inputSchema: z.strictObject({
      revision: z.uuid(),
      span,
      context: z.int().min(0).max(5_000).default(600).describe('Characters before and after.'),
    }),
    outputSchema: z.object({
      revision: z.string(),
      document: z.string(),
      title: z.string(),
      isSuperseded: z.boolean(),
      page: z.int(),
      /** What the number of the page counts; null where the document has no pages, absent for a page or where nobody knows. */
      pageUnit: pageUnit.optional(),
      span: spanPair,
      before: z.string(),
      quote: z.string(),
      after: z.string(),
    }),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  record_decision: {
    title: 'Draft a decision',
    description:
      'Draft a decision that rests on recorded answers. It stays a draft until its owner proposes it and the person ' +
      'responsible approves or rejects it in Chancery.',
    inputSchema: createDecision,
    outputSchema: z.object({
      decision: z.string(),
      state: z.string(),
      version: z.int(),
      question: z.string(),
      choice: z.string(),
      responsible: z.string(),
      records: z.array(z.string()),
      logIndex: z.int(),
    }),
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  },
  search_decisions: {
    title: 'Search decisions',
    description:
      'Find decisions that people made before and that you may see, by words and meaning: precedents for a case, with choice, ' +
      'reason, state and outcome.',
    inputSchema: z.strictObject({
      query: precedentQuery.shape.q.describe('The case, in words.'),
      limit: z.int().min(1).max(50).default(10),
    }),
    outputSchema: z.object({
      decisions: z.array(
        z.object({
          decision: z.string(),
          score: z.number(),
          state: z.string(),
          question: z.string(),
          choice: z.string(),
          matter: z.string().nullable(),
          responsible: z.string(),
          outcome: z.string().nullable(),
          successor: z.string().nullable(),
        }),
      ),
    }),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  list_collections: {
    title: 'List collections',
    description: 'The collections that you may see, with their documents counted.',
    inputSchema: z.strictObject({}),
    outputSchema: z.object({
      collections: z.array(z.object({ id: z.string(), name: z.string(), documents: z.int() })),
    }),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
} as const;

/** What a tool takes, by its name. */
export type ToolInput<Name extends keyof typeof TOOLS> = z.infer<(typeof TOOLS)[Name]['inputSchema']>;
/** What a tool gives, by its name. */
export type ToolOutput<Name extends keyof typeof TOOLS> = z.infer<(typeof TOOLS)[Name]['outputSchema']>;
