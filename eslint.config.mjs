import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { HOMES } from './scripts/lib/homes.mjs';

const TESTS = ['test/**', 'bench/**', 'libs/testing/**', '**/*.spec.ts', '**/*.spec.tsx'];
const PLAIN = ['**/*.mjs'];

const environment = 'Only #config reads the environment; take your slice of the settings.';
const wayOut = 'Connections are made by #outbound, which looks at every address.';
/** What opens connections in Node itself. */
const CONNECTING = {
  http: ['request', 'get', 'Agent', 'globalAgent'],
  https: ['request', 'get', 'Agent', 'globalAgent'],
  http2: ['connect'],
  net: ['connect', 'createConnection'],
  tls: ['connect'],
  dgram: ['createSocket'],
};
const connecting = Object.entries(CONNECTING).flatMap(([name, importNames]) =>
  [name, `node:${name}`].map((each) => ({ name: each, importNames, message: wayOut })),
);
const telling = {
  name: '@tanstack/react-query',
  importNames: ['useMutation'],
  message: 'Its callbacks are lost with the part of the page that asked; take useTelling.',
};
const restrictedImports = (homes, ways = connecting) => [
  'error',
  {
    paths: [
      ...homes.flatMap(({ packages, door }) =>
        packages.map((name) => ({ name, message: `Its one home is ${door}; use that room's front door.` })),
      ),
      ...ways,
      ...['process', 'node:process'].map((name) => ({ name, importNames: ['env'], message: environment })),
    ],
  },
];

/** Core rules that find mistakes in any JavaScript; what TypeScript reports itself is left to it. */
const mistakes = {
  'array-callback-return': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-async-promise-executor': 'error',
  'no-compare-neg-zero': 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-empty-character-class': 'error',
  'no-fallthrough': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': ['error', { allowEscape: true }],
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-catch': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  'prefer-const': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', 'data/', 'coverage/', 'docs/', 'models/', 'samples/documents/'] },
  {
    // What a rule finds is mended, or the rule is changed here for everybody.
    linterOptions: { noInlineConfig: true },
    rules: mistakes,
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // What was caught, and the reason of an abort, are handed on as they are.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An interface may promise a promise that one of its implementations has no need to await.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-imports': restrictedImports(HOMES),
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({ name, message: wayOut })),
      ],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }],
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(TSAsExpression, TSTypeAssertion) > TSTypeReference[typeName.name="Visibility"]',
          message: 'Only #access mints a Visibility. Tests take one from #testing.',
        },
      ],
    },
  },
  ...[...new Set(HOMES.flatMap(({ homes }) => homes))].map((folder) => ({
    files: [`${folder}/**`],
    rules: { 'no-restricted-imports': restrictedImports(HOMES.filter(({ homes }) => !homes.includes(folder))) },
  })),
  {
    // The one way out; the command line's way to the service that whoever runs it names; and `up`, which looks after its own.
    files: ['libs/outbound/**', 'apps/cli/src/client/**', 'apps/cli/src/up/health-watch.ts'],
    rules: { 'no-restricted-imports': restrictedImports(HOMES, []), 'no-restricted-globals': 'off' },
  },
  { files: ['libs/config/**'], rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' } },
  { files: ['libs/access/**', 'libs/testing/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: TESTS,
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe'].map((object) => ({ object, property: 'only', message: 'Every test runs.' })),
      ],
      '@typescript-eslint/unbound-method': 'off',
      // Answers off the wire and Jest's matchers are `any`; the expectation is what checks them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // The browser's own, under the portal's policy, which lets it reach nothing but its service.
      'no-restricted-globals': 'off',
      'no-restricted-imports': restrictedImports(HOMES, [...connecting, telling]),
      ...reactHooks.configs.recommended.rules,
      // Showing "loading" again when an address changes is what some effects are for.
      'react-hooks/set-state-in-effect': 'off',
      // React ignores what an event handler returns; a handler may be async when it deals with its own failure.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ['apps/web/src/data/use-telling.ts'], rules: { 'no-restricted-imports': restrictedImports(HOMES) } },
  { files: [...PLAIN, 'apps/web/**/*.spec.{ts,tsx}'], extends: [tseslint.configs.disableTypeChecked] },
);
