import { DAYS, MONTHS, isAtPlace, isDayOrMonth, opensSentence } from '../text/capitals.js';
import { holdsCodedAmount } from '../text/currencies.js';

/** What kind of thing would answer a question. */
export type QuestionKind =
  'person' | 'date' | 'duration' | 'money' | 'percent' | 'number' | 'place' | 'yes-no' | 'reason' | 'other';

/** First match wins; each line names its languages' ways of asking (en, de, fr, es, ar, ja, zh). */
const ASKS: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'duration',
    /\b(?:how long|how (?:quickly|soon|fast|far (?:in advance|ahead)|often)|how much (?:(?!(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|the|my|our|of)\b)\w+ ){0,2}(?:leave|vacation|holiday|time off|notice)(?! (?:pay|money|allowance|bonus))|how many (?:working days|days|weeks|months|years|hours|minutes)|wie lange|wie viele (?:tage|wochen|monate|jahre|stunden)|welche frist|notice period|combien de (?:temps|jours|semaines|mois)|cuánto tiempo|cuántos (?:días|meses|años))\b|كم (?:يوم|أسبوع|شهر|سنة|مدة)|ما (?:هي )?مدة|どのくらいの期間|何(?:日間|週間|か月|ヶ月|年間)|多久|多长时间|几天|几个月/iu,
  ],
  [
    'percent',
    /\b(?:percent|percentage|what share|what proportion|prozent|prozentsatz|pourcentage|porcentaje)\b|نسبة|何パーセント|百分/iu,
  ],
  [
    'money',
    /\b(?:how much(?=\s(?:is|are|was|were|do|does|did|can|could|may|might|must|should|will|would|has|have|had|per|a|an|the|to|money|cash|pay|tax|interest|funding|debt|revenue|profit|income|compensation|support|credit|rent|i|we|you|they|he|she|it|our|my|your|this|that|these|those)\b|\s*[?,.]|$)|what (?:can|may|could|must|should|do|does|did|would) (?:\w+ ){1,3}(?:spend|pay|cost|owe|charge|earn)|(?:what|which) (?:\w+ ){0,2}(?:value|amount|sum|rent|premium|rate|fee|(?<!(?:leave|holiday|vacation|sick|time|baggage|luggage) )allowance|stipend|subsidy|bonus)|how (?:expensive|costly)|the most (?:\w+ ){1,3}(?:owe|pay|spend|cost)|what (?:is|was|are|were) the (?:\w+ ){0,3}(?:price|cost|fee|budget|salary|rent|fine|rate|deposit|(?<!(?:leave|holiday|vacation|sick|time|baggage|luggage) )allowance|stipend|subsidy|bonus)|cost|price|budget|salary|worth|wie teuer|kostet|kosten|wie hoch|wieviel|wie viel|betrag|budget|preis|combien coûte|quel (?:prix|montant)|cuánto cuesta)\b|تكلفة|سعر|ثمن|いくら|料金|金額|多少钱|价格|费用/iu,
  ],
  [
    'number',
    /\b(?:how many|how much|how (?:big|large|high|tall|far|deep|fast|old)|number of|wie viele?|wie groß|anzahl|combien|cuánt[oa]s?)\b|(?:^|\s)كم(?:\s|$)|عدد|いくつ|何(?:人|個|件|回|名|台)|多少|几/iu,
  ],
  [
    'date',
    /(?:^|[,;.!:]\s*|\b(?:by|since|until|till|from|and|or)\s)when\b|\b(?:(?:what|which|what's the) (?:\w+ ){0,2}(?:year|date|month|day|century|decade|time|deadline)|wann|welche[mns]? (?:jahr|datum|tag|monat)|in welchem jahr|bis wann|quand|quelle (?:année|date)|cuándo|qué (?:año|fecha))\b|متى|أي (?:عام|سنة)|いつ|何[年月日時]|什么时候|何时|哪(?:一)?年|几月/iu,
  ],
  [
    'person',
    /(?:^|[,;.!:]\s*|\b(?:by|to|with|from|for|of|and)\s)who(?:m|se)?\b|\b(?:(?:what|which) (?:\w+ ){0,2}(?:members?|partners?|persons?|colleagues?|directors?|lawyers?|officers?|managers?)|what's the name|whose|wer|wem|wen|wessen|qui|quién(?:es)?)\b|(?:^|\s)من (?!ال)|誰|だれ|谁|哪位/iu,
  ],
  [
    'place',
    /\b(?:where|(?:what|which) (?:city|country|state|town|place|room|building|address|region)|wo|wohin|woher|dónde)\b|(?<!\p{L})où(?!\p{L})|أين|どこ|哪里|哪儿|何处|什么地方/iu,
  ],
  ['reason', /\b(?:why|warum|weshalb|wieso|pourquoi|por qué)\b|لماذا|なぜ|为什么|为何/iu],
  [
    'yes-no',
    /^(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|ist|sind|war|waren|darf|dürfen|kann|können|muss|müssen|soll|sollen|hat|haben|gibt|wird|werden|est-ce|peut-on|puede|debe)\b|^هل|吗[？?]?$|か[？?。]?$/iu,
  ],
];

const COUNT =
  '(?:\\p{Nd}[\\p{Nd}.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|sixty|ninety|einem?|einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|[一二三四五六七八九十百]+)';
const UNIT =
  '(?:business |working |calendar |full )?(?:second|minute|hour|day|night|week|month|quarter|year|decade|Sekunde|Minute|Stunde|(?:Werk|Arbeits|Kalender|Urlaubs)?[Tt]ag|Woche|Monat|Quartal|Jahr)(?:s|es|e|en|n)?(?!\\p{L})';
/** Units of other languages, by how they begin; an article in English or a preposition in German among them stands right behind its number. */
const OTHER_UNIT = '(?:jour|semaine|mois|ann|an[is]?(?!\\p{L})|anos?(?!\\p{L})|día|mes|año)';
/** What stands between a number and its unit: "15 military leave days", "240 (paid) hours", "21-day". */
const OF_UNIT =
  '[\\s-]{1,3}(?:\\(\\p{Nd}+\\)\\s+)?(?:(?!(?:an?|the|per|of|in|and|or|to|for|each|every|on|at|by|from|is|are|was|were|last|next|this|der|die|das|des|dem|den|von|vom|pro|und|oder|im|am|zum|zur|aus|für|mit|nach|seit|vor)\\s)\\p{L}[\\p{L}-]{0,30}\\s){0,2}';
/** A length of time, in languages with an alphabet; a year of the calendar ("in 2020 it took days") is none. */
export const LENGTH = `(?<![\\p{L}\\p{Nd}])(?!(?:19|20)\\p{Nd}{2}\\s(?!${UNIT}))${COUNT}(?:${OF_UNIT}${UNIT}|[\\s-]{1,3}(?:\\(\\p{Nd}+\\)\\s+)?${OTHER_UNIT})`;

/** What a sentence must hold for a kind of question; kinds that any sentence may answer are left out. */
const ANSWERS: Readonly<Partial<Record<QuestionKind, RegExp>>> = {
  date: new RegExp(
    `(?<!\\p{Nd})(?:1\\d|20)\\p{Nd}{2}(?!\\p{Nd})|\\b(?:${MONTHS}|${DAYS})\\b|\\p{Nd}{1,2}[:.]\\p{Nd}{2}\\b|\\b\\p{Nd}{1,2}(?:th|st|nd|rd)\\b|\\bcentury\\b|${COUNT}\\s+(?:${UNIT}|${OTHER_UNIT})|\\p{Nd}\\s*[年月日]|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر`,
    'u',
  ),
  duration: new RegExp(
    `${LENGTH}|\\p{Nd}+\\s*(?:日|週|か月|ヶ月|年|天|个月|周|小时|時間)|[一二三四五六七八九十]+(?:日|週|か月|ヶ月|年|天|个月|周)|يوم|أيام|أسبوع|أسابيع|شهر|أشهر|سنة|سنوات|ساعة`,
    'iu',
  ),
  money:
    /[$€£¥₹]\s?\p{Nd}|\p{Nd}[\p{Nd}.,' ]*\s?(?:[$€£¥₹]|EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?|million|billion|Mio|Mrd|Euro|Franken|円|元|ريال|درهم|دولار|يورو)|\p{Sc}/iu,
  percent: /\p{Nd}\s?[%٪％]|\b(?:percent|per cent|Prozent|pour cent|por ciento)\b|في المئة|パーセント|百分/iu,
  number: new RegExp(
    `\\p{Nd}|\\b${COUNT}\\b|\\b(?:dozen|hundred|thousand|million|billion|half|once|twice|hundert|tausend|Million)`,
    'iu',
  ),
  place: /\b(?:in|at|near|from|to|on|of|im|am|bei|nach|aus|à|en)\s+(?:the\s+|der\s+|dem\s+)?\p{Lu}|[市県省区国]|في ال/u,
};

/** The kind of answer that a question wants. */
export function questionKind(question: string): QuestionKind {
  return ASKS.find(([, pattern]) => pattern.test(question))?.[0] ?? 'other';
}

/**
 * Whether a sentence holds a token of the wanted kind that the question does not already name.
 * @returns null where any sentence may do.
 */
export function holdsKind(kind: QuestionKind, sentence: string, question: string): boolean | null {
  if (kind === 'person') return holdsNewName(sentence, question);
  const pattern = ANSWERS[kind];
  if (!pattern) return null;
  const given = new Set(question.match(/\p{Nd}+/gu) ?? []);
  const told = sentence.replace(/\p{Nd}+/gu, (digits) => (given.has(digits) ? ' ' : digits));
  return pattern.test(told) || (kind === 'money' && holdsCodedAmount(told));
}

/** Legal forms of companies. */
const LEGAL_FORM =
  /^(?:Ltd|Limited|LLC|LLP|Inc|Corp|Corporation|Company|Co|PLC|GmbH|AG|KG|SE|SA|SARL|SRL|BV|NV|Bank)$/u;

/** A capitalised word beyond the first that the question lacks and that names no place, or, where a script has no capitals, any sentence. */
function holdsNewName(sentence: string, question: string): boolean | null {
  if (!/\p{Lu}/u.test(sentence)) return /\p{Script=Latin}/u.test(sentence) ? false : null;
  const asked = question.toLowerCase();
  return Array.from(
    sentence.matchAll(/(?<=\S\s+["“(]?)\p{Lu}[\p{L}'’-]+(?![\p{L}\p{Nd}])|^\p{Lu}[\p{L}'’-]+(?=\s\p{Lu})/gu),
  ).some(
    ({ 0: name, index }) => namesSomebody(name) && !asked.includes(name.toLowerCase()) && !isAtPlace(sentence, index),
  );
}

const namesSomebody = (word: string): boolean => !LEGAL_FORM.test(word) && !isDayOrMonth(word) && !opensSentence(word);
