/** Going from match to match: round and round at the ends. */

/** `by`: 1 to the next older one, −1 to the next newer one. */
export const stepped = (at: number, count: number, by: 1 | -1): number => (count === 0 ? 0 : (at + by + count) % count);
