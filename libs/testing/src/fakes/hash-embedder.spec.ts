import { describeEmbedder } from '../contracts/embedder.contract.js';
import { HashEmbedder } from './hash-embedder.js';

describe('HashEmbedder', () => describeEmbedder(async () => new HashEmbedder()));
