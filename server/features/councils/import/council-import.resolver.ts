import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../platform/authorize.js';
import { accountOf, type RequestContext } from '../../../platform/viewer.js';
import {
  CouncilSheetInput,
  ImportedCouncilsType,
  ImportOutcome,
  ImportPlanOutcome,
  ImportPlanType,
} from './council-import.types.js';
import type { CouncilImports } from './council-imports.js';
import { sheetLines } from './sheet-line.js';

@Resolver()
export class CouncilImportResolver {
  constructor(private readonly imports: CouncilImports) {}

  @Allow('ADMIN')
  @Mutation(() => ImportPlanOutcome, {
    description: 'Says line by line what a spreadsheet of councils and members would do. Writes nothing.',
  })
  async planCouncilImport(
    @Arg('sheet', () => CouncilSheetInput, { description: 'At most 1000 lines.' })
    { columns, lines }: CouncilSheetInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ImportPlanType> {
    return this.imports.preview(sheetLines(columns, lines), accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => ImportOutcome, {
    description:
      'Does what the plan said, all of it or nothing; CONFLICT where it would by now do anything else.',
  })
  async importCouncils(
    @Arg('sheet', () => CouncilSheetInput, { description: 'The one the plan was made of, unchanged.' })
    { columns, lines }: CouncilSheetInput,
    @Arg('planCode', () => String, { description: 'Of the plan that was shown.' }) planCode: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ImportedCouncilsType> {
    return this.imports.apply(sheetLines(columns, lines), planCode, accountOf(viewer));
  }
}
