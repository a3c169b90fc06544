/** Months and days of the week, as alternatives of a pattern. */
export const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre';
/** English and German only. */
export const DAYS =
  'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag';

const DAY_OR_MONTH = new RegExp(`^(?:${MONTHS}|${DAYS})$`, 'u');
/** What opens a sentence before a name: "In Hamburg", "Any PTO", "Die Nora-Falk-Stiftung". */
const OPENS =
  /^(?:An?|The|Any|All|Each|Every|Some|No|This|That|These|Those|Our|Your|Their|If|When|While|Once|You|We|It|They|Please|In|At|Near|On|From|To|By|For|Of|With|Since|Until|After|Before|Der|Die|Das|Den|Dem|Des|Eine?[rmns]?|Im|Am|Bei|Nach|Aus|Für|Mit|Von|Seit|Bis|Wenn|Jede[rmns]?|Unsere?[rmns]?)$/u;

/** What stands before a place: "in Hamburg", "at the Old Harbour"; not "in March", which tells nothing of the name after it. */
const AT_PLACE = new RegExp(
  `(?<!\\p{L})(?:[Ii]n|[Aa]t|[Nn]ear|im|am)\\s(?:the\\s)?(?:(?!(?:${MONTHS}|${DAYS})\\s)\\p{Lu}[\\p{L}'’-]*\\s){0,3}$`,
  'u',
);
/** "at Nora Falk's desk": a place, and somebody's. */
const SOMEBODYS = /^(?:\p{Lu}[\p{L}-]*\s){0,2}\p{Lu}[\p{L}-]*['’]s(?!\p{L})/u;
const LONGEST_PLACE = 60;

/** As they are written out, capital first: "Monday", never "Mon" or "monday". */
export const isDayOrMonth = (word: string): boolean => DAY_OR_MONTH.test(word);

/** Whether a capitalised word is so because it opens a sentence, and names nothing. English and German. */
export const opensSentence = (word: string): boolean => OPENS.test(word);

/** Whether the capitalised word at a position of a text belongs to where something is. */
export const isAtPlace = (text: string, at: number): boolean =>
  AT_PLACE.test(text.slice(Math.max(0, at - LONGEST_PLACE), at)) && !SOMEBODYS.test(text.slice(at, at + LONGEST_PLACE));
