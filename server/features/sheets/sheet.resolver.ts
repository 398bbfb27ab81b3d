import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Choice } from '../../domain/marks.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid } from '../../domain/wording.js';
import { OF_EVALUATION } from '../../platform/argument-words.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import type { Presence } from '../../platform/presence.js';
import { wordRefusal } from '../../platform/refusal-words.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import type { MarkWish } from './save-marks.js';
import { showMark, showSheet } from './show-sheet.js';
import {
  MarkInput,
  MarksSavedType,
  SaveMarksInput,
  SaveMarksOutcome,
  ScoreSheetType,
  SheetOutcome,
  StaleSheetType,
  SubmitSheetInput,
} from './sheet.types.js';
import type { SheetHolder, Sheets } from './sheets.js';

@Resolver()
export class SheetResolver {
  constructor(
    private readonly sheets: Sheets,
    private readonly presence: Presence,
  ) {}

  @Allow('SIGNED_IN')
  @Query(() => ScoreSheetType, {
    description: "The viewer's own sheet of one evaluation; made when first asked for.",
  })
  async mySheet(
    @Arg('evaluationId', () => ID, OF_EVALUATION) evaluationId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ScoreSheetType> {
    return showSheet(await this.sheets.mine(evaluationId, holderOf(viewer)));
  }

  @Allow('SIGNED_IN')
  @Mutation(() => SaveMarksOutcome, {
    description:
      "Saves marks on the viewer's own sheet. Repeating a saveId repeats its answer and changes nothing.",
  })
  async saveMarks(
    @Arg('input', () => SaveMarksInput, { description: 'The marks changed since the last save.' })
    input: SaveMarksInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<MarksSavedType | StaleSheetType> {
    const { sheetId, saveId, baseVersion, criteriaSetCode = null, enteredAt } = input;
    const marks = input.marks.map(wishOf);
    const save = { sheetId, saveId, baseVersion, criteriaSetCode, enteredAt, marks };
    const outcome = await this.sheets.save(save, holderOf(viewer)).catch((error: unknown) => {
      if (error instanceof Refusal) this.noteSeen(viewer, input);
      throw error;
    });
    this.noteSeen(viewer, input);
    if (outcome.kind === 'SAVED') {
      const saved = new Set(marks.map(({ criterion }) => criterion));
      const now = outcome.sheet.marks.filter(({ criterion }) => saved.has(criterion));
      return { saveId, sheet: showSheet(outcome.sheet), marks: now.map(showMark) };
    }
    return { sheet: showSheet(outcome.sheet), message: wordRefusal(new Refusal('STALE_SHEET')) };
  }

  @Allow('SIGNED_IN')
  @Mutation(() => SheetOutcome, {
    description: 'Hands in the sheet; can be undone until the chair closes scoring.',
  })
  async submitSheet(
    @Arg('input', () => SubmitSheetInput, { description: 'The sheet as the member reviewed it.' })
    input: SubmitSheetInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ScoreSheetType> {
    const { sheetId, version, criteriaSetCode = null, opinion = null } = input;
    return showSheet(await this.sheets.submit(sheetId, version, criteriaSetCode, opinion, holderOf(viewer)));
  }

  @Allow('SIGNED_IN')
  @Mutation(() => SheetOutcome, {
    description: 'Takes a submitted sheet back for correction while scoring is open.',
  })
  async withdrawSheet(
    @Arg('sheetId', () => ID, { description: "The viewer's own." }) sheetId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ScoreSheetType> {
    return showSheet(await this.sheets.withdraw(sheetId, holderOf(viewer)));
  }

  /** Only once it is known that the sign-in holds: a device whose seat went over to another one says nothing of that seat. */
  private noteSeen(viewer: Viewer, { waitingOnDevice }: SaveMarksInput): void {
    if (viewer.kind === 'SEAT') this.presence.seen(viewer.sessionId, viewer.memberId, waitingOnDevice ?? 0);
  }
}

function holderOf(viewer: Viewer): SheetHolder {
  if (viewer.kind === 'SEAT') {
    const { loginId, memberId, sessionId } = viewer;
    return { loginId, memberId, sessionId, accountId: null };
  }
  if (viewer.kind === 'ACCOUNT')
    return { loginId: viewer.loginId, memberId: null, accountId: viewer.accountId };
  throw forbidden();
}

function wishOf({ criterion, choice, levels, remark }: MarkInput, index: number): MarkWish {
  if (choice === 'LEVELS' && !levels?.length)
    throw invalid(`input.marks[${index}].levels`, 'cần ít nhất một mức', 'needs at least one level');
  // A caller who sends levels means them: to drop them would answer "saved" to what was never scored.
  if (choice !== 'LEVELS' && levels?.length)
    throw invalid(
      `input.marks[${index}].levels`,
      'chỉ gửi được cùng lựa chọn LEVELS; bỏ các mức hoặc chọn LEVELS',
      'may be sent with the choice LEVELS only; leave the levels out or choose LEVELS',
    );
  const chosen: Choice | null =
    choice === 'LEVELS' ? { kind: 'LEVELS', levels: levels ?? [] } : choice ? { kind: choice } : null;
  return { criterion, choice: chosen, remark: remark ?? null };
}
