export interface AdvisoryException {
  readonly advisory: string;
  readonly reason: string;
  readonly until: string;
}
export interface LicenceException {
  readonly package: string;
  readonly licence: string | null;
  readonly reason: string;
}
export interface LicensedPackage {
  readonly name: string;
  readonly licence: string | null;
}
export function judgeFindings(
  report: unknown,
  exceptions: readonly AdvisoryException[],
  today: string,
): string[] | null;
export function isFree(expression: string): boolean;
export function judgeLicences(packages: readonly LicensedPackage[], exceptions: readonly LicenceException[]): string[];
