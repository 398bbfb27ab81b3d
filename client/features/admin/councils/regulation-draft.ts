import type {
  AfterDeviation,
  AveragesVisibleTo,
  MinimumTest,
  RegulationInput,
  RegulationSettings_RegulationFragment,
  RoomResults,
  SheetsAfterRelease,
} from '../../../generated/operations';
import { wholeNumber } from '../../../ui/desk/useFormFaults';

/** What the regulation form holds: numbers as they are typed, choices as they stand. */
export interface RegulationDraft {
  quorumNum: string;
  quorumDen: string;
  presidingRequired: boolean;
  deviationLimit: string;
  afterDeviation: AfterDeviation;
  minimumTest: MinimumTest;
  roundsPerBatch: string;
  averagesVisibleTo: AveragesVisibleTo;
  blindAverages: boolean;
  resultsVisibleToRoom: RoomResults;
  sheetsAfterRelease: SheetsAfterRelease;
  /** Empty where it is not used. */
  remarkBeyond: string;
  hideOthersUntilMarked: boolean;
}

/** The form of a version as it stands. */
export function draftRegulation(regulation: RegulationSettings_RegulationFragment): RegulationDraft {
  return {
    quorumNum: String(regulation.quorumNum),
    quorumDen: String(regulation.quorumDen),
    presidingRequired: regulation.presidingRequired,
    deviationLimit: String(regulation.deviationLimit),
    afterDeviation: regulation.afterDeviation,
    minimumTest: regulation.minimumTest,
    roundsPerBatch: String(regulation.roundsPerBatch),
    averagesVisibleTo: regulation.averagesVisibleTo,
    blindAverages: regulation.blindAverages,
    resultsVisibleToRoom: regulation.resultsVisibleToRoom,
    sheetsAfterRelease: regulation.sheetsAfterRelease,
    remarkBeyond: regulation.remarkBeyond === null ? '' : String(regulation.remarkBeyond),
    hideOthersUntilMarked: regulation.hideOthersUntilMarked,
  };
}

/** The fields whose text is no whole number; `remarkBeyond` may be empty. */
export function badNumbers(draft: RegulationDraft): (keyof RegulationDraft)[] {
  const needed = (['quorumNum', 'quorumDen', 'deviationLimit', 'roundsPerBatch'] as const).filter(
    (field) => wholeNumber(draft[field]) === null,
  );
  const optional = draft.remarkBeyond.trim() !== '' && wholeNumber(draft.remarkBeyond) === null;
  return optional ? [...needed, 'remarkBeyond'] : needed;
}

/** From and to which number each field makes sense, as the server has it; the server words what is wrong with another. */
const SOUND = {
  quorumDen: [1, 100],
  deviationLimit: [0, 100],
  roundsPerBatch: [1, 9],
  remarkBeyond: [1, 100],
} as const;

/** The fields whose number no regulation may have, those without a number included. */
export function wrongNumbers(draft: RegulationDraft): (keyof RegulationDraft)[] {
  const ranges = { quorumNum: [1, Number(draft.quorumDen)] as const, ...SOUND };
  const outside = (Object.keys(ranges) as (keyof typeof ranges)[]).filter((field) => {
    const number = wholeNumber(draft[field]);
    const [least, most] = ranges[field];
    return number !== null && (number < least || number > most);
  });
  return [...badNumbers(draft), ...outside];
}

/** Exactly what the form shows, as the API takes it; the numbers must have been checked. */
export function regulationInput(draft: RegulationDraft, note: string): RegulationInput {
  return {
    ...draft,
    quorumNum: Number(draft.quorumNum),
    quorumDen: Number(draft.quorumDen),
    deviationLimit: Number(draft.deviationLimit),
    roundsPerBatch: Number(draft.roundsPerBatch),
    remarkBeyond: draft.remarkBeyond.trim() === '' ? null : Number(draft.remarkBeyond),
    note: note.trim() || null,
  };
}
