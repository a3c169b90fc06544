/**
 * Packages that have one home. Everyone else goes through the front door of that room; the linter says so in the
 * editor, dependency-cruiser for every form of import. Tests may use the real thing.
 */
export const HOMES = [
  { packages: ['node-llama-cpp'], homes: ['libs/models', 'apps/inference'], door: '#models' },
  { packages: ['@lancedb/lancedb'], homes: ['libs/search-index'], door: '#search-index' },
  { packages: ['bullmq', '@nestjs/bullmq'], homes: ['libs/jobs'], door: '#jobs' },
  {
    packages: ['@node-rs/argon2', 'otpauth', 'openid-client', 'rate-limiter-flexible'],
    homes: ['libs/identity'],
    door: '#identity',
  },
  // Each of these connects to servers, and does so by what #outbound looked at (test/medium/outbound).
  { packages: ['imapflow', 'webdav'], homes: ['libs/sources'], door: '#sources' },
  { packages: ['nodemailer'], homes: ['libs/outbound'], door: '#outbound' },
  { packages: ['@aws-sdk/client-s3'], homes: ['libs/library', 'libs/audit', 'libs/sources'], door: '#library' },
];
