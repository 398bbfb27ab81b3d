// @vitest-environment node
import { deflateRawSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet } from '../../client/features/admin/import/read-spreadsheet';
import { makeTemplate } from '../../client/features/admin/import/template';
import { plainArchive, unpackArchive } from '../../client/features/admin/import/unpack-archive';
import type { UnreadableSheet } from '../../client/features/admin/import/unreadable-sheet';

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const text = (content: string) => new TextEncoder().encode(content) as Uint8Array<ArrayBuffer>;
const xlsx = (rows: (string | boolean | Date)[][]) => {
  const cells = rows.map((row) => row.map((value) => (value === '' ? null : { value })));
  return writeXlsxFile(cells, { dateFormat: 'dd/mm/yyyy' }).toBlob().then(bytesOf);
};
const faultOf = (file: Uint8Array<ArrayBuffer>) =>
  readSpreadsheet(file).then(
    () => 'none',
    (error: UnreadableSheet) => [error.fault, error.detail].filter(Boolean).join(' '),
  );

const HEADINGS = ['Tên hội đồng', 'Họ và tên', 'Ngày quyết định', 'Được chấm điểm'];

/** A zip archive of these parts, packed, with whatever the test wants it to say of itself. */
function zip(parts: Record<string, Uint8Array>, flags = 0): Uint8Array<ArrayBuffer> {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, packed] of Object.entries(parts)) {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const central = Buffer.alloc(46 + name.length);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(100, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    central.write(name, 46);
    chunks.push(local, Buffer.from(packed));
    directory.push(central);
    at += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  const all = Buffer.concat(directory);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...chunks, all, end]));
}

describe('a spreadsheet of councils', () => {
  it('is read from XLSX: text, days and ticks, with the numbers of its lines', async () => {
    const file = await xlsx([
      ['Danh sách hội đồng năm 2026'],
      HEADINGS,
      ['Hội đồng tỉnh', 'Nguyễn Văn An', new Date('2026-01-05T00:00:00Z'), true],
      ['', '', '', ''],
      ['', '=1+1', '31/12/2026', 'không'],
    ]);
    const read = await readSpreadsheet(file);
    expect(read.columns).toEqual(['COUNCIL_NAME', 'FULL_NAME', 'DECISION_DATE', 'VOTING']);
    expect(read.lines).toEqual([
      { line: 3, cells: ['Hội đồng tỉnh', 'Nguyễn Văn An', '2026-01-05', '1'] },
      { line: 5, cells: ['', '=1+1', '31/12/2026', 'không'] },
    ]);
  });

  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('is read from CSV with %s, with and without a byte order mark', async (_, delimiter) => {
    const line = ['"Hội đồng ""A"", B; C"', 'Nguyễn Văn An', '05/01/2026', 'có'].join(delimiter);
    const content = `${HEADINGS.join(delimiter)}\r\n${line}\r\n`;
    for (const file of [text(content), text(`\uFEFF${content}`)]) {
      const { columns, lines, sheet } = await readSpreadsheet(file);
      expect(columns).toHaveLength(4);
      expect(lines).toEqual([
        { line: 2, cells: ['Hội đồng "A", B; C', 'Nguyễn Văn An', '05/01/2026', 'có'] },
      ]);
      expect(sheet).toBeNull();
    }
  });

  it('has its columns in any order, in either language, without tones, and unknown ones are named', async () => {
    const read = await readSpreadsheet(
      text('HO VA TEN (*),Ghi chú,Council,Vai trò\nAn,x,Hội đồng,Ủy viên\n'),
    );
    expect(read.columns).toEqual(['FULL_NAME', 'COUNCIL_NAME', 'ROLE']);
    expect(read.lines[0]!.cells).toEqual(['An', 'Hội đồng', 'Ủy viên']);
    expect(read.unknown).toEqual(['Ghi chú']);
  });

  it('is the page of the workbook that has the headings; the others are named', async () => {
    const cells = (rows: string[][]) => rows.map((row) => row.map((value) => ({ value })));
    const blob = await writeXlsxFile([
      { sheet: 'Hướng dẫn', data: cells([['Đọc trước khi điền']]) },
      { sheet: 'Thành viên', data: cells([HEADINGS, ['Hội đồng', 'An', '', 'có']]) },
    ]).toBlob();
    const read = await readSpreadsheet(await bytesOf(blob));
    expect([read.sheet, read.otherSheets]).toEqual(['Thành viên', ['Hướng dẫn']]);
  });

  it.each(['1', 'true'])('counts its days from 1904 where it says so: %s', async (said) => {
    const parts = await unpackArchive(
      await xlsx([HEADINGS, ['Hội đồng', 'An', new Date('2026-01-05T00:00:00Z'), 'có']]),
    );
    const workbook = new TextDecoder().decode(parts.get('xl/workbook.xml'));
    const from1904 = workbook
      .replace(/<workbookPr[^>]*\/>/, '')
      .replace('<sheets', `<workbookPr date1904="${said}"/><sheets`);
    parts.set('xl/workbook.xml', text(from1904));
    const { lines } = await readSpreadsheet(new Uint8Array(plainArchive(parts)));
    expect(lines[0]!.cells[2]).toBe('2030-01-06');
  });

  it('says of a formula that went wrong what it shows, and does not take its cell for an empty one', async () => {
    const parts = await unpackArchive(
      await xlsx([HEADINGS, ['Hội đồng', 'An', '', 'có'], ['Hội', 'Bình', '', 'có']]),
    );
    const sheet = new TextDecoder().decode(parts.get('xl/worksheets/sheet1.xml'));
    const broken = sheet.replace(/<c r="A3"[^>]*>.*?<\/c>/, '<c r="A3" t="e"><f>B9</f><v>#N/A</v></c>');
    expect(broken).not.toBe(sheet);
    parts.set('xl/worksheets/sheet1.xml', text(broken));
    const { lines } = await readSpreadsheet(new Uint8Array(plainArchive(parts)));
    expect(lines[1]).toEqual({ line: 3, cells: ['#N/A', 'Bình', '', 'có'] });
  });

  it('has the role in the council below its own heading, also where that stands in brackets', async () => {
    for (const heading of ['Chức vụ (trong hội đồng)', 'Chức danh (trong HĐ)', 'Chức danh trong Hội đồng']) {
      const { columns } = await readSpreadsheet(text(`Hội đồng;${heading}\nA;Ủy viên\n`));
      expect(columns).toEqual(['COUNCIL_NAME', 'ROLE']);
    }
  });

  it('can be made from the template of either language', async () => {
    for (const language of ['vi', 'en'] as const) {
      const read = await readSpreadsheet(await bytesOf(await makeTemplate(language)));
      expect(read.columns).toHaveLength(14);
      expect(read.lines.map(({ line }) => line)).toEqual([2]);
      expect(read.unknown).toEqual([]);
    }
  });
});

