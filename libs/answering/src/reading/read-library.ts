import { Injectable } from '@nestjs/common';
import type { Passage, Visibility } from '#knowledge';
import { RetrievePassages, readWithBesides, type Retrieval } from '#retrieval';
import type { QuestionInput } from '../answer-trace.js';
import { analyseQuestion, FOCUS_WEIGHT, type AnalysedQuestion } from '../question/analyse-question.js';
import { idiomsIn, wordsBesides } from '../question/idioms.js';
import { inOfficialWords } from '../question/in-official-words.js';
import type { QuestionKind } from '../question/question-kind.js';
import { readPassages } from '../quoting/read-passages.js';
import { saidInFigures } from '../quoting/said-in-figures.js';
import { scoreSentences, type ScoredSentence } from '../quoting/score-sentences.js';
import { weighEvidence, type Evidence } from '../quoting/should-abstain.js';
import { underItsName } from '../quoting/under-its-name.js';
import { weighTerms } from '../quoting/weigh-terms.js';
import { commandsModel } from '../text/addresses-model.js';
import { leftOut } from './left-out.js';

/** Passages retrieved: enough to tell rare words from common ones. */
export const RETRIEVED_PASSAGES = 40;
/** The best of them, whose sentences may answer. */
const READ_PASSAGES = 24;

/** Who answers: sentences of the passages themselves, or a model. It decides how much evidence is asked for. */
export type Answerer = 'quoted' | 'generated';

/** What one search found, sentence by sentence. */
export interface Reading {
  /** As put to the search. */
  readonly query: string;
  /** Words that were searched for besides its own: what rules call what it says in words of every day. */
  readonly besides: readonly string[];
  readonly retrieval: Retrieval;
  /** Best first. */
  readonly scored: readonly ScoredSentence[];
  /** Passages with sentences that are not among them because they give orders to language models; see {@link leftOut}. */
  readonly leftOut: readonly Passage[];
  readonly evidence: Evidence;
}

/** Searches for one question and weighs what was found as an answer to it. */
@Injectable()
export class ReadLibrary {
  constructor(private readonly passages: RetrievePassages) {}

  /**
   * @param query What is searched for.
   * @param kind Of answer that is wanted: the words that were added for the search do not always tell.
   * @throws what retrieval throws.
   */
  async run(
    visibility: Visibility,
    input: QuestionInput,
    query: string,
    kind: QuestionKind,
    answerer: Answerer,
  ): Promise<Reading> {
    const idioms = input.knowsIdioms === false ? [] : idiomsIn(query);
    const question = inOfficialWords({ ...analyseQuestion(query), kind }, idioms);
    const besides = wordsBesides(idioms);
    const retrieval = await this.find(visibility, input, query, besides.length > 0 ? [queryOf(question, besides)] : []);
    const sentences = saidInFigures(question, underItsName(question, readPassages(retrieval.passages)));
    const terms = weighTerms(question, sentences);
    const most = besides.length > 0 ? readWithBesides(READ_PASSAGES) : READ_PASSAGES;
    const read = sentences.filter(({ passageIndex }) => passageIndex < most);
    const scored = scoreSentences(
      question,
      terms,
      read.filter(({ text, isOfOtherFigure }) => !isOfOtherFigure && !commandsModel(text)),
    );
    const evidence = weighEvidence(question, terms, scored, answerer);
    return { query, besides, retrieval, scored, leftOut: leftOut(question, terms, read), evidence };
  }

  /** The search alone, in what the question is put to. @param besides Further queries. @throws what retrieval throws. */
  find(
    visibility: Visibility,
    { tables, embedder = null, fusionWeight = null, lexicon, collections, filter, asOf }: QuestionInput,
    query: string,
    besides: readonly string[] = [],
  ): Promise<Retrieval> {
    return this.passages.run(visibility, {
      ...{ query, tables, embedder, fusionWeight, collections, filter, asOf },
      ...(lexicon && { lexicon }),
      ...(besides.length > 0 && { besides }),
      mode: 'hybrid',
      limit: RETRIEVED_PASSAGES,
    });
  }
}

/** What is searched for besides: the words of rules, and what the question says apart from its everyday phrases. */
function queryOf({ terms }: AnalysedQuestion, besides: readonly string[]): string {
  const apart = terms.filter(({ wording, weight }) => !wording && weight > FOCUS_WEIGHT);
  return [...apart.map(({ surface }) => surface), ...besides].join(' ');
}
