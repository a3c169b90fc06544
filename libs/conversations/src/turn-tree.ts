/** What of a turn makes the tree. */
export interface Branching {
  readonly id: string;
  /** null for a first question. */
  readonly parentId: string | null;
  /** Order of recording; a parent's is lower than its children's. */
  readonly number: number;
}

/** The turns of a conversation as branches: edits and other answers are siblings, follow-ups children. */
export class TurnTree<Turn extends Branching> {
  private readonly byId: ReadonlyMap<string, Turn>;
  private readonly children = new Map<string | null, Turn[]>();

  constructor(turns: readonly Turn[]) {
    const ordered = [...turns].sort((a, b) => a.number - b.number);
    this.byId = new Map(ordered.map((turn) => [turn.id, turn]));
    for (const turn of ordered) this.children.set(turn.parentId, [...this.below(turn.parentId), turn]);
  }

  get(id: string): Turn | null {
    return this.byId.get(id) ?? null;
  }

  /** From a first question down to this turn; empty for null. */
  pathTo(id: string | null): Turn[] {
    const path: Turn[] = [];
    for (let at = id === null ? null : this.get(id); at; at = at.parentId === null ? null : this.get(at.parentId))
      path.push(at);
    return path.reverse();
  }

  /** The turn and everything else that was asked or answered in its place, oldest first. */
  siblingsOf(turn: Turn): readonly Turn[] {
    return this.below(turn.parentId);
  }

  /** The leaf that is reached from a turn by always taking the newest child; the turn itself when it has none. */
  newestLeafBelow(turn: Turn): Turn {
    let at = turn;
    for (let next = this.below(at.id).at(-1); next; next = this.below(at.id).at(-1)) at = next;
    return at;
  }

  private below(parentId: string | null): readonly Turn[] {
    return this.children.get(parentId) ?? [];
  }
}
