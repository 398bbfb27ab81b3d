import type { CouncilInput, CouncilLevel, CouncilRow_CouncilFragment } from '../../../generated/operations';

/** What the council form holds: every field as it is typed, so that nothing is lost on a bad input. */
export interface CouncilDraft {
  name: string;
  level: CouncilLevel;
  placeId: string | null;
  decisionNumber: string;
  decisionDate: string;
  termFrom: string;
  termTo: string;
}

/** The form of a council as it stands, or of a new one. */
export function draftCouncil(council: CouncilRow_CouncilFragment | null): CouncilDraft {
  return {
    name: council?.name ?? '',
    level: council?.level ?? 'PROVINCE',
    placeId: council?.place.id ?? null,
    decisionNumber: council?.decisionNumber ?? '',
    decisionDate: council?.decisionDate ?? '',
    termFrom: council?.termFrom ?? '',
    termTo: council?.termTo ?? '',
  };
}

/** What the form says, as the API takes it; the needed fields must have been checked. */
export function councilInput(draft: CouncilDraft): CouncilInput {
  return { ...draft, placeId: draft.placeId ?? '', termTo: draft.termTo || null };
}
