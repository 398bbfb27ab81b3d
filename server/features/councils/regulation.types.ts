import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Regulation } from '../../domain/regulation.js';
import { described } from '../../platform/described.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { OptionalWording, Whole } from '../../platform/wording.js';
import type { RegulationVersion } from './council.js';

const sameNames = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [N in Name]: N };

const MinimumTestEnum = sameNames('MEAN', 'MAJORITY', 'ALL');
registerEnumType(MinimumTestEnum, {
  name: 'MinimumTest',
  description:
    'How a minimum requirement is tested on several sheets: by their mean, by more than half, by all (R 5.7).',
  valuesConfig: described<Regulation['minimumTest']>({
    MEAN: 'The exact mean of the criterion must reach it.',
    MAJORITY: 'More than half of the sheets must reach it; a tie fails.',
    ALL: 'Every sheet must reach it.',
  }),
});

const AfterDeviationEnum = sameNames('RESCORE', 'RESCORE_OR_REASON');
registerEnumType(AfterDeviationEnum, {
  name: 'AfterDeviation',
  description:
    'After totals lie too far apart: score again, or score again or conclude with a written reason (R 8.5).',
  valuesConfig: described<Regulation['afterDeviation']>({
    RESCORE: 'Re-scoring (chấm lại) comes first; still apart, a conclusion needs a reason as well.',
    RESCORE_OR_REASON: 'Re-scoring, or a conclusion whose reason goes into the minutes.',
  }),
});

const AveragesVisibleToEnum = sameNames('CHAIR_AND_SECRETARY', 'CHAIR');
registerEnumType(AveragesVisibleToEnum, {
  name: 'AveragesVisibleTo',
  description: 'Who may see running averages.',
  valuesConfig: described<Regulation['averagesVisibleTo']>({
    CHAIR_AND_SECRETARY: 'Whoever presides, and the secretary.',
    CHAIR: 'Whoever presides, alone.',
  }),
});

const RoomResultsEnum = sameNames('AFTER_RELEASE', 'AFTER_CLOSING');
registerEnumType(RoomResultsEnum, {
  name: 'RoomResults',
  description: 'When the room may see results (R 8.7).',
  valuesConfig: described<Regulation['resultsVisibleToRoom']>({
    AFTER_RELEASE: 'Each from its own release on.',
    AFTER_CLOSING: 'All that are released, once the session is closed.',
  }),
});

const SheetsAfterReleaseEnum = sameNames('CHAIR', 'MEMBERS');
registerEnumType(SheetsAfterReleaseEnum, {
  name: 'SheetsAfterRelease',
  description: 'Who may read all sheets once the result is released.',
  valuesConfig: described<Regulation['sheetsVisibleAfterRelease']>({
    CHAIR: 'Whoever presides, and the secretary.',
    MEMBERS: 'All members who were not recused from the product.',
  }),
});

@ObjectType('Regulation', {
  description:
    "One version of a council's working regulation (Quy chế hoạt động). A change is a new version (R 8.3).",
})
export class RegulationType {
  @Field(() => ID, { description: 'Of this version.' })
  id!: string;

  @Field(() => Int, { description: 'From 1.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Why this version was made.' })
  note!: string | null;

  @Field(() => DateTimeScalar, { description: 'In force for sessions opened from then on.' })
  createdAt!: Date;

  @Field(() => Int, {
    description: 'Share of the voting members who must be present: `quorumNum / quorumDen` (R 8.4).',
  })
  quorumNum!: number;

  @Field(() => Int, { description: '1–100.' })
  quorumDen!: number;

  @Field(() => Boolean, { description: 'The chair or an acting vice-chair must be present (R 8.4).' })
  presidingRequired!: boolean;

  @Field(() => Int, {
    description: "Points the members' totals may lie apart; only more is a breach (R 8.5).",
  })
  deviationLimit!: number;

  @Field(() => AfterDeviationEnum, { description: 'What holds above `deviationLimit`.' })
  afterDeviation!: Regulation['afterDeviation'];

  @Field(() => MinimumTestEnum, { description: 'Decides which class a result falls to (R 5.6).' })
  minimumTest!: Regulation['minimumTest'];

