import type { Criterion, Scorecard } from '../domain/scorecard.js';
import type { NoteFault } from './card-fault.js';

/**
 * Criteria add up to their group and section, sections to their part, parts to 100; the parts are A, B, C.
 * @source R 4.1, 4.9
 */
export function checkSums(card: Scorecard, note: NoteFault): void {
  for (const part of card.parts) {
    for (const section of part.sections) {
      const sum = sumOf(section.criteria);
      if (sum !== section.maxPoints) {
        note(
          'SUM',
          section.code,
          `các tiêu chí của mục cộng lại được ${sum}, điểm tối đa ghi ${section.maxPoints}`,
          `the section's criteria add up to ${sum}, its maximum says ${section.maxPoints}`,
        );
      }
      checkGroups(section.criteria, note);
    }
    const sum = sumOf(part.sections);
    if (sum !== part.maxPoints) {
      note(
        'SUM',
        part.code,
        `các mục của phần cộng lại được ${sum}, điểm tối đa ghi ${part.maxPoints}`,
        `the part's sections add up to ${sum}, its maximum says ${part.maxPoints}`,
      );
    }
  }
  const total = sumOf(card.parts);
  if (total !== 100 || card.maxPoints !== 100) {
    note(
      'SUM',
      null,
      `các phần cộng lại được ${total}, điểm tối đa ghi ${card.maxPoints}, phải là 100`,
      `the parts add up to ${total}, the maximum says ${card.maxPoints}, both must be 100`,
    );
  }
  const codes = card.parts.map((part) => part.code).join(', ');
  if (codes !== 'A, B, C') {
    note(
      'HARD',
      null,
      `các phần là ${codes}, phải là A, B, C`,
      `the parts are ${codes}, they must be A, B, C`,
    );
  }
}

function checkGroups(criteria: readonly Criterion[], note: NoteFault): void {
  const nested = criteria.filter((criterion) => criterion.group);
  for (const code of new Set(nested.map((criterion) => criterion.group!.code))) {
    const members = nested.filter((criterion) => criterion.group!.code === code);
    const { title, maxPoints } = members[0]!.group!;
    const alike = members.every(
      ({ group }) =>
        group!.maxPoints === maxPoints && group!.title.vi === title.vi && group!.title.en === title.en,
    );
    if (!alike) {
      note(
        'HARD',
        code,
        'các tiêu chí cùng nhóm ghi tên hoặc điểm tối đa của nhóm khác nhau',
        "the group's criteria disagree on its title or maximum",
      );
    }
    const sum = sumOf(members);
    if (sum !== maxPoints) {
      note(
        'SUM',
        code,
        `các tiêu chí của nhóm cộng lại được ${sum}, điểm tối đa ghi ${maxPoints}`,
        `the group's criteria add up to ${sum}, its maximum says ${maxPoints}`,
      );
    }
  }
}

function sumOf(items: readonly { readonly maxPoints: number }[]): number {
  return items.reduce((sum, item) => sum + item.maxPoints, 0);
}
