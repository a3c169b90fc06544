/** A question that asks about a thing which it only describes, in two: which thing that is, and what is asked of it, as `#1`. */
export interface Chain {
  readonly first: string;
  readonly then: string;
}

const INNER_QUESTION =
  /^(.+?\b(?:approved?s?|signed|wrote|owns?|pays?|checks?|decides?|provides?|does|do|did|is|for|to|of|with)\s)(what\s+.+)$/iu;
const RELATIVE = /^(.+?\b(?:the|an?)\s)((?:[\p{L}-]+\s){0,2}?[\p{L}-]+)\s(?:that|which|who)\s(.+)$/iu;
/** A relative clause without its "who is". */
const IN_CHARGE = /^(.+?\b)the\s((?:[\p{L}-]+\s){0,2}?[\p{L}-]+)\s((?:responsible\sfor|in\scharge\sof)\s.+)$/iu;
const NESTED_OF = /^(.+?\bof\s)the\s((?:[\p{L}-]+\s){1,3}?(?:of|who|that|which)\s.+)$/iu;
/** Words right before the thing that put the verb of the question behind it: "What did the company that …". */
const VERB_LAST =
  /\b(?:do|does|did|can|could|may|must|should|shall|will|would)\s(?:(?:the|an?|our)\s(?:[\p{L}-]+\s){1,3})?$/iu;
/** The same of a participle: "When was the judge who …". "Who is the …" asks for no verb. */
const PARTICIPLE_LAST =
  /^(?:(?:since|until|by)\s)?(?:when|where|why|how|how\slong)\s(?:is|are|was|were)\s(?:(?:the|an?|our)\s(?:[\p{L}-]+\s){1,3})?$/iu;
/** Where that verb begins, at the end of a question. */
const VERB = /\s((?:have|need)\sto\s\p{L}+|\p{L}+(?:\s(?:after|for|with|from|to|on|up|out|in|at|by))?)$/iu;
const PARTICIPLE = /\s(\p{L}+e[dn])$/iu;

const ASKS_IN_GERMAN =
  /^(?:(?:an|auf|bei|bis|für|in|mit|seit|von|zu)\s)?(?:we[rmns]|wessen|was|wann|wo(?:\p{L}*)|wie|warum|welche[rsnm]?)\s/iu;
/** German parts a relative clause off by commas: "Wer leitet das Team, das Laptops bestellt, in Hamburg". */
const RELATIVE_IN_GERMAN =
  /^([^,]+\s)(?:de[rmns]|die|das|ein(?:e[rmns]?)?)\s([^,]{2,60}),\s((?:an|auf|bei|durch|für|in|mit|nach|von|vor|zu)\s)?(?:d(?:i?e([rmn]?)|a(s))|welche([rsnm]?))\s([^,]+)(?:,\s(.+))?$/iu;
const INNER_QUESTION_IN_GERMAN = /^([^,]+),\s(was\s[^,]+)$/iu;

/**
 * @param question Without runs of spaces and without its question mark.
 * @returns null where its wording tells of no chain.
 */
export function chained(question: string): Chain | null {
  return ASKS_IN_GERMAN.test(question) ? chainedInGerman(question) : chainedInEnglish(question);
}

function chainedInEnglish(question: string): Chain | null {
  const inner = INNER_QUESTION.exec(question);
  if (inner) return { first: inner[2]!, then: `${inner[1]!}#1` };
  const charge = IN_CHARGE.exec(question);
  if (charge) return described(charge[1]!, `which ${charge[2]!} is ${charge[3]!}`);
  const nested = NESTED_OF.exec(question);
  if (nested) return described(nested[1]!, asWhich(nested[2]!));
  const relative = RELATIVE.exec(question);
  if (!relative) return null;
  return described(relative[1]!.replace(/(?:the|an?)\s$/iu, ''), `which ${relative[2]!} ${relative[3]!}`);
}

/** "office that moved" asks which office moved; "owner of the house" stays a thing to look up. */
function asWhich(thing: string): string {
  const clause = /^((?:[\p{L}-]+\s){1,3}?)(?:who|that|which)\s(.+)$/iu.exec(thing);
  return clause && !/\sof\s/iu.test(clause[1]!) ? `which ${clause[1]!}${clause[2]!}` : `the ${thing}`;
}

/** The verb that stands behind the description belongs to what is asked of the thing. */
function described(before: string, first: string): Chain {
  const pattern = VERB_LAST.test(before) ? VERB : PARTICIPLE_LAST.test(before) ? PARTICIPLE : null;
  const verb = pattern?.exec(first);
  return verb ? { first: first.slice(0, verb.index), then: `${before}#1 ${verb[1]!}` } : { first, then: `${before}#1` };
}

function chainedInGerman(question: string): Chain | null {
  const inner = INNER_QUESTION_IN_GERMAN.exec(question);
  if (inner) return { first: inner[2]!, then: `${inner[1]!} #1` };
  const relative = RELATIVE_IN_GERMAN.exec(question);
  if (!relative) return null;
  const [, before = '', thing = '', preposition = '', ...rest] = relative;
  const [ending = '', neuter = '', other = '', clause = '', after = ''] = rest;
  return {
    first: `${preposition}welche${ending}${neuter}${other} ${thing} ${clause}`,
    then: `${before}#1 ${after}`.trim(),
  };
}
