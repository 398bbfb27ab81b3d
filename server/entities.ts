import { AccountRow } from './features/accounts/account.entity.js';
import { ApiTokenRow } from './features/accounts/api-token.entity.js';
import { CouncilMemberRow } from './features/councils/council-member.entity.js';
import { CouncilRow } from './features/councils/council.entity.js';
import { RegulationRow } from './features/councils/regulation.entity.js';
import { AssessmentRow } from './features/dossiers/assessment.entity.js';
import { DossierRow } from './features/dossiers/dossier.entity.js';
import { ProducerRow } from './features/dossiers/producer.entity.js';
import { ProductRow } from './features/dossiers/product.entity.js';
import { PlaceRow } from './features/places/place.entity.js';
import { EvaluationRow } from './features/sessions/evaluation.entity.js';
import { SessionRow } from './features/sessions/session.entity.js';

/** Every table that is read through TypeORM. Marks, sheets and the record are read and written as sets, in SQL. */
export const entities = [
  AccountRow,
  ApiTokenRow,
  AssessmentRow,
  CouncilMemberRow,
  CouncilRow,
  DossierRow,
  EvaluationRow,
  PlaceRow,
  ProducerRow,
  ProductRow,
  RegulationRow,
  SessionRow,
];
