import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { takeFaults } from './support/faults.js';
import { inspect } from './support/inspect.js';
import { shoot } from './support/shoot.js';
import { Stage } from './support/stage.js';

const COUNCIL = 'Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Thử Nghiệm';
const HEADINGS = [
  ...['Tên hội đồng', 'Số quyết định thành lập', 'Ngày quyết định', 'Cấp', 'Địa phương', 'Nhiệm kỳ từ ngày'],
  ...[
    'Họ và tên',
    'Chức vụ',
    'Cơ quan, đơn vị',
    'Vai trò trong hội đồng',
    'Được chấm điểm',
    'Tham gia từ ngày',
    'Ghi chú',
  ],
];
const AS_ABOVE = ['', '', '', '', '', ''];
const founding = (province: string) => [
  COUNCIL,
  '12/QĐ-UBND',
  '05/01/2026',
  'Cấp tỉnh',
  province,
  '05/01/2026',
];

describe('an administrator with a spreadsheet', () => {
  let stage: Stage;
  let page: Page;
  let province: string;

  beforeAll(async () => {
    ({ stage } = await Stage.withDemo());
    [{ province }] = await stage.server.dataSource.query<[{ province: string }]>(
      `select name as province from place where level = 'PROVINCE' limit 1`,
    );
    page = await stage.administrator();
    await page.goto(`${stage.address}/quan-tri/hoi-dong`);
    await page.getByRole('button', { name: 'Nhập từ bảng tính' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nhập hội đồng từ bảng tính' }).waitFor();
  });
  afterAll(() => stage?.close());

  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const xlsx = (lines: string[][]) =>
    writeXlsxFile(
      [HEADINGS, ...lines].map((line) => line.map((value) => (value ? { value } : null))),
    ).toBuffer();
  const written = async () =>
    (
      await stage.server.dataSource.query<{ councils: number; members: number }[]>(
        `select (select count(*) from council)::int as councils, (select count(*) from council_member)::int as members`,
      )
    )[0];

  it('gets a template that can be read, and is told to remove its example', async () => {
    await inspect(page, 'import/start');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải bảng mẫu' }).click();
    const path = await (await download).path();
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('heading', { level: 2, name: 'Xem trước' }).waitFor();
    await page.getByText('là dòng ví dụ của bảng mẫu; hãy xóa cả dòng này').waitFor();
  });

  it('is told why a hostile file is not read, and nothing is left of it', async () => {
    const before = await written();
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    await choose('bom.xlsx', oneFileArchive('xl/workbook.xml', bomb));
    await page.getByText('Nội dung tệp sau khi giải nén quá lớn').waitFor();
    await choose('macro.xlsm', oneFileArchive('xl/vbaProject.bin', deflateRawSync('x')));
    await page.getByText('Tệp có macro nên không được mở').waitFor();
    await choose('to.xlsx', Buffer.alloc(3 * 1024 * 1024, 'x'));
    await page.getByText('Tệp lớn hơn 2 MB').waitFor();
    await inspect(page, 'import/refused');
    expect(await written()).toEqual(before);
  });

  it('sees the faults first, cell by cell, and can import nothing', async () => {
    const before = await written();
    await choose(
      'hoi-dong.xlsx',
      await xlsx([
        [
          ...founding(province),
          'Nguyễn Văn An',
          'Phó Chủ tịch',
          'UBND tỉnh',
          'Chủ tịch',
          'có',
          '',
          'ghi chú riêng',
        ],
        [...AS_ABOVE, 'Trần Thị Bình', 'Giám đốc', 'Sở Công Thương', 'Ủy viên', 'có'],
        [...AS_ABOVE, 'Lê Văn Cường', 'Phó Giám đốc', 'Sở Y tế', 'trưởng ban', 'có'],
      ]),
    );
    await page.getByText('Còn lỗi nên chưa nhập được').waitFor();
    await page.getByText('hoi-dong.xlsx: 1 dòng có lỗi, 1 hội đồng mới, 2 thành viên mới.').waitFor();
    await page.getByText('Không dùng các cột: Ghi chú.').waitFor();
    const first = page.getByRole('table', { name: 'Xem trước' }).getByRole('row').nth(1);
    expect(await first.innerText()).toMatch(/4[\s\S]*Vai trò trong hội đồng: cần là một trong: Chủ tịch/);
    expect(await page.getByRole('button', { name: 'Nhập tất cả' }).count()).toBe(0);
    await inspect(page, 'import/faults');
    expect(await written()).toEqual(before);
  });

  const mended = () =>
    xlsx([
      [...founding(province), 'Nguyễn Văn An', 'Phó Chủ tịch', 'UBND tỉnh', 'Chủ tịch', 'có', '05/01/2026'],
      [...AS_ABOVE, 'Trần Thị Bình', 'Giám đốc', 'Sở Công Thương', 'Ủy viên', 'có', '05/01/2026'],
      [...AS_ABOVE, 'Lê Văn Cường', 'Phó Giám đốc', 'Sở Y tế', 'Thư ký', 'không', '05/01/2026'],
    ]);

  it('is shown a new preview when somebody was quicker, and then imports all of it', async () => {
    const before = (await written())!;
    await choose('hoi-dong.xlsx', await mended());
    await page.getByText('hoi-dong.xlsx: 1 hội đồng mới, 3 thành viên mới.').waitFor();
    await inspect(page, 'import/preview');
    await page.setViewportSize({ width: 820, height: 1180 });
    await shoot(page, 'import/preview-820', true);
    await page.setViewportSize({ width: 1366, height: 768 });
    // Another administrator founds the same council meanwhile.
    await stage.server.dataSource.query(
      `insert into council (name, level, place_id, decision_number, decision_date, term_from)
       select $1, 'PROVINCE', id, '12/QĐ-UBND', '2026-01-05', '2026-01-01' from place where name = $2 and level = 'PROVINCE'`,
      [COUNCIL, province],
    );
    await page.getByRole('button', { name: 'Nhập tất cả' }).click();
    await page.getByText('Dữ liệu vừa thay đổi nên chưa ghi gì').waitFor();
    await page.getByText('Nhiệm kỳ từ ngày: “01/01/2026” → “05/01/2026”').waitFor();
    expect((await written())!.members).toBe(before.members);
    await stage.server.dataSource.query('delete from council where name = $1', [COUNCIL]);
    await choose('hoi-dong.xlsx', await mended());
    await page.getByText('hoi-dong.xlsx: 1 hội đồng mới, 3 thành viên mới.').waitFor();
    await page.getByRole('button', { name: 'Nhập tất cả' }).click();
    await page.getByText('Đã ghi: 1 hội đồng mới, 3 thành viên mới.').waitFor();
    await inspect(page, 'import/done');
    expect(await written()).toEqual({ councils: before.councils + 1, members: before.members + 3 });
    await page.getByRole('link', { name: COUNCIL }).click();
    await page.getByRole('heading', { level: 1, name: COUNCIL }).waitFor();
    await page.getByText('Trần Thị Bình').first().waitFor();
  });

  it('imports the same from CSV without a change, and says so', async () => {
    await page.goto(`${stage.address}/quan-tri/hoi-dong/nhap-bang-tinh`);
    const csv = [
      ['Tên hội đồng', 'Họ tên', 'Vai trò'],
      [COUNCIL, 'Lê Văn Cường', 'thư ký'],
    ];
    await choose('danh-sach.csv', Buffer.from(`\uFEFF${csv.map((line) => line.join(';')).join('\r\n')}`));
    await page.getByText('Mọi điều trong bảng đã đúng như đang có').waitFor();
    expect(await page.getByRole('button', { name: 'Nhập tất cả' }).count()).toBe(0);
    expect(takeFaults(page)).toEqual([]);
  });
});

/** A zip archive of one packed part. */
function oneFileArchive(name: string, packed: Buffer): Buffer {
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const central = Buffer.alloc(46 + name.length);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(100, 24);
  central.writeUInt16LE(name.length, 28);
  central.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}
