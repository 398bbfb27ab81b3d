import type { Scorecard } from '../domain/scorecard.js';
import { AssessmentRepository } from '../features/dossiers/assessment.repository.js';
import {
  ASSESSMENT_AUTHORS,
  Assessments,
  type AssessmentAuthor,
  type AssessmentEntry,
} from '../features/dossiers/assessments.js';
import { DossierRepository } from '../features/dossiers/dossier.repository.js';
import { ProducerRepository } from '../features/dossiers/producer.repository.js';
import { Producers } from '../features/dossiers/producers.js';
import { ProductRepository } from '../features/dossiers/product.repository.js';
import { Products } from '../features/dossiers/products.js';
import { RegisterDossiers } from '../features/dossiers/register-dossiers.js';
import { PlaceRepository } from '../features/places/place.repository.js';
import { Places } from '../features/places/places.js';
import type { Tx } from '../platform/transact.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import { DEMO_PRODUCTS, type DemoProduct } from './demo-products.js';
import { fairMarks, memberMarks } from './imagined-marks.js';

/** A demo dossier as it was registered. */
export interface RegisteredDemo {
  readonly demo: DemoProduct;
  readonly dossierId: string;
  readonly card: Scorecard;
}

/**
 * Registers the demo's dossiers with all that stands in them before the council meets.
 * @param clock  a moment under decree 26/2026, after every dossier was handed in
 */
export async function registerDemo(
  tx: Tx,
  library: ScorecardLibrary,
  provinceId: string,
  clock: () => Date,
): Promise<RegisteredDemo[]> {
  const places = new Places(new PlaceRepository(tx));
  const producers = new Producers(new ProducerRepository(tx));
  const products = new Products(new ProductRepository(tx), clock);
  const dossiers = new RegisterDossiers(new DossierRepository(tx), library, clock);
  const cardOf = (code: string) => {
    const card = library.get(code);
    if (!card) throw new Error(`no scorecard ${code}`);
    return card;
  };
  const assessments = new Assessments(new AssessmentRepository(tx), cardOf);
  const communes = new Map<string, string>();
  for (const name of new Set(DEMO_PRODUCTS.map(({ commune }) => commune))) {
    communes.set(
      name,
      (await places.create({ code: null, level: 'COMMUNE', name, parentId: provinceId })).id,
    );
  }
  const registered: RegisteredDemo[] = [];
  for (const demo of DEMO_PRODUCTS) {
    const placeId = communes.get(demo.commune)!;
    const producer = await producers.create({
      name: demo.producer,
      kind: demo.kind,
      placeId,
      phone: null,
      address: demo.commune,
    });
    const product = await products.create({ name: demo.product, code: demo.code, producerId: producer.id });
    let dossier = await dossiers.create({
      ...{ productId: product.id, productSet: demo.productSet, submittedOn: demo.submittedOn },
      ...{ kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 2, round: 1, regime: null },
      hasStory: demo.portrait.hasStory,
    });
    const card = cardOf(dossier.criteriaSetCode);
    const said: Readonly<Record<AssessmentAuthor, AssessmentEntry[]>> = {
      PRODUCER: selfScore(card, demo),
      COMMUNE: communeReport(card, demo),
      SUPPORT_TEAM: supportRemarks(card, demo),
    };
    for (const author of ASSESSMENT_AUTHORS)
      dossier = await assessments.save(dossier.id, dossier.version, author, said[author]);
    registered.push({ demo, dossierId: dossier.id, card });
  }
  return registered;
}

/** The producer scores itself at every criterion, somewhat better than a fair observer would. */
function selfScore(card: Scorecard, { product, portrait }: DemoProduct): AssessmentEntry[] {
  return memberMarks(card, portrait, `tự đánh giá ${product}`, SELF_PRAISE).map(({ criterion, level }) => ({
    criterion,
    levels: [level],
    remark: null,
  }));
}

/** Points by which producers think better of themselves. */
const SELF_PRAISE = 6;

/** Prose on each criterion that the commune pre-assesses, without points. @source R 7.2 */
function communeReport(card: Scorecard, { report }: DemoProduct): AssessmentEntry[] {
  const assessed = card.parts.flatMap(({ sections }) => sections.flatMap(({ criteria }) => criteria));
  return assessed
    .filter(({ assessedBy }) => assessedBy === 'COMMUNE')
    .map(({ code }) => ({ criterion: code, levels: null, remark: report[TOPICS[code] ?? 'origin'] }));
}

/** What each of the commune's criteria is about; the codes are the same on all cards of 26/2026. */
const TOPICS: Readonly<Record<string, keyof DemoProduct['report']>> = {
  '1.1': 'origin',
  '2.1': 'idea',
  '3.3': 'labour',
  '5.3': 'identity',
};

function supportRemarks(card: Scorecard, { support, portrait }: DemoProduct): AssessmentEntry[] {
  const fair = new Map(fairMarks(card, portrait).map((mark) => [mark.criterion, mark.level]));
  return Object.entries(support).map(([criterion, remark]) => {
    const level = fair.get(criterion);
    if (level === undefined) throw new Error(`${card.code} has no criterion ${criterion}`);
    return { criterion, levels: [level], remark };
  });
}
