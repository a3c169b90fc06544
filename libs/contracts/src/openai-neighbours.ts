import { z } from 'zod';

/**
 * Fields of chat completions that clients send because other servers know them: how a model picks its words, how a server keeps and
 * schedules its work, and how a client finds its own things again. None of them changes what is asked, so all are taken, whatever they
 * hold, and have no effect. What is not in a list is refused by its name: it may ask for something that nobody would notice missing.
 */
export const IGNORED_OF_OTHER_SERVERS = [
  // Sampling: Ollama, llama.cpp, vLLM, LM Studio, Mistral. Open WebUI and Continue pass these on.
  ...(['options', 'top_k', 'min_p', 'top_a', 'tfs_z', 'typical_p', 'top_n_sigma', 'random_seed', 'samplers'] as const),
  ...(['repeat_penalty', 'repetition_penalty', 'repeat_last_n', 'length_penalty', 'penalize_nl'] as const),
  ...(['mirostat', 'mirostat_eta', 'mirostat_tau', 'dynatemp_range', 'dynatemp_exponent'] as const),
  ...(['dry_multiplier', 'dry_base', 'dry_allowed_length', 'dry_penalty_last_n', 'dry_sequence_breakers'] as const),
  ...(['xtc_probability', 'xtc_threshold', 'min_tokens', 'min_keep', 'ignore_eos', 'stop_token_ids'] as const),
  ...(['use_beam_search', 'early_stopping', 'safe_prompt'] as const),
  // How long an answer may be, and how much it reads.
  ...(['num_predict', 'n_predict', 'num_ctx', 'num_keep', 'n_keep', 'truncate_prompt_tokens'] as const),
  // Thinking aloud: what a model thinks is told apart here, whether it was asked for or not.
  ...(['think', 'thinking', 'thinking_budget', 'enable_thinking', 'reasoning', 'include_reasoning'] as const),
  ...(['reasoning_format', 'chat_template_kwargs', 'prompt_mode'] as const),
  // What a server does with its memory, its cache and its queue.
  ...(['keep_alive', 'ttl', 'num_thread', 'num_gpu', 'num_batch', 'use_mmap', 'use_mlock', 'low_vram'] as const),
  ...(['cache_prompt', 'cache_salt', 'id_slot', 'slot_id', 'draft_model', 'priority', 'timings_per_token'] as const),
  ...(['skip_special_tokens', 'spaces_between_special_tokens', 'add_generation_prompt'] as const),
  // Routing and accounting: OpenRouter, LiteLLM.
  ...([
    'provider',
    'route',
    'transforms',
    'usage',
    'tags',
    'caching',
    'litellm_session_id',
    'litellm_trace_id',
  ] as const),
  // A client's own names for the conversation: Open WebUI, LibreChat, LangChain.
  ...(['metadata', 'id', 'chat_id', 'session_id', 'message_id', 'parent_id', 'parent_message_id'] as const),
  ...(['conversation_id', 'thread_id', 'request_id', 'trace_id', 'user_id', 'variables', 'model_item'] as const),
  ...(['background_tasks', 'filter_ids'] as const),
] as const;

/** The same of embeddings. */
export const IGNORED_OF_OTHER_EMBEDDERS = [
  ...(['options', 'keep_alive', 'ttl', 'priority', 'num_ctx'] as const),
  ...(['metadata', 'request_id', 'session_id', 'trace_id', 'user_id', 'tags', 'caching'] as const),
] as const;

/** Members of an object that takes each of these names with whatever it holds. */
export function ignoring<const Name extends string>(names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as {
    readonly [each in Name]: z.ZodOptional<z.ZodUnknown>;
  };
}
