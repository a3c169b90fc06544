import { ActionIcon, Button, Group, NumberInput, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { strings } from '../../strings/index.js';
import classes from './pdf.module.css';

const words = strings.source;
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

interface Props {
  page: number;
  total: number;
  cited: number;
  /** 1 fits the width. */
  zoom: number;
  onPage: (page: number) => void;
  onZoom: (zoom: number) => void;
}

/**
 * Turns pages, from 1, leads back to the cited one, and changes the size in steps of its own; numbers beyond the last
 * page are not taken.
 */
export function PageTools({ page, total, cited, zoom, onPage, onZoom }: Props) {
  const smaller = ZOOMS.findLast((step) => step < zoom);
  const larger = ZOOMS.find((step) => step > zoom);
  return (
    <div className={classes.tools}>
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="subtle" onClick={() => onPage(page - 1)} disabled={page <= 1} aria-label={words.previous}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <NumberInput
          aria-label={words.goTo}
          value={page}
          onChange={(value) => typeof value === 'number' && value >= 1 && value <= total && onPage(value)}
          min={1}
          max={total}
          clampBehavior="blur"
          hideControls
          size="xs"
          w={52}
        />
        <Text size="xs" c="dimmed" aria-hidden>
          / {total}
        </Text>
        <VisuallyHidden aria-live="polite">{words.pageOf(page, total)}</VisuallyHidden>
        <ActionIcon variant="subtle" onClick={() => onPage(page + 1)} disabled={page >= total} aria-label={words.next}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        {page !== cited && (
          <Button size="compact-sm" variant="light" onClick={() => onPage(cited)}>
            {words.toCited(cited)}
          </Button>
        )}
      </Group>
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          variant="subtle"
          onClick={() => smaller && onZoom(smaller)}
          disabled={!smaller}
          aria-label={words.zoomOut}
        >
          <IconZoomOut size={18} aria-hidden />
        </ActionIcon>
        <Button size="compact-sm" variant="subtle" onClick={() => onZoom(1)} title={words.fit} miw={56}>
          {words.zoom(Math.round(zoom * 100))}
        </Button>
        <ActionIcon
          variant="subtle"
          onClick={() => larger && onZoom(larger)}
          disabled={!larger}
          aria-label={words.zoomIn}
        >
          <IconZoomIn size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </div>
  );
}
