/** Test tiers, named for what is real in them (see CONTRIBUTING.md). */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
        swcrc: false,
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  testRegex: '\\.spec\\.ts$',
};
const inRunFolder = {
  globalSetup: '<rootDir>/test/support/open-run-folder.mjs',
  globalTeardown: '<rootDir>/test/support/close-run-folder.mjs',
};
const tier = (name, roots, more = inRunFolder) => ({ ...base, displayName: name, roots, ...more });
const onPreparedCluster = {
  globalSetup: '<rootDir>/test/support/prepared-cluster.mjs',
  globalTeardown: '<rootDir>/test/support/end-prepared-cluster.mjs',
};

/** @type {import('jest').Config} */
export default {
  projects: [
    tier('unit', ['<rootDir>/libs', '<rootDir>/apps']),
    tier('medium', ['<rootDir>/test/medium'], {
      globalSetup: '<rootDir>/test/support/shared-postgres.mjs',
      globalTeardown: '<rootDir>/test/support/end-shared-postgres.mjs',
    }),
    tier('model', ['<rootDir>/test/model']),
    tier('e2e', ['<rootDir>/test/e2e'], onPreparedCluster),
    tier('kill', ['<rootDir>/test/kill']),
    tier('endurance', ['<rootDir>/test/endurance']),
    tier('browser', ['<rootDir>/test/browser'], onPreparedCluster),
  ],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 600_000,
};
