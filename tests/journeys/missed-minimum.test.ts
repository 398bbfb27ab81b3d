import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { indexCard } from '../../server/domain/card-index.js';
import { formatMean, meanOf } from '../../server/domain/mean.js';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { takeFaults } from './support/faults.js';
import { inspect } from './support/inspect.js';
import { asMarks, ScoringHand, type Tick } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const portrait = { quality: 0.78, meets: 4, hasStory: true } as const;
/** A 4★ minimum that only the criterion's highest level meets: one member's lower mark misses it in the mean. */
const minimum = indexCard(card).minimums.find(({ stars, criterion }) => stars === 4 && criterion === '3.4')!;

describe('a product with the points of 4 stars that misses one 4★ minimum', () => {
  let stage: Stage;
  let sheets: { member: Seated; ticks: Tick[] }[];
  let severe: { member: Seated; hand: ScoringHand }[];
  let chair: ConductingHand;
  let room: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    const { sessionId } = demo;
    const voting = (await stage.members(sessionId)).filter((member) => member.voting && member.present);
    sheets = voting.map((member, at) => {
      const ticks = memberMarks(card, portrait, `tối thiểu ${at}`);
      const lower = ticks.map((tick) =>
        tick.criterion === minimum.criterion ? { ...tick, level: 0, points: 1 } : tick,
      );
      return { member, ticks: at === 2 || at === 3 ? lower : ticks };
    });
    const byApi = new ByApi(stage, sessionId);
    const [first] = voting;
    const { id } = await byApi.itemOf(first!, PRODUCT);
    await byApi.conduct(first!, 'openScoring', id);
    for (const { member, ticks } of sheets)
      if (member !== voting[2] && member !== voting[3]) await byApi.handIn(member, id, ticks);

    chair = new ConductingHand(await stage.visit('laptop', await stage.seatCard(sessionId, first!.id)));
    await chair.page.getByRole('button', { name: 'Chuyển sang máy này' }).click();
    room = await stage.visit('wall', await stage.roomCard(sessionId), { reducedMotion: 'reduce' });
    severe = [];
    for (const member of [voting[2]!, voting[3]!]) {
      const page = await stage.visit('phone', await stage.seatCard(sessionId, member.id));
      severe.push({ member, hand: new ScoringHand(page, card) });
    }
  });
  afterAll(() => stage?.close());

  it('tells the chair which minimum fails, and by whose marks', async () => {
    await Promise.all(
      severe.map(async ({ member, hand }) => {
        await hand.tickByKeys(sheets.find((sheet) => sheet.member === member)!.ticks);
        await hand.submit();
      }),
    );
    await chair.submitted(`${sheets.length}/${sheets.length}`).waitFor();
    const points = sheets.map(
      ({ ticks }) => ticks.find(({ criterion }) => criterion === minimum.criterion)!.points,
    );
    const mean = formatMean(meanOf(points));
    const unmet = chair.page.getByRole('region', { name: 'Yêu cầu tối thiểu chưa đạt' });
    await unmet
      .getByText(`4 sao cần ít nhất ${minimum.minPoints} điểm, trung bình đang là ${mean}`)
      .waitFor();
    const failing = unmet.getByText('Dưới mức:');
    for (const { member } of severe) expect(await failing.innerText()).toContain(member.label);
    for (const { member } of sheets.filter((sheet) => !severe.some((each) => each.member === sheet.member)))
      expect(await failing.innerText()).not.toContain(member.label);
    await chair.provisional
      .getByText('Điểm đạt mức 4 sao, nhưng yêu cầu tối thiểu chỉ cho xếp hạng 3 sao.')
      .waitFor();
    await shoot(chair.page, 'missed-minimum/chair-laptop', true);
  });

  it('releases it with 3 stars, and says why to the chair and in its dossier', async () => {
    const result = classify(
      card,
      { hasStory: true },
      sheets.map(({ member, ticks }) => ({ memberId: member.id, marks: asMarks(card, ticks) })),
      DEFAULT_REGULATION,
    );
    expect({ stars: result.starClass, band: result.bandClass }).toEqual({ stars: 3, band: 4 });
    await chair.take('Kết thúc chấm điểm');
    await chair.takeAsked('Kết luận');
    await chair.takeAsked('Công bố kết quả');
    await room.getByRole('img', { name: '3 sao' }).waitFor();
    await room.getByText(formatMean(result.mean), { exact: true }).waitFor();
    const why = /Chưa đạt yêu cầu tối thiểu 4 sao/;
    await chair.page.getByText(why).first().waitFor();
    await shoot(chair.page, 'missed-minimum/chair-released', true);
    expect(await room.getByText(why).count()).toBe(0);
    await room.getByText('Chưa đạt yêu cầu tối thiểu của 4 sao', { exact: true }).waitFor();
    await inspect(room, 'missed-minimum/room-released', 'the wall');

    const member = severe[0]!.hand.page;
    await severe[0]!.hand.line.filter({ hasText: 'Đã tính vào kết quả' }).waitFor();
    await member.goto(`${stage.address}/ho-so`);
    await member.getByRole('link', { name: PRODUCT }).first().click();
    await member.getByText(why).first().waitFor();
    for (const page of [chair.page, room, member]) expect(takeFaults(page)).toEqual([]);
  });
});
