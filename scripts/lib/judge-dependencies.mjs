/** What is not allowed among the packages that a running service uses: known holes and licences. Pure; see audit-dependencies.mjs. */

/** Findings that stop a landing; what is less grave is for the next update. */
const GRAVE = new Set(['high', 'critical']);

/** Licences that ask for nothing but to be named. Others need an exception with its reason. */
const LICENCES = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'],
  ...['Python-2.0', 'PSF-2.0', 'Zlib', 'Unlicense', 'CC0-1.0'],
]);

/**
 * @param report What `npm audit --json` printed, parsed.
 * @param exceptions `{ advisory, reason, until }`: an advisory's address, why it does not concern us, and the day (YYYY-MM-DD) on which
 *   that is to be looked at again.
 * @param today YYYY-MM-DD
 * @returns One sentence for each complaint, or null when the registry gave no findings at all.
 */
export function judgeFindings(report, exceptions, today) {
  if (typeof report?.vulnerabilities !== 'object') return null;
  const grave = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((found) => typeof found === 'object' && GRAVE.has(found.severity));
  const byUrl = new Map(grave.map((found) => [found.url, found]));
  const excepted = new Map(exceptions.map((one) => [one.advisory, one]));
  const open = [...byUrl.values()].filter(({ url }) => !excepted.has(url));
  const late = exceptions.filter(({ until }) => until < today);
  const idle = exceptions.filter(({ advisory }) => !byUrl.has(advisory));
  return [
    ...open.map(({ name, severity, title, url }) => `${name}: ${severity}, ${title} (${url}).`),
    ...late.map(({ advisory, until }) => `The exception for ${advisory} ended on ${until}: look at it again.`),
    ...idle.map(({ advisory }) => `The exception for ${advisory} is no longer needed: remove it.`),
  ];
}

/** Whether a licence expression (SPDX) can be kept by what {@link LICENCES} asks for: one of the choices, with all its parts. */
export function isFree(expression) {
  const plain = expression.replace(/[()]/g, ' ');
  return plain.split(/ OR /).some((choice) => choice.split(/ AND /).every((part) => LICENCES.has(part.trim())));
}

/**
 * @param packages `{ name, licence }`, the licence null where the package names none.
 * @param exceptions `{ package, licence, reason }`; a package may end with `*`.
 */
export function judgeLicences(packages, exceptions) {
  const isExcepted = ({ name, licence }) =>
    exceptions.some((one) => fits(one.package, name) && (one.licence ?? null) === licence);
  return packages
    .filter((one) => !(one.licence !== null && isFree(one.licence)) && !isExcepted(one))
    .map(({ name, licence }) => `${name}: ${licence === null ? 'names no licence' : `is under ${licence}`}.`);
}

const fits = (pattern, name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name);
