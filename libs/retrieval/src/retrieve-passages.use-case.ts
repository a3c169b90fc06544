import { Injectable } from '@nestjs/common';
import type { Visibility } from '#knowledge';
import { SearchIndex, unspecifiedLexicon } from '#search-index';
import type { IndexHits, Lexicon } from '#search-index';
import { blendScores, rankByOne } from './blend-scores.js';
import type { RankedChunk } from './blend-scores.js';
import { boostByKinship } from './boost-by-kinship.js';
import {
  type Asked,
  BOOSTED_AMONG,
  type Boosts,
  DEFAULT_BOOSTS,
  KEYWORD_BOOSTS,
  VECTOR_BOOSTS,
  boostPassages,
} from './boost-passages.js';
import { BrowseDocuments } from './browse-documents.js';
import type { RetrievedPassage } from './collapse-copies.js';
import { CountMatches } from './count-matches.js';
import { type Gathering, gatherByDocument } from './gather-documents.js';
import { hydrateBest, hydrateByDocument, matchesIn } from './hydrate-candidates.js';
import { needsDates, orderPassages, orderWindow } from './order-passages.js';
import { PassageSource } from './passage-source.port.js';
import { PassageMatcher, type QueryPlan, plainPlan } from './query/index.js';
import { excludedTerms, phraseTerms, queryTerms } from './query-terms.js';
import { QuestionReader, type ReadQuestion } from './question-reader.js';
import { RerankStage } from './rerank-stage.js';
import type { Retrieval, RetrievalMode, RetrievalRequest } from './retrieval.js';
import { withBesides } from './with-besides.js';

/**
 * Question → candidates of both searches → one ranking → passages with their words, copies collapsed → the reranker's order,
 * all inside a visibility.
 */
@Injectable()
export class RetrievePassages {
  constructor(
    private readonly reader: QuestionReader,
    private readonly index: SearchIndex,
    private readonly source: PassageSource,
    private readonly reranking: RerankStage,
    private readonly browsing: BrowseDocuments,
    private readonly counting: CountMatches,
  ) {}

  /**
   * In hybrid mode a missing embedder leaves the keyword search, and the result says so; in vector mode it is an error.
   * A plan without words lists the documents that fit it, newest first, by their first passage.
   * @throws PhraseTooCommon; what the embedder, the index or the library throw otherwise.
   */
  async run(visibility: Visibility, { besides = [], ...request }: RetrievalRequest): Promise<Retrieval> {
    const own = await this.search(visibility, request);
    if (besides.length === 0) return own;
    const started = performance.now();
    const further = await Promise.all(
      besides.map((query) => this.search(visibility, { ...request, query, plan: plainPlan(query) })),
    );
    const lists = further.map(({ passages }) => passages);
    const total = own.timingsMs.total + performance.now() - started;
    return {
      ...own,
      passages: withBesides(own.passages, lists, request.limit),
      timingsMs: { ...own.timingsMs, total },
    };
  }

  private async search(visibility: Visibility, request: RetrievalRequest): Promise<Retrieval> {
    const started = performance.now();
    const plan = request.plan ?? plainPlan(request.query);
    const lexicon = request.lexicon ?? unspecifiedLexicon();
    if (request.plan?.text === '' && !request.like) return this.browsing.run(visibility, request, plan);
    const { mode, limit, asOf } = request;
    const gathering = gatheringOf(request);
    // By document, none fills the list anyway.
    const order = gathering ? { ...request.order, diverse: false } : (request.order ?? {});
    const rerankerAsked =
      mode === 'hybrid' && request.rerank !== 'off' && !request.like ? this.reranking.model() : null;
    const question = await this.reader.read(plan.text, request);
    const embedded = performance.now();
    const hits = await this.index.search(indexQuery(visibility, request, plan, lexicon, question.vector));
    const searched = performance.now();
    const reranker = await rerankerAsked;
    const window = orderWindow(order, limit);
    const ranked = rank(mode, hits, question.weights.vector);
    const matcher = new PassageMatcher(plan, lexicon);
    const wish = boostsOf(request, question);
    const wanted = Math.max(window, wish ? BOOSTED_AMONG : 0, reranker ? this.reranking.appetite : 0);
    const reading = { source: this.source, visibility, asOf, matcher };
    const hydratedPassages = gathering
      ? await hydrateByDocument(reading, ranked, wanted, hits, gathering)
      : await hydrateBest(reading, ranked, wanted);
    const best = mode === 'keyword' ? (ranked[0]?.score ?? 0) : 1;
    const asked = { query: plan.text, words: queryTerms(plan.text, lexicon), lexicon };
    const { found, boosts } = wish
      ? await boosted(hydratedPassages, asked, { wish, best, question })
      : { found: hydratedPassages, boosts: null };
    const hydrated = performance.now();
    const reordered = reranker && found.length > 1 ? await this.reranking.run(reranker, plan.text, found) : null;
    const ended = performance.now();
    const inOrder = reordered?.passages ?? found;
    const ordered = await this.order(visibility, { order, asOf }, gathering ? inOrder : inOrder.slice(0, window));
    const isMatch = matchesIn(hits);
    const shown = gathering
      ? gatherByDocument(ordered, { ...gathering, documents: limit }, ({ chunkId }) => isMatch(chunkId))
      : { passages: ordered.slice(0, limit) };
    const facets = request.facets ? await this.counting.among(visibility, request, matcher, hits, DEPTH_COUNTED) : null;
    return {
      ...shown,
      mode,
      timingsMs: {
        embed: embedded - started,
        search: searched - embedded,
        hydrate: hydrated - searched,
        ...(reordered && { rerank: ended - hydrated }),
        total: performance.now() - started,
      },
      embedder: question.model?.id ?? null,
      weights: question.weights,
      ...(boosts && { boosts }),
      ...(question.degraded && { degraded: question.degraded }),
      rerank: reordered?.report ?? null,
      facets,
    };
  }

