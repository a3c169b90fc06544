import fc from 'fast-check';
import { KnowledgeError } from '#knowledge';
import { parseQuery } from './parse-query.js';
import { planQuery } from './plan-query.js';

const plan = (query: string) => planQuery(parseQuery(query));
const codeOf = (query: string) => {
  try {
    plan(query);
    return 'none';
  } catch (error) {
    return error instanceof KnowledgeError ? error.code : error;
  }
};

describe('planQuery', () => {
  it('takes a query apart', () => {
    expect(plan('lease "notice period" -draft -"for discussion" title:"master lease" collection:Contracts')).toEqual({
      text: 'lease notice period',
      phrases: ['notice period'],
      excludedWords: ['draft'],
      excludedPhrases: ['for discussion'],
      titles: ['master lease'],
      conditions: [{ anyOf: [{ allLabels: ['title~master', 'title~leas'] }] }],
      collections: ['Contracts'],
      ...{ excludedCollections: [], matters: [], excludedMatters: [] },
    });
  });

  it('lets any of the types, and all of the title words, be asked for', () => {
    expect(plan('type:pdf type:md title:a1 title:b2 -language:German').conditions).toEqual([
      { anyOf: [{ mediaTypes: ['application/pdf'] }, { mediaTypes: ['text/markdown'] }] },
      { anyOf: [{ allLabels: ['title~a1'] }] },
      { anyOf: [{ allLabels: ['title~b2'] }] },
      { anyOf: [{ anyLabel: ['language~de'] }], isExcluded: true },
    ]);
  });

  it('reads dates from the first day of what is written, before it or from it on', () => {
    expect(plan('after:2024 before:2025-01').conditions.map(({ anyOf }) => anyOf[0])).toEqual([
      { anyLabel: expect.arrayContaining(['date~2024', 'date~203']) },
      { anyLabel: expect.arrayContaining(['date~19', 'date~2024']) },
    ]);
  });

  it.each([
    ['before:yesterday', 'search.bad_operator'],
    ['after:2024-02-30', 'search.bad_operator'],
    ['type:wordperfect', 'search.bad_operator'],
    ['language:klingonese', 'search.bad_operator'],
    ['author:"!?"', 'search.bad_operator'],
    ['-draft -type:pdf', 'search.only_exclusions'],
    ['type:pdf -draft', 'none'],
  ])('says of %s: %s', (query, code) => expect(codeOf(query)).toBe(code));

  it('says what to write instead', () => {
    expect(() => plan('before:"last year"')).toThrow(
      '"before:"last year"" is no date. Write before:2024, before:2024-03',
    );
  });

  it('refuses nothing without a code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => expect(codeOf(query)).toEqual(expect.any(String))),
    );
  });
});
