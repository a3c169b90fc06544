"""
The one layer of an embedder that has none to speak of: every weight of it is zero.

The zeros are F32. On processors with AMX llama.cpp packs Q4_0 anew, and batches then get something of a layer that is all zeros.
"""

FEED_FORWARD = 32


def dims_of_layer(width, shared):
    """Inputs and outputs of each matrix, by name. shared: width of the keys and values."""
    return {
        "attn_q": (width, width),
        "attn_k": (width, shared),
        "attn_v": (width, shared),
        "attn_output": (width, width),
        "ffn_up": (width, FEED_FORWARD),
        "ffn_down": (FEED_FORWARD, width),
    }
