import { deskWords } from '../../../ui/desk/desk-words';

const vi = {
  ...deskWords.vi,
  admin: 'Quản trị',
  places: 'Địa phương',
  placesLead: 'Từ 01/7/2025 không còn cấp huyện; các huyện cũ giữ lại cho dữ liệu trước ngày đó.',
  newPlace: 'Thêm địa phương',
  changePlace: 'Sửa địa phương',
  addUnder: 'Thêm cấp dưới',
  findPlace: 'Tìm địa phương',
  name: 'Tên',
  nameHint: 'Ghi đủ loại: “Xã Đắk Mar”, “Phường Kon Tum”.',
  code: 'Mã đơn vị hành chính',
  codeHint: 'Theo Quyết định 19/2025/QĐ-TTg; dùng trong mã số sản phẩm.',
  level: 'Cấp',
  levels: { CENTRAL: 'Trung ương', PROVINCE: 'Tỉnh', DISTRICT: 'Huyện (trước 01/7/2025)', COMMUNE: 'Xã' },
  parent: 'Thuộc',
  retire: 'Ngừng dùng',
  retireText:
    '“{name}” không chọn được cho hồ sơ mới từ ngày này; hồ sơ cũ vẫn giữ nguyên. Việc này không hoàn lại được.',
  retireNeeds:
    'Chỉ ngừng được khi ở đây không còn hội đồng đang hoạt động, phiên họp chưa bế mạc hay đơn vị cấp dưới còn dùng.',
  retireOn: 'Từ ngày',
  retiredOn: 'Ngừng dùng từ {date}',
  retiredDone: 'Đã ngừng dùng.',
  noPlaces: 'Chưa có địa phương nào',
  noPlacesText: 'Thêm tỉnh trước, rồi thêm các xã thuộc tỉnh.',
  noFound: 'Không có địa phương nào khớp',
  noFoundText: 'Tìm không cần dấu: “dak mar” cũng ra “Đắk Mar”.',
  showRetired: 'Hiện cả địa phương đã ngừng dùng',
  below: '{count} đơn vị cấp dưới',
};

const en: typeof vi = {
  ...deskWords.en,
  admin: 'Administration',
  places: 'Places',
  placesLead: 'Districts ended on 1 July 2025; former districts are kept for data before that day.',
  newPlace: 'New place',
  changePlace: 'Change the place',
  addUnder: 'Add below',
  findPlace: 'Find a place',
  name: 'Name',
  nameHint: 'With its kind: “Xã Đắk Mar”, “Phường Kon Tum”.',
  code: 'Administrative code',
  codeHint: 'By Decision 19/2025/QĐ-TTg; used in product codes.',
  level: 'Level',
  levels: {
    CENTRAL: 'Central',
    PROVINCE: 'Province',
    DISTRICT: 'District (before 1 July 2025)',
    COMMUNE: 'Commune',
  },
  parent: 'Belongs to',
  retire: 'Retire',
  retireText:
    '“{name}” cannot be chosen for new dossiers from that day; old ones keep it. This cannot be undone.',
  retireNeeds:
    'Possible only once no council is in office here, every session is closed and no place below is still in use.',
  retireOn: 'From',
  retiredOn: 'Retired {date}',
  retiredDone: 'Retired.',
  noPlaces: 'No place yet',
  noPlacesText: 'Add the province first, then its communes.',
  noFound: 'No place matches',
  noFoundText: 'Tones are not needed: “dak mar” finds “Đắk Mar”.',
  showRetired: 'Show retired places too',
  below: '{count} places below',
};

export const messages = { vi, en };
