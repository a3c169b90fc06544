import { describeRealFiles } from '../e2e/support/real-files.js';

describeRealFiles((paths) => paths);
