/** What each part of the page is told: auditors look, administrators change. */
export interface KeepingView {
  canChange: boolean;
}
