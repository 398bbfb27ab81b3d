import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { ScoringHand } from './support/scoring-hand.js';
import { Stage, type Seated } from './support/stage.js';

/** TAKE_PICTURES=1 npx vitest run --project journeys tests/journeys/take-pictures.test.ts */
const wanted = Boolean(process.env['TAKE_PICTURES']);
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const MOST_BYTES = 120_000;

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const portrait = { quality: 0.8, meets: 4, hasStory: true } as const;

/** The pictures of the README, taken of the product itself so that they can be taken again. */
describe.runIf(wanted)('the pictures of the four main screens', () => {
  let stage: Stage;
  let members: Seated[];
  let byApi: ByApi;
  let evaluationId: string;
  let sessionId: string;
  let chair: ConductingHand;
  let darkroom: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    byApi = new ByApi(stage, sessionId);
    evaluationId = (await byApi.itemOf(members[11]!, PRODUCT)).id;
    await byApi.conduct(members[11]!, 'openScoring', evaluationId);
    darkroom = await (await stage.device('laptop')).newPage();
  });
  afterAll(() => stage?.close());

  /** Browsers draw WebP, but their screenshots are PNG or JPEG only. */
  async function picture(page: Page, name: string): Promise<void> {
    const png = (await page.screenshot({ animations: 'disabled' })).toString('base64');
    const webp = await darkroom.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.82);
    }, png);
    const bytes = Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64');
    expect(webp.startsWith('data:image/webp')).toBe(true);
    expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}${name}.webp`, bytes);
  }

  it('shows a member scoring on a tablet', async () => {
    const page = await stage.visit('tablet', await stage.seatCard(sessionId, members[2]!.id));
    const hand = new ScoringHand(page, card);
    const ticks = memberMarks(card, portrait, 'ảnh chụp');
    await hand.tick(ticks.slice(0, 20));
    await hand.saved();
    await hand.criterion(ticks[19]!.criterion).scrollIntoViewIfNeeded();
    await picture(page, 'scoring');
    await hand.tick(ticks.slice(20));
    await hand.submit();
    await page.context().close();
  });

  it('shows the chair conducting with a deviation to settle', async () => {
    const scorers = members.filter((member) => member.voting && member.present && member !== members[2]);
    for (const [at, member] of scorers.entries())
      if (member !== members[0] && at !== 7)
        await byApi.handIn(
          member,
          evaluationId,
          memberMarks(card, { ...portrait, meets: 3 }, `ảnh ${at}`, at === 4 ? -9 : 0),
        );
    chair = new ConductingHand(await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id)));
    await chair.submitted('8/10').waitFor();
    await picture(chair.page, 'conducting');
    await byApi.handIn(scorers[7]!, evaluationId, memberMarks(card, portrait, 'ảnh 7'));
    const page = await chair.page.context().newPage();
    await page.goto(`${stage.address}/ky-hop/${sessionId}/cham`);
    const own = new ScoringHand(page, card);
    await own.tickByKeys(memberMarks(card, portrait, 'ảnh chủ tịch'));
    await own.submit();
    await page.close();
  });

  it('shows the room at a release', async () => {
    const room = await stage.visit('wall', await stage.roomCard(sessionId), { reducedMotion: 'reduce' });
    await chair.submitted('10/10').waitFor();
    await chair.take('Kết thúc chấm điểm');
    await chair.take('Kết luận');
    const reason = chair.dialog.getByRole('textbox');
    if (await reason.count()) await reason.fill('Hội đồng đã thảo luận');
    await chair.dialog.getByRole('button', { name: 'Kết luận', exact: true }).click();
    await chair.takeAsked('Công bố kết quả');
    await room.getByRole('img', { name: /sao$/ }).waitFor();
    await picture(room, 'room');
  });

  it('shows the administration of a session', async () => {
    const page = await stage.administrator();
    await page.goto(`${stage.address}/quan-tri/ky-hop/${sessionId}`);
    await page.getByRole('link', { name: PRODUCT }).first().waitFor();
    await picture(page, 'administration');
  });
});
