import type { DossierKind, IsoDate, RegimePeriod } from '../../domain/decrees.js';
import { dayAsWritten } from '../../domain/day-as-written.js';
import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid, quoted, refuseDuplicates, requiredWording } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { orTaken } from '../../platform/or-taken.js';
import { cardOfOtherSet, chooseCard, keepEdition, regimeToday, type CardShelf } from './choose-card.js';
import { checkUnsettled } from './check-unsettled.js';
import type { Dossier, DossierFields, DossierRecords, DossierStatement, PinnedCard } from './dossier.js';

/** The first day without districts. @source R 2.7 */
const DISTRICTS_ENDED = '2025-07-01';

/** Dossiers as administrators register, correct and withdraw them. */
export class RegisterDossiers {
  /** @param clock  the present moment; which decree governs depends on it */
  constructor(
    private readonly records: DossierRecords,
    private readonly shelf: CardShelf,
    private readonly clock: () => Date,
  ) {}

  /**
   * The decree under which a dossier would be registered today.
   * @throws {Refusal} INVALID_INPUT for a day that is still to come, CARD_NOT_IN_FORCE
   */
  governing(kind: DossierKind, submittedOn: IsoDate): RegimePeriod {
    return regimeToday(kind, submittedOn, this.today());
  }

  /**
   * Registers a dossier and pins its scorecard.
   * @throws {Refusal} INVALID_INPUT, CARD_NOT_IN_FORCE, CARD_INCOMPLETE; DUPLICATE for the same product, kind and
   *   round in one batch
   */
  async create(stated: DossierStatement): Promise<Dossier> {
    const checkFree = () => this.checkFree(stated, null);
    const choose = () => chooseCard(this.shelf, stated, this.today());
    await checkAll(...this.checksOf(stated), choose, checkFree);
    const previousId = stated.kind === 'FIRST' ? null : await this.records.lastEvaluated(stated.productId);
    return orTaken(() => this.records.insert({ ...fieldsOf(stated, choose()), previousId }), checkFree);
  }

  /**
   * Corrects a dossier that stands on no agenda.
   * @throws {Refusal} as `create`, and NOT_FOUND; IN_USE while on an agenda, WRONG_PHASE once evaluated or withdrawn;
   *   CARD_FROZEN for what decides the scorecard, after the first mark; CONFLICT where somebody was quicker
   */
  async change(id: string, version: number, stated: DossierStatement): Promise<Dossier> {
    const dossier = await this.changeable(id);
    const checkFree = () => this.checkFree(stated, dossier.id);
    await checkAll(...this.checksOf(stated), checkFree);
    const recarded = decidesCard(dossier, stated);
    if (recarded && (await this.records.hasMarks(id))) throw new Refusal('CARD_FROZEN');
    const card = recarded ? this.cardFor(dossier, stated) : dossier;
    const refit = card.criteriaSetCode !== dossier.criteriaSetCode || (dossier.hasStory && !stated.hasStory);
    if (refit && (await this.records.hasAssessments(id))) {
      throw invalid(
        card === dossier ? 'input.hasStory' : 'input.productSet',
        'đã có phần tự đánh giá hoặc nhận xét theo bộ tiêu chí cũ; xóa các phần đó trước',
        'assessments were entered under the present scorecard; clear them first',
      );
    }
    const guard = { version, unmarked: recarded, unassessed: refit };
    if (!(await orTaken(() => this.records.update(id, fieldsOf(stated, card), guard), checkFree)))
      throw new Refusal('CONFLICT');
    return this.existing(id);
  }

  /**
   * Takes a dossier out; it stays on record with the reason.
   * @throws {Refusal} NOT_FOUND, REASON_REQUIRED, ALREADY_DONE; IN_USE while on an agenda, WRONG_PHASE once evaluated
   */
  async withdraw(id: string, reason: string): Promise<Dossier> {
    const why = requiredWording('reason', reason);
    if ((await this.existing(id)).state === 'WITHDRAWN') throw new Refusal('ALREADY_DONE');
    await this.changeable(id);
    if (!(await this.records.withdraw(id, why))) throw await this.onAgenda(id);
    return this.existing(id);
  }

