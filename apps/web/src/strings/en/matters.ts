export const matters = {
  matter: 'Matter',
  none: 'No matter',
  uploadUnder: 'Under matter',
  uploadHint: 'New files are put under it at once, before anybody can see them.',
  settled: (number: string | null) => (number === null ? 'Under no matter any more.' : `Now under ${number}.`),
  requires: 'A question must name a matter',
  requiresHint: 'Questions put to this collection, or to all collections, are refused without one.',
  asked: (names: readonly string[]) =>
    `Name a matter: ${names.join(', ')} ${names.length > 1 ? 'want' : 'wants'} one with each question.`,
};
