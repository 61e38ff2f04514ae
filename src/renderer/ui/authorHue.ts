import { hueOf } from '../lib/names.ts';
import authors from '../styles/authors.module.css';

const HUES = 10;

/** The class that sets `--hue` to an origin's colour. */
export const authorHue = (origin: string): string => authors[`hue${hueOf(origin, HUES)}`] ?? '';