  @Field(() => Int, { description: 'Rounds (lần) inside one batch (đợt), 1–9 (R 8.9).' })
  roundsPerBatch!: number;

  @Field(() => AveragesVisibleToEnum, { description: 'Running averages, and the result until its release.' })
  averagesVisibleTo!: Regulation['averagesVisibleTo'];

  @Field(() => RoomResultsEnum, {
    description: 'On the results screen, and for whoever is recused from the product.',
  })
  resultsVisibleToRoom!: Regulation['resultsVisibleToRoom'];

  @Field(() => Boolean, { description: 'Running averages stay hidden while scoring is open.' })
  blindAverages!: boolean;

  @Field(() => SheetsAfterReleaseEnum, { description: 'Members always read their own.' })
  sheetsAfterRelease!: Regulation['sheetsVisibleAfterRelease'];

  @Field(() => Int, {
    nullable: true,
    description: "A mark this many points or more off the support team's needs a remark; null asks for none.",
  })
  remarkBeyond!: number | null;

  @Field(() => Boolean, { description: 'Self-score and reports stay folded until the member has marked.' })
  hideOthersUntilMarked!: boolean;
}

@InputType({ description: 'The next version of a working regulation, whole (R 8.3).' })
export class RegulationInput {
  @Field(() => Int, { description: '1 to `quorumDen`.' })
  @Whole(1, 100)
  quorumNum!: number;

  @Field(() => Int, { description: '1–100.' })
  @Whole(1, 100)
  quorumDen!: number;

  @Field(() => Boolean, { description: 'True: no quorum without the chair or an acting vice-chair (R 8.4).' })
  presidingRequired!: boolean;

  @Field(() => Int, { description: 'Points, 0–100.' })
  @Whole(0, 100)
  deviationLimit!: number;

  @Field(() => AfterDeviationEnum, { description: 'What is to hold above `deviationLimit`.' })
  afterDeviation!: Regulation['afterDeviation'];

  @Field(() => MinimumTestEnum, { description: 'Decides which class a result falls to (R 5.6).' })
  minimumTest!: Regulation['minimumTest'];

  @Field(() => Int, { description: '1–9.' })
  @Whole(1, 9)
  roundsPerBatch!: number;

  @Field(() => AveragesVisibleToEnum, { description: 'Running averages, and the result until its release.' })
  averagesVisibleTo!: Regulation['averagesVisibleTo'];

  @Field(() => RoomResultsEnum, {
    description: 'On the results screen, and for whoever is recused from the product.',
  })
  resultsVisibleToRoom!: Regulation['resultsVisibleToRoom'];

  @Field(() => Boolean, { description: 'True: running averages stay hidden while scoring is open.' })
  blindAverages!: boolean;

  @Field(() => SheetsAfterReleaseEnum, { description: 'Members always read their own.' })
  sheetsAfterRelease!: Regulation['sheetsVisibleAfterRelease'];

  @Field(() => Int, { nullable: true, description: 'Points, 1–100; null asks for no remark.' })
  @Whole(1, 100)
  remarkBeyond?: number | null;

  @Field(() => Boolean, {
    description: 'True: self-score and reports stay folded until the member has marked.',
  })
  hideOthersUntilMarked!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it changes; at most 2000 characters.' })
  @OptionalWording(2000)
  note?: string | null;
}

/** A version as the API shows it. */
export function showRegulation({
  id,
  version,
  note,
  createdAt,
  settings,
}: Omit<RegulationVersion, 'councilId'>): RegulationType {
  const { sheetsVisibleAfterRelease, ...same } = settings;
  return { id, version, note, createdAt, ...same, sheetsAfterRelease: sheetsVisibleAfterRelease };
}

/** What the input asks for, in the rulebook's names. */
export function settingsOf({
  note: _,
  sheetsAfterRelease,
  remarkBeyond,
  ...same
}: RegulationInput): Regulation {
  return { ...same, remarkBeyond: remarkBeyond ?? null, sheetsVisibleAfterRelease: sheetsAfterRelease };
}
