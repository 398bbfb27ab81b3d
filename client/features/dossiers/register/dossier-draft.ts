import type {
  CouncilLevel,
  DossierInput,
  DossierKind,
  DossierPage_DossierFragment,
  Regime,
} from '../../../generated/operations';
import { today } from '../../../ui/desk/moment-input';
import { wholeNumber } from '../../../ui/desk/useFormFaults';
import type { PickedProduct } from '../producers/ProductPicker.vue';

/** What the registration form holds, as it is typed. */
export interface DossierDraft {
  product: PickedProduct | null;
  kind: DossierKind;
  level: CouncilLevel;
  year: string;
  batch: string;
  round: string;
  submittedOn: string;
  productSet: number | null;
  /** Null: the decree that governs kind and day, which the server knows. */
  regime: Regime | null;
  hasStory: boolean;
}

/** The form of a dossier as it stands, or of a new one handed in today. */
export function draftDossier(dossier: DossierPage_DossierFragment | null): DossierDraft {
  return {
    product: dossier?.product ?? null,
    kind: dossier?.kind ?? 'FIRST',
    level: dossier?.level ?? 'PROVINCE',
    year: String(dossier?.year ?? today().slice(0, 4)),
    batch: String(dossier?.batch ?? 1),
    round: String(dossier?.round ?? 1),
    submittedOn: dossier?.submittedOn ?? today(),
    productSet: dossier?.criteriaSet.productSet ?? null,
    regime: dossier?.criteriaSet.regime ?? null,
    hasStory: dossier?.hasStory ?? false,
  };
}

/** What the form says, as the API takes it; the needed fields must have been checked. */
export function dossierInput(draft: DossierDraft): DossierInput {
  const { kind, level, submittedOn, regime, hasStory } = draft;
  return {
    productId: draft.product?.id ?? '',
    kind,
    level,
    year: wholeNumber(draft.year) ?? 0,
    batch: wholeNumber(draft.batch) ?? 0,
    round: wholeNumber(draft.round),
    submittedOn,
    productSet: draft.productSet ?? 0,
    hasStory,
    regime,
  };
}