  private async order(
    visibility: Visibility,
    { order = {}, asOf }: Pick<RetrievalRequest, 'order' | 'asOf'>,
    passages: readonly RetrievedPassage[],
  ): Promise<RetrievedPassage[]> {
    const ids = needsDates(order) ? [...new Set(passages.map(({ revisionId }) => revisionId))] : [];
    const about = ids.length > 0 ? await this.source.describe(visibility, ids, { asOf }) : null;
    return orderPassages(passages, order, (id) => about?.get(id)?.date ?? null, new Date());
  }
}

/** Candidates of each leg: enough for the cosine to have a population to be scored against, however few are wanted. */
const MIN_DEPTH = 200;
/** Candidates of the keyword leg where matches are counted, or where the words are looked at again and some do not fit. */
const DEPTH_COUNTED = 1_000;

/** What is read where a list is by document: as many as it shows, or as many as its order looks at. */
function gatheringOf({ perDocument, order = {}, limit }: RetrievalRequest): Gathering | null {
  if (!perDocument) return null;
  return { documents: orderWindow({ ...order, diverse: false }, limit), passagesOfEach: perDocument };
}

const OWN_BOOSTS: Readonly<Record<RetrievalMode, Boosts>> = {
  keyword: KEYWORD_BOOSTS,
  hybrid: DEFAULT_BOOSTS,
  vector: VECTOR_BOOSTS,
};

/** Titles count where words are searched for; the others, when nobody asks for them, where the words are blended with vectors. */
function boostsOf({ mode, like, boosts }: RetrievalRequest, { compareWords }: ReadQuestion): Boosts | null {
  if (like) return null;
  const chosen: Record<keyof Boosts, number> = { ...OWN_BOOSTS[mode], ...boosts };
  if (!compareWords) chosen.kinship = 0;
  return Object.values(chosen).every((share) => share === 0) ? null : chosen;
}

async function boosted(
  passages: readonly RetrievedPassage[],
  asked: Asked,
  { wish, best, question }: { wish: Boosts; best: number; question: ReadQuestion },
): Promise<{ found: readonly RetrievedPassage[]; boosts: Boosts }> {
  const { kinship, ...byText } = wish;
  const isComparing = kinship > 0 && question.compareWords;
  const akin = isComparing ? await boostByKinship(passages, question.compareWords, best * kinship) : null;
  const boosts = akin ? wish : { ...wish, kinship: 0 };
  const isReadAgain = Object.values(byText).some((share) => share > 0);
  const found = akin ?? passages;
  return { found: isReadAgain ? boostPassages(found, asked, boosts, best) : found, boosts };
}

function indexQuery(
  visibility: Visibility,
  request: RetrievalRequest,
  plan: QueryPlan,
  lexicon: Lexicon,
  vector: Float32Array | null,
): Parameters<SearchIndex['search']>[0] {
  const { tables, collections, filter, conditions = [], asOf, mode, like, limit, facets, needsAllTerms } = request;
  const depth = Math.max(MIN_DEPTH, 2 * limit);
  const phrases = plan.phrases.map((phrase) => phraseTerms(phrase, lexicon));
  return {
    tables,
    visibility,
    ...(collections.length > 0 && { collectionIds: collections }),
    filter,
    conditions: [...plan.conditions, ...conditions],
    asOf,
    terms: mode === 'vector' ? null : (like?.terms ?? queryTerms(plan.text, lexicon)),
    ...(needsAllTerms && { needsAllTerms }),
    ...(phrases.length > 0 && { phrases }),
    excludedTerms: excludedTerms(plan.excludedWords, lexicon),
    vector,
    keywordLimit: facets || phrases.length > 0 ? Math.max(DEPTH_COUNTED, depth) : depth,
    vectorLimit: depth,
  };
}

function rank(mode: RetrievalMode, { keyword, cosine }: IndexHits, weight: number): RankedChunk[] {
  return mode === 'hybrid' ? blendScores(keyword, cosine, weight) : rankByOne(mode, keyword, cosine);
}
