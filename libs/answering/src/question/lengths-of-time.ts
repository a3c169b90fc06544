import { LENGTH } from './question-kind.js';

/** "How many days of leave …", "wie viele Urlaubstage …": how much of something there is. */
const ASKS_AMOUNT =
  /\b(?:how many (?:\p{L}+ ){0,2}(?:days|weeks|months|years|hours)|how much (?:(?:paid|unpaid|annual|sick|\p{L}+al) )?(?:leave|vacation|holiday|time off)(?! (?:pay|money|allowance|bonus))|wie viele (?:\p{L}*tage|wochen|monate|jahre|stunden))\b/iu;
/** … and not how long before or after something: "How many days before the trip …". */
const ASKS_LIMIT =
  /\b(?:before|after|within|until|till|notice|in advance|ahead|since|ago|from|have to|must|should|vor|vorher|nach|innerhalb|binnen|bis|seit)\b/iu;

/** Whether a question asks for an amount of something in days, weeks or hours. English, German. */
export function asksAmountOfTime(question: string): boolean {
  return ASKS_AMOUNT.test(question) && !ASKS_LIMIT.test(question);
}

const ALL_LENGTHS = new RegExp(LENGTH, 'giu');
/** What stands right before a length of time that is a limit or a period: "within 30 days", "every two weeks". */
const LIMITING =
  /\b(?:within(?: the)?|after|before|in(?: the| blocks of)?|past|last|first|next|every|each|until|(?:longer|less|more|later|earlier|older) than|innerhalb(?: von)?|binnen|nach|vor|alle|seit|länger als|mehr als|weniger als)(?: (?:a|an|about|only|another|the))?\s$/iu;
/** What stands right after one. */
const LIMITED =
  /^(?:[’']?s?)?\s(?:before|after|prior|ago|in advance|ahead|from|of (?:the|your|their|receipt|an?)|old|period|notice|increments?|vor|nach|im Voraus)\b/iu;
/** What stands before an amount that somebody gets. */
const GRANTING =
  /\b(?:up to|entitled to|receive|gets?|grants?|granted|given|offers?|provides?|earns?|accrues?|can take|take|can use|minimum of|maximum of|total of|limit of|haben|erhalten|bis zu|mindestens|höchstens|insgesamt)\s(?:(?:a|an|only|another|total of|up to|at least)\s)?$/iu;
const GRANTED = /^\sof\s(?!the\b|your\b|their\b|an?\b|receipt\b)/iu;
const NEAR = 40;

/** How a sentence tells of lengths of time: as an amount that somebody gets, as a mere length, or only as a limit or period. */
export type LengthRole = 'amount' | 'length' | 'limit';

/** The strongest role of any length of time in a sentence; null where it holds none. */
export function roleOfLengths(sentence: string): LengthRole | null {
  let role: LengthRole | null = null;
  for (const { 0: length, index } of sentence.matchAll(ALL_LENGTHS)) {
    const before = sentence.slice(Math.max(0, index - NEAR), index);
    const after = sentence.slice(index + length.length, index + length.length + NEAR);
    if (LIMITING.test(before) || LIMITED.test(after)) role ??= 'limit';
    else if (GRANTING.test(before) || GRANTED.test(after)) return 'amount';
    else role = 'length';
  }
  return role;
}
