import { FLOAT_TYPES } from './float-types.js';
import type { GgufMetadata, Tensor } from './gguf-metadata.js';
import { Q8_0 } from './q8-0.js';
import { isQuantized } from './tensor-types.js';

/**
 * Weights that llama.cpp leaves as they are although they have rows: what it reads in one type only, what is small and decides much, and what
 * belongs to pictures and sound.
 * @see llama.cpp's src/llama-quant.cpp (tensor_allows_quantization)
 */
const KEPT_PARTS = [
  ...['_norm.weight', 'ffn_gate_inp.weight', 'ffn_gate_tid2eid.weight', 'altup', 'laurel', 'per_layer_model_proj'],
  ...['ssm_conv1d', 'shortconv.conv.weight', 'indexer.k_proj.weight', 'indexer.q_proj.weight', 'attn_rel_b.weight'],
  ...['time_mix_first.weight', 'time_mix_lerp_fused.weight', 'time_mix_decay_w1.weight', 'time_mix_decay_w2.weight'],
  ...['w0', 'w1', 'w2', 'v0', 'v1', 'v2', 'a0', 'a1', 'a2', 'g1', 'g2'].map((part) => `time_mix_${part}.weight`),
  ...['.position_embd', 'sam.pos_embd', 'sam.neck.', 'sam.net_', '.rel_pos', '.patch_embd', '.patch_merger'],
  ...['a.rvq.codebook', 'mm.a.code_embd'],
];
const KEPT: ReadonlySet<string> = new Set(['position_embd.weight', 'token_types.weight']);

/** Whether a copy has a tensor in Q8_0: plain numbers in rows (or more dimensions) that fill whole blocks, and none of those that are kept. */
export function goesToQ8_0(name: string, { type, lengths, rowLength }: Tensor): boolean {
  const hasRows = lengths.slice(1).some((length) => length > 1);
  if (!FLOAT_TYPES.has(type) || !hasRows || rowLength % Q8_0.weights !== 0) return false;
  return name.endsWith('weight') && !KEPT.has(name) && !KEPT_PARTS.some((part) => name.includes(part));
}

/** What keeps a file from being copied in Q8_0, as `model.not_quantizable` tells it; null for nothing. */
export function whyNotQuantizable({ tensors }: GgufMetadata): 'type' | 'quantized' | 'nothing' | null {
  const all = [...tensors];
  if (all.some(([, { bytes }]) => bytes === null)) return 'type';
  if (all.some(([, { type }]) => isQuantized(type))) return 'quantized';
  return all.some(([name, tensor]) => goesToQ8_0(name, tensor)) ? null : 'nothing';
}
