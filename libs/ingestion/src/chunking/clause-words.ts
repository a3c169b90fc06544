/** What numbered parts of laws and contracts are called, in the languages that are read; each a piece of a regular expression. */
const ARTICLES =
  'article|art\\.?|artikel|artículo|articulo|articolo|articolul|artigo|artykuł|článek|стать[яи]|ст\\.|стаття|член|madde|άρθρο|αρθρο|điều|अनुच्छेद|มาตรา';
const SECTIONS =
  'section|sec\\.?|sección|seccion|seção|sezione|abschnitt|clause|klausel|cláusula|clausula|clausola|ziffer|paragraph|rule|regulation|пункт|п\\.|όρος|ορος';
const CLOSED_UP = 'المادة|مادة|البند|بند|ข้อ|มาตรา|धारा|अनुच्छेद|खंड|खण्ड';
const ANNEXES =
  'schedule|annex|annexe|appendix|exhibit|attachment|anlage|anhang|anexo|apéndice|allegato|bijlage|приложение|додаток|ek|παράρτημα|παραρτημα|załącznik|příloha|bilaga?|phụ lục|परिशिष्ट|अनुसूची|ภาคผนวก|الملحق|ملحق|المرفق';

/** Digits of the scripts that have their own. */
const DIGIT = '[\\d०-९๐-๙٠-٩۰-۹]';
/** `§ 5 bis 7` is a range in German. */
const INSERTED =
  '(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies)(?!\\s*[\\d§])';
/** `5`, `5a`, `12.3`, `12-101`, `3-bis`, `5 ter`, `L. 121-1`, `IV`. */
const NUMBER = `(?:[LRD]\\.?\\s?)?${DIGIT}{1,4}[a-z]?(?:[-‑ ]?${INSERTED}|[-‑]${DIGIT}{1,4})?(?:\\.${DIGIT}{1,3})*|[IVXLC]{1,7}`;
/** What makes an ordinal of a number: `1er`, `3.º`, `2ª`, `3ο`. */
const ORDINAL_END = '(?:er|re|\\.?[ºª°]|o(?=[\\s.:–-])|ος?|ο)?';
const NOT_FURTHER = '(?![\\p{L}\\p{M}\\d])';

const ROMANCE =
  'primer[ao]|primeir[ao]|segund[ao]|tercer[ao]|terceir[ao]|cuart[ao]|quart[ao]|quint[ao]|sext[ao]|s[eé]ptim[ao]|sétim[ao]|octav[ao]|oitav[ao]|noven[ao]|non[ao]|undécim[ao]|duodécim[ao]|(?:d[eé]cim|vig[eé]sim|trig[eé]sim)[ao](?:[\\s-]?(?:primer|primeir|segund|tercer|terceir|cuart|quart|quint|sext|s[eé]ptim|sétim|octav|oitav|noven|non)[ao])?|únic[ao]|premi(?:er|ère)|prim[ao]';
const FRENCH =
  '(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix(?:[\\s-](?:sept|huit|neuv))?|onz|douz|treiz|quatorz|quinz|seiz|vingt|trent)ième';
const UNITS = 'one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';
const TEENS =
  '(?:ten|eleven|thir|four|fif|six|seven|eigh|nine)(?:teen)?th|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|twelfth';
const ENGLISH = `(?:(?:twen|thir|for|fif)(?:ty(?:[\\s-](?:${UNITS}))?|tieth)|${TEENS}|${UNITS})(?![\\s-]+hundred)`;
const ARABIC =
  '(?:الأولى|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|الحادية عشرة?|الثانية عشرة?|الثالثة عشرة?|الرابعة عشرة?|الخامسة عشرة?|السادسة عشرة?|السابعة عشرة?|الثامنة عشرة?|التاسعة عشرة?|العشرون)';

/** Word (1) or section sign (2), number (3). */
export const NAMED = new RegExp(
  `^(?:(${ARTICLES}|${SECTIONS})\\s+(?:n[°º.]\\s*|№\\s*)?|(§{1,2})\\s*)(${NUMBER})${ORDINAL_END}${NOT_FURTHER}`,
  'iu',
);
/** Word (1), number or ordinal (2); scripts in which the two may stand close together, or the number in brackets. */
export const CLOSED = new RegExp(`^(${CLOSED_UP})\\s*\\(?\\s*(${DIGIT}{1,4}|${ARABIC})\\s*\\)?${NOT_FURTHER}`, 'u');
/** Word (1), ordinal (2): `CLÁUSULA PRIMERA`, `Article premier`. */
export const ORDINAL = new RegExp(`^(${ARTICLES}|${SECTIONS})\\s+(${ROMANCE}|${FRENCH})${NOT_FURTHER}`, 'iu');
/** Word (1), number or ordinal in words (2): `Article One`, `SECTION TWENTY-FIRST`, `Article the Second`. */
export const ENGLISH_ORDINAL = new RegExp(`^(article|section|clause)\\s+(?:the\\s+)?(${ENGLISH})${NOT_FURTHER}`, 'iu');
/** An ordinal (1) alone before a mark: `SEGUNDA.- Precio`. */
export const BARE_ORDINAL = new RegExp(`^(${ROMANCE})\\s*(?:[.:]\\s*[-–—]|[.:](?=\\s+\\p{Lu})|[-–—])`, 'iu');
/** An annex (1) without a number. */
export const BARE_ANNEX = /^(schedule|annexe?|appendix|exhibit|anlage|anhang|anexo|apéndice|allegato|bijlage)\s*$/iu;
/** Word (1), number or letter (2). */
export const ANNEX = new RegExp(
  `^(${ANNEXES})[\\s-]+(?:n[°º.r]\\.?\\s*|№\\s*|số\\s*)?(${NUMBER}|[A-ZΑ-ΩА-Я])${ORDINAL_END}${NOT_FURTHER}`,
  'iu',
);

/** An annex (2) behind its ordinal (1) on a line of its own: `THE FIRST SCHEDULE`. */
export const ORDINAL_ANNEX = new RegExp(`^(?:the\\s+)?(${ENGLISH})\\s+(schedule|annex|appendix|exhibit)\\s*$`, 'iu');
/** Word (1), number in words (2): `Schedule One`. */
export const WORDED_ANNEX = new RegExp(`^(schedule|annex|appendix|exhibit)\\s+(${ENGLISH})${NOT_FURTHER}`, 'iu');

const EAST_NUMBER = '[0-9０-９一二三四五六七八九十百千零〇]+';
/** `第5条の2`, `第三条`, `제3조의2`. */
export const EASTERN = new RegExp(
  `^(?:第\\s*${EAST_NUMBER}\\s*[条條](?:[のの之]${EAST_NUMBER})*|제\\s*\\d+\\s*조(?:의\\s*\\d+)?)`,
  'u',
);
/** `別紙1`, `附件一`, `별표 1`. */
export const EASTERN_ANNEX = new RegExp(
  `^(?:(?:別紙|別表|附属書|附件|附錄|附录|별표|별지|첨부)\\s*(?:第|제)?\\s*(?:${EAST_NUMBER})|附\\s*則(?=\\s*$)|부\\s*칙(?=\\s*$))`,
  'u',
);
/** What follows a number that is only referred to, in scripts without small letters. */
export const REFERRED_TO =
  /^\s*(?:第|の規定|に(?:定|規|基|よ)|及び|規定|规定|所|至|和|与|의\s|에|및|부터|제|من\s|के|का|की|में|ของ)/u;
