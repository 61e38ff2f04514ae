/** What the page and the demo's worker tell each other; the page itself holds nothing of the lab. */
export const demoNames = ['Ada', 'Bashir', 'Chen'] as const;

export interface DemoLine {
  /** Whose line it is: a place in demoNames. */
  readonly speaker: number;
  readonly text: string;
}

/** A peer now holds a line: a place in the script. The first news of a line is of its speaker. */
export interface DemoNews {
  readonly line: number;
  readonly node: number;
  /** ms since the demo began. */
  readonly at: number;
}
