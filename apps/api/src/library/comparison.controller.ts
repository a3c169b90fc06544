import { Controller, Get, Query } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { type TextComparisonQuery, type ComparisonView, textComparisonQuery } from '#contracts';
import { type Principal, type Visibility, ifFound } from '#knowledge';
import { DocumentRepository, PassageRepository, type RevisionText, compareTexts } from '#library';
import { Asker } from '../http/auth.guard.js';

/** Two documents, or two revisions of one, side by side. */
@Controller('api/v1/comparison')
export class ComparisonController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
  ) {}

  @Get()
  async compare(
    @Asker() principal: Principal,
    @Query({ schema: textComparisonQuery }) { left, right }: TextComparisonQuery,
  ): Promise<ComparisonView> {
    const visibility = await this.access.visibilityOf(principal);
    const [one, other] = await Promise.all([this.textOf(visibility, left), this.textOf(visibility, right)]);
    const { lines, ...counts } = await compareTexts(one.text, other.text);
    return { left: viewSide(one), right: viewSide(other), lines: lines.map(copied), ...counts };
  }

  /** Of a document's current revision, or of the revision with this id. */
  private async textOf(visibility: Visibility, id: string): Promise<RevisionText> {
    const document = await ifFound(this.documents.show(visibility, id));
    return this.passages.textOf(visibility, document?.current?.id ?? id);
  }
}

type Line = Awaited<ReturnType<typeof compareTexts>>['lines'][number];

const copied = (line: Line): ComparisonView['lines'][number] =>
  line.kind === 'changed'
    ? { ...line, leftOnly: line.leftOnly.map(([a, b]) => [a, b]), rightOnly: line.rightOnly.map(([a, b]) => [a, b]) }
    : { ...line };

const viewSide = ({ revision, isSuperseded }: RevisionText): ComparisonView['left'] => ({
  document: revision.documentId,
  revision: revision.id,
  revisionNumber: revision.number,
  title: revision.title,
  isSuperseded,
});
