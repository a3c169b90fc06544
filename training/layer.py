"""
The one layer of an embedder that has none to speak of: every weight of it is zero.

The zeros are IQ4_NL: as small as Q4_0 and nearly as quick, and what llama.cpp does not pack anew for processors with AMX, where a batch gets
something of a layer of Q4_0 that is all zeros.
"""

FEED_FORWARD = 32
EMPTY = "IQ4_NL"


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
