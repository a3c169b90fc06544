import { HOMES } from './scripts/lib/homes.mjs';

/** Rooms from left to right; a room imports from layers to its left only, and rooms of one layer are strangers. */
const LAYERS = [
  ['knowledge'],
  ['contracts', 'config', 'transparency', 'outbound', 'lock-file'],
  ['database'],
  ['vault'],
  ['library', 'models', 'jobs', 'search-index', 'mcp', 'evidence'],
  ['access', 'audit'],
  ['identity'],
  ['ingestion', 'retrieval'],
  ['evaluation', 'saved-searches', 'sources', 'self-test'],
  ['answering'],
  ['decisions'],
  ['conversations'],
  ['stewardship', 'backup'],
];
const at = (rooms) => `^libs/(${rooms.join('|')})/`;
const packageFolder = (names) => `(^|/)node_modules/(${names.join('|')})/`;
const SPEC = '\\.spec\\.tsx?$';
const TESTS = ['^(test|bench)/', '^libs/testing/', SPEC];

export default {
  forbidden: [
    ...LAYERS.map((layer, i) => ({
      name: `${layer.join('+')}-looks-left`,
      comment: 'A room imports only from rooms to its left, never from a sibling (docs/ARCHITECTURE.md).',
      severity: 'error',
      from: { path: at(layer), pathNot: SPEC },
      to: { path: at(LAYERS.slice(i).flat()), pathNot: '^libs/$1/' },
    })),
    {
      name: 'front-door',
      comment: 'Another room is entered through its index.ts, and nobody imports an app.',
      severity: 'error',
      from: { path: '^(?:apps|libs)/([^/]+)/' },
      to: { path: '^(?:apps|libs)/', pathNot: ['^(?:apps|libs)/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'web-sees-contracts',
      comment: 'The portal knows the service only by what crosses the wire.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(apps|libs|migrations|scripts|test)/', pathNot: ['^apps/web/', '^libs/contracts/'] },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'No production file imports what only tests may use.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: TESTS },
      to: { path: ['^libs/testing/', '^test/', SPEC] },
    },
    ...HOMES.map(({ packages, homes, door }) => ({
      name: `home-of-${packages[0]}`,
      comment: `${packages.join(' and ')} live behind ${door}.`,
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [`^(${homes.join('|')})/`, ...TESTS] },
      to: { path: packageFolder(packages) },
    })),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'What production code imports is a dependency in package.json, not a development one.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [...TESTS, '^apps/web/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