describe('a file that is no honest spreadsheet of councils is refused with its reason', () => {
  const sheetXml = (rows: string) =>
    deflateRawSync(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    );
  const workbook = deflateRawSync('<workbook/>');

  it('larger than two megabytes', async () => {
    expect(await faultOf(new Uint8Array(2 * 1024 * 1024 + 1))).toBe('TOO_LARGE');
  });

  it('one that swells when unpacked, whatever size it states: it is left at the limit', async () => {
    const bomb = zip({
      'xl/workbook.xml': workbook,
      'xl/sharedStrings.xml': deflateRawSync(Buffer.alloc(256 * 1024 * 1024)),
    });
    expect(bomb.length).toBeLessThan(300_000);
    expect(await faultOf(bomb)).toBe('UNPACKS_TOO_LARGE');
  });

  it('one whose parts are the same bytes a thousand times over', async () => {
    const part = deflateRawSync(Buffer.alloc(1024 * 1024));
    const parts = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`xl/part${index}.xml`, part]),
    );
    expect(await faultOf(zip(parts))).toBe('UNPACKS_TOO_LARGE');
  });

  it.each(['<row r="1048576"><c r="A1048576"/></row>', '<row r="1"><c r="XFD1"/></row>'])(
    'one with a cell far away: %s',
    async (row) => {
      const file = zip({ 'xl/workbook.xml': workbook, 'xl/worksheets/sheet1.xml': sheetXml(row) });
      expect(await faultOf(file)).toBe('UNPACKS_TOO_LARGE');
    },
  );

  it('one with macros', async () => {
    expect(await faultOf(zip({ 'xl/workbook.xml': workbook, 'xl/vbaProject.bin': workbook }))).toBe('MACROS');
  });

  it('one with a password, of the old form, or of no form of spreadsheets at all', async () => {
    expect(await faultOf(zip({ 'xl/workbook.xml': workbook }, 1))).toBe('OLD_OR_LOCKED');
    expect(await faultOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toBe('OLD_OR_LOCKED');
    expect(await faultOf(zip({ 'word/document.xml': workbook }))).toBe('NOT_A_SPREADSHEET');
    expect(await faultOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))).toBe('NOT_A_SPREADSHEET');
    expect(await faultOf(text('MZ\0\0'))).toBe('NOT_A_SPREADSHEET');
  });

  it('one that is cut off or damaged, wherever', async () => {
    const whole = await xlsx([HEADINGS, ['Hội đồng', 'An', '', 'có']]);
    for (const length of [4, 30, 200, whole.length - 30, whole.length - 1])
      expect(await faultOf(whole.slice(0, length))).toBe('BROKEN');
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = whole.slice();
      damaged[at]! ^= 0xff;
      expect(await faultOf(damaged)).toMatch(/^[A-Za-z0-9_]+( .*)?$/);
    }
    expect(await faultOf(zip({ 'xl/workbook.xml': workbook }))).toBe('BROKEN');
  });

  it('one whose text is not UTF-8', async () => {
    expect(await faultOf(new Uint8Array([...text('Tên hội đồng,Cấp\n'), 0xc3, 0x28]))).toBe('NOT_UTF8');
    expect(await faultOf(new Uint8Array([0xff, 0xfe, 0x54, 0]))).toBe('NOT_UTF8');
  });

  it('one without headings, with a column twice, without lines, or with too many', async () => {
    expect(await faultOf(text(''))).toBe('NO_HEADINGS');
    expect(await faultOf(text('a,b,c\n1,2,3\n'))).toBe('NO_HEADINGS');
    expect(await faultOf(text('Hội đồng,Chức vụ,Title\nA,B,C\n'))).toBe('COLUMN_TWICE Title');
    expect(await faultOf(text('Hội đồng,Chức vụ\n,\n'))).toBe('NO_LINES');
    expect(await faultOf(text(`Hội đồng,Chức vụ\n${'A,B\n'.repeat(1001)}`))).toBe('TOO_MANY_LINES 1001');
    expect(await faultOf(text(`Hội đồng,Chức vụ\n${`A,${'b'.repeat(500)}\n`.repeat(600)}`))).toBe(
      'TOO_MUCH_TEXT',
    );
  });
});

describe('an archive that was unpacked and put together again', () => {
  it('has the same parts', async () => {
    const parts = new Map([
      ['a.xml', text('<a/>')],
      ['đ/b.rels', text('<b/>')],
    ]);
    expect(await unpackArchive(new Uint8Array(plainArchive(parts)))).toEqual(parts);
  });
});
