/**
 * The marks of one member in turn, each of which changes his total: up one criterion after another, then down. By its
 * total a board tells which save it shows.
 */
export class Ladder {
  #steps = [];
  #at = 0;

  /**
   * @param options of each criterion the levels that may be ticked by themselves, by position, and the points of all
   * @param worth what a level adds to the total as the contender counts it
   */
  constructor(options, worth = ({ points }, level) => points[level]) {
    const rungs = options.map((option) => ({
      criterion: option.criterion,
      // Two levels of the same worth would be one rung: nobody could tell them apart.
      levels: [...new Map(option.levels.map((level) => [worth(option, level), level]))].sort(
        ([a], [b]) => a - b,
      ),
    }));
    this.lowest = rungs.map(({ criterion, levels: [[, level]] }) => ({ criterion, level }));
    this.total = rungs.reduce((sum, { levels: [[points]] }) => sum + points, 0);
    const walk = (levelsOf) => {
      for (const rung of rungs) {
        const [[from], ...others] = levelsOf(rung);
        let before = from;
        for (const [points, level] of others) {
          this.#steps.push({ criterion: rung.criterion, level, change: points - before });
          before = points;
        }
      }
    };
    walk(({ levels }) => levels);
    walk(({ levels }) => levels.toReversed());
  }

  /** The next mark; `total` is then what the sheet comes to with it. */
  next() {
    const { criterion, level, change } = this.#steps[this.#at % this.#steps.length];
    this.#at += 1;
    this.total += change;
    return { criterion, level };
  }
}
