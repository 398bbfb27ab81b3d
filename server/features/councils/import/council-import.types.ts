import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../../../platform/described.js';
import { RefusalType } from '../../../platform/refusal.types.js';
import { TextType } from '../../../platform/text.types.js';
import { CouncilType } from '../council.types.js';
import { COLUMN_DESCRIPTIONS } from './column-descriptions.js';
import type { PlannedAct } from './import-plan.js';
import { SHEET_COLUMNS, type SheetColumn } from './sheet-line.js';

export const SheetColumnEnum = Object.fromEntries(SHEET_COLUMNS.map((column) => [column, column]));
registerEnumType(SheetColumnEnum, {
  name: 'SheetColumn',
  description: 'What a column of a spreadsheet of councils and members holds.',
  valuesConfig: described(COLUMN_DESCRIPTIONS),
});

const ACTS: readonly PlannedAct[] = ['CREATE_COUNCIL', 'CHANGE_COUNCIL', 'ADD_MEMBER', 'CHANGE_MEMBER'];
export const PlannedActEnum = Object.fromEntries(ACTS.map((act) => [act, act]));
registerEnumType(PlannedActEnum, {
  name: 'PlannedAct',
  description: 'What a line of a spreadsheet leads to.',
  valuesConfig: described<PlannedAct>({
    CREATE_COUNCIL: 'Founds a council, under the usual regulation.',
    CHANGE_COUNCIL: 'Corrects a council on record.',
    ADD_MEMBER: 'Adds a term on the council.',
    CHANGE_MEMBER: 'Corrects a member on record.',
  }),
});

@InputType({ description: 'One line of a spreadsheet, as text.' })
export class SheetLineInput {
  @Field(() => Int, { description: 'As the spreadsheet counts them, from 1.' })
  line!: number;

  @Field(() => [String], {
    description: 'In the order of the columns; "" is an empty cell. Days are 31/12/2026 or 2026-12-31.',
  })
  cells!: string[];
}

@InputType({
  description:
    'A spreadsheet with a line a member. Empty cells of the council mean "as above"; empty cells never change what is on record.',
})
export class CouncilSheetInput {
  @Field(() => [SheetColumnEnum], { description: 'In the order of the cells; each at most once.' })
  columns!: SheetColumn[];

  @Field(() => [SheetLineInput], { description: 'At most 1000.' })
  lines!: SheetLineInput[];
}

@ObjectType('CellFault', { description: 'What is wrong with a cell, or with the whole line.' })
export class CellFaultType {
  @Field(() => SheetColumnEnum, { nullable: true, description: 'Null where the whole line is meant.' })
  column!: SheetColumn | null;

  @Field(() => TextType, { description: 'What is wrong, and what the cell takes.' })
  message!: TextType;
}

@ObjectType('PlannedChange', { description: 'One field that is set, or set anew.' })
export class PlannedChangeType {
  @Field(() => SheetColumnEnum, { description: 'Where the value comes from.' })
  column!: SheetColumn;

  @Field(() => TextType, { nullable: true, description: 'What is on record; null for what is new.' })
  before!: TextType | null;

  @Field(() => TextType, {
    nullable: true,
    description: 'What will be on record; null where it is taken away.',
  })
  after!: TextType | null;
}

@ObjectType('PlannedEffect', { description: 'One act that a line leads to.' })
export class PlannedEffectType {
  @Field(() => PlannedActEnum, { description: 'What is done to the `subject`.' })
  act!: PlannedAct;

  @Field(() => String, { description: 'Name of the council, or of the member as screens show it.' })
  subject!: string;

  @Field(() => ID, { nullable: true, description: 'Of what is changed; null for what is new.' })
  id!: string | null;

  @Field(() => [PlannedChangeType], { description: 'Each field that the act sets, or sets anew.' })
  changes!: readonly PlannedChangeType[];
}

@ObjectType('PlannedLine', {
  description: 'What one line does. Without effects and faults: what it says is so already.',
})
export class PlannedLineType {
  @Field(() => Int, { description: 'As the spreadsheet counts them, from 1.' })
  line!: number;

  @Field(() => [PlannedEffectType], { description: 'Empty where nothing changes or there are faults.' })
  effects!: readonly PlannedEffectType[];

  @Field(() => [CellFaultType], { description: 'Empty where the line can be done.' })
  faults!: readonly CellFaultType[];

  @Field(() => Int, {
    nullable: true,
    description: 'The line whose faults must be mended before this one can be judged.',
  })
  waitsFor!: number | null;
}

@ObjectType('ImportCounts', { description: 'How much an import does.' })
export class ImportCountsType {
  @Field(() => Int, { description: 'Councils that are founded.' })
  newCouncils!: number;

  @Field(() => Int, { description: 'Councils on record that are corrected.' })
  changedCouncils!: number;

  @Field(() => Int, { description: 'Members who are added.' })
  newMembers!: number;

  @Field(() => Int, { description: 'Members on record who are corrected.' })
  changedMembers!: number;

  @Field(() => Int, { description: 'Lines that say what is so already.' })
  unchangedLines!: number;

  @Field(() => Int, {
    description: 'Lines with a fault, or waiting for one; nothing is done until none is left.',
  })
  faultyLines!: number;
}

@ObjectType('ImportPlan', { description: 'What an import would do. Nothing of it was done.' })
export class ImportPlanType {
  @Field(() => String, {
    nullable: true,
    description: 'Names exactly these acts: send it back to have them done. Null while there are faults.',
  })
  planCode!: string | null;

  @Field(() => [PlannedLineType], { description: 'One for each line sent, in its order.' })
  lines!: readonly PlannedLineType[];

  @Field(() => ImportCountsType, { description: 'Over all lines.' })
  counts!: ImportCountsType;
}

@ObjectType('ImportedCouncils', { description: 'What an import has done.' })
export class ImportedCouncilsType {
  @Field(() => [CouncilType], { description: 'Every council that the spreadsheet names.' })
  councils!: readonly CouncilType[];

  @Field(() => ImportCountsType, { description: 'Over all lines.' })
  counts!: ImportCountsType;
}

const outcome = <Type extends new () => object>(name: string, description: string, type: Type) =>
  createUnionType({
    name,
    description,
    types: () => [type, RefusalType] as const,
    resolveType: (value) => (value instanceof RefusalType ? RefusalType : type),
  });

export const ImportPlanOutcome = outcome(
  'ImportPlanOutcome',
  'What an import would do, or why it cannot be told.',
  ImportPlanType,
);
export const ImportOutcome = outcome(
  'ImportOutcome',
  'What was done, or why nothing was.',
  ImportedCouncilsType,
);
