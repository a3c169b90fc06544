"""Where training starts: what words stand near one another, as vectors, beside a direction of its own for each token."""
import numpy as np
import scipy.sparse as sp

WINDOW = 8
SMOOTHING = 0.75
TRUST_AFTER = 15


def start_vectors(texts, counts, dimensions, rank, seed):
    """
    `texts`: arrays of token numbers. Rows by token: factorized positive pointwise mutual information (`rank` dimensions) for tokens
    that occur often enough to trust it, a random direction for the others and beside it; unit length.
    """
    rng = np.random.default_rng(seed)
    near = _factorize(_ppmi(texts, len(counts)), rank, rng)
    near -= (counts[:, None] * near).sum(0) / counts.sum()
    near /= np.linalg.norm(near, axis=1, keepdims=True) + 1e-9
    own = rng.standard_normal((len(counts), dimensions)).astype("f4")
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    trust = 0.5 * counts / (counts + TRUST_AFTER)
    mixed = np.sqrt(1 - trust)[:, None] * own
    mixed[:, :rank] += np.sqrt(trust)[:, None] * near
    return (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype("f4")


def _ppmi(texts, size):
    stream = np.concatenate(texts)
    text = np.repeat(np.arange(len(texts)), [len(t) for t in texts])
    total = sp.csr_matrix((size, size), dtype="f4")
    for distance in range(1, WINDOW + 1):
        beside = text[distance:] == text[:-distance]
        weight = np.full(beside.sum(), 1 / distance, "f4")
        total = total + sp.csr_matrix((weight, (stream[:-distance][beside], stream[distance:][beside])), shape=(size, size))
    total = (total + total.T).tocoo()
    enough = total.data >= 0.5
    row, col, data = total.row[enough], total.col[enough], total.data[enough]
    rows = np.bincount(row, data, size)
    cols = np.bincount(col, data, size) ** SMOOTHING
    cols /= cols.sum()
    information = np.log(data / (rows[row] * cols[col]))
    positive = information > 0
    return sp.csr_matrix((information[positive].astype("f4"), (row[positive], col[positive])), shape=(size, size))


def _factorize(matrix, rank, rng):
    """Randomized SVD (Halko, Martinsson and Tropp 2011); left vectors times the root of the singular values."""
    sketch = matrix @ rng.standard_normal((matrix.shape[1], rank + 32)).astype("f4")
    for _ in range(3):
        sketch, _ = np.linalg.qr(sketch)
        sketch = matrix @ (matrix.T @ sketch)
    basis, _ = np.linalg.qr(sketch)
    inner, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return ((basis @ inner) * np.sqrt(values))[:, :rank].astype("f4")
