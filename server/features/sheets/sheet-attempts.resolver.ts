import DataLoader from 'dataloader';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Transactor } from '../../platform/transact.js';
import type { SheetAttempts } from './sheet-attempts.js';
import { showMark } from './show-sheet.js';
import { ScoreSheetType, SheetAttemptType } from './sheet.types.js';

/** Earlier and present submissions of a sheet, oldest first. */
@Resolver(() => ScoreSheetType)
export class SheetAttemptsResolver {
  constructor(
    private readonly records: SheetAttempts,
    private readonly transactor: Transactor,
  ) {}

  /** Without a cache: a long-lived loader must not answer from the past. */
  private readonly loader = new DataLoader<string, SheetAttemptType[]>(
    async (sheetIds) => {
      const found = await this.records.of(this.transactor.reader, sheetIds);
      return sheetIds.map((id) =>
        (found.get(id) ?? []).map((one) => ({
          ...one,
          marks: one.marks.map(showMark),
          parts: [...one.parts],
        })),
      );
    },
    { cache: false },
  );

  @FieldResolver(() => [SheetAttemptType], {
    description: 'Submissions on record, oldest first; withdrawn ones too.',
  })
  attempts(@Root() { id, showAttempts }: ScoreSheetType): Promise<SheetAttemptType[]> {
    return showAttempts ? this.loader.load(id) : Promise.resolve([]);
  }
}
