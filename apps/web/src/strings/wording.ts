/** Forms of a word by the plural categories of its language; `other` is said where the language has no form of its own. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How one language writes numbers and amounts. */
export interface Wording {
  /** `12,345` */
  number(this: void, n: number): string;
  /** Bytes in binary units, as the service's own sentences give them: `1.5 GiB`, `300 MiB`. */
  size(this: void, bytes: number): string;
  /** Exactly so many digits behind the point: `1.40`. */
  decimal(this: void, n: number, digits: number): string;
  /** The form that belongs to a number, without the number: `document`. */
  form(this: void, n: number, forms: Forms): string;
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** @param locale BCP 47, for example `de-DE`. */
export function wordingIn(locale: string): Wording {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  return {
    number: (n) => numbers.format(n),
    size: (bytes) =>
      bytes >= GIB
        ? `${numbers.format(Math.round((bytes / GIB) * 10) / 10)} GiB`
        : `${numbers.format(Math.ceil(bytes / MIB))} MiB`,
    decimal: (n, digits) => n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    form: (n, forms) => forms[rules.select(n)] ?? forms.other,
  };
}
