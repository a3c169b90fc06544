/** Codes of ISO 4217 that amounts are written with, before the number or after it; written in capitals only: "all", "top" are words. */
const CODES =
  'EUR USD GBP CHF JPY CNY RMB CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN UAH TRY ILS INR SGD HKD TWD KRW THB IDR MYR PHP VND BRL MXN ARS CLP COP ZAR EGP NGN KES MAD AED SAR QAR KWD';

/** The codes apart from one another. */
export const CURRENCY_CODES: readonly string[] = CODES.split(' ');

/** Any code, as alternatives of a pattern. */
export const ANY_CODE = CURRENCY_CODES.join('|');

/** What stands for missing cents behind a number: "1'200.–", "250,-". */
export const NO_CENTS = '[.,][–—-]{1,2}';

/** "EUR 4,800", "CHF1'200", "Fr. 80.–", "Rs 500". */
const CODE_BEFORE = new RegExp(`(?<![\\p{L}\\p{Nd}])(?:${ANY_CODE}|SFr\\.?|Fr\\.|Rs\\.?)[\\s:]?\\p{Nd}`, 'u');
/** "4,800 EUR", "1'200.– CHF", "3.5 million PLN". */
const CODE_AFTER = new RegExp(
  `\\p{Nd}(?:${NO_CENTS})?[\\s-]?(?:(?:thousand|million|billion|Tsd\\.?|Mio\\.?|Mrd\\.?|Millionen|Milliarden)\\s)?(?:${ANY_CODE})(?!\\p{L})`,
  'u',
);

/** Whether a text names an amount of money by a currency's code. */
export const holdsCodedAmount = (text: string): boolean => CODE_BEFORE.test(text) || CODE_AFTER.test(text);
