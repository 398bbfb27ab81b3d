import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { documentsFileOf } from '../../server/platform/documents-file.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { DocumentsList } from '../support/documents-list.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { ScoringHand, type Tick } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'mã truy vấn');
const levels = (of: readonly Tick[]) =>
  Object.fromEntries(of.map(({ criterion, level }) => [criterion, [level]]));

/** All that a page has sent to the server since it was asked last: bodies of requests, frames of the socket. */
function listenTo(page: Page): () => string[] {
  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('/graphql') && sent.push(request.postData() ?? ''));
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())));
  return () => sent.splice(0);
}

const asks = (message: string) => message.includes('"operationName"');
/** Every document of ours has a name, and braces right behind it or behind its variables. */
const holdsText = (message: string) => /(query|mutation|subscription) \w+[^"]*\{/.test(message);

describe('pages and a server that knows their documents', () => {
  let stage: Stage;
  let byApi: ByApi;
  let sessionId: string;
  let evaluationId: string;
  let member: Seated;
  let hand: ScoringHand;
  let chair: ConductingHand;
  let sent: (() => string[])[];
  const ours = documentsFileOf('test');
  /** Of a build in which every document is another. */
  const newer = new DocumentsList('query Newer { viewer { kind } }');

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    const members = await stage.members(sessionId);
    member = members[2]!;
    byApi = new ByApi(stage, sessionId);
    evaluationId = (await byApi.itemOf(members[5]!, PRODUCT)).id;
    await stage.server.restart({ documents: 'trusted', documentsFile: ours });
    const pages = [await stage.device('tablet'), await stage.device('laptop')].map((each) => each.newPage());
    hand = new ScoringHand((await pages[0])!, card);
    chair = new ConductingHand((await pages[1])!);
    sent = [hand.page, chair.page].map(listenTo);
    await chair.page.goto(stage.address + (await stage.seatCard(sessionId, members[11]!.id)));
    await chair.take('Mở chấm điểm');
    await hand.page.goto(stage.address + (await stage.seatCard(sessionId, member.id)));
    await hand.level(ticks[0]!).waitFor();
    for (const { page } of [hand, chair])
      await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  });
  afterAll(async () => {
    await stage?.close();
    newer.remove();
  });

  const kept = () => byApi.levelsOf(member.id, evaluationId);
  /** The chair's board shows so many marks of the member. */
  const scored = (count: number) => chair.member(member.label).getByText(`đang chấm ${count}/`).waitFor();

  it('sends no text of a document, while a member scores and the chair watches', async () => {
    await hand.tick(ticks.slice(0, 3));
    await hand.saved();
    await scored(3);
    expect(await kept()).toEqual(levels(ticks.slice(0, 3)));
    const messages = sent.flatMap((all) => all()).filter(asks);
    expect(messages.some((each) => each.includes('"SaveMarks"'))).toBe(true);
    expect(messages.some((each) => each.includes('"LiveBoard"'))).toBe(true);
    expect(messages.filter((each) => !each.includes('sha256Hash'))).toEqual([]);
    expect(messages.filter(holdsText)).toEqual([]);
  });

  it('goes on by texts, unnoticed, when the server comes back as a newer build that takes any document', async () => {
    await stage.server.restart({ documents: 'any', documentsFile: newer.file });
    await hand.tick(ticks.slice(3, 6));
    await hand.saved();
    await scored(6);
    expect(await kept()).toEqual(levels(ticks.slice(0, 6)));
    expect(
      sent
        .flatMap((all) => all())
        .filter(asks)
        .some(holdsText),
    ).toBe(true);
    for (const { page } of [hand, chair]) {
      expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
      expect(await page.getByText('bản cũ').count()).toBe(0);
    }
  });

  it('is told to reload by a newer build that takes trusted documents only, and loses no mark', async () => {
    await stage.server.restart({ documents: 'trusted', documentsFile: newer.file });
    await hand.tick(ticks.slice(6, 9));
    await hand.page.getByText('máy chủ chưa nhận 3 mục').waitFor();
    await hand.page.getByText('Hệ thống đã được nâng cấp, trang này là bản cũ').waitFor();
    await chair.page.getByText('Hệ thống đã được nâng cấp, trang này là bản cũ').waitFor();
    await shoot(hand.page, 'trusted-documents/member');
    await shoot(chair.page, 'trusted-documents/chair');
    expect(await kept()).toEqual(levels(ticks.slice(0, 6)));

    // What is loaded anew is the page of that build.
    await stage.server.restart({ documentsFile: ours });
    await hand.page.getByRole('button', { name: 'Tải lại trang' }).click();
    await hand.level(ticks[0]!).waitFor();
    expect(await hand.page.evaluate(() => 'neverReloaded' in window)).toBe(false);
    await hand.saved();
    expect(await kept()).toEqual(levels(ticks.slice(0, 9)));
    await chair.page.getByRole('button', { name: 'Tải lại trang' }).click();
    await scored(9);
  });
});
