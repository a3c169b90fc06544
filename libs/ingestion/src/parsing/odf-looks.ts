type Attribute = (name: string) => string | null;

interface Look {
  readonly parent: string | null;
  isHidden?: boolean;
  isRaised?: boolean;
}

const MOST_STEPS = 20;

/**
 * Which styles of an OpenDocument file hide their text or their slide, or set text above the line.
 * @see OASIS OpenDocument 1.3, part 3, 20.193 and 20.410, and `presentation:visibility`
 */
export class OdfLooks {
  readonly #styles = new Map<string, Look>();
  #open: Look | null = null;

  open(name: string, attribute: Attribute): void {
    if (name === 'style') {
      this.#open = { parent: attribute('parent-style-name') };
      this.#styles.set(keyOf(attribute('family'), attribute('name')), this.#open);
    } else if (name === 'text-properties' && this.#open) {
      const [display, position] = [attribute('text:display'), attribute('text-position')];
      if (display !== null) this.#open.isHidden = display === 'none';
      if (position !== null) this.#open.isRaised = /^(?:super|[1-9])/.test(position);
    } else if (name === 'drawing-page-properties' && this.#open) {
      const visibility = attribute('visibility');
      if (visibility !== null) this.#open.isHidden = visibility === 'hidden';
    }
  }

  close(name: string): void {
    if (name === 'style') this.#open = null;
  }

  /** @param family `text`, `paragraph`, or `drawing-page` for a slide. */
  isHidden(family: string, style: string | null): boolean {
    return this.#find(family, style, ({ isHidden }) => isHidden) ?? false;
  }

  isRaised(style: string | null): boolean {
    return this.#find('text', style, ({ isRaised }) => isRaised) ?? false;
  }

  /** What a style says, or else those that it rests on. */
  #find(family: string, style: string | null, said: (look: Look) => boolean | undefined): boolean | undefined {
    let name = style;
    for (let steps = 0; name !== null && steps < MOST_STEPS; steps++) {
      const look = this.#styles.get(keyOf(family, name));
      if (look && said(look) !== undefined) return said(look);
      name = look?.parent ?? null;
    }
    return undefined;
  }
}

const keyOf = (family: string | null, name: string | null): string => `${family} ${name}`;
