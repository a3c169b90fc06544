/** A run of ideographs or katakana with a particle behind it that says what part it plays. */
const MARKED = /([\p{Script=Han}\p{Script=Katakana}ー々]{2,})([はがをにへとのも]|から|まで|より)/gu;
/** Characters around such a run that must be the same, the particle among them. */
const LEAST_SHARED = 4;

/**
 * Runs of a Japanese sentence that stand where its source, with the same particle and the same text around them, has others: 森永 for 篠原 in 届出は篠原が行う.
 * @returns None for a run that shares a character with what stood there (申請者 of 申請), or where the sentence has that elsewhere.
 */
export function wideExchanges(sentence: string, source: string): { start: number; end: number }[] {
  const stood = [...source.matchAll(MARKED)];
  return [...sentence.matchAll(MARKED)].flatMap((own) => {
    const [, run, particle] = own;
    const isExchanged = stood.some((other) => {
      if (particle !== other[2] || !isOther(run!, other[1]!) || sentence.includes(other[1]!)) return false;
      return sharedAround(sentence, own.index, run!.length, source, other.index, other[1]!.length) >= LEAST_SHARED;
    });
    return isExchanged ? [{ start: own.index, end: own.index + run!.length }] : [];
  });
}

/** Whether two runs have no character in common. */
const isOther = (a: string, b: string): boolean => ![...a].some((character) => b.includes(character));

function sharedAround(own: string, at: number, length: number, source: string, place: number, size: number): number {
  let before = 0;
  while (before < at && before < place && own[at - 1 - before] === source[place - 1 - before]) before += 1;
  let after = 0;
  while (at + length + after < own.length && own[at + length + after] === source[place + size + after]) after += 1;
  return before + after;
}
