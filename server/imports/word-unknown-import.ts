/** Every import, by the name that calls it. */
const IMPORTS = [
  {
    name: 'hanoi-2021',
    vi: '541 hồ sơ của Hà Nội theo Kế hoạch 220/KH-UBND năm 2021',
    en: 'the 541 dossiers of Hà Nội, plan 220/KH-UBND of 2021',
  },
];

/** What to say where no import is called so, or none was named: which there are, and how they are called. */
export function wordUnknownImport(name: string | undefined): [vi: string, en: string] {
  const calls = (language: 'vi' | 'en') =>
    IMPORTS.map((each) => `npm run import -- ${each.name}   (${each[language]})`).join('\n  ');
  return name === undefined || name === ''
    ? [
        `Hãy nêu tên dữ liệu cần nạp. Hiện có:\n  ${calls('vi')}`,
        `Name the data to bring in. There are:\n  ${calls('en')}`,
      ]
    : [
        `Không có dữ liệu tên "${name}". Hiện có:\n  ${calls('vi')}`,
        `There are no data named "${name}". There are:\n  ${calls('en')}`,
      ];
}
