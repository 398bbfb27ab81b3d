/** Text as people search it: without case, tones or the bar of đ ("Đắk Hà" is found by "dak ha"). */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
}
