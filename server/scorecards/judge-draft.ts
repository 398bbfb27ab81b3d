import type { z } from 'zod';
import type { Scorecard, Text } from '../domain/scorecard.js';
import { repeated } from './card-fault.js';
import { cardOfContent, type CardContent } from './card-content.js';
import { editionSchema } from './card-schema.js';
import { checkCard } from './check-card.js';
import { checkDecree } from './check-library.js';
import { sameContent } from './fingerprint.js';
import { wordIssue } from './word-issue.js';
import { pathOfCode, wordPlace, type DraftPath } from './word-place.js';

/** Something that keeps a draft from being published. */
export interface DraftFault {
  /** Criterion, group, section or part code; null where the card as a whole is meant. */
  readonly criterion: string | null;
  /** "content.parts.0.title.vi", or "basis"; null where no single place is meant. */
  readonly path: string | null;
  /** A whole sentence that names the place. */
  readonly sentence: Text;
}

/** What is being written: the content, and the document that justifies it. */
export interface DraftText {
  readonly basis: string;
  readonly content: CardContent;
}

export interface DraftJudgement {
  /** Empty: it may be published. */
  readonly faults: readonly DraftFault[];
  /** The card as it would be published; null where the content is no card yet. */
  readonly card: Scorecard | null;
}

/**
 * Judges a draft by everything that a shipped card has to satisfy, and by what an edition has to satisfy besides.
 * @param code  the code that it will have
 * @source RULES 4, 5, 15
 */
export function judgeDraft(base: Scorecard, code: string, { basis, content }: DraftText): DraftJudgement {
  const own = [...checkBasis(basis), ...checkEvidenceCodes(content), ...checkStillComplete(base, content)];
  const parsed = editionSchema.safeParse(cardOfContent(base, code, content));
  if (!parsed.success) {
    return {
      faults: [...own, ...parsed.error.issues.flatMap((issue) => shapeFault(content, issue))],
      card: null,
    };
  }
  const card: Scorecard = parsed.data;
  return {
    faults: [
      ...own,
      ...[...checkCard(card), ...checkDecree(card)].map(({ place, what }) => {
        const path = place === null ? null : pathOfCode(content, place);
        return fault(place, path && pathText(path), sentence(place, what.vi), sentence(place, what.en));
      }),
      ...checkDiffers(base, card),
    ],
    card,
  };
}

function checkBasis(basis: string): readonly DraftFault[] {
  if (basis.trim() !== '') return [];
  return [
    fault(
      null,
      'basis',
      'Chưa ghi văn bản căn cứ của phiên bản này.',
      'The document that justifies this edition is not named.',
    ),
  ];
}

function checkEvidenceCodes({ evidenceCatalogue }: CardContent): readonly DraftFault[] {
  const codes = evidenceCatalogue.map((kind) => kind.code.trim());
  return repeated(codes).map((code) =>
    fault(
      null,
      `content.evidenceCatalogue.${codes.lastIndexOf(code)}`,
      `Danh mục minh chứng có hai mục cùng mã "${code}".`,
      `The evidence catalogue has two entries with the code "${code}".`,
    ),
  );
}

/** Otherwise the newest edition would be unusable while an older one is not, and nobody could tell which governs. */
function checkStillComplete(base: Scorecard, { complete }: CardContent): readonly DraftFault[] {
  if (!base.complete || complete) return [];
  return [
    fault(
      null,
      'content.complete',
      `${base.code} đã đầy đủ, nên phiên bản sau cũng phải đầy đủ.`,
      `${base.code} is complete, so the next edition must be complete too.`,
    ),
  ];
}

function checkDiffers(base: Scorecard, card: Scorecard): readonly DraftFault[] {
  if (!sameContent(base, card)) return [];
  return [
    fault(
      null,
      null,
      `Bản thảo chưa khác gì ${base.code}.`,
      `The draft does not yet differ from ${base.code}.`,
    ),
  ];
}

function shapeFault(content: CardContent, issue: z.core.$ZodIssue): readonly DraftFault[] {
  const path = draftPath(content, issue.path);
  // English is missed only where the Vietnamese that would stand for it is missing, which is a fault already.
  if (path.at(-1) === 'en') return [];
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step],
    content,
  );
  const { code, words } = wordPlace(content, path);
  const wrong = wordIssue(issue, value);
  return [
    fault(code, pathText(path), `${capital(words.vi)}: ${wrong.vi}.`, `${capital(words.en)}: ${wrong.en}.`),
  ];
}

/** From the card's keys to those of the content, where they differ. */
function draftPath(content: CardContent, path: readonly PropertyKey[]): DraftPath {
  const [first, second, ...rest] = path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (first === 'mandatoryConditions')
    return ['conditions', ...(second === undefined ? [] : [second]), ...rest];
  if (first === 'evidenceCatalogue' && second !== undefined) {
    const at = content.evidenceCatalogue.findIndex(({ code }) => code.trim() === second);
    return [first, at, ...(rest.length > 0 ? ['title', ...rest] : ['code'])];
  }
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

const pathText = (path: DraftPath): string => ['content', ...path].join('.');
const sentence = (place: string | null, what: string): string =>
  `${place === null ? capital(what) : `${place}: ${what}`}.`;
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
const fault = (criterion: string | null, path: string | null, vi: string, en: string): DraftFault => ({
  criterion,
  path,
  sentence: { vi, en },
});
