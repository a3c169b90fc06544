import type { PassageView } from '#contracts';
import { PassageFrame } from '../source/passage-frame.js';
import { strings } from '../strings/index.js';

const words = strings.search;

/** A passage in its document, beside the list. The focus stays in the list, so that its keys go on. */
export function PreviewPanel({ passage, onClose }: { passage: PassageView; onClose: () => void }) {
  return (
    <PassageFrame passage={passage} label={words.preview} closeLabel={words.closePreview} onClose={onClose}>
      <bdi>{passage.title}</bdi>
    </PassageFrame>
  );
}
