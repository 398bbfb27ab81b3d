import type { Criterion, Level, Scorecard, Section } from '../domain/scorecard.js';
import { repeated, type NoteFault } from './card-fault.js';

/** One criterion by itself: its levels, cases, place in the numbering, evidence. @source RULES 4, 15 */
export function checkCriterion(
  card: Scorecard,
  section: Section,
  criterion: Criterion,
  note: NoteFault,
): void {
  checkNumbering(section, criterion, note);
  checkLevels(criterion, note);
  checkCases(criterion, note);
  checkSelection(criterion, note);
  for (const evidence of criterion.evidence) {
    if (!Object.hasOwn(card.evidenceCatalogue, evidence)) {
      note(
        'HARD',
        criterion.code,
        `minh chứng ${evidence} không có trong danh mục`,
        `evidence ${evidence} is not in the catalogue`,
      );
    }
  }
  for (const evidence of repeated(criterion.evidence)) {
    note(
      'HARD',
      criterion.code,
      `minh chứng ${evidence} ghi hai lần`,
      `evidence ${evidence} is listed twice`,
    );
  }
}

function checkNumbering(section: Section, { code, group }: Criterion, note: NoteFault): void {
  if (code !== section.code && !code.startsWith(`${section.code}.`)) {
    note(
      'HARD',
      code,
      `mã số không thuộc mục ${section.code}`,
      `the code does not belong to section ${section.code}`,
    );
  }
  if (group && !code.startsWith(`${group.code}.`)) {
    note(
      'HARD',
      code,
      `mã số không thuộc nhóm ${group.code}`,
      `the code does not belong to group ${group.code}`,
    );
  }
}

function checkLevels(
  { code, levels, maxPoints, selection, impliedLevels }: Criterion,
  note: NoteFault,
): void {
  if (levels.length === 0) {
    note('HARD', code, 'không có mức điểm nào', 'it has no levels');
    return;
  }
  const points = levels.map((level) => level.points);
  if (points.some((value) => value < 0 || value > maxPoints)) {
    note(
      'HARD',
      code,
      `có mức ngoài khoảng 0–${maxPoints} điểm (${points.join(', ')})`,
      `it has a level outside 0–${maxPoints} points (${points.join(', ')})`,
    );
  }
  const top = selection === 'MANY' ? points.reduce((sum, value) => sum + value, 0) : Math.max(...points);
  if (top !== maxPoints) {
    note(
      'SUM',
      code,
      `điểm cao nhất đạt được là ${top}, điểm tối đa ghi ${maxPoints}`,
      `the highest reachable points are ${top}, the maximum says ${maxPoints}`,
    );
  }
  if (impliedLevels && [...points].sort((a, b) => a - b).join() !== '0,1') {
    note(
      'HARD',
      code,
      'tiêu chí có/không phải có đúng hai mức 0 và 1',
      'a yes/no criterion must have exactly the levels 0 and 1',
    );
  }
}

function checkCases({ code, cases, levels, selection }: Criterion, note: NoteFault): void {
  const known = (cases ?? []).map((option) => option.code);
  const used = levels.map((level: Level) => level.case);
  for (const name of new Set(used)) {
    if (name !== undefined && !known.includes(name)) {
      note(
        'HARD',
        code,
        `có mức thuộc trường hợp lạ "${name}"`,
        `a level belongs to the unknown case "${name}"`,
      );
    }
  }
  if (cases === undefined) return;
  if (known.length !== 2 || repeated(known).length > 0) {
    note('HARD', code, 'phải có đúng hai trường hợp khác nhau', 'it must have exactly two different cases');
  }
  if (used.includes(undefined)) {
    note('HARD', code, 'có mức không ghi trường hợp nào', 'a level belongs to no case');
  }
  for (const name of known) {
    if (!used.includes(name)) {
      note('HARD', code, `trường hợp "${name}" không có mức nào`, `case "${name}" has no levels`);
    }
  }
  if (selection === 'MANY') {
    note(
      'HARD',
      code,
      'không thể vừa chọn nhiều mức vừa chia trường hợp',
      'it cannot both add up levels and have cases',
    );
  }
}

function checkSelection({ code, selection, selectionRule }: Criterion, note: NoteFault): void {
  if ((selection === 'MANY') !== (selectionRule !== undefined)) {
    note(
      'HARD',
      code,
      'quy tắc chọn phải có khi chọn nhiều mức, và chỉ khi đó',
      'a selection rule must stand where levels add up, and only there',
    );
  }
}
