import type { BoardItem, BoardSeat } from './board-parts';

/** The seats that the server names in a list, by the member's id or by the member's name as shown. */
export function seatsNamed(item: BoardItem, named: readonly string[]): BoardSeat[] {
  return (item.seats ?? []).filter((seat) => named.includes(seat.id) || named.includes(seat.label));
}

/** A list of members in words; whoever has no seat keeps the word the server gave. */
export function wordMembers(item: BoardItem, named: readonly string[]): string {
  const label = (name: string) => item.seats?.find((seat) => seat.id === name)?.label ?? name;
  return named.map(label).join('; ');
}
