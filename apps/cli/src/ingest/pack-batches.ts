/** Most files and bytes of one upload request. A larger file travels alone. */
export const BATCH_FILES = 32;
/** Of files in one request; a larger file goes by itself. */
export const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Items in their order, cut into batches within {@link BATCH_FILES} and {@link BATCH_BYTES}.
 * No batch is empty; only a batch of one may exceed the bytes.
 */
export async function* packBatches<Item extends { readonly sizeBytes: number }>(
  items: AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let sizeBytes = 0;
  for await (const item of items) {
    if (batch.length > 0 && (batch.length === BATCH_FILES || sizeBytes + item.sizeBytes > BATCH_BYTES)) {
      yield batch;
      batch = [];
      sizeBytes = 0;
    }
    batch.push(item);
    sizeBytes += item.sizeBytes;
  }
  if (batch.length > 0) yield batch;
}
