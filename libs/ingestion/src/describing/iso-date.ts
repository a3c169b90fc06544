/** Beginnings of month names in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents. */
const MONTHS = [
  /^(jan|gen|ene)/,
  /^(feb|fev)/,
  /^(mar|mrz|maa)/,
  /^(apr|avr|abr)/,
  /^(may|mai|mag|mei)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aou|ago)/,
  /^(sep|set)/,
  /^(oct|okt|ott|out)/,
  /^nov/,
  /^(dec|dez|dic)/,
];

/**
 * A date as documents write it, as `YYYY-MM-DD`; null for what is no date, or could be two (3/4/2024).
 * Read are `2024-03-01`, `1.3.2024`, `25/3/2024`, `1 March 2024`, `1. März 2024`, `March 1st, 2024`.
 */
export function isoDate(written: string): string | null {
  const text = written.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dateOf(iso[1]!, iso[2]!, iso[3]!);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return dateOf(dotted[3]!, dotted[2]!, dotted[1]!);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashed) {
    const [, a, b, year] = slashed;
    if (Number(a) > 12) return dateOf(year!, b!, a!);
    return Number(b) > 12 ? dateOf(year!, a!, b!) : null;
  }
  const dayFirst = /^(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+|of\s+)?([a-z]+)\.?,?\s+(?:de\s+)?(\d{4})$/.exec(text);
  if (dayFirst) return dateOf(dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!);
  const monthFirst = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  return monthFirst ? dateOf(monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!) : null;
}

const monthOf = (name: string): string => String(MONTHS.findIndex((begins) => begins.test(name)) + 1);

function dateOf(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