  private cardFor(dossier: Dossier, stated: DossierStatement): PinnedCard {
    const { kind, submittedOn } = dossier;
    const sameDecree = stated.regime === null || stated.regime === dossier.regime;
    const chosen =
      sameDecree && stated.kind === kind && stated.submittedOn === submittedOn
        ? cardOfOtherSet(this.shelf, dossier.regime, stated.productSet, submittedOn)
        : chooseCard(this.shelf, stated, this.today());
    return keepEdition(dossier, chosen);
  }

  /** What must hold of a statement whatever its scorecard: its product, its level. */
  private checksOf({ productId, level, submittedOn }: DossierStatement): (() => unknown)[] {
    const product = async () => {
      if (!(await this.records.productExists(productId)))
        throw invalid('input.productId', 'không có sản phẩm này', 'there is no such product');
    };
    const districts = () => {
      if (level === 'DISTRICT' && submittedOn >= DISTRICTS_ENDED)
        throw invalid(
          'input.level',
          'không còn cấp huyện từ 01/7/2025',
          'there are no districts since 1 July 2025',
        );
    };
    return [product, districts];
  }

  private async checkFree(stated: DossierStatement, by: string | null): Promise<void> {
    const other = (await this.records.sameTurn(stated)).find(({ id }) => id !== by);
    if (!other) return;
    const { batch, year, round } = stated;
    refuseDuplicates([
      `input.productId|sản phẩm này đã có hồ sơ cùng loại ở đợt ${batch}/${year}, lần ${round}, nộp ngày ${dayAsWritten(other.submittedOn)}|this product has a dossier of this kind in batch ${batch}/${year}, round ${round}, handed in on ${other.submittedOn}`,
    ]);
  }

  /** The state is looked at before anything else, so that no answer tells whether a council has begun to mark. */
  private async changeable(id: string): Promise<Dossier> {
    const dossier = await this.existing(id);
    if (dossier.state === 'IN_SESSION') throw await this.onAgenda(id);
    checkUnsettled(dossier);
    return dossier;
  }

  private async onAgenda(id: string): Promise<Refusal> {
    const name = quoted((await this.records.lastSession(id)) ?? '');
    return new Refusal('IN_USE', {
      fields: [
        `id|hồ sơ này đang ở chương trình phiên họp ${name}; đưa ra khỏi chương trình trước, hoặc đợi có kết quả|this dossier is on the agenda of the session ${name}; take it off first, or wait for its result`,
      ],
    });
  }

  private async existing(id: string): Promise<Dossier> {
    const dossier = await this.records.find(id);
    if (!dossier) throw new Refusal('NOT_FOUND', { id });
    return dossier;
  }

  private today(): string {
    return dayInVietnam(this.clock());
  }
}

/** What decides the scorecard, and the product itself: marks already given were given for these. */
function decidesCard(dossier: Dossier, stated: DossierStatement): boolean {
  return (
    stated.productId !== dossier.productId ||
    stated.productSet !== dossier.productSet ||
    stated.kind !== dossier.kind ||
    stated.submittedOn !== dossier.submittedOn ||
    (stated.regime !== null && stated.regime !== dossier.regime)
  );
}

function fieldsOf(
  { productId, kind, level, year, batch, round, submittedOn, hasStory }: DossierStatement,
  card: PinnedCard,
): DossierFields {
  const { regime, productSet, sectorCode, criteriaSetCode } = card;
  return {
    productId,
    kind,
    level,
    year,
    batch,
    round,
    submittedOn,
    hasStory,
    regime,
    productSet,
    sectorCode,
    criteriaSetCode,
  };
}
