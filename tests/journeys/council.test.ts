import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { formatMean } from '../../server/domain/mean.js';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ConductingHand } from './support/conducting-hand.js';
import { takeFaults } from './support/faults.js';
import { asMarks, ScoringHand, totalOf, type Tick } from './support/scoring-hand.js';
import { recordTexts, textsSeen } from './support/seen-text.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Cà phê Arabica rang mộc Tà Lài';
const REASON = 'Thống nhất cách hiểu tiêu chí 9 rồi chấm lại';
const card = loadScorecards().get('OCOP-26-2026-13')!;
const portrait = { quality: 0.76, meets: 3, hasStory: true } as const;
/** A figure as means are written, and as nothing else on these screens is. */
const FIGURE = /\d,\d\d/;

describe('a council of eleven, its secretary and the room, each before a screen of their own', () => {
  let stage: Stage;
  let sessionId: string;
  let members: Seated[];
  let chair: ConductingHand;
  let secretary: ConductingHand;
  let room: Page;
  let frames: string[];
  let hands: { member: Seated; hand: ScoringHand; ticks: Tick[] }[];

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
  });
  afterAll(() => stage?.close());

  const openSeat = async ({ id }: Seated) => {
    const context = await stage.device('tablet');
    const recorded = await recordTexts(context);
    const page = await context.newPage();
    await page.goto(stage.address + (await stage.seatCard(sessionId, id)));
    return { page, recorded };
  };

  /** All at work at once, as many hands as the machine can move. */
  const together = async <Each>(all: readonly Each[], work: (each: Each) => Promise<void>) => {
    const waiting = [...all];
    const move = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await work(next);
    };
    await Promise.all([move(), move(), move(), move()]);
  };

  it('opens thirteen screens by the cards at the seats', async () => {
    const voting = members.filter((member) => member.voting);
    expect(voting).toHaveLength(11);
    const opened = await Promise.all(members.filter(({ role }) => role !== 'SUPPORT').map(openSeat));
    const pages = new Map(
      members.filter(({ role }) => role !== 'SUPPORT').map(({ id }, at) => [id, opened[at]!]),
    );
    const pageOf = (role: string) => pages.get(members.find((member) => member.role === role)!.id)!.page;
    chair = new ConductingHand(pageOf('CHAIR'));
    secretary = new ConductingHand(pageOf('SECRETARY'));
    const wall = await stage.device('wall');
    ({ frames } = await recordTexts(wall));
    room = await wall.newPage();
    await room.goto(stage.address + (await stage.roomCard(sessionId)));

    await chair.steps.waitFor();
    await secretary.steps.waitFor();
    hands = [];
    for (const [at, member] of voting.entries()) {
      let { page } = pages.get(member.id)!;
      // The chair scores as well, in a second tab of the same browser.
      if (member.role === 'CHAIR') {
        page = await page.context().newPage();
        await page.goto(`${stage.address}/ky-hop/${sessionId}/cham`);
      }
      const lean = at === 3 ? -15 : 0;
      const ticks = memberMarks(card, portrait, `ghế ${at}`, lean);
      hands.push({ member, hand: new ScoringHand(page, card), ticks });
    }
    expect(stage.browser.contexts()).toHaveLength(13);
    await chair.everybodyPresent();
    await secretary.page.getByText('Có mặt 11/11').waitFor();
  });

  it('takes every member and the room to the dossier that the chair presents, by itself', async () => {
    // One looks ahead in the agenda and is taken along all the same.
    const ahead = hands[5]!.hand.page;
    await ahead.getByRole('button', { name: 'Chương trình' }).click();
    await ahead.getByRole('navigation').getByRole('link').last().click();
    await ahead.waitForURL(/\/cham\/[0-9a-f-]+$/);

    await chair.look(PRODUCT);
    await chair.take('Đưa ra Hội đồng');
    await Promise.all(
      hands.map(({ hand }) => hand.page.getByRole('heading', { level: 1, name: PRODUCT }).waitFor()),
    );
    await room.getByRole('heading', { name: PRODUCT }).waitFor();
    expect(new URL(ahead.url()).pathname).toBe(`/ky-hop/${sessionId}/cham`);
    await chair.take('Mở chấm điểm');
    await Promise.all(
      hands.map(({ hand, ticks }) =>
        expect.poll(() => hand.level(ticks[0]!).isEnabled(), { timeout: 15_000 }).toBe(true),
      ),
    );
  });

  it('collects eleven sheets while the chair alone sees the running mean', async () => {
    await together(hands, async ({ hand, ticks }) => {
      // Some tap, some know the keys.
      if (hands.findIndex((each) => each.hand === hand) % 2 === 0) await hand.tick(ticks);
      else await hand.tickByKeys(ticks);
      expect(await hand.submit()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    });
    const totals = hands.map(({ ticks }) => totalOf(ticks));
    const spread = Math.max(...totals) - Math.min(...totals);
    expect(spread).toBeGreaterThan(10);
    await chair.submitted('11/11').waitFor();
    await room.getByText('11/11 phiếu đã nộp').waitFor();
    const expected = classify(
      card,
      { hasStory: true },
      hands.map(({ member, ticks }) => ({ memberId: member.id, marks: asMarks(card, ticks) })),
      DEFAULT_REGULATION,
    );
    for (const { provisional } of [chair, secretary]) {
      await provisional.getByText(formatMean(expected.mean), { exact: true }).waitFor();
      await provisional.getByText('từ 11/11 phiếu').first().waitFor();
      await provisional.getByText(`Chênh lệch ${spread} điểm, quá mức cho phép 10 điểm.`).waitFor();
    }
    for (const { member, ticks } of hands)
      await chair
        .member(member.label)
        .getByRole('cell', { name: String(totalOf(ticks)), exact: true })
        .first()
        .waitFor();
    await shoot(chair.page, 'council/chair-deviation-tablet');
    await chair.page.setViewportSize({ width: 1366, height: 768 });
    await shoot(chair.page, 'council/chair-deviation-laptop');
    await shoot(room, 'council/room-scoring');
  });

  it('scores again what lay too far apart, with the marks of before beside', async () => {
    await chair.take('Kết thúc chấm điểm');
    const totals = hands.map(({ ticks }) => totalOf(ticks));
    const pair = hands.filter(
      (_, at) => totals[at] === Math.max(...totals) || totals[at] === Math.min(...totals),
    );
    await chair.take('Yêu cầu chấm lại');
    await chair.dialog.getByRole('radio', { name: /^Các ủy viên tạo nên chênh lệch/ }).check();
    await chair.dialog.getByRole('button', { name: 'Yêu cầu chấm lại' }).click();
    await chair.dialog.getByText('Cần ghi lý do để đưa vào biên bản.').waitFor();
    await chair.dialog.getByRole('textbox').fill(REASON);
    await chair.dialog.getByRole('button', { name: 'Yêu cầu chấm lại' }).click();
    await chair.dialog.waitFor({ state: 'hidden' });

    await together(pair, async (each) => {
      const { hand, ticks } = each;
      await hand.page.getByText('Chủ tịch trả phiếu: chấm lại lần 1').waitFor();
      await hand.page.getByText(`Lý do: ${REASON}`).waitFor();
      await hand.page.getByText(`lần trước tổng ${totalOf(ticks)} điểm`).waitFor();
      await hand.criterion(ticks[0]!.criterion).getByText(`Lần trước: ${ticks[0]!.points} điểm`).waitFor();
    });
    await shoot(pair[0]!.hand.page, 'council/member-returned');
    await together(pair, async (each) => {
      each.ticks = memberMarks(card, portrait, `lần hai ${each.member.id.length}`);
      await each.hand.tick(each.ticks);
      await each.hand.submit();
    });
    await chair.submitted('11/11').waitFor();
  });

  it('concludes and releases what the rulebook computes, and the room hears it last', async () => {
    const result = classify(
      card,
      { hasStory: true },
      hands.map(({ member, ticks }) => ({ memberId: member.id, marks: asMarks(card, ticks) })),
      DEFAULT_REGULATION,
    );
    const mean = formatMean(result.mean);
    await chair.provisional.getByText(mean, { exact: true }).waitFor();
    await chair.take('Kết thúc chấm điểm');
    await chair.takeAsked('Kết luận');
    await room.getByText('Hội đồng đã kết luận, chờ công bố').waitFor();
    await shoot(chair.page, 'council/chair-concluded');
    for (const page of [room, ...hands.slice(1).map(({ hand }) => hand.page)])
      expect(await textsSeen(page, FIGURE)).toEqual([]);
    expect(frames.filter((frame) => frame.includes(`"text":"${mean}"`))).toEqual([]);

    await chair.takeAsked('Công bố kết quả');
    await room.getByRole('img', { name: `${result.starClass} sao` }).waitFor();
    await room.getByText(mean, { exact: true }).waitFor();
    for (const part of result.parts)
      await room.getByText(`${formatMean(part.mean)}/${part.maxPoints}`).waitFor();
    await shoot(room, 'council/room-released');
    await room.getByRole('heading', { name: PRODUCT }).waitFor();
    const seen = (await textsSeen(room, FIGURE)).map((text) => /\d+,\d\d/.exec(text)![0]);
    expect(new Set(seen)).toEqual(new Set([mean, ...result.parts.map((part) => formatMean(part.mean))]));
    await Promise.all(
      hands.map(({ hand }) => hand.line.filter({ hasText: 'Đã tính vào kết quả' }).waitFor()),
    );
    await shoot(hands[1]!.hand.page, 'council/member-counted');
  });

  it('has left no complaint in any console', () => {
    const faults = [chair.page, secretary.page, room, ...hands.map(({ hand }) => hand.page)].flatMap(
      takeFaults,
    );
    expect(faults).toEqual([]);
  });
});
