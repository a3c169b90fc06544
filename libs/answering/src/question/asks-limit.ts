const LIMIT = 'limit|cap|ceiling|threshold|maximum|minimum|allowance|deductible|excess';
const GERMAN_LIMIT = '\\p{L}*(?:grenze|limit|deckel|höchstbetrag|mindestbetrag|freibetrag|selbstbehalt)';
const ASKS = new RegExp(
  `(?<!\\p{L})(?:what(?:['’]s| (?:is|are|was|were)) (?:the|our|my|your|a) (?:\\p{L}+ ){0,3}(?:${LIMIT})s?|` +
    `(?:was ist (?:die|das|der)|welche[rsnm]?) (?:\\p{L}+ ){0,2}${GERMAN_LIMIT})(?!\\p{L})|上限|限度額|下限`,
  'iu',
);

/** Whether a question asks for a limit, which is a figure of whatever unit: "What is the limit for a dinner?". English, German, Japanese. */
export const asksLimit = (question: string): boolean => ASKS.test(question);
