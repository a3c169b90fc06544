export { AccessSelfTest, type SelfTestResult } from './access-self-test.use-case.js';
export { selfTestAccess } from './jobs.js';
export { KeepNightly } from './keep-nightly.js';
export { SelfTestModule } from './self-test.module.js';
